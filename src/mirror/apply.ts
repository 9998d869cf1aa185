import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Tables } from '../database/tables'
import { kinds, type Kind, type Row } from './kinds'
import { noteEntered, noteLeft, settleLists } from './list-changes'
import type { Gone } from './removals'
import type { RunKey } from './staging'

export interface Changes {
  added: number
  changed: number
}

type Step = Transaction<Tables>
const table = (kind: Kind) => sql.table(`mirror.${kind}`)
const allKinds = Object.keys(kinds) as Kind[]

/** Rows that come whole with their owner: of an owner read in this run, whatever was not read with it is gone. */
const owners: Partial<Record<Kind, { kind: string; column: string }>> = {
  email: { kind: 'person', column: 'person_id' },
  phone_number: { kind: 'person', column: 'person_id' },
  address: { kind: 'person', column: 'person_id' },
  household_person: { kind: 'household', column: 'household_id' },
  list_person: { kind: 'list-read', column: 'list_id' },
  field_datum: { kind: 'field-read', column: 'field_definition_id' },
}

interface Reach {
  startedAt: Date
  /** Kinds that were read whole. */
  wholeKinds: readonly Kind[]
  readsEverything: boolean
}

/** Makes true what a run has read. Nobody sees any of it before the transaction ends. */
export async function applyStaged(step: Step, run: RunKey, { startedAt, wholeKinds, readsEverything }: Reach): Promise<Changes> {
  const changes: Changes = { added: 0, changed: 0 }
  if (!readsEverything) for (const owner of ['person', 'household'] as const) await dropOlder(step, run, owner)
  await noteEntered(step, run, startedAt)
  for (const kind of allKinds) {
    const { added, changed } = await write(step, run, kind, readsEverything ? sql`true` : isNoOlder(kind))
    if (kind === 'person') Object.assign(changes, { added, changed })
  }
  for (const kind of allKinds) {
    const owner = owners[kind]
    const unread = sql`not exists (${stagedIds(run, kind)} and s.id = t.id) and t.seen_at < ${startedAt}`
    if (owner) {
      const gone = sql`${isAmong(owner.column, stagedIds(run, owner.kind), { readsEverything })} and ${unread}`
      if (kind === 'list_person') await noteLeft(step, run, gone, startedAt)
      await remove(step, run, kind, gone)
    } else if (kind !== 'person' && wholeKinds.includes(kind)) await remove(step, run, kind, unread)
  }
  await dropOrphans(step, run, { readsEverything })
  await settleLists(step, run, startedAt)
  await welcomeBack(step, run.organizationId)
  return changes
}

const stagedIds = ({ organizationId, runId }: RunKey, kind: string) =>
  sql`select s.id from sync.staged s where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = ${kind}`

/** A few are looked up one by one; for all there are, both tables are gone through once. Postgres cannot guess which it is. */
const isAmong = (column: string, ids: RawBuilder<unknown>, { readsEverything }: { readsEverything: boolean }) =>
  readsEverything ? sql`t.${sql.ref(column)} in (${ids})` : sql`t.${sql.ref(column)} = any(array(${ids}))`

/**
 * A replica that lags shows things as they were before; nothing goes back because of that, and the next run asks again.
 * A check of everybody takes things as they are.
 */
const isNoOlder = (kind: Kind) => ((kinds[kind] as readonly string[]).includes('updated_at') ? sql`coalesce(excluded.updated_at >= t.updated_at, true)` : sql`true`)

/** Then what comes with somebody is as old as they are. */
const dropOlder = (step: Step, { organizationId, runId }: RunKey, owner: 'person' | 'household') =>
  sql`delete from sync.staged s using ${table(owner)} t
    where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = ${owner}
      and t.organization_id = s.organization_id and t.id = s.id and (s.row ->> 'updated_at')::timestamptz < t.updated_at`.execute(step)

/** A reading older than what is there (a page somebody opened meanwhile) changes nothing. */
async function write(step: Step, { organizationId, runId }: RunKey, kind: Kind, isToBeTaken: RawBuilder<unknown>): Promise<{ added: number; changed: number }> {
  const staged = sql`(select organization_id, id, row from sync.staged where organization_id = ${organizationId} and run_id = ${runId}::bigint and kind = ${kind})`
  return writeFrom(step, staged, kind, isToBeTaken)
}

async function writeFrom(step: Step, source: RawBuilder<unknown>, kind: Kind, isToBeTaken: RawBuilder<unknown>): Promise<{ added: number; changed: number }> {
  const columns = [...kinds[kind], 'record'].map((name) => sql.ref(name))
  const list = (prefix: string) => sql.join([...kinds[kind], 'record'].map((name) => sql.ref(`${prefix}.${name}`)))
  const set = sql.join([...columns.map((name) => sql`${name} = excluded.${name}`), sql`seen_at = excluded.seen_at`])
  const { rows } = await sql<{ added: number; changed: number }>`with written as (
      insert into ${table(kind)} as t (organization_id, id, ${sql.join(columns)}, seen_at)
      select s.organization_id, s.id, ${list('r')}, r.seen_at
      from ${source} s, jsonb_populate_record(null::${table(kind)}, s.row) r
      on conflict (organization_id, id) do update set ${set}
      where t.seen_at <= excluded.seen_at and ${isToBeTaken} and (${list('t')}) is distinct from (${list('excluded')})
      returning (xmax = 0) as is_new)
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from written`.execute(step)
  return rows[0] ?? { added: 0, changed: 0 }
}

/** Somebody and all that comes with them, as they were at that moment; what is newer stays. */
export async function writePerson(step: Step, { organizationId, id }: { organizationId: string; id: string }, rows: Row[], seenAt: Date): Promise<void> {
  for (const kind of ['person', 'email', 'phone_number', 'address'] as const) {
    const own = rows.filter((row) => row.kind === kind).map((row) => ({ organization_id: organizationId, id: row.id, row: { ...row.columns, organization_id: organizationId, id: row.id, seen_at: seenAt } }))
    await writeFrom(step, sql`(select organization_id, id, row from jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as given(organization_id text, id text, row jsonb))`, kind, sql`true`)
    if (kind !== 'person')
      await sql`delete from ${table(kind)} where organization_id = ${organizationId} and person_id = ${id} and seen_at < ${seenAt} and not id = any(${own.map((row) => row.id)}::text[])`.execute(step)
  }
  await welcomeBack(step, organizationId)
}

/** What hung on a household, a list or a custom field that goes, goes with it. */
async function remove(step: Step, { organizationId }: RunKey, kind: Kind, which: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from ${table(kind)} t where t.organization_id = ${organizationId} and ${which} returning t.id`.execute(step)
  const part = parts[kind]
  if (part && rows.length > 0)
    await sql`delete from ${table(part)} where organization_id = ${organizationId} and ${sql.ref(`${kind}_id`)} = any(${rows.map(({ id }) => id)}::text[])`.execute(step)
}

const parts: Partial<Record<Kind, Kind>> = { household: 'household_person', list: 'list_person', field_definition: 'field_datum' }

/** Nothing is kept of somebody who is not there: of all it has, or of what this run has read. */
async function dropOrphans(step: Step, run: RunKey, { readsEverything }: { readsEverything: boolean }): Promise<void> {
  for (const kind of OF_PEOPLE) {
    const read = readsEverything ? sql`true` : isAmong('id', stagedIds(run, kind), { readsEverything })
    await sql`delete from ${table(kind)} t where t.organization_id = ${run.organizationId} and ${read}
      and not exists (select 1 from mirror.person p where p.organization_id = t.organization_id and p.id = t.person_id)`.execute(step)
  }
}

/** Somebody taken for gone who can be seen again was never gone. */
const welcomeBack = (step: Step, organizationId: string) =>
  sql`delete from mirror.removed_person r where r.organization_id = ${organizationId}
    and exists (select 1 from mirror.person p where p.organization_id = r.organization_id and p.id = r.id)`.execute(step)

const OF_PEOPLE: readonly Kind[] = ['email', 'phone_number', 'address', 'household_person', 'list_person', 'field_datum']

/** Somebody who is gone leaves an id behind, and whoever they were joined with; nothing else. */
export async function removePeople(step: Step, organizationId: string, gone: Gone[], now: Date): Promise<void> {
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  for (const kind of OF_PEOPLE) await sql`delete from ${table(kind)} where organization_id = ${organizationId} and person_id = any(${ids}::text[])`.execute(step)
  await sql`delete from mirror.list_change where organization_id = ${organizationId} and person_id = any(${ids}::text[])`.execute(step)
  await sql`delete from mirror.person where organization_id = ${organizationId} and id = any(${ids}::text[])`.execute(step)
  // As two lists, for a statement takes 65,535 values, and a church may have had more people than that.
  await sql`insert into mirror.removed_person as r (organization_id, id, removed_at, survivor_id)
    select ${organizationId}, g.id, ${now}, g.survivor_id from unnest(${ids}::text[], ${gone.map(({ survivorId }) => survivorId)}::text[]) as g(id, survivor_id)
    on conflict (organization_id, id) do update set survivor_id = coalesce(excluded.survivor_id, r.survivor_id)`.execute(step)
}
