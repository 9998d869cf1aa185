import { Router, type Request } from 'express'
import { signedIn } from '../auth/session'
import { requireSignIn, visitorOf } from '../auth/visitor'
import { show } from '../web/views'
import { listGonePage, listPage, listsFoundPage, listsPage } from './list-pages'
import { findList, findLists, mayManage, searchLists, type WholeList } from './lists'
import { findPeople } from './people-list'
import { LAST_PAGE, LONGEST_SEARCH, PER_PAGE, readPeopleQuestion } from './people-question'
import { createRefreshing } from './refreshing'
import { refreshingWords } from './refreshing-pages'
import { isId, lookOf, readNumber, sendOn, type DirectoryCollaborators } from './visit'

/** Planning Center's lists, as far as they are shared with the visitor. */
export function createListRoutes(with_: DirectoryCollaborators): Router {
  const routes = Router()
  const refreshing = createRefreshing(with_)
  routes.use('/lists', requireSignIn(with_.config))

  routes.get('/lists', async (req, res) => {
    const { planningCenter } = visitorOf(req)
    const typed = typeof req.query['q'] === 'string' ? req.query['q'] : ''
    const search = typed.trim().replace(/\s+/g, ' ').slice(0, LONGEST_SEARCH)
    const now = with_.clock.now()
    if (search) return show(res, listsFoundPage(await searchLists(planningCenter, search), { search, page: 1, now }))

    const { value: page, corrected } = readNumber(req.query['page'], { usual: 1, most: LAST_PAGE })
    if (corrected) return sendOn(res, pageOf('/lists', page))
    const found = await findLists(planningCenter, { offset: (page - 1) * PER_PAGE, perPage: PER_PAGE })
    if (page > lastPage(found.total)) return sendOn(res, pageOf('/lists', lastPage(found.total)))
    show(res, listsPage(found, { search, page, now }))
  })

  routes.get('/lists/:id', async (req, res) => {
    const { id } = req.params
    if (!isId(id)) return show(res, listGonePage(), 404)
    const { value: page, corrected } = readNumber(req.query['page'], { usual: 1, most: LAST_PAGE })
    if (corrected) return sendOn(res, pageOf(`/lists/${id}`, page))

    const visitor = visitorOf(req)
    const { planningCenter } = visitor
    const { question } = readPeopleQuestion({ list: id, status: 'all', page: String(page) })
    // A list asked for its people itself would bring them all at once, and without their numbers.
    const [list, found, isTheirs] = await Promise.all([findList(planningCenter, id), findPeople(planningCenter, question), mayManage(planningCenter, id)])
    if (!list || !found) return show(res, listGonePage(), 404)
    if (page > lastPage(found.total)) return sendOn(res, pageOf(`/lists/${id}`, lastPage(found.total)))
    const underWay = await refreshing.of(visitor, list)
    const ways = with_.waysWith?.(visitor.organizationId, { list: [id], status: ['all'] }) ?? []
    show(res, listPage({ list, found }, { ...lookOf(req, with_), page, underWay, ways, mayManage: isTheirs, csrf: signedIn(req).csrf }))
  })

  routes.post('/lists/:id/refresh', async (req, res) => {
    const list = await listNamed(req.params.id, req)
    if (!list) return show(res, listGonePage(), 404)
    await refreshing.ask(visitorOf(req), list, req)
    sendOn(res, `/lists/${list.id}`)
  })

  // The address of the form is left in the browser by its error pages.
  routes.get('/lists/:id/refresh', (req, res) => sendOn(res, isId(req.params.id) ? `/lists/${req.params.id}` : '/lists'))

  routes.get('/lists/:id/refreshing', async (req, res) => {
    const list = await listNamed(req.params.id, req)
    const underWay = list && (await refreshing.of(visitorOf(req), list))
    res.json(underWay && !underWay.isSlow ? refreshingWords(underWay, with_.clock.now()) : { done: true })
  })

  return routes
}

async function listNamed(id: string, req: Request): Promise<WholeList | null> {
  return isId(id) ? findList(visitorOf(req).planningCenter, id) : null
}

const lastPage = (total: number) => Math.max(1, Math.ceil(total / PER_PAGE))
const pageOf = (address: string, page: number) => (page > 1 ? `${address}?page=${page}` : address)
