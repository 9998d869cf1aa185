import type { Sql } from '../database'
import { campusRow, contactRow, fieldDatumRow, fieldDefinitionRow, householdRows, listPersonRow, listRow, maritalStatusRow, mergerRow, personRow, tabRow, type Kind, type Row } from './kinds'
import { questions, type Reading } from './reading'
import { severalAtOnce } from './several-at-once'
import { findCuts, stretchesBetween } from './cuts'
import { keepCuts, stage, type Checkpoint, type Part, type RunKey } from './staging'
import { readAll, walk, walkBack, type Page, type Step, type Stretch } from './walk'
import { PlanningCenterError, type Resource } from '../planning-center'

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

export function createCollecting({ db, run, reading, checkpoint, tabIds, clock, signal }: Collaborators): Collecting {
  const failed = new AbortController()
  const ending = AbortSignal.any([signal, failed.signal])
  let keeping: Promise<void> = Promise.resolve()
  const ask = (question: Question, path: `/people/v2/${string}` = `/people/v2/${question}`, more: Record<string, string> = {}) =>
    async (query: Record<string, string>): Promise<Page> => {
      ending.throwIfAborted()
      const askedAt = clock.now()
      return { ...(await reading.list(path, { ...questions[question], ...more, ...query })), askedAt }
    }

  /** One page after the other: each locks the church for a moment, and those that wait for it would take up all connections. */
  async function keep(part: string, state: Part, { rows = [], askedAt = clock.now() }: { rows?: Row[]; askedAt?: number } = {}): Promise<void> {
    const turn = keeping.then(() => {
      ending.throwIfAborted()
      return stage(db, run, { part, state, rows, askedAt, now: clock.now() })
    })
    keeping = turn.catch(() => undefined)
    await turn
    checkpoint.parts[part] = state
  }

  /** One part, unless a former holder finished it; from where that one stood, if it did not. */
  async function walkPart(part: string, steps: (from: Part['position']) => AsyncIterable<Step>, toRows: (step: Step) => Row[]): Promise<void> {
    const before = checkpoint.parts[part]
    if (before?.done) return
    let state: Part = before ?? { done: false, read: 0, expected: 0 }
    for await (const step of steps(state.position)) {
      state = { ...state, position: step.position, read: state.read + step.rows.length, expected: Math.max(state.expected, step.expected) }
      await keep(part, state, { rows: toRows(step), askedAt: step.askedAt })
    }
    await keep(part, { ...state, done: true })
  }

  const walkStretch = (part: string, asked: ReturnType<typeof ask>, stretch: Stretch, toRows: (step: Step) => Row[]) =>
    walkPart(part, (position) => walk(asked, stretch, position), toRows)

  async function whole(part: string, asked: ReturnType<typeof ask>, toRow: (resource: Resource) => Row, isKept: (resource: Resource) => boolean = () => true): Promise<Resource[]> {
    const askedAt = clock.now()
    const kept = (await readAll(asked)).filter(isKept)
    await keep(part, { done: true, read: kept.length, expected: kept.length }, { rows: kept.map(toRow), askedAt })
    return kept
  }

  /** Short collections, read whole in every run: a renamed campus moves no date of anybody's. */
  async function choices(): Promise<{ lists: Resource[]; fieldIds: string[] }> {
    await whole('campuses', ask('campuses'), campusRow)
    await whole('marital_statuses', ask('marital_statuses'), maritalStatusRow)
    const tabs = await whole('tabs', ask('tabs'), tabRow, ({ id }) => tabIds.includes(id))
    const hidden = tabIds.filter((wanted) => !tabs.some(({ id }) => id === wanted))
    if (hidden.length > 0) throw new TabsHidden(hidden)
    const isTicked = ({ attributes }: Resource) => tabIds.includes(String(attributes['tab_id']))
    const fields = tabs.length > 0 ? await whole('field_definitions', ask('field_definitions'), fieldDefinitionRow, isTicked) : []
    const lists = await whole('lists', ask('lists'), listRow)
    return { lists, fieldIds: fields.map(({ id }) => id) }
  }

  async function cut(question: 'people' | 'households'): Promise<Stretch[]> {
    const known = checkpoint.cuts[question]
    const cuts = known ?? (await findCuts(ask(question)))
    if (!known) await keepCuts(db, run, { question, cuts })
    checkpoint.cuts[question] = cuts
    return stretchesBetween(cuts)
  }

  const everyone = (stretch: Stretch, index: number) => () => walkStretch(`people ${index}`, ask('people'), stretch, peopleRows)
  const everyHousehold = (stretch: Stretch, index: number) => () => walkStretch(`households ${index}`, ask('households'), stretch, ({ rows }) => rows.flatMap(householdRows))

  /** A list that is deleted or withdrawn meanwhile is missed in the next run; it costs this one nothing. */
  const listPeople = ({ id }: Resource) => async () => {
    const asked = ask('listPeople', `/people/v2/lists/${id}/people`)
    try {
      await walkStretch(`list ${id}`, asked, { by: 'created_at', from: BEGINNING }, ({ rows }) => rows.map((person) => listPersonRow(id, person.id)))
    } catch (error) {
      if (error instanceof PlanningCenterError && error.reason === 'missing') return
      throw error
    }
    await keep(`list ${id} read`, DONE, { rows: [mark('list-read', id)] })
  }

  const fieldData = (fieldId: string) => async () => {
    const asked = ask('field_data', '/people/v2/field_data', { 'where[field_definition_id]': fieldId })
    await walkStretch(`field ${fieldId}`, asked, { by: 'created_at', from: BEGINNING }, ({ rows }) => some(rows.map(fieldDatumRow)))
    await keep(`field ${fieldId} read`, DONE, { rows: [mark('field-read', fieldId)] })
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
      ], failed)
    },

    async changesSince(since) {
      const { lists, fieldIds } = await choices()
      const changed = { by: 'updated_at', from: since } as const
      const asked = ask('field_data')
      const known = await db.selectFrom('mirror.list').select(['id', 'record']).where('organization_id', '=', run.organizationId).execute()
      const knownFields = await db.selectFrom('mirror.field_definition').select('id').where('organization_id', '=', run.organizationId).execute()
      // One that was put onto a ticked tab, or brought back: what it holds was filled in long ago.
      const newFields = fieldIds.filter((fieldId) => !knownFields.some(({ id }) => id === fieldId))
      await severalAtOnce([
        () => walkStretch('people', ask('people'), changed, peopleRows),
        ...(['emails', 'phone_numbers'] as const).map((question) => () => walkStretch(question, ask(question), changed, contactRows)),
        () => walkPart('addresses', () => walkBack(ask('addresses'), { by: 'updated_at', since }), contactRows),
        () => walkStretch('households', ask('households'), changed, ({ rows }) => rows.flatMap(householdRows)),
        ...(fieldIds.length > 0
          ? [() => walkStretch('field_data', asked, changed, ({ rows }) => some(rows.map(fieldDatumRow)).filter(({ columns }) => fieldIds.includes(String(columns['field_definition_id']))))]
          : []),
        ...lists.filter((list) => !sameAs(list, known.find(({ id }) => id === list.id)?.record)).map(listPeople),
        ...newFields.map(fieldData),
        mergers(since),
      ], failed)
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
