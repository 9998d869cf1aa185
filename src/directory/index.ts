import { Router } from 'express'
import { createListRoutes } from './list-routes'
import { createPersonRoutes } from './person-routes'
import { createPeopleRoutes } from './routes'
import type { DirectoryCollaborators } from './visit'

/** People, households and lists: live, and with the visitor's own token. */
export function createDirectoryRoutes(with_: DirectoryCollaborators): Router {
  const routes = Router()
  routes.use(createPeopleRoutes(with_), createPersonRoutes(with_), createListRoutes(with_))
  return routes
}
