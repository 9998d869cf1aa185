import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { signedIn } from '../auth/session'
import { visitorOf } from '../auth/visitor'
import type { PlanningCenterClient } from '../planning-center'
import { sameText } from '../random'
import { show } from '../web/views'
import { ConnectionRefused } from './errors'
import { readTabs } from './looking'
import type { ConnectionCollaborators } from './routes'
import { LEVELS, type Draft, type Settings } from './settings'
import { dedicatedPage, exportsPage, keptPage, summaryPage } from './step-pages'

/** One or several of the same name, as a form sends them. */
const several = <Item extends z.ZodType>(item: Item) => z.union([item.transform((one) => [one]), z.array(item)]).catch([] as never)
const level = z.enum(LEVELS)
const wayForm = z.object({ way: z.enum(['myself', 'dedicated']) })
const exportsForm = z.object({
  exporters: several(level),
  childExporters: several(level),
  named: several(z.string()),
  children: several(z.string()),
  find: z.string().max(100).catch(''),
  add: z.string().regex(/^\d{1,20}$/).optional().catch(undefined),
  go: z.enum(['find', 'on']).optional().catch(undefined),
})

/** Step by step to the consent. What was chosen on one step is kept, whatever happens on the next. */
export function createStepRoutes({ config, settings, records, connections, lending, neverRead }: ConnectionCollaborators): Router {
  const routes = Router()
  const csrfOf = (req: Request) => signedIn(req).csrf
  const churchOf = (req: Request) => visitorOf(req).organizationId

  routes.post('/connection/way', async (req, res) => {
    const { way } = wayForm.parse(req.body)
    await settings.change(churchOf(req), () => ({ way }))
    res.redirect(303, way === 'dedicated' ? '/connection/dedicated' : '/connection/kept')
  })

  routes.get('/connection/dedicated', (req, res) => {
    show(res, dedicatedPage({ church: visitorOf(req).organizationName, sampleChurch: config.sampleChurch }))
  })

  routes.get('/connection/kept', async (req, res) => {
    const [draft, tabs] = await Promise.all([settings.draft(churchOf(req)), readTabs(visitorOf(req).planningCenter)])
    show(res, keptPage({ draft, tabs, neverRead, csrf: csrfOf(req) }))
  })

  routes.post('/connection/kept', async (req, res) => {
    const tabs = await readTabs(visitorOf(req).planningCenter)
    await settings.change(churchOf(req), () => ({ tabs: tickedTabs(req, tabs) }))
    res.redirect(303, '/connection/exports')
  })

  routes.get('/connection/exports', async (req, res) => {
    const find = typeof req.query['find'] === 'string' ? req.query['find'].slice(0, 100).trim() : ''
    const found = find ? await findPeople(visitorOf(req).planningCenter, find) : null
    const draft = await settings.draft(churchOf(req))
    show(res, exportsPage({ draft, find, found: found && notYet(found, draft), csrf: csrfOf(req) }))
  })

  routes.post('/connection/exports', async (req, res) => {
    const form = exportsForm.parse(req.body)
    const added = form.add ? await readName(visitorOf(req).planningCenter, form.add) : null
    await settings.change(churchOf(req), (draft) => exportersFrom(form, draft, added))
    if (form.go === 'find' && form.find.trim()) return res.redirect(303, `/connection/exports?find=${encodeURIComponent(form.find.trim())}`)
    res.redirect(303, form.go === 'on' ? '/connection/summary' : '/connection/exports')
  })

  routes.get('/connection/summary', async (req, res) => {
    const [draft, standing] = await Promise.all([settings.draft(churchOf(req)), records.standing(churchOf(req))])
    const isConnected = standing !== null && standing.person !== null
    const { operatorName, publicUrl: { host } } = config
    const timeZone = standing?.timeZone ?? null
    show(res, summaryPage({ church: visitorOf(req).organizationName, draft, neverRead, isConnected, operatorName, host, timeZone, csrf: csrfOf(req) }))
  })

  /** For a church that is connected: its choices change, its tokens stay. */
  routes.post('/connection/summary', async (req, res) => {
    await connections.applyChoices(visitorOf(req), choiceIn(req.body), req)
    sayDone(req, res, 'From now on, Foyer keeps to what you chose.')
  })

  /** A link, so that no form's redirects are stopped; and one that only our own summary knows. */
  routes.get('/connection/start', async (req, res) => {
    const { organizationId, personId } = visitorOf(req)
    const { choice, way } = await settings.draft(organizationId)
    if (!sameText(choiceIn(req.query), choice)) throw refusedWhileConnecting(res, 'nothing-chosen')
    res.redirect(303, await lending.begin(req, res, { organizationId, personId, choice, returnTo: '/connection', asAnother: way === 'dedicated' }))
  })

  return routes
}

/** What was chosen, as whoever presses was shown it. */
const choiceIn = (sent: unknown): string => z.object({ choice: z.string() }).catch({ choice: '' }).parse(sent).choice

function refusedWhileConnecting(res: Response, reason: ConnectionRefused['reason']): ConnectionRefused {
  res.locals.connecting = true
  return new ConnectionRefused(reason)
}

function sayDone(req: Request, res: Response, notice: string): void {
  req.session.notice = notice
  res.redirect(303, '/connection')
}

/** Only tabs the administrator is shown themselves: an id from elsewhere is no tab. */
function tickedTabs({ body }: Request, tabs: readonly { id: string; name: string }[]): Settings['tabs'] {
  const form = (body ?? {}) as Record<string, unknown>
  return tabs.filter(({ id }) => form[`tab-${id}`] === 'on').map(({ id, name }) => ({ id, name, level: level.catch('Manager').parse(form[`level-${id}`]) }))
}

function exportersFrom(form: z.output<typeof exportsForm>, draft: Draft, added: Settings['exportersByName'][number] | null): Partial<Settings> {
  const kept = draft.exportersByName.filter(({ id }) => form.named.includes(id)).map(({ id, name }) => ({ id, name, children: form.children.includes(id) }))
  const isNew = added && !kept.some(({ id }) => id === added.id)
  return {
    exporters: form.exporters,
    // Who may not export may not export children either.
    childExporters: form.childExporters.filter((one) => form.exporters.includes(one)),
    exportersByName: isNew ? [...kept, added] : kept,
  }
}

const nameShape = z.object({ name: z.string().catch('Somebody without a name') })

async function findPeople(planningCenter: PlanningCenterClient, words: string): Promise<{ id: string; name: string }[]> {
  const { data } = await planningCenter.list('/people/v2/people', { 'where[search_name_or_email]': words, 'where[status]': 'active', per_page: '8', 'fields[Person]': 'name' })
  return data.map(({ id, attributes }) => ({ id, name: nameShape.parse(attributes).name }))
}

const notYet = (found: { id: string; name: string }[], draft: Draft) => found.filter(({ id }) => !draft.exportersByName.some((one) => one.id === id))

async function readName(planningCenter: PlanningCenterClient, id: string): Promise<Settings['exportersByName'][number]> {
  const { data } = await planningCenter.get(`/people/v2/people/${id}`, { 'fields[Person]': 'name' })
  return { id: data.id, name: nameShape.parse(data.attributes).name, children: false }
}
