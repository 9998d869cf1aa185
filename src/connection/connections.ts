import type { Request } from 'express'
import type { Audit } from '../audit/audit'
import type { Callback } from '../auth/arrivals'
import type { Grants } from '../auth/grants'
import type { Lending, Lent } from '../auth/lending'
import { readAdministrators, readPermission } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import type { Database } from '../database'
import type { Log } from '../log'
import type { Mirror } from '../mirror'
import { PlanningCenterError } from '../planning-center'
import { sameText } from '../random'
import { ConnectionRefused, ConnectionTrouble } from './errors'
import { mustSeePeople, mustSeeTabs, readLogin, type Login } from './looking'
import type { Records } from './records'
import type { Draft, Settings, SettingsStore } from './settings'
import type { Standings } from './standings'
import type { Upkeep } from './upkeep'

/** What administrators do with their church's connection. */
export interface Connections {
  /** The end of a consent. Nothing is left of its tokens unless all is well. @throws ConnectionRefused and whatever Planning Center answers */
  complete(req: Request, callback: Callback): Promise<void>
  /** Other choices for a church that is connected. @throws ConnectionRefused naming tabs that the church's login is not shown */
  applyChoices(visitor: Visitor, choice: string, req: Request): Promise<void>
  /** @throws whatever keeps its tokens from being given back: then the church is still connected */
  disconnect(visitor: Visitor, how: { keepCopy: boolean }, req: Request): Promise<void>
}

interface Collaborators {
  database: Database
  records: Records
  settings: SettingsStore
  standings: Standings
  mirror: Mirror
  upkeep: Upkeep
  lending: Lending
  grants: Grants
  audit: Audit
  log: Log
}

export function createConnections(with_: Collaborators): Connections {
  const { database, records, settings, standings, mirror, upkeep, lending, grants, audit, log } = with_

  /** Before any token is asked for: who began it may have lost the right since, or left. */
  async function mustBeAsker(req: Request, { attempt: { purpose } }: Callback): Promise<{ visitor: Visitor; draft: Draft }> {
    const { visitor } = req
    if (!visitor || purpose.to !== 'connect' || visitor.organizationId !== purpose.organizationId || visitor.personId !== purpose.personId)
      throw new ConnectionRefused('asker-gone')
    if (!(await readPermission(visitor.planningCenter)).administrator) throw new ConnectionRefused('not-administrator')
    if ((await records.standing(visitor.organizationId))?.state === 'leaving') throw new ConnectionRefused('leaving')
    const draft = await settings.draft(visitor.organizationId)
    if (draft.choice !== purpose.choice) throw new ConnectionRefused('nothing-chosen')
    return { visitor, draft }
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
        const before = await records.connect(step, organizationId, made)
        if (!(await settings.settle(step, organizationId, { ...draft, way }))) throw new ConnectionRefused('nothing-chosen')
        await mirror.add(organizationId, step)
        await mirror.readAnew(organizationId, step) // another login may be shown other things
        return before
      })
      // Last, when the new tokens are safe.
      if (former) await endFormer(former)
      return former !== null
    } catch (error) {
      await grants.end(grantId)
      throw error
    }
  }

  async function endFormer(grantId: string): Promise<void> {
    await grants.end(grantId).catch((error: unknown) => log.error({ err: error }, 'a church’s former tokens could not be ended'))
  }

  return {
    async complete(req, callback) {
      const { visitor, draft } = await mustBeAsker(req, callback)
      const { organizationId, personId } = visitor
      const lent = await lending.receive(req, callback)
      try {
        const login = await mustSuffice(lent, visitor, draft)
        const isAgain = await keep(visitor, lent, { login, draft })
        audit.record({ event: 'connected', why: isAgain ? 'again' : 'first', organizationId, personId }, req)
      } catch (error) {
        await lent.giveBack()
        throw error
      }
      mirror.wake()
      await standings.refresh()
    },

    async applyChoices({ organizationId, personId }, choice, req) {
      const draft = await settings.draft(organizationId)
      if (!sameText(draft.choice, choice)) throw new ConnectionRefused('nothing-chosen')
      await mustSeeTabs(await standings.clientFor(organizationId), draft.tabs).catch(refuse)
      const db = await database.open()
      const former = await settings.read(organizationId)
      await db.transaction().execute(async (step) => {
        if (!(await settings.settle(step, organizationId, { ...draft, way: former?.way ?? draft.way }))) throw new ConnectionRefused('nothing-chosen')
        if (former && !isSameCopy(former, draft)) await mirror.readAnew(organizationId, step)
      })
      mirror.wake()
      audit.record({ event: 'settings-changed', organizationId, personId }, req)
    },

    async disconnect({ organizationId, personId }, { keepCopy }, req) {
      const connection = await records.read(organizationId)
      // First, and not at all unless it succeeds: tokens that no row leads to any more could be given back by nobody.
      if (connection?.grantId) await grants.end(connection.grantId)
      const db = await database.open()
      const event = { event: 'disconnected', why: keepCopy ? 'copy-kept' : 'copy-deleted', organizationId, personId } as const
      const newer = await db.transaction().execute(async (step) => {
        const grantId = await records.disconnect(step, organizationId, keepCopy ? 'none' : 'leaving')
        if (!keepCopy) await mirror.hide(step, organizationId)
        await audit.recordIn(step, event, req)
        return grantId
      })
      // Another administrator connected it in between.
      if (newer && newer !== connection?.grantId) await endFormer(newer)
      if (keepCopy) await mirror.postpone(organizationId, null)
      else await upkeep.finishLeaving(organizationId)
      await standings.refresh()
    },
  }
}

/** The church's own login, and not the one that somebody signs in with. */
const refuse = (error: unknown): never => {
  if (!(error instanceof ConnectionTrouble)) throw error
  throw new ConnectionRefused(error.reason === 'tabs-hidden' ? 'tabs-not-lent' : 'nothing-chosen', { named: error.named, cause: error })
}

/** What a church has is copied as before: only who may take it out is another matter. */
const isSameCopy = (a: Settings, b: Settings) => idsOf(a) === idsOf(b)
const idsOf = ({ tabs }: Settings) => tabs.map(({ id }) => id).sort().join()
