import { sql } from 'kysely'
import type { Sql } from '../database'
import type { SyncKind, SyncOutcome } from '../database/tables'
import type { Times } from '../times'
import { holdLease, type Checkpoint, type RunKey } from './staging'

/** What is written down of each run: while it is under way, how far it has come; afterwards, what it did. */
export interface Unfinished {
  id: string
  kind: SyncKind
  startedAt: Date
  heardAt: Date
  checkpoint: Checkpoint
}

const NOTHING: Checkpoint = { parts: {}, cuts: {} }

export async function unfinishedRun(db: Sql, organizationId: string): Promise<Unfinished | null> {
  const run = await db
    .selectFrom('sync.run')
    .select(['id', 'kind', 'started_at', 'heard_at', 'checkpoint'])
    .where('organization_id', '=', organizationId)
    .where('outcome', '=', 'running')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return run ? { id: String(run.id), kind: run.kind, startedAt: run.started_at, heardAt: run.heard_at, checkpoint: run.checkpoint as Checkpoint } : null
}

/** Under the lease: a church that was disconnected at this moment gets no history. */
export async function insertRun(db: Sql, { organizationId, owner, kind, startedAt }: Omit<RunKey, 'runId'> & { kind: SyncKind; startedAt: Date }): Promise<{ key: RunKey; checkpoint: Checkpoint }> {
  return db.transaction().execute(async (step) => {
    await holdLease(step, { organizationId, runId: '', owner })
    const { id } = await step
      .insertInto('sync.run')
      .values({ organization_id: organizationId, kind, outcome: 'running', started_at: startedAt, heard_at: startedAt, ended_at: null, checkpoint: JSON.stringify(NOTHING), counts: JSON.stringify({}), problem: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { key: { organizationId, runId: String(id), owner }, checkpoint: structuredClone(NOTHING) }
  })
}

interface Ended {
  as: SyncOutcome
  at: Date
  problem?: string
  counts?: object
  keptFor?: Pick<Times, 'syncRunsKept' | 'syncChecksKept' | 'listChangesKept'>
}

/** What it has read is in the copy by now, or is worth nothing; how far it had come is of no more use. */
export async function finish(step: Sql, { organizationId, runId }: RunKey, { as, at, problem, counts, keptFor }: Ended): Promise<void> {
  await step
    .updateTable('sync.run')
    .set({ outcome: as, problem: problem ?? null, ended_at: at, checkpoint: JSON.stringify(NOTHING), ...(counts && { counts: JSON.stringify(counts) }) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', runId)
    .execute()
  await step.deleteFrom('sync.staged').where('organization_id', '=', organizationId).where('run_id', '=', runId).execute()
  if (keptFor) await sweep(step, organizationId, { at, ...keptFor })
}

async function sweep(step: Sql, organizationId: string, { at, syncRunsKept, syncChecksKept, listChangesKept }: { at: Date } & NonNullable<Ended['keptFor']>): Promise<void> {
  const before = (age: number) => new Date(at.getTime() - age)
  await sql`delete from sync.run where organization_id = ${organizationId} and outcome <> 'running'
    and started_at < case kind when 'incremental' then ${before(syncRunsKept)}::timestamptz else ${before(syncChecksKept)}::timestamptz end`.execute(step)
  await step.deleteFrom('mirror.list_change').where('organization_id', '=', organizationId).where('at', '<', before(listChangesKept)).execute()
}

/** Longer each time a run fails in a row, up to the usual interval. */
export async function retryPause(db: Sql, { key, checkpoint }: { key: RunKey; checkpoint: Checkpoint }, { syncRetry, syncEvery }: Pick<Times, 'syncRetry' | 'syncEvery'>): Promise<number> {
  const { rows } = await sql<{ many: number }>`select count(*) as many from sync.run where organization_id = ${key.organizationId} and outcome = 'failed'
    and id > coalesce((select max(id) from sync.run where organization_id = ${key.organizationId} and outcome in ('done', 'held')), 0)`.execute(db)
  return Math.min(syncRetry * 2 ** ((rows[0]?.many ?? 0) + (checkpoint.pauses ?? 0)), syncEvery)
}
