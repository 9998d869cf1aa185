import type { Audit } from '../audit/audit'
import type { Grants } from '../auth/grants'
import type { Config } from '../config'
import type { Log } from '../log'
import { TabsHidden, type Lent } from '../mirror'
import type { Caller, PlanningCenter, PlanningCenterClient } from '../planning-center'
import type { RateLimiter } from '../rate-limiter'
import { ConnectionTrouble } from './errors'
import { outcomeOf } from './outcomes'
import type { Connection, Records, Standing } from './records'
import type { SettingsStore } from './settings'

/** How each church's connection stands: what it lends, and what was heard of it. */
export interface Standings {
  /** For one run of the copy. @throws what keeps the church from being read at the moment */
  lendFor(organizationId: string): Promise<Lent>
  /** Planning Center with the church's own tokens. */
  clientFor(organizationId: string): Promise<PlanningCenterClient>
  /** Notes what was met, null for all well. Says when to try again if that is not as usual, null for not before somebody acted. */
  heard(organizationId: string, failure: unknown): Promise<number | null | undefined>
  /** For pages: at once, and without asking anybody; undefined for a church that was never connected. */
  of(organizationId: string): Standing | undefined
  /** What other processes have written is seen by this one, too. */
  refresh(): Promise<void>
  close(): Promise<void>
}

interface Collaborators {
  records: Records
  settings: SettingsStore
  grants: Grants
  planningCenter: PlanningCenter
  rateLimiter: RateLimiter
  audit: Audit
  config: Pick<Config, 'times'>
  clock: { now(): number }
  log: Log
}

export function createStandings({ records, settings, grants, planningCenter, rateLimiter, audit, config: { times }, clock, log }: Collaborators): Standings {
  let known = new Map<string, Standing>()
  let reading = Promise.resolve()
  const timer = setInterval(() => void refresh(), times.connectionLook)
  timer.unref()
  void refresh()

  async function mustBeConnected(organizationId: string, how: { background: boolean }): Promise<Pick<Caller, 'tokens' | 'allowance'> & Pick<Connection, 'timeZone'>> {
    const connection = await records.read(organizationId)
    if (!connection?.grantId || !connection.person) throw new ConnectionTrouble('not-connected')
    const allowance = rateLimiter.allowanceFor({ organizationId, personId: connection.person.id }, how)
    return { tokens: grants.source(connection.grantId), allowance, timeZone: connection.timeZone }
  }

  async function note(organizationId: string, failure: unknown): Promise<number | null | undefined> {
    if (failure instanceof ConnectionTrouble && failure.reason === 'many-refused') return clock.now() + times.refusedPause
    const outcome = outcomeOf(failure instanceof TabsHidden ? await byName(organizationId, failure) : failure)
    if (!outcome) return failure instanceof ConnectionTrouble ? null : undefined
    const noted = await records.note(organizationId, outcome)
    if (noted?.changed) {
      log.info({ organizationId, state: outcome.state, why: outcome.why, err: failure ?? undefined }, 'a church’s connection changed')
      audit.record({ event: 'connection-changed', why: outcome.why ?? outcome.state, organizationId })
    }
    if (outcome.why === 'revoked' && (await forgiveMany())) return clock.now() + times.refusedPause
    if (outcome.state === 'closed') return null
    const waits = outcome.state === 'again' || outcome.state === 'permission' || (outcome.state === 'settings' && outcome.why !== 'foyer')
    return waits ? clock.now() + times.connectionRetry : undefined
  }

  async function byName(organizationId: string, { tabIds }: TabsHidden): Promise<ConnectionTrouble> {
    const ticked = (await settings.read(organizationId))?.tabs ?? []
    return new ConnectionTrouble('tabs-hidden', ticked.filter(({ id }) => tabIds.includes(id)).map(({ name }) => name))
  }

  /** planningcenter/developers#1310: hundreds of connections refused in one sweep, none of which had ended. */
  async function forgiveMany(): Promise<boolean> {
    const verdict = await records.forgiveMany(clock.now() - times.refusedTogether)
    if (verdict === 'first of many') log.error('ALARM: Planning Center refuses the connections of many churches at once: their tokens are kept, and tried again later')
    return verdict !== 'few'
  }

  /** One after the other: a reading that began before something was written does not know of it. */
  function refresh(): Promise<void> {
    reading = reading.then(read)
    return reading
  }

  async function read(): Promise<void> {
    try {
      known = new Map((await records.standings()).map((standing) => [standing.organizationId, standing]))
    } catch (error) {
      log.warn({ err: error }, 'the state of connections could not be read')
    }
  }

  return {
    async lendFor(organizationId) {
      if (await records.areManyRefused(clock.now() - times.refusedPause)) throw new ConnectionTrouble('many-refused')
      const { timeZone, ...access } = await mustBeConnected(organizationId, { background: true })
      const tabs = (await settings.read(organizationId))?.tabs ?? []
      return { access, tabIds: tabs.map(({ id }) => id), timeZone }
    },
    async clientFor(organizationId) {
      const { tokens, allowance } = await mustBeConnected(organizationId, { background: false })
      return planningCenter.as({ tokens, allowance, deadline: performance.now() + times.apiCall })
    },
    async heard(organizationId, failure) {
      const again = await note(organizationId, failure)
      await refresh()
      return again
    },
    of: (organizationId) => known.get(organizationId),
    refresh,
    async close() {
      clearInterval(timer)
      await reading
    },
  }
}
