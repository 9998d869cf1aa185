import { Router } from 'express'
import { requireSignIn } from '../../auth/visitor'
import type { ReportCollaborators } from '../index'
import { createDirectoryPaperRoutes } from './directory-routes'
import { createFileRoutes } from './file-routes'
import { createPaperRoutes } from './paper-routes'

/** Everything that takes people out of Foyer. */
export function createOutgoingRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  routes.use(['/reports/files', '/reports/labels', '/reports/labels.pdf', '/reports/letters', '/reports/letters.csv', '/reports/letters.xlsx', '/reports/directory'], requireSignIn(with_.config))
  routes.use(createFileRoutes(with_), createPaperRoutes(with_), createDirectoryPaperRoutes(with_))
  return routes
}
