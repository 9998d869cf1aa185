import { Router, type Request } from 'express'
import { onlyAdministrators } from '../auth/only-administrators'
import { signedIn, takeNotice } from '../auth/session'
import { requireSignIn, visitorOf } from '../auth/visitor'
import type { Lending } from '../auth/lending'
import type { Config } from '../config'
import type { Mirror } from '../mirror'
import { show } from '../web/views'
import type { Audit } from '../audit/audit'
import type { Belongings } from './belongings'
import type { Connections } from './connections'
import { createLeavingRoutes } from './leaving-routes'
import { noDatabasePage, statePage } from './pages'
import type { Records } from './records'
import type { SettingsStore } from './settings'
import { createStepRoutes } from './step-routes'
import type { Upkeep } from './upkeep'

export interface ConnectionCollaborators {
  config: Pick<Config, 'publicUrl' | 'operatorName' | 'sampleChurch' | 'planningCenter'>
  connections: Connections
  upkeep: Upkeep
  records: Records
  settings: SettingsStore
  mirror: Mirror
  belongings: Belongings
  audit: Audit
  lending: Lending
  /** What is never asked for, in words. */
  neverRead: readonly string[]
  clock: { now(): number }
}

/** A church's connection, for its Organization Administrators. */
export function createConnectionRoutes(with_: ConnectionCollaborators): Router {
  const { config, upkeep, records, settings, mirror, clock } = with_
  const routes = Router()
  routes.use('/connection', requireSignIn(config), onlyAdministrators)

  routes.get('/connection', async (req, res) => {
    const { organizationId } = visitorOf(req)
    const standing = (await records.standing(organizationId)) ?? undefined
    const [chosen, counts] = await Promise.all([settings.read(organizationId), standing?.asOf ? mirror.count(organizationId) : null])
    const address = new URL('/connection', config.publicUrl).href
    show(res, statePage(standing, { ...lookOf(req, with_), settings: chosen, counts, notice: takeNotice(req), address }))
  })

  routes.post('/connection/look-again', async (req, res) => {
    await upkeep.lookAgain(visitorOf(req))
    res.redirect(303, '/connection')
  })

  routes.use(createStepRoutes(with_), createLeavingRoutes(with_))
  return routes

  function lookOf(req: Request, { config: { operatorName } }: Pick<ConnectionCollaborators, 'config'>) {
    return { church: visitorOf(req).organizationName, operatorName, now: clock.now(), csrf: signedIn(req).csrf }
  }
}

/** Where there is no database, the same address says who can mend that. */
export function createNoConnectionRoutes({ config }: { config: Pick<Config, 'publicUrl' | 'operatorName'> }): Router {
  const routes = Router()
  routes.get('/connection', requireSignIn(config), onlyAdministrators, (_req, res) => show(res, noDatabasePage(config)))
  return routes
}
