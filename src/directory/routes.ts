import { Router, type Request } from 'express'
import { PlainError } from '../errors'
import { visitorOf } from '../auth/visitor'
import { show } from '../web/views'
import { findPeople, findPerson } from './people'
import { peoplePage, personPage } from './pages'

const PER_PAGE = 25
const LONGEST_SEARCH = 100
/** Beyond this offset Planning Center lowers the limit; nobody pages there by hand. */
const LAST_PAGE = 30_000 / PER_PAGE

/** People as the visitor's own token is shown them. */
export function createDirectoryRoutes(): Router {
  const routes = Router()

  routes.get('/people', async (req, res) => {
    const question = readQuestion(req)
    if (question.corrected) return res.redirect(303, addressOf(question))
    const found = await findPeople(visitorOf(req).planningCenter, { search: question.search, offset: (question.page - 1) * PER_PAGE, perPage: PER_PAGE })

    const lastPage = Math.max(1, Math.ceil(found.total / PER_PAGE))
    if (question.page > lastPage) return res.redirect(303, addressOf({ ...question, page: lastPage }))
    show(res, peoplePage({ ...found, search: question.search, offset: (question.page - 1) * PER_PAGE, perPage: PER_PAGE }))
  })

  routes.get('/people/:id', async (req, res) => {
    if (!/^\d{1,18}$/.test(req.params.id)) throw new PlainError('person-not-found')
    show(res, personPage({ person: await findPerson(visitorOf(req).planningCenter, req.params.id) }))
  })

  return routes
}

interface Question {
  search: string
  page: number
}

/** What cannot be meant is put right by a redirect, so that the address always says what is shown. */
function readQuestion(req: Request): Question & { corrected: boolean } {
  const { q, page } = req.query
  const search = typeof q === 'string' ? q.trim().replace(/\s+/g, ' ').slice(0, LONGEST_SEARCH) : ''
  const wanted = typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1
  const asTyped = (q === undefined || (typeof q === 'string' && q.trim().length <= LONGEST_SEARCH)) && (page === undefined || page === String(wanted))
  return { search, page: wanted, corrected: !asTyped }
}

function addressOf({ search, page }: Question): string {
  const query = new URLSearchParams({ ...(page > 1 && { page: String(page) }), ...(search && { q: search }) }).toString()
  return query ? `/people?${query}` : '/people'
}
