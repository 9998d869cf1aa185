import { sql } from 'kysely'
import type { Sql } from '../database'
import { personRow, contactRow, type Row } from './kinds'
import { questions, type Reading } from './reading'
import { severalAtOnce } from './several-at-once'
import { stage, type RunKey } from './staging'

export interface Gone {
  id: string
  survivorId: string | null
}

export interface Merged extends Gone {
  /** The copy has them until now. */
  isCopied: boolean
}

/** A run that would remove more than both of these asks an administrator first. */
const MANY_PEOPLE = 20
const MANY_SHARE = 0.05
/** No chain is longer; one that leads back to its beginning is left at some point. */
const MOST_STEPS = 100

/**
 * People who were joined with another: their own records say nothing of it, they are simply no longer there. Whoever they
 * were joined with may have been joined with somebody else since, and it is to the last of them that all lead.
 */
export async function findMerged(db: Sql, { organizationId, runId }: RunKey): Promise<Merged[]> {
  const staged = sql`select s.id, s.row ->> 'kept_id' as to_id from sync.staged s where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = 'merger'`
  const { rows } = await sql<{ id: string; to_id: string; is_copied: boolean }>`
    with recursive staged as materialized (${staged}),
      led as materialized (
        select id, to_id from staged
        union all
        select r.id, r.survivor_id from mirror.removed_person r
        where r.organization_id = ${organizationId} and r.survivor_id is not null and not exists (select 1 from staged s where s.id = r.id)),
      chain (id, to_id, steps) as (
        select id, to_id, 1 from led
        union all
        select c.id, l.to_id, c.steps + 1 from chain c join led l on l.id = c.to_id where c.steps < ${MOST_STEPS}),
      last as (select distinct on (id) id, to_id from chain order by id, steps desc)
    select l.id, l.to_id, p.id is not null as is_copied from last l
      left join mirror.person p on p.organization_id = ${organizationId} and p.id = l.id
      left join mirror.removed_person r on r.organization_id = ${organizationId} and r.id = l.id
    where (p.id is not null or r.survivor_id is distinct from l.to_id)
      and not exists (select 1 from sync.staged t where t.organization_id = ${organizationId} and t.run_id = ${runId}::bigint and t.kind = 'person' and t.id = l.id)
    order by l.id`.execute(db)
  return rows.map(({ id, to_id: survivorId, is_copied: isCopied }) => ({ id, survivorId, isCopied }))
}

/** People of the copy whom a reading of everybody did not meet. */
export async function findMissing(db: Sql, { organizationId, runId }: RunKey, startedAt: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from mirror.person p
    where p.organization_id = ${organizationId} and p.seen_at < ${startedAt}
      and not exists (select 1 from sync.staged s where s.organization_id = p.organization_id and s.run_id = ${runId}::bigint and s.kind = 'person' and s.id = p.id)
      and not exists (select 1 from sync.staged s where s.organization_id = p.organization_id and s.run_id = ${runId}::bigint and s.kind = 'merger' and s.id = p.id)
    order by p.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function areTooMany(db: Sql, organizationId: string, missing: number): Promise<boolean> {
  const { all } = await db.selectFrom('mirror.person').select((e) => e.fn.countAll<number>().as('all')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return missing > MANY_PEOPLE && missing > MANY_SHARE * all
}

interface Asked {
  reading: Reading
  clock: { now(): number }
}

/**
 * Asked one by one: somebody whom only a page's shifting hid is still there, and is kept.
 * Each answer is kept with the run, so that whoever goes on with it after a kill asks for none again.
 */
export async function confirmGone(db: Sql, run: RunKey, { missing, reading, clock }: Asked & { missing: string[] }): Promise<Gone[]> {
  const askFor = (id: string) => async () => {
    const askedAt = clock.now()
    const found = await reading.find(`/people/v2/people/${id}`, questions.people)
    const rows: Row[] = found ? [personRow(found.data), ...found.included.flatMap((one) => contactRow(one, id) ?? [])] : [{ kind: 'gone', id, columns: {} }]
    await stage(db, run, { part: 'asked one by one', state: { done: true, read: 1, expected: 1 }, rows, askedAt, now: clock.now() })
  }
  const known = new Set(await findNoted(db, run))
  await severalAtOnce(missing.filter((id) => !known.has(id)).map(askFor))
  const gone = new Set(await findNoted(db, run))
  return missing.filter((id) => gone.has(id)).map((id) => ({ id, survivorId: null }))
}

async function findNoted(db: Sql, { organizationId, runId }: RunKey): Promise<string[]> {
  const rows = await db.selectFrom('sync.staged').select('id').where('organization_id', '=', organizationId).where('run_id', '=', runId).where('kind', '=', 'gone').execute()
  return rows.map(({ id }) => id)
}

/**
 * A replica that lags shows people who were removed a moment ago. Of these only those come back whom Planning Center
 * shows when it is asked for them one by one, which it answers from no replica.
 */
export async function confirmReturned(db: Sql, run: RunKey, { removedSince, reading, clock }: Asked & { removedSince: Date }): Promise<void> {
  const { organizationId, runId } = run
  const { rows } = await sql<{ id: string }>`
    select r.id from mirror.removed_person r
    where r.organization_id = ${organizationId} and r.removed_at >= ${removedSince}
      and exists (select 1 from sync.staged s where s.organization_id = r.organization_id and s.run_id = ${runId}::bigint and s.kind = 'person' and s.id = r.id)`.execute(db)
  const gone = await confirmGone(db, run, { missing: rows.map(({ id }) => id), reading, clock })
  await sql`delete from sync.staged where organization_id = ${organizationId} and run_id = ${runId}::bigint and kind = 'person' and id = any(${gone.map(({ id }) => id)}::text[])`.execute(db)
}
