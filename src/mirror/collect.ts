import type { Sql } from '../database'
import { campusRow, contactRow, fieldDatumRow, fieldDefinitionRow, householdRows, listPersonRow, listRow, maritalStatusRow, mergerRow, personRow, tabRow, type Kind, type Row } from './kinds'
import { questions, type Reading } from './reading'
import { keepCuts, stage, type Checkpoint, type Part, type RunKey } from './staging'
import { readAll, walk, walkBack, type Step, type Stretch } from './walk'
import type { Collection, Resource } from '../planning-center'

/** What one run reads, part by part; every part is checkpointed and can be gone on with by another process. */
export interface Collecting {
  /** Everything there is. */
  everything(): Promise<void>
  /** What changed since, as far as Planning Center tells. */
  changesSince(since: string): Promise<void>
}

/** A tab that is hidden looks like one that is gone, and would take what is copied of it along: somebody has to say which it is. */
export class TabsHidden extends Error {
  override readonly name = 'TabsHidden'
  readonly reason = 'tabs-hidden'
  constructor(readonly tabIds: readonly string[]) {
    super('custom tabs that the church ticked are not shown')
  }
}

interface Collaborators {
  db: Sql
  run: RunKey
  reading: Reading
  checkpoint: Checkpoint
  /** Of the custom tabs only those the church ticked. */
  tabIds: readonly string[]
  clock: { now(): number }
  signal: AbortSignal
}

type Question = keyof typeof questions

/** Kinds that `everything` and `changesSince` read whole each time: what is not among them is gone. */
export const alwaysWhole: readonly Kind[] = ['campus', 'marital_status', 'tab', 'field_definition', 'list']
export const wholeAtReconcile: readonly Kind[] = [...alwaysWhole, 'household', 'field_datum']

/** Several questions under way hide how long each answer takes; the rate limit is what sets the pace. */
const AT_ONCE = 4
/** Enough stretches that the four stay busy to the end, few enough that their last pages do not count. */
const STRETCHES = 12
const PEOPLE_PER_STRETCH = 500

export function createCollecting({ db, run, reading, checkpoint, tabIds, clock, signal }: Collaborators): Collecting {
  const ask = (question: Question, path = `/people/v2/${question}` as const, more: Record<string, string> = {}) =>
    (query: Record<string, string>): Promise<Collection> => reading.list(path, { ...questions[question], ...more, ...query })

  async function keep(part: string, state: Part, rows: Row[]): Promise<void> {
    signal.throwIfAborted()
    await stage(db, run, { part, state, rows, now: clock.now() })
    checkpoint.parts[part] = state
  }

  /** One part, unless a former holder finished it; from where that one stood, if it did not. */
  async function walkPart(part: string, steps: (from: Part['position']) => AsyncIterable<Step>, toRows: (step: Step) => Row[]): Promise<void> {
    const before = checkpoint.parts[part]
    if (before?.done) return
    let state: Part = before ?? { done: false, read: 0, expected: 0 }
    for await (const step of steps(state.position)) {
      state = { ...state, position: step.position, read: state.read + step.rows.length, expected: Math.max(state.expected, step.expected) }
      await keep(part, state, toRows(step))
    }
    await keep(part, { ...state, done: true }, [])
  }

  const walkStretch = (part: string, asked: ReturnType<typeof ask>, stretch: Stretch, toRows: (step: Step) => Row[]) =>
    walkPart(part, (position) => walk(asked, stretch, position), toRows)

  async function whole(part: string, asked: ReturnType<typeof ask>, toRow: (resource: Resource) => Row): Promise<Resource[]> {
    const { data } = await readAll(asked)
    await keep(part, { done: true, read: data.length, expected: data.length }, data.map(toRow))
    return data
  }

  /** Short collections, read whole in every run: a renamed campus moves no date of anybody's. */
  async function choices(): Promise<{ lists: Resource[]; fieldIds: string[] }> {
    await whole('campuses', ask('campuses'), campusRow)
    await whole('marital_statuses', ask('marital_statuses'), maritalStatusRow)
    const { data: tabs } = await readAll(ask('tabs'))
    const hidden = tabIds.filter((id) => !tabs.some((tab) => tab.id === id))
    if (hidden.length > 0) throw new TabsHidden(hidden)
    const kept = tabs.filter(({ id }) => tabIds.includes(id))
    await keep('tabs', { done: true, read: kept.length, expected: kept.length }, kept.map(tabRow))
    const { data: fields } = kept.length > 0 ? await readAll(ask('field_definitions')) : { data: [] }
    const keptFields = fields.filter(({ attributes }) => kept.some(({ id }) => id === String(attributes['tab_id'])))
    await keep('field_definitions', { done: true, read: keptFields.length, expected: keptFields.length }, keptFields.map(fieldDefinitionRow))
    const lists = await whole('lists', ask('lists'), listRow)
    return { lists, fieldIds: keptFields.map(({ id }) => id) }
  }

  async function cut(question: 'people' | 'households'): Promise<Stretch[]> {
    const known = checkpoint.cuts[question]
    const cuts = known ?? (await findCuts(question))
    if (!known) await keepCuts(db, run, { question, cuts })
    checkpoint.cuts[question] = cuts
    return cuts.map((from, index) => ({ by: 'created_at', from, ...(cuts[index + 1] && { until: cuts[index + 1] as string }) }))
  }

  async function findCuts(question: 'people' | 'households'): Promise<string[]> {
    const oldest = await ask(question)({ order: 'created_at', per_page: '1' })
    const [first] = oldest.data
    if (!first) return []
    const from = Date.parse(String(first.attributes['created_at']))
    const many = Math.min(STRETCHES, Math.ceil(oldest.meta.total_count / PEOPLE_PER_STRETCH))
    const each = (clock.now() - from) / many
    return Array.from({ length: many }, (_, index) => second(from + index * each))
  }

  const everyone = (stretch: Stretch, index: number) => () => walkStretch(`people ${index}`, ask('people'), stretch, peopleRows)
  const everyHousehold = (stretch: Stretch, index: number) => () => walkStretch(`households ${index}`, ask('households'), stretch, ({ rows }) => rows.flatMap(householdRows))

  const listPeople = (list: Resource) => async () => {
    const asked = ask('listPeople', `/people/v2/lists/${list.id}/people` as never)
    await walkStretch(`list ${list.id}`, asked, { by: 'created_at', from: BEGINNING }, ({ rows }) => rows.map(({ id }) => listPersonRow(list.id, id)))
    await keep(`list ${list.id} read`, DONE, [mark('list-read', list.id)])
  }

  const fieldData = (fieldId: string) => async () => {
    const asked = ask('field_data', '/people/v2/field_data', { 'where[field_definition_id]': fieldId })
    await walkStretch(`field ${fieldId}`, asked, { by: 'created_at', from: BEGINNING }, ({ rows }) => some(rows.map(fieldDatumRow)))
    await keep(`field ${fieldId} read`, DONE, [mark('field-read', fieldId)])
  }

  /** People joined with another are found here, for their own records are simply no longer there. */
  const mergers = (since: string) => () =>
    walkStretch('mergers', ask('person_mergers'), { by: 'created_at', from: since }, ({ rows }) =>
      some(rows.map(mergerRow)))

  return {
    async everything() {
      const { lists, fieldIds } = await choices()
      const [people, households] = [await cut('people'), await cut('households')]
      await severalAtOnce([
        ...people.map(everyone), ...households.map(everyHousehold), ...lists.map(listPeople), ...fieldIds.map(fieldData), mergers(BEGINNING),
      ])
    },

    async changesSince(since) {
      const { lists, fieldIds } = await choices()
      const changed = { by: 'updated_at', from: since } as const
      const asked = ask('field_data')
      const known = await db.selectFrom('mirror.list').select(['id', 'record']).where('organization_id', '=', run.organizationId).execute()
      await severalAtOnce([
        () => walkStretch('people', ask('people'), changed, peopleRows),
        ...(['emails', 'phone_numbers'] as const).map((question) => () => walkStretch(question, ask(question), changed, contactRows)),
        () => walkPart('addresses', () => walkBack(ask('addresses'), { by: 'updated_at', since }), contactRows),
        () => walkStretch('households', ask('households'), changed, ({ rows }) => rows.flatMap(householdRows)),
        ...(fieldIds.length > 0
          ? [() => walkStretch('field_data', asked, changed, ({ rows }) => some(rows.map(fieldDatumRow)).filter(({ columns }) => fieldIds.includes(String(columns['field_definition_id']))))]
          : []),
        ...lists.filter((list) => !sameAs(list, known.find(({ id }) => id === list.id)?.record)).map(listPeople),
        mergers(since),
      ])
    },
  }
}

const peopleRows = ({ rows, included }: Step): Row[] => {
  const contacts = new Map(included.map((one) => [`${one.type} ${one.id}`, one]))
  return rows.flatMap((person) => [
    personRow(person),
    ...some(
      ['emails', 'phone_numbers', 'addresses'].flatMap((name) => {
        const pointers = person.relationships[name]?.data
        return (Array.isArray(pointers) ? pointers : []).map(({ type, id }) => {
          const found = contacts.get(`${type} ${id}`)
          return found ? contactRow(found, person.id) : null
        })
      }),
    ),
  ])
}

const contactRows = ({ rows }: Step): Row[] => some(rows.map((row) => contactRow(row)))

/** A list that was refreshed says so, and one whose people were put in by hand has another count or date. */
function sameAs(list: Resource, known: object | undefined): boolean {
  const before = known as Record<string, unknown> | undefined
  return before !== undefined && ['refreshed_at', 'updated_at', 'total_people'].every((name) => before[name] === list.attributes[name])
}

/** Not a row of any table, but that an owner's rows are all there. */
const mark = (kind: 'list-read' | 'field-read', id: string): Row => ({ kind, id, columns: {} })
const DONE: Part = { done: true, read: 0, expected: 0 }
/** Planning Center began in 2006. */
const BEGINNING = '2000-01-01T00:00:00Z'

const some = <Value>(values: (Value | null)[]): Value[] => values.filter((value) => value !== null)

/** As Planning Center writes moments. */
export const second = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000', '')

async function severalAtOnce(parts: (() => Promise<void>)[]): Promise<void> {
  const waiting = [...parts]
  const take = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) await part()
  }
  const workers = Array.from({ length: AT_ONCE }, take)
  // One failed: the others stop at their next page, and are waited for, so that nothing writes after the run's end.
  const outcomes = await Promise.allSettled(workers.map((worker) => worker.catch((error: unknown) => { waiting.length = 0; throw error })))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
