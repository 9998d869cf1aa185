import type { Request, Router } from 'express'
import type { Audit } from '../audit/audit'
import type { Callback } from '../auth/arrivals'
import type { Grants } from '../auth/grants'
import type { Lending } from '../auth/lending'
import type { Config } from '../config'
import type { Database } from '../database'
import type { Log } from '../log'
import { createMirror, type Mirror } from '../mirror'
import type { PlanningCenter } from '../planning-center'
import type { RateLimiter } from '../rate-limiter'
import type { Frame } from '../web/page'
import type { Belonging } from '../feature'
import { createBelongings } from './belongings'
import { createConnections } from './connections'
import { createRecords } from './records'
import { createConnectionRoutes } from './routes'
import { createSettingsStore, type SettingsStore } from './settings'
import { createStandings, type Standings } from './standings'
import { createUpkeep } from './upkeep'
import { bannerFor, copyLineFor } from './words'

export { createNoConnectionRoutes } from './routes'
export { keptFields, mirrorReads } from './fields'
export type { Settings, SettingsStore } from './settings'
export type { Standing } from './records'

/** Churches whose administrators connected them: their tokens, their copies, and the pages about both. */
export interface ConnectedChurches {
  routes: Router
  mirror: Mirror
  settings: SettingsStore
  standings: Standings
  /** The end of a consent. */
  complete(req: Request, callback: Callback): Promise<void>
  /** What a page says of the church's copy without asking anybody. */
  noticesFor(who: { organizationId: string; organizationName: string; administrator?: boolean }): Pick<Frame, 'banner' | 'copyLine'>
  /** From now on churches are looked at and brought up to date. */
  start(): void
  close(): Promise<void>
}

interface Collaborators {
  config: Config
  database: Database
  planningCenter: PlanningCenter
  rateLimiter: RateLimiter
  grants: Grants
  lending: Lending
  audit: Audit
  /** What other features keep of a church, and what goes when it leaves. */
  belongings: readonly Belonging[]
  /** What is never asked for, in words. */
  neverRead: readonly string[]
  clock: { now(): number }
  log: Log
}

export function connectChurches(with_: Collaborators): ConnectedChurches {
  const { config, clock } = with_
  const records = createRecords(with_)
  const settings = createSettingsStore(with_)
  const standings = createStandings({ ...with_, records, settings })
  const mirror = createMirror({ ...with_, lendFor: (organizationId) => standings.lendFor(organizationId), heard: (organizationId, failure) => standings.heard(organizationId, failure) })
  const belongings = createBelongings({ ...with_, mirror, settings })
  const upkeep = createUpkeep({ ...with_, records, settings, standings, mirror, belongings })
  const connections = createConnections({ ...with_, records, settings, standings, mirror, upkeep })
  const address = new URL('/connection', config.publicUrl).href

  return {
    routes: createConnectionRoutes({ ...with_, records, settings, mirror, belongings, connections, upkeep }),
    mirror,
    settings,
    standings,
    complete: (req, callback) => connections.complete(req, callback),
    noticesFor({ organizationId, organizationName: church, administrator = false }) {
      const at = { church, operatorName: config.operatorName, now: clock.now(), address }
      const standing = standings.of(organizationId)
      return { banner: administrator ? bannerFor(standing, at) : null, copyLine: administrator ? null : copyLineFor(standing, at) }
    },
    start() {
      upkeep.start()
      mirror.start()
    },
    async close() {
      await mirror.close()
      await upkeep.close()
      await standings.close()
    },
  }
}
