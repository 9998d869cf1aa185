import { readAdministrators } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import type { Config } from '../config'
import type { Database } from '../database'
import type { Log } from '../log'
import type { Mirror } from '../mirror'
import type { PlanningCenterClient } from '../planning-center'
import type { Belongings } from './belongings'
import { mustSeePeople, mustSeeTabs, readLogin } from './looking'
import type { Records } from './records'
import type { SettingsStore } from './settings'
import type { Standings } from './standings'

/** What Foyer does for churches' connections by itself, beside bringing their copies up to date. */
export interface Upkeep {
  /** Looks now what Planning Center says to the church's tokens, and who its administrators are. */
  lookAgain(visitor: Visitor): Promise<void>
  /** Deletes what is kept of a church that leaves. Resolves when that is done, or would keep a page waiting too long. */
  finishLeaving(organizationId: string): Promise<void>
  /** From now on looks at each church once a day, and finishes what a stopped process left. */
  start(): void
  close(): Promise<void>
}

interface Collaborators {
  database: Database
  records: Records
  settings: SettingsStore
  standings: Standings
  mirror: Mirror
  belongings: Belongings
  config: Pick<Config, 'times'>
  clock: { now(): number }
  log: Log
}

/** A page waits this long for a copy to be deleted, and then says that it is under way. */
const DELETING_WAIT_MS = 4000

export function createUpkeep({ database, records, settings, standings, mirror, belongings, config: { times }, clock, log }: Collaborators): Upkeep {
  const underWay = new Set<Promise<void>>()
  let look: NodeJS.Timeout | undefined
  let isClosing = false

  function track(work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => log.warn({ err: error }, 'a church’s connection: work in the background failed')).finally(() => underWay.delete(tracked))
    underWay.add(tracked)
    return tracked
  }

  async function check(organizationId: string, administrator?: PlanningCenterClient): Promise<void> {
    const before = await records.standing(organizationId)
    const failure: unknown = await lookAt(organizationId, administrator).then(() => null, (error: unknown) => error)
    const again = await standings.heard(organizationId, failure)
    // The copy was left alone as long as somebody had to act.
    if (failure === null && before?.state !== 'working') await goOnCopying(organizationId)
    else if (again !== undefined) await mirror.postpone(organizationId, again)
  }

  async function lookAt(organizationId: string, administrator?: PlanningCenterClient): Promise<void> {
    const planningCenter = await standings.clientFor(organizationId)
    const login = await readLogin(planningCenter)
    mustSeePeople(login)
    await mustSeeTabs(planningCenter, (await settings.read(organizationId))?.tabs ?? [])
    // Only an administrator is shown for certain who else is one.
    const shown = login.administrator ? planningCenter : administrator
    const administrators = shown ? await readAdministrators(shown) : null
    await records.refresh(organizationId, { timeZone: login.timeZone, administrators })
  }

  async function goOnCopying(organizationId: string): Promise<void> {
    const db = await database.open()
    await db.transaction().execute(async (step) => {
      if (await records.hold(step, organizationId)) await mirror.add(organizationId, step)
    })
  }

  /** With the rows of the copy: that may take longer than a page can wait, and goes on after a kill. */
  async function forget(organizationId: string): Promise<void> {
    const db = await database.openForWork()
    await db.transaction().execute(async (step) => {
      if (!(await records.beginForgetting(step, organizationId))) return
      await belongings.forget(step, organizationId)
      await records.forget(step, organizationId)
    })
    await standings.refresh()
  }

  async function lookOnce(): Promise<void> {
    await settings.forgetDrafts(clock.now() - times.draftKept)
    for (const organizationId of await records.leaving()) await forget(organizationId)
    for (let due = await next(); due !== null && !isClosing; due = await next()) await check(due)
  }

  async function next(): Promise<string | null> {
    return (await records.areManyRefused(clock.now() - times.refusedPause)) ? null : records.takeUnchecked(clock.now() - times.connectionCheck)
  }

  function lookSoon(): void {
    if (isClosing) return
    look = setTimeout(() => void track(lookOnce()).then(lookSoon), times.connectionLook)
    look.unref()
  }

  return {
    lookAgain: ({ organizationId, planningCenter }) => check(organizationId, planningCenter),
    finishLeaving: (organizationId) => inTime(track(forget(organizationId))),
    start: () => void track(lookOnce()).then(lookSoon),
    async close() {
      isClosing = true
      clearTimeout(look)
      await Promise.all(underWay)
    },
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, DELETING_WAIT_MS)))
  await Promise.race([work, enough]).finally(() => clearTimeout(timer))
}
