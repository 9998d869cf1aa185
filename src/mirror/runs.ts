import { sql } from 'kysely'
import type { Sql } from '../database'
import type { SyncKind, SyncOutcome } from '../database/tables'
import { randomId } from '../random'
import type { Times } from '../times'
import { finish, insertRun, retryPause, unfinishedRun } from './run-records'
import { LeaseLost, type Checkpoint, type RunKey } from './staging'

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
  /**
   * Gives the church back, and says how the run ended and when the next one is due; in `step`, together with what it changed.
   * @throws LeaseLost when it is another's by now
   */
  end(turn: Turn, outcome: RunEnd, step?: Sql): Promise<void>
  /** Gives it back after a trouble; one that can be gone on with waits for Planning Center to get well. */
  fail(turn: Turn, trouble: { problem: string; canGoOn: boolean }): Promise<void>
  /** Gives it back unfinished: whoever takes it next goes on where this one stood. */
  release(turn: Turn): Promise<void>
}

export interface RunEnd {
  as: Exclude<SyncOutcome, 'running' | 'stopped'>
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
  times: Pick<Times, 'syncLease' | 'syncResume' | 'syncRetry' | 'syncEvery' | 'syncRunsKept' | 'syncChecksKept' | 'listChangesKept'>
  clock: { now(): number }
}

/** Each turn has an owner of its own: a process that stood still and takes its church anew is not who it was. */
interface Leased {
  owner: string
  organizationId: string
  asOf: Date | null
  reconcileDueAt: Date
}

export function createRuns({ db, times, clock }: Collaborators): Runs {
  const now = () => new Date(clock.now())
  const leaseUntil = () => new Date(clock.now() + times.syncLease)

  /** Two processes that ask at once are told apart by the row's lock; the second skips what the first has. */
  async function lease(which: { organizationId?: string }): Promise<Leased | null> {
    const owner = randomId()
    const { rows } = await sql<{ organization_id: string; as_of: Date | null; reconcile_due_at: Date }>`
      update sync.mirror set lease_owner = ${owner}, lease_until = ${leaseUntil()}
      where organization_id = (
        select organization_id from sync.mirror
        where (lease_until is null or lease_until < ${now()})
          and ${which.organizationId === undefined ? sql`due_at <= ${now()}` : sql`organization_id = ${which.organizationId}`}
        order by due_at limit 1 for update skip locked)
      returning organization_id, as_of, reconcile_due_at`.execute(db)
    const [row] = rows
    return row ? { owner, organizationId: row.organization_id, asOf: row.as_of, reconcileDueAt: row.reconcile_due_at } : null
  }

  async function begin(leased: Leased, asked?: SyncKind): Promise<Turn> {
    const { organizationId, owner, asOf, reconcileDueAt } = leased
    const due: SyncKind = reconcileDueAt.getTime() <= clock.now() ? 'reconcile' : 'incremental'
    const kind = asOf === null ? 'first' : (asked ?? due)
    const unfinished = await unfinishedRun(db, organizationId)
    if (unfinished) {
      const isFresh = unfinished.heardAt.getTime() > clock.now() - times.syncResume
      const suffices = unfinished.kind !== 'incremental' || kind === 'incremental'
      // Somebody has asked since for everything to be read anew, because other things are kept, or with another's eyes.
      const isOutdated = unfinished.kind !== 'incremental' && due === 'reconcile' && reconcileDueAt > unfinished.startedAt
      if (isFresh && suffices && !isOutdated) return { ...unfinished, key: { organizationId, runId: unfinished.id, owner }, asOf }
      await finish(db, { organizationId, runId: unfinished.id, owner }, { as: 'stopped', at: now() })
    }
    const startedAt = now()
    return { ...(await insertRun(db, { organizationId, owner, kind, startedAt })), kind, startedAt, asOf }
  }

  const give = (step: Sql, { organizationId, owner }: RunKey, set: object) =>
    step.updateTable('sync.mirror').set({ lease_owner: null, lease_until: null, ...set }).where('organization_id', '=', organizationId).where('lease_owner', '=', owner).executeTakeFirst()

  /** What somebody asked for while the run was under way is due at once: the run may have passed it by already. */
  async function giveBack(step: Sql, { key, startedAt }: Turn, { as, dueAt, reconcileDueAt, asOf }: RunEnd): Promise<void> {
    const askedSince = (column: string) => sql<boolean>`(${sql.ref(column)} > ${startedAt} and ${sql.ref(column)} <= ${now()})`
    const readAnew = askedSince('reconcile_due_at')
    const isCheckDue = as === 'failed' ? sql<boolean>`false` : reconcileDueAt === undefined ? sql<boolean>`reconcile_due_at <= ${now()}` : readAnew
    const { numUpdatedRows } = await give(step, key, {
      due_at: sql`case when ${askedSince('due_at')} or ${isCheckDue} then ${now()}::timestamptz else ${new Date(dueAt)}::timestamptz end`,
      ...(reconcileDueAt !== undefined && {
        reconcile_due_at: sql`case when ${readAnew} then reconcile_due_at else ${new Date(reconcileDueAt)}::timestamptz end`,
        approved_run_id: sql`case when ${readAnew} then approved_run_id end`,
      }),
      ...(asOf && { as_of: asOf }),
    })
    if (numUpdatedRows !== 1n) throw new LeaseLost('another process keeps this church now')
  }

  const atOnce = (step: Sql | undefined, work: (step: Sql) => Promise<void>) => (step ? work(step) : db.transaction().execute(work))

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
      const { numUpdatedRows } = await db
        .updateTable('sync.mirror')
        .set({ lease_until: leaseUntil() })
        .where('organization_id', '=', key.organizationId)
        .where('lease_owner', '=', key.owner)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw new LeaseLost('another process keeps this church now')
    },
    end: (turn, outcome, step) =>
      atOnce(step, async (step) => {
        await giveBack(step, turn, outcome) // first: everybody locks the church before its runs
        await finish(step, turn.key, { ...outcome, at: now(), keptFor: times })
      }),
    async fail(turn, { problem, canGoOn }) {
      const dueAt = clock.now() + (await retryPause(db, turn, times))
      if (!canGoOn) return this.end(turn, { as: 'failed', problem, dueAt })
      await db.transaction().execute(async (step) => {
        const { pauses = 0 } = turn.checkpoint
        await giveBack(step, turn, { as: 'failed', dueAt })
        await sql`update sync.run set problem = ${problem}, checkpoint = jsonb_set(checkpoint, '{pauses}', ${JSON.stringify(pauses + 1)}::jsonb)
          where organization_id = ${turn.key.organizationId} and id = ${turn.key.runId}::bigint`.execute(step)
      })
    },
    async release({ key }) {
      await give(db, key, {})
    },
  }
}

/** What was begun is not gone on with: the next run begins anew. */
export async function stopRuns(step: Sql, organizationId: string, now: Date): Promise<void> {
  await step.updateTable('sync.run').set({ outcome: 'stopped', ended_at: now }).where('organization_id', '=', organizationId).where('outcome', '=', 'running').execute()
  await step.deleteFrom('sync.staged').where('organization_id', '=', organizationId).execute()
}
