import { sql } from 'kysely'
import type { Sql } from '../database'
import type { SyncKind, SyncOutcome } from '../database/tables'
import type { Times } from '../times'
import { holdLease, LeaseLost, type Checkpoint, type RunKey } from './staging'

/** A church taken in hand by one process, and what is to be done for it. */
export interface Turn {
  key: RunKey
  kind: SyncKind
  startedAt: Date
  checkpoint: Checkpoint
  /** What was true until now; null before the first load. */
  asOf: Date | null
}

export interface Runs {
  /** The church that has waited longest, if one is due and nobody has it. */
  takeDue(): Promise<Turn | null>
  /** This church now, if nobody has it; null when somebody is at it already. */
  take(organizationId: string, kind?: SyncKind): Promise<Turn | null>
  /** @throws LeaseLost when it is another's by now */
  holdOn(turn: Turn): Promise<void>
  /** Gives the church back, and says how the run ended and when the next one is due; in `step`, together with what it changed. */
  end(turn: Turn, outcome: RunEnd, step?: Sql): Promise<void>
  /** Gives it back unfinished: whoever takes it next goes on where this one stood. */
  release(turn: Turn): Promise<void>
}

export interface RunEnd {
  as: SyncOutcome
  dueAt: number
  /** Only a check of everybody sets when the next one is due. */
  reconcileDueAt?: number
  /** The copy is true as of this moment now. */
  asOf?: Date
  counts?: object
  problem?: string
}

interface Collaborators {
  db: Sql
  owner: string
  times: Pick<Times, 'syncLease' | 'syncResume'>
  clock: { now(): number }
}

const NOTHING: Checkpoint = { parts: {}, cuts: {} }

export function createRuns({ db, owner, times, clock }: Collaborators): Runs {
  const now = () => new Date(clock.now())
  const leaseUntil = () => new Date(clock.now() + times.syncLease)

  /** Two processes that ask at once are told apart by the row's lock; the second skips what the first has. */
  async function lease(which: { organizationId?: string }): Promise<{ organizationId: string; asOf: Date | null; reconcileDueAt: Date } | null> {
    const { rows } = await sql<{ organization_id: string; as_of: Date | null; reconcile_due_at: Date }>`
      update sync.mirror set lease_owner = ${owner}, lease_until = ${leaseUntil()}
      where organization_id = (
        select organization_id from sync.mirror
        where (lease_until is null or lease_until < ${now()})
          and ${which.organizationId === undefined ? sql`due_at <= ${now()}` : sql`organization_id = ${which.organizationId}`}
        order by due_at limit 1 for update skip locked)
      returning organization_id, as_of, reconcile_due_at`.execute(db)
    const [row] = rows
    return row ? { organizationId: row.organization_id, asOf: row.as_of, reconcileDueAt: row.reconcile_due_at } : null
  }

  async function begin(leased: { organizationId: string; asOf: Date | null; reconcileDueAt: Date }, asked?: SyncKind): Promise<Turn> {
    const { organizationId, asOf, reconcileDueAt } = leased
    const due: SyncKind = asOf === null ? 'first' : reconcileDueAt.getTime() <= clock.now() ? 'reconcile' : 'incremental'
    const unfinished = await db
      .selectFrom('sync.run')
      .select(['id', 'kind', 'started_at', 'checkpoint'])
      .where('organization_id', '=', organizationId)
      .where('outcome', '=', 'running')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (unfinished && unfinished.started_at.getTime() > clock.now() - times.syncResume) {
      const { id, kind, started_at: startedAt, checkpoint } = unfinished
      return { key: { organizationId, runId: String(id), owner }, kind, startedAt, checkpoint: checkpoint as Checkpoint, asOf }
    }
    if (unfinished) await close(db, { organizationId, runId: String(unfinished.id) }, { as: 'stopped' })

    const kind = asOf === null ? 'first' : (asked ?? due)
    const startedAt = now()
    const { id } = await insertRun(organizationId, { kind, startedAt })
    return { key: { organizationId, runId: String(id), owner }, kind, startedAt, checkpoint: structuredClone(NOTHING), asOf }
  }

  /** Under the lease: a church that was disconnected at this moment gets no history. */
  async function insertRun(organizationId: string, { kind, startedAt }: { kind: SyncKind; startedAt: Date }): Promise<{ id: string }> {
    return db.transaction().execute(async (step) => {
      await holdLease(step, { organizationId, runId: '', owner })
      return step
        .insertInto('sync.run')
        .values({ organization_id: organizationId, kind, outcome: 'running', started_at: startedAt, heard_at: startedAt, ended_at: null, checkpoint: JSON.stringify(NOTHING), counts: JSON.stringify({}), problem: null })
        .returning('id')
        .executeTakeFirstOrThrow()
    })
  }

  async function close(step: Sql, { organizationId, runId }: Omit<RunKey, 'owner'>, { as, problem = null, counts }: { as: SyncOutcome; problem?: string | null; counts?: object }): Promise<void> {
    await step
      .updateTable('sync.run')
      .set({ outcome: as, problem, ended_at: now(), ...(counts && { counts: JSON.stringify(counts) }) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', runId)
      .execute()
    await step.deleteFrom('sync.staged').where('organization_id', '=', organizationId).where('run_id', '=', runId).execute()
  }

  const give = (step: Sql, organizationId: string, set: object) =>
    step.updateTable('sync.mirror').set({ lease_owner: null, lease_until: null, ...set }).where('organization_id', '=', organizationId).where('lease_owner', '=', owner).execute()

  return {
    async takeDue() {
      const leased = await lease({})
      return leased && begin(leased)
    },
    async take(organizationId, kind) {
      const leased = await lease({ organizationId })
      return leased && begin(leased, kind)
    },
    async holdOn({ key }) {
      const held = await db
        .updateTable('sync.mirror')
        .set({ lease_until: leaseUntil() })
        .where('organization_id', '=', key.organizationId)
        .where('lease_owner', '=', owner)
        .executeTakeFirst()
      if (held.numUpdatedRows !== 1n) throw new LeaseLost('another process keeps this church now')
    },
    async end({ key }, { dueAt, reconcileDueAt, asOf, ...ended }, step = db) {
      await close(step, key, ended)
      await give(step, key.organizationId, {
        due_at: new Date(dueAt),
        ...(reconcileDueAt !== undefined && { reconcile_due_at: new Date(reconcileDueAt), approved_run_id: null }),
        ...(asOf && { as_of: asOf }),
      })
    },
    async release({ key }) {
      await give(db, key.organizationId, {})
    },
  }
}

/** What was begun is not gone on with: the next run begins anew. */
export async function stopRuns(step: Sql, organizationId: string, now: Date): Promise<void> {
  await step.updateTable('sync.run').set({ outcome: 'stopped', ended_at: now }).where('organization_id', '=', organizationId).where('outcome', '=', 'running').execute()
  await step.deleteFrom('sync.staged').where('organization_id', '=', organizationId).execute()
}
