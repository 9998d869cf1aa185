import { Router, type RequestHandler } from 'express'
import { requireSignIn, visitorOf } from '../auth/visitor'
import { PlainError } from '../errors'
import { show } from '../web/views'
import { householdGonePage, householdPage } from './household-pages'
import { findHousehold } from './households'
import { listsOfPersonPage } from './list-pages'
import { findListsOf } from './lists'
import { createRightsOf } from './own-rights'
import { findName, findPerson, findSurvivor, isMissing } from './person'
import { personGonePage, personPage } from './person-pages'
import { isId, lookOf, readNumber, sendOn, type DirectoryCollaborators } from './visit'

/** Nobody goes through more lists than that by hand. */
const LAST_LIST = 10_000

/** A person, the lists they are on, and their household, as the visitor's own token is shown them. */
export function createPersonRoutes(with_: DirectoryCollaborators): Router {
  const routes = Router()
  const rightsOf = createRightsOf(with_)
  routes.use(['/people/:id', '/households/:id'], requireSignIn(with_.config))

  routes.get('/people/:id', knownId, async (req, res) => {
    const visitor = visitorOf(req)
    const { planningCenter } = visitor
    const [person, seesEveryTab] = await Promise.all([findPerson(planningCenter, req.params.id).catch(nullIfMissing), rightsOf.seesEveryTab(visitor)])
    if (person) {
      with_.opened?.(visitor.organizationId, person)
      return show(res, personPage(person, { ...lookOf(req, with_), seesEveryTab }))
    }

    const survivor = await findSurvivor(planningCenter, req.params.id)
    if (survivor) return sendOn(res, `/people/${survivor}`)
    show(res, personGonePage(), 404)
  })

  routes.get('/people/:id/lists', knownId, async (req, res) => {
    const { planningCenter } = visitorOf(req)
    const { id } = req.params
    const { value: from, corrected } = readNumber(req.query['from'], { usual: 0, most: LAST_LIST })
    if (corrected) return sendOn(res, `/people/${id}/lists`)

    const name = await findName(planningCenter, id).catch(nullIfMissing)
    // The person's own page knows whether somebody was joined with another, or is gone.
    if (name === null) return sendOn(res, `/people/${id}`)
    const found = await findListsOf(planningCenter, id, from)
    if (found.looked === 0 && from > 0) return sendOn(res, `/people/${id}/lists`)
    show(res, listsOfPersonPage({ id, name }, found, { from, now: with_.clock.now() }))
  })

  routes.get('/households/:id', async (req, res) => {
    const household = isId(req.params.id) ? await findHousehold(visitorOf(req).planningCenter, req.params.id).catch(nullIfMissing) : null
    if (!household) return show(res, householdGonePage(), 404)
    show(res, householdPage(household, lookOf(req, with_)))
  })

  return routes
}

const knownId: RequestHandler<{ id: string }> = (req, _res, next) => next(isId(req.params.id) ? undefined : new PlainError('person-not-found'))

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}
