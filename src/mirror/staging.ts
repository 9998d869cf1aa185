import { sql, type Transaction } from 'kysely'
import type { Sql } from '../database'
import type { Tables } from '../database/tables'
import type { Row } from './kinds'
import type { Position } from './walk'

/** How far each part of a run has come, so that a run goes on where another process was killed. */
export interface Checkpoint {
  parts: Record<string, Part>
  /** Stretches of the long collections, cut once at the beginning. */
  cuts: Record<string, string[]>
  /** How often it had to wait for Planning Center to get well again. */
  pauses?: number
}

export interface Part {
  done: boolean
  position?: Position
  read: number
  expected: number
}

/** Somebody else holds the church now: what this process still has in hand is worth nothing. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export interface RunKey {
  organizationId: string
  runId: string
  owner: string
}

/** What was read and how far, kept in one step: after a kill nothing is missing and nothing is counted twice. */
export async function stage(db: Sql, run: RunKey, batch: { part: string; state: Part; rows: Row[]; askedAt: number; now: number }): Promise<void> {
  const [seenAt, heardAt] = [new Date(batch.askedAt).toISOString(), new Date(batch.now).toISOString()]
  // The same row twice in one statement is an error to Postgres; the later reading counts.
  const rows = [...new Map(batch.rows.map((row) => [`${row.kind} ${row.id}`, row])).values()]
  const staged = rows.map(({ kind, id, columns }) => ({ kind, id, row: { ...columns, organization_id: run.organizationId, id, seen_at: seenAt } }))
  await db.transaction().execute(async (step) => {
    await holdLease(step, run)
    if (staged.length > 0)
      await sql`insert into sync.staged (organization_id, run_id, kind, id, row)
        select ${run.organizationId}, ${run.runId}::bigint, r.kind, r.id, r.row
        from jsonb_to_recordset(${storable(staged)}::jsonb) as r(kind text, id text, row jsonb)
        on conflict (organization_id, run_id, kind, id) do update set row = excluded.row`.execute(step)
    await sql`update sync.run set heard_at = ${heardAt}::timestamptz,
      checkpoint = jsonb_set(checkpoint, ${['parts', batch.part]}::text[], ${JSON.stringify(batch.state)}::jsonb)
      where organization_id = ${run.organizationId} and id = ${run.runId}::bigint`.execute(step)
  })
}

/** Postgres refuses a whole batch for a null character or half of an emoji in one name. */
const storable = (rows: object) => JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : value))

/** Whoever goes on with a run must cut as it was cut at first: by other cuts a part that is done would leave a gap. */
export async function keepCuts(db: Sql, run: RunKey, { question, cuts }: { question: string; cuts: string[] }): Promise<void> {
  await db.transaction().execute(async (step) => {
    await holdLease(step, run)
    await sql`update sync.run set checkpoint = jsonb_set(checkpoint, ${['cuts', question]}::text[], ${JSON.stringify(cuts)}::jsonb)
      where organization_id = ${run.organizationId} and id = ${run.runId}::bigint`.execute(step)
  })
}

/** @throws LeaseLost if another process has taken the church over */
export async function holdLease(step: Transaction<Tables>, { organizationId, owner }: RunKey): Promise<void> {
  const held = await step
    .selectFrom('sync.mirror')
    .select('organization_id')
    .where('organization_id', '=', organizationId)
    .where('lease_owner', '=', owner)
    .forUpdate()
    .executeTakeFirst()
  if (!held) throw new LeaseLost('another process keeps this church now')
}
