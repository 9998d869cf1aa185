import { sql } from 'kysely'
import type { Sql } from '../database'
import { personRow, contactRow, type Row } from './kinds'
import { questions, type Reading } from './reading'
import { stage, type RunKey } from './staging'

export interface Gone {
  id: string
  survivorId: string | null
}

/** A run that would remove more than both of these asks an administrator first. */
const MANY_PEOPLE = 20
const MANY_SHARE = 0.05

/** People who were joined with another: their own records say nothing of it, they are simply no longer there. */
export async function findMerged(db: Sql, { organizationId, runId }: RunKey): Promise<Gone[]> {
  const { rows } = await sql<{ id: string; survivor_id: string }>`
    select s.id, s.row ->> 'kept_id' as survivor_id from sync.staged s
    where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = 'merger'
      and (exists (select 1 from mirror.person p where p.organization_id = s.organization_id and p.id = s.id)
        or not exists (select 1 from mirror.removed_person r where r.organization_id = s.organization_id and r.id = s.id and r.survivor_id = s.row ->> 'kept_id'))
      and not exists (select 1 from sync.staged t where t.organization_id = s.organization_id and t.run_id = s.run_id and t.kind = 'person' and t.id = s.id)
    order by s.id`.execute(db)
  return rows.map(({ id, survivor_id: survivorId }) => ({ id, survivorId }))
}

/** People of the copy whom a reading of everybody did not meet. */
export async function findMissing(db: Sql, { organizationId, runId }: RunKey, startedAt: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from mirror.person p
    where p.organization_id = ${organizationId} and p.seen_at < ${startedAt}
      and not exists (select 1 from sync.staged s where s.organization_id = p.organization_id and s.run_id = ${runId}::bigint and s.kind in ('person', 'merger') and s.id = p.id)
    order by p.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function areTooMany(db: Sql, organizationId: string, missing: number): Promise<boolean> {
  const { all } = await db.selectFrom('mirror.person').select((e) => e.fn.countAll<number>().as('all')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return missing > MANY_PEOPLE && missing > MANY_SHARE * all
}

/** Asked one by one: somebody whom only a page's shifting hid is still there, and is kept. */
export async function confirmGone(db: Sql, run: RunKey, asked: { missing: string[]; reading: Reading; clock: { now(): number } }): Promise<Gone[]> {
  const gone: Gone[] = []
  for (const id of asked.missing) {
    const found = await asked.reading.find(`/people/v2/people/${id}`, questions.people)
    if (!found) {
      gone.push({ id, survivorId: null })
      continue
    }
    const rows: Row[] = [personRow(found.data), ...found.included.flatMap((one) => contactRow(one, id) ?? [])]
    await stage(db, run, { part: 'found again', state: { done: true, read: 1, expected: 1 }, rows, now: asked.clock.now() })
  }
  return gone
}
