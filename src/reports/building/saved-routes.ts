import { Router, type Request, type Response } from 'express'
import { save, signedIn, takeNotice } from '../../auth/session'
import { requireSignIn, visitorOf } from '../../auth/visitor'
import { show } from '../../web/views'
import { readDefinition } from '../definition'
import { NotSaved, type NotSavedReason } from '../errors'
import type { ReportCollaborators } from '../index'
import { LONGEST_NAME, queryFrom } from '../saved'
import { isId, type Building } from './form'
import { deletedPage } from './other-pages'
import { savedAddress } from './pages'
import { openedCopy, readKept, showReport } from './visit'

/** What people keep of reports: each verb a form of its own, and afterwards the page that shows what came of it. */
export function createSavedRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  const { saved, whoMayRead } = with_
  const readerOf = (req: Request) => whoMayRead.readerOf(visitorOf(req))
  routes.use([SAVED_PATH, DELETED_PATH], requireSignIn(with_.config))

  routes.get(`${SAVED_PATH}/:id`, async (req, res) => {
    const { id } = req.params
    const at = await openedCopy(req, res, with_)
    if (!at) return
    const kept = isId(id) ? await readKept(at, with_, id) : null
    if (!kept) throw new NotSaved('not-there')
    const page = readPage(req.query['page'])
    if (page === null || Object.keys(req.query).some((name) => name !== 'page')) return res.redirect(303, savedAddress(id, page ?? 1))
    await showReport(req, res, with_, at, { building: { definition: kept.definition, page, find: '', saved: id }, kept, isSaved: true, notice: takeNotice(req) })
  })

  routes.post(SAVED_PATH, async (req, res) => {
    const { name, shared, definition } = sentReport(req)
    await attempt(req, res, async () => {
      const id = await saved.save(await readerOf(req), { name, definition, shared })
      await goOn(req, res, savedAddress(id), shared ? 'Saved, for everyone. Its address can be sent to them.' : 'Saved, for you.')
    })
  })

  const change = (verb: string, act: (req: Request, res: Response, id: string) => Promise<void>) =>
    routes.post(`${SAVED_PATH}/:id/${verb}`, async (req, res) => {
      const { id = '' } = req.params
      await attempt(req, res, () => act(req, res, String(id)))
    })

  change('changes', async (req, res, id) => {
    await saved.change(await readerOf(req), id, sentReport(req))
    await goOn(req, res, savedAddress(id), 'The changes are saved.')
  })
  change('mend', async (req, res, id) => {
    await saved.change(await readerOf(req), id, { definition: sentReport(req).definition })
    await goOn(req, res, savedAddress(id), 'Saved without what is not shown to you.')
  })
  change('copy', async (req, res, id) => goOn(req, res, savedAddress(await saved.copy(await readerOf(req), id)), 'This copy is yours: change it as you like.'))
  change('delete', async (req, res, id) => {
    const reader = await readerOf(req)
    const report = await saved.read(reader, id)
    await saved.remove(reader, id)
    await goOn(req, res, DELETED_PATH, `“${report?.name ?? ''}” is deleted.`)
  })
  change('undo', async (req, res, id) => {
    await saved.takeBack(await readerOf(req), id)
    await goOn(req, res, savedAddress(id), 'It is back.')
  })
  for (const verb of ['pin', 'unpin'] as const)
    change(verb, async (req, res, id) => {
      const reader = await readerOf(req)
      const [report, pins] = await Promise.all([saved.read(reader, id), saved.pins(reader)])
      if (!report) throw new NotSaved('not-there')
      // Pressed twice, it is done once.
      if (pins.includes(`saved-${id}`) !== (verb === 'pin')) await saved.togglePin(reader, `saved-${id}`)
      await goOn(req, res, savedAddress(id), verb === 'pin' ? 'It is on your Home from now on.' : 'It is no longer on your Home.')
    })

  routes.get(DELETED_PATH, async (req, res) => {
    show(res, deletedPage({ deleted: await saved.deleted(await readerOf(req)), notice: takeNotice(req), csrf: signedIn(req).csrf }))
  })

  // The addresses of forms are left in the browser by their error pages.
  routes.get(SAVED_PATH, (_req, res) => res.redirect(303, '/reports'))
  routes.get(`${SAVED_PATH}/:id/:verb`, (req, res) => res.redirect(303, isId(req.params.id) ? savedAddress(req.params.id) : '/reports'))

  /** What cannot be kept is told where it was asked for, and nothing typed is lost. */
  async function attempt(req: Request, res: Response, act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error
      const { reason } = error
      if (reason === 'not-there' || reason === 'not-yours') throw error
      const id = String(req.params['id'] ?? '')
      if (reason === 'too-many' && isId(id)) return goOn(req, res, savedAddress(id), req.path.endsWith('/pin') ? TOO_MANY_PINS : REASONS['too-many'])
      await showRefused(req, res, REASONS[reason])
    }
  }

  async function showRefused(req: Request, res: Response, reason: string): Promise<void> {
    const at = await openedCopy(req, res, with_)
    if (!at) return
    const { name, shared, definition, saved: began } = sentReport(req)
    const kept = began === null ? null : await readKept(at, with_, began)
    const building: Building = { definition, page: 1, find: '', saved: kept?.id ?? null }
    await showReport(req, res, with_, at, { building, kept, isSaved: false, notice: null, refused: { name, audience: shared ? 'everyone' : 'me', reason } })
  }

  return routes
}

const SAVED_PATH = '/reports/saved'
const DELETED_PATH = '/reports/deleted'

const TOO_MANY_PINS = 'Your Home is full. Unpin a report, and there is room for this one.'
const REASONS: Record<Exclude<NotSavedReason, 'not-there' | 'not-yours'>, string> = {
  'no-name': 'Give it a name, so that you find it again.',
  'long-name': `That is more than ${LONGEST_NAME} letters. A shorter name is easier to find.`,
  'too-many': 'You keep as many reports as Foyer can hold for one person. Delete one that nobody needs.',
}

function sentReport(req: Request) {
  const form = (req.body ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
  return { name: text('name'), shared: text('audience') === 'everyone', definition: readDefinition(queryFrom(text('definition'))), saved: isId(text('saved')) ? text('saved') : null }
}

/** Null for what is no page, or need not be said. */
const readPage = (text: unknown): number | null => (text === undefined ? 1 : typeof text === 'string' && /^[2-9]$|^[1-9]\d{1,5}$/.test(text) ? Number(text) : null)

async function goOn(req: Request, res: Response, address: string, notice: string): Promise<void> {
  req.session.notice = notice
  await save(req)
  res.redirect(303, address)
}
