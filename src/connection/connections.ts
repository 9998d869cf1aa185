import type { Request } from 'express'
import type { Audit } from '../audit/audit'
import type { Callback } from '../auth/arrivals'
import type { Grants } from '../auth/grants'
import type { Lending, Lent } from '../auth/lending'
import { readPermission } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import type { Config } from '../config'
import type { Database } from '../database'
import type { Log } from '../log'
import type { Mirror } from '../mirror'
import { PlanningCenterError } from '../planning-center'
import { ConnectionRefused, ConnectionTrouble } from './errors'
import { mustSeePeople, mustSeeTabs, readAdministrators, readLogin, type Login } from './looking'
import type { Records } from './records'
import type { Draft, Settings, SettingsStore } from './settings'
import type { Standings } from './standings'

/** What administrators do with their church's connection, and what Foyer does for it by itself. */
export interface Connections {
  /** The end of a consent. Nothing is left of its tokens unless all is well. @throws ConnectionRefused and whatever Planning Center answers */
  complete(req: Request, callback: Callback): Promise<void>
  /** Looks now what Planning Center says to the church's tokens. */
  lookAgain(organizationId: string): Promise<void>
  /** Other choices for a church that is connected. @throws ConnectionTrouble naming tabs that the church's login is not shown */
  applyChoices(visitor: Visitor, req: Request): Promise<void>
  disconnect(visitor: Visitor, how: { keepCopy: boolean }, req: Request): Promise<void>
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
  lending: Lending
  grants: Grants
  audit: Audit
  config: Pick<Config, 'times'>
  clock: { now(): number }
  log: Log
}

/** A page waits this long for a copy to be deleted, and then says that it is under way. */
const DELETING_WAIT_MS = 4000

export function createConnections(with_: Collaborators): Connections {
  const { database, records, settings, standings, mirror, lending, grants, audit, config: { times }, clock, log } = with_
  const underWay = new Set<Promise<void>>()
  let look: NodeJS.Timeout | undefined
  let isClosing = false

  /** Before any token is asked for: who began it may have lost the right since, or left. */
  async function mustBeAsker(req: Request, { attempt }: Callback): Promise<Visitor> {
    const { visitor } = req
    const { purpose } = attempt
    if (!visitor || purpose.to !== 'connect' || visitor.organizationId !== purpose.organizationId || visitor.personId !== purpose.personId)
      throw new ConnectionRefused('asker-gone')
    if (!(await readPermission(visitor.planningCenter)).administrator) throw new ConnectionRefused('not-administrator')
    if ((await records.standing(visitor.organizationId))?.state === 'leaving') throw new ConnectionRefused('leaving')
    return visitor
  }

  /** What the login that said yes is shown. Its troubles are its own: they end nobody's sign-in. */
  async function mustSuffice({ identity, planningCenter }: Lent, visitor: Visitor, draft: Draft): Promise<Login> {
    if (identity.organizationId !== visitor.organizationId) throw new ConnectionRefused('other-church', { named: [identity.organizationName] })
    try {
      const login = await readLogin(planningCenter)
      mustSeePeople(login)
      await mustSeeTabs(planningCenter, draft.tabs)
      return login
    } catch (error) {
      if (error instanceof ConnectionTrouble) throw new ConnectionRefused(error.reason === 'tabs-hidden' ? 'tabs-hidden' : 'no-access', { named: error.named, cause: error })
      if (!(error instanceof PlanningCenterError)) throw error
      if (error.reason === 'scope-missing') throw new ConnectionRefused('scope-missing', { cause: error })
      const isOver = error.reason === 'forbidden' || error.reason === 'person-gone' || error.reason === 'church-gone'
      throw isOver ? new ConnectionRefused('no-access', { cause: error }) : error
    }
  }

  async function keep(visitor: Visitor, lent: Lent, { login, draft }: { login: Login; draft: Draft }): Promise<boolean> {
    const { organizationId } = visitor
    const administrators = await readAdministrators(visitor.planningCenter)
    const { personId: id, name } = lent.identity
    const grantId = await lent.keep()
    const made = { organizationName: visitor.organizationName, grantId, person: { id, name }, connectedBy: visitor.name, timeZone: login.timeZone, administrators }
    const way = id === visitor.personId ? 'myself' : 'dedicated'
    try {
      const db = await database.open()
      const former = await db.transaction().execute(async (step) => {
        await settings.settle(step, organizationId, { ...draft, way })
        return records.connect(step, organizationId, made)
      })
      // Last, when the new tokens are safe.
      if (former) await endGrant(former)
      return former !== null
    } catch (error) {
      await grants.end(grantId)
      throw error
    }
  }

  async function endGrant(grantId: string): Promise<void> {
    await grants.end(grantId).catch((error: unknown) => log.error({ err: error }, 'a church’s former tokens could not be ended'))
  }

  /** With the rows of the copy: that may take longer than a page can wait, and goes on after a kill. */
  async function forget(organizationId: string): Promise<void> {
    const db = await database.openForWork()
    await db.transaction().execute(async (step) => {
      await mirror.forget(step, organizationId)
      await settings.forget(step, organizationId)
      await records.forget(step, organizationId)
    })
    await standings.refresh()
  }

  function track(work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => log.warn({ err: error }, 'a church’s connection: work in the background failed')).finally(() => underWay.delete(tracked))
    underWay.add(tracked)
    return tracked
  }

  async function check(organizationId: string): Promise<void> {
    const before = await records.standing(organizationId)
    const failure: unknown = await lookAt(organizationId).then(() => null, (error: unknown) => error)
    const again = await standings.heard(organizationId, failure)
    // The copy was left alone as long as somebody had to act.
    if (failure === null && before?.state !== 'working') await mirror.add(organizationId)
    else if (again !== undefined) await mirror.postpone(organizationId, again)
  }

  async function lookAt(organizationId: string): Promise<void> {
    const planningCenter = await standings.clientFor(organizationId)
    const login = await readLogin(planningCenter)
    mustSeePeople(login)
    await mustSeeTabs(planningCenter, (await settings.read(organizationId))?.tabs ?? [])
    const names = login.administrator ? await readAdministrators(planningCenter) : null
    await records.refresh(organizationId, { timeZone: login.timeZone, administrators: names })
  }

  async function lookOnce(): Promise<void> {
    for (const organizationId of await records.leaving()) await forget(organizationId)
    const isDue = () => clock.now() - times.connectionCheck
    for (let due = await next(); due !== null && !isClosing; due = await next()) await check(due)

    async function next(): Promise<string | null> {
      return (await records.areManyRefused(clock.now() - times.refusedPause)) ? null : records.takeUnchecked(isDue())
    }
  }

  function lookSoon(): void {
    if (isClosing) return
    look = setTimeout(() => void track(lookOnce()).then(lookSoon), times.connectionLook)
    look.unref()
  }

  return {
    async complete(req, callback) {
      const visitor = await mustBeAsker(req, callback)
      const { organizationId, personId } = visitor
      const draft = await settings.draft(organizationId)
      const lent = await lending.receive(req, callback)
      try {
        const login = await mustSuffice(lent, visitor, draft)
        const isAgain = await keep(visitor, lent, { login, draft })
        audit.record({ event: 'connected', why: isAgain ? 'again' : 'first', organizationId, personId }, req)
      } catch (error) {
        await lent.giveBack()
        throw error
      }
      await mirror.readAnew(organizationId)
      await mirror.add(organizationId)
      await standings.refresh()
    },

    lookAgain: check,

    async applyChoices({ organizationId, personId }, req) {
      const { choice: _choice, ...chosen } = await settings.draft(organizationId)
      await mustSeeTabs(await standings.clientFor(organizationId), chosen.tabs)
      const former = await settings.read(organizationId)
      const db = await database.open()
      await db.transaction().execute((step) => settings.settle(step, organizationId, { ...chosen, way: former?.way ?? chosen.way }))
      audit.record({ event: 'settings-changed', organizationId, personId }, req)
      if (former && !isSameCopy(former, chosen)) await mirror.readAnew(organizationId)
    },

    async disconnect({ organizationId, personId }, { keepCopy }, req) {
      const db = await database.open()
      const grantId = await db.transaction().execute(async (step) => {
        if (!keepCopy) await mirror.hide(step, organizationId)
        return records.disconnect(step, organizationId, keepCopy ? 'none' : 'leaving')
      })
      if (grantId) await endGrant(grantId)
      audit.record({ event: 'disconnected', why: keepCopy ? 'copy-kept' : 'copy-deleted', organizationId, personId }, req)
      if (keepCopy) await mirror.postpone(organizationId, null)
      else await inTime(track(forget(organizationId)))
      await standings.refresh()
    },

    start: () => void track(lookOnce()).then(lookSoon),
    async close() {
      isClosing = true
      clearTimeout(look)
      await Promise.all(underWay)
      await standings.close()
    },
  }
}

/** What a church has is copied as before: only who may take it out is another matter. */
const isSameCopy = (a: Settings, b: Settings) => idsOf(a) === idsOf(b)
const idsOf = ({ tabs }: Settings) => tabs.map(({ id }) => id).sort().join()

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, DELETING_WAIT_MS)))
  await Promise.race([work, enough]).finally(() => clearTimeout(timer))
}
