import { sql } from 'kysely'
import type { Database, Sql } from '../database'
import type { Reader } from '../mirror'
import type { Times } from '../times'
import { queryOf, readDefinition, type Definition } from './definition'
import { NotSaved } from './errors'

export interface SavedReport {
  id: string
  name: string
  definition: Definition
  /** Everybody of the church finds it. */
  shared: boolean
  isMine: boolean
  /** Planning Center's id of whoever made it. */
  ownerId: string
  /** By its owner, and of shared ones by administrators. */
  mayChange: boolean
  /** Epoch ms. */
  changedAt: number
}

/** What somebody finds on their first page: a saved report, or a ready-made one by its key. */
export type Pinned = `saved-${string}` | (string & {})

/** What each person of a church keeps, and what all of them do. Whose it is decides the reader, never what a form says. */
export interface Saved {
  mine(reader: Reader): Promise<SavedReport[]>
  /** Those others share with everybody in the church. */
  everyones(reader: Reader): Promise<SavedReport[]>
  /** Null for one that is deleted, or somebody else's and not shared. */
  read(reader: Reader, id: string): Promise<SavedReport | null>
  /** Gives its id. @throws NotSaved */
  save(reader: Reader, report: Pick<SavedReport, 'name' | 'definition' | 'shared'>): Promise<string>
  /** @throws NotSaved */
  change(reader: Reader, id: string, changes: Partial<Pick<SavedReport, 'name' | 'definition' | 'shared'>>): Promise<void>
  /** For oneself, under another name; gives its id. @throws NotSaved */
  copy(reader: Reader, id: string): Promise<string>
  /** Can be taken back for a while. @throws NotSaved */
  remove(reader: Reader, id: string): Promise<void>
  /** Those this reader can take back, the last deleted first. */
  deleted(reader: Reader): Promise<SavedReport[]>
  /** @throws NotSaved */
  takeBack(reader: Reader, id: string): Promise<void>
  /** In their order. */
  pins(reader: Reader): Promise<Pinned[]>
  /** Says whether it is pinned from now on. @throws NotSaved */
  togglePin(reader: Reader, what: Pinned): Promise<boolean>
  preference(reader: Reader, name: string): Promise<unknown>
  prefer(reader: Reader, name: string, value: unknown): Promise<void>
  close(): Promise<void>
}

export const LONGEST_NAME = 80
const MOST_REPORTS = 200
const MOST_PINS = 12

interface Collaborators {
  database: Database
  times: Pick<Times, 'deletedReportKept' | 'auditSweep'>
  clock: { now(): number }
}

export function createSaved({ database, times, clock }: Collaborators): Saved {
  const now = () => new Date(clock.now())
  let sweepingNow: Promise<void> = Promise.resolve()
  const sweeping = setInterval(() => void (sweepingNow = sweep().catch(() => undefined)), times.auditSweep / 24) // the database is away: the next time will do
  sweeping.unref()

  async function sweep(): Promise<void> {
    const db = await database.openForWork()
    await db.deleteFrom('foyer.report').where('deleted_at', '<', new Date(clock.now() - times.deletedReportKept)).execute()
  }

  const ofChurch = (db: Sql, { organizationId }: Reader) => db.selectFrom('foyer.report').selectAll().where('organization_id', '=', organizationId)

  const toSaved = (reader: Reader) => (row: { id: string; person_id: string; name: string; query: string; shared: boolean; updated_at: Date }): SavedReport => {
    const isMine = row.person_id === reader.personId
    const { name, shared, person_id: ownerId } = row
    return { id: String(row.id), name, shared, ownerId, definition: readDefinition(queryFrom(row.query)), isMine, mayChange: isMine || (shared && reader.isAdministrator), changedAt: row.updated_at.getTime() }
  }

  async function find(db: Sql, reader: Reader, id: string, { isDeleted = false } = {}): Promise<SavedReport> {
    const row = await ofChurch(db, reader)
      .where('id', '=', idIn(id))
      .where((e) => e.or([e('person_id', '=', reader.personId), e('shared', '=', true)]))
      .where('deleted_at', isDeleted ? 'is not' : 'is', null)
      .executeTakeFirst()
    if (!row) throw new NotSaved('not-there')
    return toSaved(reader)(row)
  }

  async function findToChange(db: Sql, reader: Reader, id: string, which = {}): Promise<SavedReport> {
    const found = await find(db, reader, id, which)
    if (!found.mayChange) throw new NotSaved('not-yours')
    return found
  }

  const set = (db: Sql, { organizationId }: Reader, { id }: SavedReport, changes: object) =>
    db.updateTable('foyer.report').set(changes).where('organization_id', '=', organizationId).where('id', '=', id).execute()

  /** Of one person one after the other, so that nobody gets past the limit by two tabs. */
  async function insert(db: Sql, reader: Reader, { name, definition, shared }: Pick<SavedReport, 'name' | 'definition' | 'shared'>): Promise<string> {
    const { organizationId: organization_id, personId: person_id } = reader
    return db.transaction().execute(async (step) => {
      await holdPerson(step, reader)
      const kept = await ofChurch(step, reader).where('person_id', '=', person_id).where('deleted_at', 'is', null).execute()
      if (kept.length >= MOST_REPORTS) throw new NotSaved('too-many')
      const row = { organization_id, person_id, name: tidyName(name), query: queryOf(definition), shared, created_at: now(), updated_at: now(), deleted_at: null }
      const { id } = await step.insertInto('foyer.report').values(row).returning('id').executeTakeFirstOrThrow()
      return String(id)
    })
  }

  return {
    async mine(reader) {
      const rows = await ofChurch(await database.open(), reader).where('person_id', '=', reader.personId).where('deleted_at', 'is', null).execute()
      return rows.map(toSaved(reader)).sort(byName)
    },
    async everyones(reader) {
      const rows = await ofChurch(await database.open(), reader).where('person_id', '!=', reader.personId).where('shared', '=', true).where('deleted_at', 'is', null).execute()
      return rows.map(toSaved(reader)).sort(byName)
    },
    async read(reader, id) {
      return find(await database.open(), reader, id).catch((error: unknown) => {
        if (error instanceof NotSaved) return null
        throw error
      })
    },
    save: async (reader, report) => insert(await database.open(), reader, report),
    async change(reader, id, { name, definition, shared }) {
      const db = await database.open()
      const found = await findToChange(db, reader, id)
      await set(db, reader, found, {
        ...(name !== undefined && { name: tidyName(name) }),
        ...(definition !== undefined && { query: queryOf(definition) }),
        ...(shared !== undefined && { shared }),
        updated_at: now(),
      })
    },
    async copy(reader, id) {
      const db = await database.open()
      const { name, definition } = await find(db, reader, id)
      return insert(db, reader, { name: `Copy of ${name}`.slice(0, LONGEST_NAME), definition, shared: false })
    },
    async remove(reader, id) {
      const db = await database.open()
      await set(db, reader, await findToChange(db, reader, id), { deleted_at: now() })
    },
    async deleted(reader) {
      const db = await database.open()
      const rows = await ofChurch(db, reader)
        .where((e) => e.or([e('person_id', '=', reader.personId), ...(reader.isAdministrator ? [e('shared', '=', true)] : [])]))
        .where('deleted_at', 'is not', null)
        .orderBy('deleted_at', 'desc')
        .limit(MOST_REPORTS)
        .execute()
      return rows.map(toSaved(reader))
    },
    async takeBack(reader, id) {
      const db = await database.open()
      await set(db, reader, await findToChange(db, reader, id, { isDeleted: true }), { deleted_at: null })
    },
    async pins({ organizationId, personId }) {
      const db = await database.open()
      const rows = await db.selectFrom('foyer.pin').select('what').where('organization_id', '=', organizationId).where('person_id', '=', personId).orderBy('position').orderBy('what').execute()
      return rows.map(({ what }) => what)
    },
    async togglePin(reader, what) {
      const { organizationId: organization_id, personId: person_id } = reader
      const db = await database.open()
      return db.transaction().execute(async (step) => {
        await holdPerson(step, reader)
        const pinned = await step.selectFrom('foyer.pin').selectAll().where('organization_id', '=', organization_id).where('person_id', '=', person_id).execute()
        if (pinned.some((one) => one.what === what)) {
          await step.deleteFrom('foyer.pin').where('organization_id', '=', organization_id).where('person_id', '=', person_id).where('what', '=', what).execute()
          return false
        }
        if (pinned.length >= MOST_PINS) throw new NotSaved('too-many')
        await step.insertInto('foyer.pin').values({ organization_id, person_id, what, position: Math.max(0, ...pinned.map(({ position }) => position)) + 1 }).execute()
        return true
      })
    },
    async preference({ organizationId, personId }, name) {
      const db = await database.open()
      const row = await db.selectFrom('foyer.preference').select('value').where('organization_id', '=', organizationId).where('person_id', '=', personId).where('name', '=', name).executeTakeFirst()
      return row?.value ?? null
    },
    async prefer({ organizationId, personId }, name, value) {
      const db = await database.open()
      const text = JSON.stringify(value)
      await db
        .insertInto('foyer.preference')
        .values({ organization_id: organizationId, person_id: personId, name, value: text })
        .onConflict((conflict) => conflict.columns(['organization_id', 'person_id', 'name']).doUpdateSet({ value: text }))
        .execute()
    },
    async close() {
      clearInterval(sweeping)
      await sweepingNow
    },
  }
}

/** The lock ends with the step; people of other churches share one at worst. */
const holdPerson = (step: Sql, { organizationId, personId }: Reader) => sql`select pg_advisory_xact_lock(hashtext(${`reports of ${organizationId} ${personId}`}))`.execute(step)

/** @throws NotSaved */
function tidyName(name: string): string {
  const tidy = name.trim().replace(/\s+/g, ' ')
  if (tidy === '') throw new NotSaved('no-name')
  if (tidy.length > LONGEST_NAME) throw new NotSaved('long-name')
  return tidy
}

/** What is no number of ours is nobody's. */
const idIn = (text: string): string => (/^[1-9]\d{0,17}$/.test(text) ? text : '0')

const byName = (a: SavedReport, b: SavedReport) => a.name.localeCompare(b.name, 'en-US') || Number(a.id) - Number(b.id)

/** As Express reads an address. */
export function queryFrom(query: string): Record<string, string[]> {
  const read = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(query)) read.set(name, [...(read.get(name) ?? []), value])
  return Object.fromEntries(read)
}
