import type { Database, Sql } from '../database'
import type { SyncKind } from '../database/tables'
import type { Log } from '../log'
import type { PlanningCenter } from '../planning-center'
import type { Times } from '../times'
import { correct, type Opened } from './correcting'
import { countCopy, forgetCopy, hideCopy } from './forgetting'
import type { Kind } from './kinds'
import { createReading } from './reading'
import { createRuns, stopRuns, type Turn } from './runs'
import { runTurn, type Ended, type Lent, type SyncCollaborators } from './sync'

export type { Kind } from './kinds'
export { TabsHidden } from './collect'
export { questions } from './reading'
export type { Lent } from './sync'
export { createMirrorRoutes } from './routes'
export { freshness } from './pages'
export { cannotBeAskedNow, type Shown } from './shown'
export { readStanding, type Standing } from './standing'
export { createWhoMayRead, type Level, type Reader, type TickedTab, type WhoMayRead } from './who-may-read'

/** Foyer's copy of the people of connected churches. */
export interface Mirror {
  /** From now on this church is kept up to date; its first load begins at the next look. In `step`, together with what connects it. */
  add(organizationId: string, step?: Sql): Promise<void>
  /** Everything is read again at the next look, because other things are kept from now on; a run under way stops. In `step`, together with what is. */
  readAnew(organizationId: string, step?: Sql): Promise<void>
  /** Looks now, where it looks at all. */
  wake(): void
  /** This church is left alone until then (epoch ms); null: until `add`. */
  postpone(organizationId: string, until: number | null): Promise<void>
  /** What is copied of a church, by kind. */
  count(organizationId: string): Promise<Record<Kind, number>>
  /** From now on nobody finds the church's copy any more; nothing of it is deleted yet. */
  hide(step: Sql, organizationId: string): Promise<void>
  /** Deletes the church's copy and its history. */
  forget(step: Sql, organizationId: string): Promise<void>
  /** A page was shown somebody: if they are newer than the copy of them, the copy is put right, and nobody waits for it. */
  opened(organizationId: string, person: Opened): void
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
  lendFor: (organizationId: string) => Promise<Lent>
  /** Told after each run what it met, null for a good one. Says when to try again (epoch ms) if not as usual, null for not before `add`. */
  heard: (organizationId: string, failure: unknown) => Promise<number | null | undefined>
  config: { times: Times }
  clock: { now(): number }
  log: Log
}

/** Fewer than the connections that work has to the database: each may keep one while it makes true what it has read. */
const CHURCHES_AT_ONCE = 2
/** Beyond this many the next short run will do. */
const CORRECTED_AT_ONCE = 4
/** No church waits so long by itself. */
const NEVER = new Date('9999-01-01T00:00:00Z')

export function createMirror({ database, planningCenter, lendFor, heard, config: { times }, clock, log }: Collaborators): Mirror {
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  let look: NodeJS.Timeout | undefined
  let isLooking = false
  let going = 0
  const correcting = new Set<string>()

  async function prepare(): Promise<SyncCollaborators> {
    const db = await database.openForWork()
    return { db, runs: createRuns({ db, times, clock }), planningCenter, lendFor, times, clock, log, signal: stopping.signal }
  }

  async function putRight(organizationId: string, person: Opened): Promise<void> {
    const readingOf = async () => createReading({ planningCenter, access: (await lendFor(organizationId)).access, times, signal: stopping.signal })
    await correct(organizationId, person, { db: await database.openForWork(), readingOf, clock })
  }

  async function take(ask: (runs: SyncCollaborators['runs']) => Promise<Turn | null>): Promise<(() => Promise<Ended>) | null> {
    const with_ = await prepare()
    const turn = await ask(with_.runs)
    return turn && (() => track(conduct(turn, with_)))
  }

  async function conduct(turn: Turn, with_: SyncCollaborators): Promise<Ended> {
    const { ended, failure = null } = await runTurn(turn, with_)
    const again = ended === 'interrupted' ? undefined : await heard(turn.key.organizationId, failure)
    if (again !== undefined) await postpone(turn.key.organizationId, again, { unlessAsked: true })
    return ended
  }

  /** `unlessAsked`: somebody who has asked meanwhile has perhaps mended what there is to wait for. */
  async function postpone(organizationId: string, until: number | null, { unlessAsked = false } = {}): Promise<void> {
    const db = await database.open()
    await db
      .updateTable('sync.mirror')
      .set({ due_at: until === null ? NEVER : new Date(until) })
      .where('organization_id', '=', organizationId)
      .$if(unlessAsked, (query) => query.where('due_at', '>', new Date(clock.now())))
      .execute()
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).catch(() => undefined)
    return work
  }

  /** Takes in hand what is due, a few churches side by side: the first load of a large one keeps no other waiting. */
  async function lookOnce(): Promise<void> {
    clearTimeout(look)
    isLooking = true
    try {
      while (!stopping.signal.aborted && going < CHURCHES_AT_ONCE) {
        const begin = await take((runs) => runs.takeDue())
        if (!begin) break
        going++
        void begin()
          .finally(() => going--)
          .then(wake, (error: unknown) => log.warn({ err: error }, 'a church could not be brought up to date')) // not at once again: its cause needs time
      }
    } catch (error) {
      log.warn({ err: error }, 'no church could be brought up to date')
    }
    isLooking = false
    if (!stopping.signal.aborted) look = setTimeout(() => void track(lookOnce()), times.syncLook).unref()
  }

  /** For what should begin now and not at the next look; where nobody looks, nothing begins. */
  function wake(): void {
    if (!isLooking && look !== undefined && !stopping.signal.aborted) void track(lookOnce())
  }

  return {
    async add(organizationId, step) {
      const now = new Date(clock.now())
      await (step ?? (await database.open()))
        .insertInto('sync.mirror')
        .values({ organization_id: organizationId, as_of: null, due_at: now, reconcile_due_at: now, lease_owner: null, lease_until: null, approved_run_id: null })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ due_at: now }))
        .execute()
      wake()
    },
    async readAnew(organizationId, step) {
      const now = new Date(clock.now())
      // Whatever it has read so far was asked for by what was chosen before.
      const nobodys = { due_at: now, reconcile_due_at: now, lease_owner: null, lease_until: null }
      const db = step ?? (await database.open())
      await db.updateTable('sync.mirror').set(nobodys).where('organization_id', '=', organizationId).execute()
      await stopRuns(db, organizationId, now)
      wake()
    },
    wake,
    postpone: (organizationId, until) => postpone(organizationId, until),
    count: async (organizationId) => countCopy(await database.open(), organizationId),
    hide: hideCopy,
    forget: forgetCopy,
    opened(organizationId, person) {
      const key = `${organizationId} ${person.id}`
      if (stopping.signal.aborted || correcting.has(key) || correcting.size >= CORRECTED_AT_ONCE) return
      correcting.add(key)
      void track(putRight(organizationId, person))
        .catch((error: unknown) => log.debug({ err: error, organizationId }, 'somebody who was opened could not be copied again'))
        .finally(() => correcting.delete(key))
    },
    runNow: (organizationId, kind) => track(take((runs) => runs.take(organizationId, kind)).then((begin) => begin?.() ?? null)),
    start: () => void track(lookOnce()),
    async close() {
      clearTimeout(look)
      stopping.abort(new Error('Foyer stops'))
      await Promise.allSettled(underWay)
    },
  }
}
