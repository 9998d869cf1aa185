import { randomId } from '../random'
import type { Database } from '../database'
import type { SyncKind } from '../database/tables'
import type { Log } from '../log'
import type { PlanningCenter } from '../planning-center'
import type { Times } from '../times'
import { createRuns } from './runs'
import { runTurn, type Ended, type Lent, type SyncCollaborators } from './sync'

export type { Lent } from './sync'
export { createMirrorRoutes } from './routes'
export { freshness } from './pages'
export { createWhoMayRead, type Level, type Reader, type WhoMayRead } from './who-may-read'

/** Foyer's copy of the people of connected churches. */
export interface Mirror {
  /** From now on this church is kept up to date; its first load begins at the next look. */
  add(organizationId: string): Promise<void>
  /** Brings one church up to date now; null when another process is at it. */
  runNow(organizationId: string, kind?: SyncKind): Promise<Ended | null>
  /** Looks from time to time whether a church is due, until `close`. */
  start(): void
  /** Lets the page being read be finished; another process goes on from there. */
  close(): Promise<void>
}

interface Collaborators {
  database: Database
  planningCenter: PlanningCenter
  lendFor(organizationId: string): Promise<Lent>
  /** Told after each run what it met, null for a good one. */
  heard(organizationId: string, failure: unknown): Promise<void>
  config: { times: Times }
  clock: { now(): number }
  log: Log
}

export function createMirror({ database, planningCenter, lendFor, heard, config: { times }, clock, log }: Collaborators): Mirror {
  const owner = randomId()
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  let look: NodeJS.Timeout | undefined

  async function prepare(): Promise<SyncCollaborators> {
    const db = await database.openForWork()
    return { db, runs: createRuns({ db, owner, times, clock }), planningCenter, lendFor, times, clock, log, signal: stopping.signal }
  }

  async function run(take: (with_: SyncCollaborators) => ReturnType<SyncCollaborators['runs']['takeDue']>): Promise<Ended | null> {
    const with_ = await prepare()
    const turn = await take(with_)
    if (!turn) return null
    const { ended, failure = null } = await runTurn(turn, with_)
    if (ended !== 'interrupted') await heard(turn.key.organizationId, failure)
    return ended
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).catch(() => undefined)
    return work
  }

  /** One church after the other; a process that is at one looks for no second. */
  async function lookOnce(): Promise<void> {
    try {
      while (!stopping.signal.aborted && (await run(({ runs }) => runs.takeDue()))) continue
    } catch (error) {
      log.warn({ err: error }, 'no church could be brought up to date')
    }
    if (!stopping.signal.aborted) look = setTimeout(() => void track(lookOnce()), times.syncLook)
    look?.unref()
  }

  return {
    async add(organizationId) {
      const db = await database.open()
      const now = new Date(clock.now())
      await db
        .insertInto('sync.mirror')
        .values({ organization_id: organizationId, as_of: null, due_at: now, reconcile_due_at: now, lease_owner: null, lease_until: null, approved_run_id: null })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ due_at: now }))
        .execute()
    },
    runNow: (organizationId, kind) => track(run(({ runs }) => runs.take(organizationId, kind))),
    start: () => void track(lookOnce()),
    async close() {
      clearTimeout(look)
      stopping.abort(new Error('Foyer stops'))
      await Promise.allSettled(underWay)
    },
  }
}
