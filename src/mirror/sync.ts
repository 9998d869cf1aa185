import type { Sql } from '../database'
import { isDatabaseFailure } from '../errors'
import type { Log } from '../log'
import { PlanningCenterError, type PlanningCenter } from '../planning-center'
import type { Times } from '../times'
import { applyStaged, removePeople } from './apply'
import { sql } from 'kysely'
import { alwaysWhole, createCollecting, second, wholeAtReconcile } from './collect'
import { nextNight } from './night'
import { createReading, passes, type Access } from './reading'
import { areTooMany, confirmGone, confirmReturned, findMerged, findMissing } from './removals'
import type { Runs, Turn } from './runs'
import { LeaseLost } from './staging'

/** What a church's connection lends for a run. */
export interface Lent {
  access: Access
  /** The custom tabs the church ticked. */
  tabIds: readonly string[]
  /** IANA name; the nightly check is at night there. */
  timeZone: string
}

export interface SyncCollaborators {
  db: Sql
  runs: Runs
  planningCenter: PlanningCenter
  /** @throws what keeps the church from being read at the moment */
  lendFor: (organizationId: string) => Promise<Lent>
  times: Pick<Times, 'apiCall' | 'syncPatience' | 'retryPauseMax' | 'syncEvery' | 'syncOverlap' | 'syncLease'>
  clock: { now(): number }
  log: Log
  /** Foyer stops. */
  signal: AbortSignal
}

export type Ended = 'done' | 'held' | 'failed' | 'interrupted'

/** One run of one church, from where its checkpoint stands to its end. */
export async function runTurn(turn: Turn, with_: SyncCollaborators): Promise<{ ended: Ended; failure?: unknown }> {
  const { runs, log, times, signal } = with_
  const { organizationId, runId } = turn.key
  const lost = new AbortController()
  const heartbeat = setInterval(() => void runs.holdOn(turn).catch((error: unknown) => error instanceof LeaseLost && lost.abort(error)), times.syncLease / 3)
  try {
    const lent = await with_.lendFor(organizationId)
    return { ended: await collectAndApply(turn, lent, { ...with_, signal: AbortSignal.any([signal, lost.signal]) }) }
  } catch (error) {
    if (error instanceof LeaseLost || lost.signal.aborted) return { ended: 'interrupted' }
    if (signal.aborted) {
      await runs.release(turn)
      return { ended: 'interrupted' }
    }
    if (isDatabaseFailure(error)) {
      await runs.release(turn).catch(() => undefined) // or its lease runs out; what was read is there, and is gone on from
      throw error
    }
    log.warn({ err: error, organizationId, run: runId, kind: turn.kind }, 'the copy could not be brought up to date')
    await runs.fail(turn, { problem: problemOf(error), canGoOn: turn.kind !== 'incremental' && mayPass(error) })
    return { ended: 'failed', failure: error }
  } finally {
    clearInterval(heartbeat)
  }
}

async function collectAndApply(turn: Turn, lent: Lent, with_: SyncCollaborators): Promise<Ended> {
  const { db, runs, clock, times, signal, planningCenter } = with_
  const { key, startedAt, asOf, checkpoint } = turn
  const { organizationId } = key
  const readsEverything = turn.kind !== 'incremental'
  const reading = createReading({ planningCenter, access: lent.access, times, signal })
  const collecting = createCollecting({ db, run: key, reading, checkpoint, tabIds: lent.tabIds, clock, signal })
  if (readsEverything) await collecting.everything()
  else await collecting.changesSince(second((asOf ?? startedAt).getTime() - times.syncOverlap))

  const removedSince = new Date(startedAt.getTime() - times.syncOverlap)
  await confirmReturned(db, key, { removedSince, reading, clock })
  const merged = await findMerged(db, key)
  const missing = readsEverything ? await findMissing(db, key, startedAt) : []
  const reconcileDueAt = readsEverything ? { reconcileDueAt: nextNight(clock.now(), lent.timeZone) } : {}
  const unapproved = missing.length > 0 ? await leaveOutApproved(db, organizationId, missing) : []
  if (await areTooMany(db, organizationId, unapproved.length)) {
    await runs.end(turn, { as: 'held', counts: { held: missing }, dueAt: clock.now() + times.syncEvery, ...reconcileDueAt })
    return 'held'
  }

  const left = await confirmGone(db, key, { missing, reading, clock })
  signal.throwIfAborted()
  // How much a run has read differs by a thousandfold, and nobody else has counted it yet.
  if (readsEverything) await sql`analyze sync.staged`.execute(db)
  await db.transaction().execute(async (step) => {
    const changes = await applyStaged(step, key, { startedAt, wholeKinds: readsEverything ? wholeAtReconcile : alwaysWhole, readsEverything })
    await removePeople(step, organizationId, [...left, ...merged], new Date(clock.now()))
    const counts = { ...changes, removed: left.length, merged: merged.filter(({ isCopied }) => isCopied).length }
    // What came while a first load ran is asked for at once.
    const dueAt = clock.now() + (turn.kind === 'first' ? 0 : times.syncEvery)
    // The church is locked only now: until then its pages, and the signs of life of this process, wait for nothing.
    await runs.end(turn, { as: 'done', counts, asOf: startedAt, dueAt, ...reconcileDueAt }, step)
  })
  return 'done'
}

/** Those whose removal an administrator has not said yes to. */
async function leaveOutApproved(db: Sql, organizationId: string, missing: string[]): Promise<string[]> {
  const approved = await db
    .selectFrom('sync.mirror as m')
    .innerJoin('sync.run as r', (join) => join.onRef('r.id', '=', 'm.approved_run_id').onRef('r.organization_id', '=', 'm.organization_id'))
    .select('r.counts')
    .where('m.organization_id', '=', organizationId)
    .executeTakeFirst()
  const yes = new Set((approved?.counts as { held?: string[] } | undefined)?.held)
  return missing.filter((id) => !yes.has(id))
}

/**
 * What a reading of everybody has read by then is hours of work, and is gone on with unless somebody has to act first: then
 * it may be with other eyes. A short run is sooner begun anew.
 */
const mayPass = (error: unknown): boolean => passes(error) || !(error instanceof Error && 'reason' in error) || error.reason === 'many-refused'

/** For the history: what kind of trouble, never anybody's name or a token. */
function problemOf(error: unknown): string {
  if (error instanceof PlanningCenterError) return `planning-center:${error.reason}`
  return error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : 'unexpected'
}
