import { z } from 'zod'
import { PlanningCenterError, related, type PlanningCenterClient, type Resource, type Single } from '../planning-center'
import { isMissing } from './person'

/** A list of people that Planning Center keeps, as far as it is shared with who is asking. */
export interface PeopleList {
  id: string
  name: string
  /** Empty where the name is made of it. */
  description: string
  total: number | null
  refreshedAt: number | null
  starred: boolean
}

/** As its own page shows it. */
export interface WholeList extends PeopleList {
  /** By name; null when Planning Center does not say. */
  maker: string | null
  /** Planning Center acts by itself on whoever comes onto it or leaves it. */
  hasAutomations: boolean
  /** Its rules no longer work. */
  isInvalid: boolean
}

export interface ListsFound {
  lists: PeopleList[]
  total: number
}

const text = z.string().nullable().catch(null)
const attributes = z.object({
  name: text,
  name_or_description: text,
  description: text,
  total_people: z.number().int().nonnegative().nullable().catch(null),
  refreshed_at: z.string().transform((iso) => Date.parse(iso)).pipe(z.number()).nullable().catch(null),
  starred: z.boolean().catch(false),
})

const QUESTION = { order: '-starred,name_or_description', 'fields[List]': Object.keys(attributes.shape).join(',') }

/** A page of the lists somebody may see, in one request. */
export async function findLists(planningCenter: PlanningCenterClient, { offset, perPage }: { offset: number; perPage: number }): Promise<ListsFound> {
  const answer = await planningCenter.list('/people/v2/lists', { ...QUESTION, per_page: String(perPage), offset: String(offset) })
  return { lists: answer.data.map(toList), total: answer.meta.total_count }
}

const MOST_AT_ONCE = 100
/** What a search looks through: five requests at most, and for nearly every church one. */
const MOST_SEARCHED = 500

/**
 * Lists whose name or description holds every word. Planning Center itself searches names only, and most lists have none
 * but their description; so all are read, as far as that is cheap, and `searched` says how far it was.
 */
export async function searchLists(planningCenter: PlanningCenterClient, search: string): Promise<ListsFound & { searched: number }> {
  const first = await findLists(planningCenter, { offset: 0, perPage: MOST_AT_ONCE })
  const offsets: number[] = []
  for (let offset = MOST_AT_ONCE; offset < Math.min(first.total, MOST_SEARCHED); offset += MOST_AT_ONCE) offsets.push(offset)
  const others = await Promise.all(offsets.map((offset) => findLists(planningCenter, { offset, perPage: MOST_AT_ONCE })))
  const all = [first, ...others].flatMap(({ lists }) => lists)
  const wanted = fold(search).split(/\s+/)
  const lists = all.filter(({ name, description }) => wanted.every((word) => fold(`${name} ${description}`).includes(word)))
  return { lists, total: first.total, searched: all.length }
}

const moreAttributes = z.object({ automations_active: z.boolean().catch(false), invalid: z.boolean().catch(false) })
const WHOLE = {
  include: 'created_by',
  'fields[List]': [...Object.keys(attributes.shape), ...Object.keys(moreAttributes.shape), 'created_by'].join(','),
  'fields[Person]': 'name',
}

/** Null when there is no such list, or it is not shared with who is asking. */
export async function findList(planningCenter: PlanningCenterClient, id: string): Promise<WholeList | null> {
  return planningCenter.get(`/people/v2/lists/${id}`, WHOLE).then(toWholeList, (error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
}

function toWholeList(answer: Single): WholeList {
  const { automations_active: hasAutomations, invalid: isInvalid } = moreAttributes.parse(answer.data.attributes)
  const [maker] = related(answer.data, 'created_by', answer)
  return { ...toList(answer.data), maker: text.parse(maker?.attributes['name']), hasAutomations, isInvalid }
}

/** Whether somebody may change a list and so have it refreshed: only the list of lists tells, one by one it does not. */
export async function mayManage(planningCenter: PlanningCenterClient, id: string): Promise<boolean> {
  const query = { filter: 'can_manage', 'where[id]': id, 'fields[List]': 'name', per_page: String(MOST_AT_ONCE) }
  const { data, meta } = await planningCenter.list('/people/v2/lists', query)
  // A condition Planning Center ignored brings others as well: among more than fit here, its own refusal decides.
  return data.some((list) => list.id === id) || meta.total_count > data.length
}

/** Lists that one look at a person goes through: each costs a request. */
export const LISTS_PER_LOOK = 20
const LOOKS_AT_ONCE = 5

/**
 * Which of some lists somebody is on. Planning Center cannot be asked that of all lists together; so it is asked of a
 * few at a time, and only when somebody wants to know.
 */
export async function findListsOf(planningCenter: PlanningCenterClient, personId: string, from: number): Promise<ListsFound & { looked: number }> {
  const { lists, total } = await findLists(planningCenter, { offset: from, perPage: LISTS_PER_LOOK })
  const on: PeopleList[] = []
  for (let start = 0; start < lists.length; start += LOOKS_AT_ONCE) {
    const some = lists.slice(start, start + LOOKS_AT_ONCE)
    const answers = await Promise.all(some.map(({ id }) => isOn(planningCenter, id, personId)))
    on.push(...some.filter((_, index) => answers[index]))
  }
  return { lists: on, total, looked: lists.length }
}

async function isOn(planningCenter: PlanningCenterClient, listId: string, personId: string): Promise<boolean> {
  try {
    const query = { 'where[person_id]': personId, 'fields[ListResult]': 'person', per_page: '1' }
    const { data } = await planningCenter.list(`/people/v2/lists/${listId}/list_results`, query)
    const [result] = data
    if (!result) return false
    const pointer = result.relationships['person']?.data
    // A condition Planning Center does not know it ignores, and then it answers with anybody: nothing follows from that.
    if (!pointer || Array.isArray(pointer) || pointer.id !== personId) throw new PlanningCenterError('unreadable', { request: 'GET /people/v2/lists/:id/list_results' })
    return true
  } catch (error) {
    // Removed, or no longer shared, since the list of lists was read.
    if (isMissing(error)) return false
    throw error
  }
}

function toList({ id, attributes: raw }: Resource): PeopleList {
  const { name, name_or_description, description, total_people, refreshed_at, starred } = attributes.parse(raw)
  const shown = name ?? name_or_description ?? description ?? 'List without a name'
  return { id, name: shown, description: description && description !== shown ? description : '', total: total_people, refreshedAt: refreshed_at, starred }
}

const fold = (words: string) => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
