import { z } from 'zod'
import { PlanningCenterError, type PlanningCenterClient, type Resource } from '../planning-center'
import { CONTACT_FIELDS, emailsOf, phonesOf, type Email, type Phone } from './contacts'
import { PER_PAGE, type PeopleQuestion, type Sort } from './people-question'
import { searchCondition } from './search'

export interface PersonSummary {
  id: string
  name: string
  status: string
  membership: string | null
  child: boolean
  phone: Phone | null
  email: Email | null
  /** Where Planning Center keeps the photo, or its picture of the initials. */
  avatarUrl: string | null
  createdAt: number | null
  updatedAt: number | null
}

export interface PeopleFound {
  people: PersonSummary[]
  total: number
  /** The church's; null where there is nobody to tell it, or it is not shown to who is asking. */
  timeZone: string | null
}

/** One page of people, in one request; null when there is no such list, or it is not shared with who is asking. */
export async function findPeople(planningCenter: PlanningCenterClient, question: PeopleQuestion): Promise<PeopleFound | null> {
  const { list, page, sort } = question
  try {
    const answer = await planningCenter.list(list ? `/people/v2/lists/${list}/people` : '/people/v2/people', {
      ...conditions(question),
      order: ORDER[sort],
      include: 'emails,phone_numbers,organization',
      ...FIELDS,
      per_page: String(PER_PAGE),
      offset: String((page - 1) * PER_PAGE),
    })
    const { time_zone } = church.parse(answer.included.find(({ type }) => type === 'Organization')?.attributes ?? {})
    return { people: answer.data.map((row) => toSummary(row, answer)), total: answer.meta.total_count, timeZone: time_zone }
  } catch (error) {
    if (list && error instanceof PlanningCenterError && error.reason === 'missing') return null
    throw error
  }
}

function conditions({ search, status, membership, child, campus }: PeopleQuestion): Record<string, string> {
  return {
    ...(search && searchCondition(search)),
    ...(status !== 'all' && { 'where[status]': status }),
    ...(membership && { 'where[membership]': membership }),
    ...(child && { 'where[child]': String(child === 'yes') }),
    ...(campus && { 'where[primary_campus_id]': campus }),
  }
}

/** Named one by one: what is not here never leaves Planning Center. */
const FIELDS = {
  'fields[Person]': 'name,status,membership,child,avatar,created_at,updated_at,emails,phone_numbers,organization',
  'fields[Organization]': 'time_zone',
  'fields[Email]': CONTACT_FIELDS['fields[Email]'],
  'fields[PhoneNumber]': CONTACT_FIELDS['fields[PhoneNumber]'],
}

const ORDER: Record<Sort, string> = {
  last_name: 'last_name,first_name',
  first_name: 'first_name,last_name',
  newest: '-created_at',
  changed: '-updated_at',
}

const text = z.string().nullable().catch(null)
const flag = z.boolean().catch(false)
const moment = z.string().transform((iso) => Date.parse(iso)).pipe(z.number()).nullable().catch(null)
const person = z.object({
  name: z.string().catch('Somebody without a name'),
  status: z.string().catch('active'),
  membership: text,
  child: flag,
  avatar: text,
  created_at: moment,
  updated_at: moment,
})
const church = z.object({ time_zone: text })

function toSummary(row: Resource, document: { included: Resource[] }): PersonSummary {
  const { avatar, created_at, updated_at, ...attributes } = person.parse(row.attributes)
  const [phone = null] = phonesOf(row, document)
  const [email = null] = emailsOf(row, document)
  return { id: row.id, ...attributes, phone, email, avatarUrl: avatar, createdAt: created_at, updatedAt: updated_at }
}
