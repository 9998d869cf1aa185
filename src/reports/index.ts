import { Router } from 'express'
import type { Audit } from '../audit/audit'
import type { Config } from '../config'
import type { SettingsStore, Standing } from '../connection'
import type { Database } from '../database'
import type { Log } from '../log'
import type { WhoMayRead } from '../mirror'
import { createBuildRoutes } from './building/build-routes'
import { createSavedRoutes } from './building/saved-routes'
import { createHomeRoutes } from './home-routes'
import { createLeavingRoutes } from './leaving'
import { createOutgoingRoutes } from './outgoing/routes'
import { createOverviewRoutes } from './overview/routes'
import { createReadyMadeRoutes } from './ready-made/routes'
import { createSaved, type Saved } from './saved'
import { createShelfRoutes } from './shelf-routes'

export { createHomeWithoutCopy } from './home-routes'
export { reportsOfChurch } from './leaving'
export { waysWithPeople } from './ready-made/shelf'

/** What the pages and files of reports are made with. */
export interface ReportCollaborators {
  config: Config
  database: Database
  whoMayRead: WhoMayRead
  /** Who may take people out of Foyer. */
  settings: Pick<SettingsStore, 'read'>
  saved: Saved
  /** By its IANA name. */
  timeZoneOf: (organizationId: string) => Promise<string>
  /** How the church's connection stands; undefined for one that was never connected. */
  standingOf: (organizationId: string) => Standing | undefined
  audit: Audit
  clock: { now(): number }
  log: Log
  /** Where a page finds a photo; null for whom there is none. */
  photoUrl: (avatarUrl: string | null, organizationId: string) => string | null
  /** Foyer stops: what is still on its way to somebody ends here. */
  stopping: AbortSignal
}

export interface Reports {
  routes: Router
  /** Files on their way end, visibly broken off. */
  stopping(): void
  close(): Promise<void>
}

/** Everything that is asked of a church's copy for all of its people at once. */
export function createReports(given: Omit<ReportCollaborators, 'saved' | 'stopping'>): Reports {
  const saved = createSaved({ ...given, times: given.config.times })
  const stop = new AbortController()
  return { routes: createReportRoutes({ ...given, saved, stopping: stop.signal }), stopping: () => stop.abort(), close: () => saved.close() }
}

function createReportRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  const areas: ((with_: ReportCollaborators) => Router)[] = [createHomeRoutes, createShelfRoutes, createReadyMadeRoutes, createBuildRoutes, createSavedRoutes, createOverviewRoutes, createOutgoingRoutes, createLeavingRoutes]
  for (const createRoutes of areas) routes.use(createRoutes(with_))
  return routes
}
