import { Router } from 'express'
import { requireSignIn, visitorOf } from '../auth/visitor'
import { show } from '../web/views'
import { createChoices, withKnownChoices } from './choices'
import { findPeople } from './people-list'
import { listGonePage, peoplePage } from './people-pages'
import { filtersOf, peopleAddress, PER_PAGE, readPeopleQuestion } from './people-question'
import { personHref } from './person-lines'
import { lookOf, sendOn, type DirectoryCollaborators } from './visit'

/** The people of the visitor's church, as the visitor's own token is shown them. */
export function createPeopleRoutes(with_: DirectoryCollaborators): Router {
  const routes = Router()
  const choicesOf = createChoices(with_)
  routes.use('/people', requireSignIn(with_.config))

  routes.get('/people', async (req, res) => {
    const { question, corrected } = readPeopleQuestion(req.query)
    if (corrected) return sendOn(res, peopleAddress(question))
    const visitor = visitorOf(req)
    const [found, choices] = await Promise.all([findPeople(visitor.planningCenter, question), choicesOf.of(visitor, question)])

    const known = withKnownChoices(question, choices)
    if (peopleAddress(known) !== peopleAddress(question)) return sendOn(res, peopleAddress(known))
    const filters = filtersOf(question)
    const ways = (filters && with_.waysWith?.(visitor.organizationId, filters)) ?? []
    const view = { question, choices, ways, church: visitor.organizationName, ...lookOf(req, with_) }
    if (!found) {
      choicesOf.forget(visitor)
      return show(res, listGonePage(view), 404)
    }
    const [only] = found.people
    // The search itself leaves no trace in the browser's history: going back leads to where it was typed.
    if (only && question.fresh && found.total === 1) return sendOn(res, personHref(only))
    const lastPage = Math.max(1, Math.ceil(found.total / PER_PAGE))
    if (question.page > lastPage) return sendOn(res, peopleAddress({ ...question, page: lastPage }))
    show(res, peoplePage(found, view))
  })

  return routes
}
