import { sql } from 'kysely'
import type { Sql } from '../database'
import { onlyAdministrators } from './standing'
import type { Reader } from './who-may-read'

/** Often enough for anybody who waits for a change they made, and no more of a church's rate limit than that. */
const ONCE_IN_MS = 60_000

/**
 * The church is due now, for whichever process looks first. One statement over one row, so that of several who ask at once
 * one is heard.
 * @returns whether it was: not when it is under way or asked for already, or began less than a minute ago
 */
export async function askToBringUpToDate(db: Sql, { organizationId }: Reader, at: number): Promise<boolean> {
  const now = new Date(at)
  const { numAffectedRows } = await sql`update sync.mirror m set due_at = ${now}
    where m.organization_id = ${organizationId} and m.due_at > ${now} and (m.lease_until is null or m.lease_until < ${now})
      and not exists (select 1 from sync.run r where r.organization_id = m.organization_id and r.started_at > ${new Date(at - ONCE_IN_MS)})`.execute(db)
  return numAffectedRows === 1n
}

/** People whom Planning Center no longer shows, so many at once that somebody has to say whether that is right. */
export interface Held {
  runId: string
  /** When they were missed. */
  since: number
  /** Somebody has said, and Foyer is about to look, or looking. */
  isDecided: boolean
  total: number
  /** By their names in the copy, as far as a page holds. */
  names: string[]
}

const MOST_NAMED = 1000

/** Null when the last reading of everybody did not stop to ask; `names` only for administrators. */
export async function readHeld(db: Sql, reader: Reader, now: number): Promise<Held | null> {
  const { rows } = await sql<{ id: string; ended_at: Date; held: string[]; outcome: string; approved: boolean; due: boolean }>`
    select r.id, r.ended_at, r.outcome, coalesce(r.counts -> 'held', '[]') as held,
      coalesce(m.approved_run_id = r.id, false) as approved, m.reconcile_due_at <= ${new Date(now)} as due
    from sync.run r join sync.mirror m on m.organization_id = r.organization_id
    where r.organization_id = ${reader.organizationId} and r.kind <> 'incremental' and r.outcome in ('held', 'done')
    order by r.id desc limit 1`.execute(db)
  const [last] = rows
  if (last?.outcome !== 'held') return null
  const names = reader.isAdministrator ? await namesOf(db, reader, last.held) : []
  return { runId: String(last.id), since: last.ended_at.getTime(), isDecided: last.approved || last.due, total: last.held.length, names }
}

async function namesOf(db: Sql, { organizationId }: Reader, ids: string[]): Promise<string[]> {
  const people = await db
    .selectFrom('mirror.person')
    .select('name')
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .orderBy('sort_name')
    .orderBy('id')
    .limit(MOST_NAMED)
    .execute()
  return people.map(({ name }) => name)
}

/** `really-left`: the same people are removed without a question; `look-again`: everybody is read anew, and it asks anew. */
export type Decision = 'really-left' | 'look-again'

/** @returns false when that run is not, or no longer, the one that asks */
export async function decide(db: Sql, reader: Reader, { runId, decision, at }: { runId: string; decision: Decision; at: number }): Promise<boolean> {
  onlyAdministrators(reader)
  const now = new Date(at)
  const { numAffectedRows } = await sql`update sync.mirror m
    set due_at = ${now}, reconcile_due_at = ${now}, approved_run_id = ${decision === 'really-left' ? runId : null}::bigint
    where m.organization_id = ${reader.organizationId} and m.approved_run_id is null and m.reconcile_due_at > ${now}
      and ${runId}::bigint = (select max(r.id) from sync.run r where r.organization_id = m.organization_id and r.kind <> 'incremental' and r.outcome in ('held', 'done'))
      and exists (select 1 from sync.run r where r.organization_id = m.organization_id and r.id = ${runId}::bigint and r.outcome = 'held')`.execute(db)
  return numAffectedRows === 1n
}
