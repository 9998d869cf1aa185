import { Router, type Request } from 'express'
import { z } from 'zod'
import { signedIn } from '../auth/session'
import { visitorOf } from '../auth/visitor'
import { show } from '../web/views'
import { disconnectPage } from './leaving-pages'
import type { ConnectionCollaborators } from './routes'

const form = z.object({ church: z.string().max(200).catch(''), copy: z.enum(['keep', 'delete']).catch('keep') })

/** How to leave: what goes, what stays, and the name of the church typed. */
export function createLeavingRoutes({ config, connections, records, settings, belongings, audit, clock }: ConnectionCollaborators): Router {
  const routes = Router()

  routes.get('/connection/disconnect', async (req, res) => {
    const page = await pageFor(req, null)
    if (!page) return res.redirect(303, '/connection')
    show(res, page)
  })

  routes.post('/connection/disconnect', async (req, res) => {
    const { church, copy } = form.parse(req.body)
    const visitor = visitorOf(req)
    const page = await pageFor(req, church)
    if (!page) return res.redirect(303, '/connection')
    if (!isSameName(church, visitor.organizationName)) return show(res, page, 422)
    await connections.disconnect(visitor, { keepCopy: copy === 'keep' }, req)
    const isGone = (await records.standing(visitor.organizationId)) === null
    req.session.notice = `${visitor.organizationName} is disconnected.${copy === 'keep' ? ' Foyer’s copy is kept, and grows old.' : isGone ? ' What Foyer kept of it is deleted.' : ''}`
    res.redirect(303, '/connection')
  })

  /** What a church would have to choose again. */
  routes.get('/connection/choices.json', async (req, res) => {
    const { organizationId, organizationName, personId } = visitorOf(req)
    const chosen = await settings.read(organizationId)
    audit.record({ event: 'exported', why: 'choices', organizationId, personId }, req)
    res.attachment('foyer-choices.json').json({ church: organizationName, savedAt: new Date(clock.now()).toISOString(), choices: chosen })
  })

  return routes

  /** Null where there is nothing to leave. */
  async function pageFor(req: Request, mistyped: string | null) {
    const { organizationId, organizationName: church } = visitorOf(req)
    const standing = await records.standing(organizationId)
    if (!standing || standing.state === 'leaving') return null
    return disconnectPage({
      church,
      isConnected: standing.person !== null,
      goes: await belongings.describe(organizationId),
      files: belongings.files,
      operatorName: config.operatorName,
      sampleChurch: config.sampleChurch,
      applicationsUrl: new URL('/authorized_applications', config.planningCenter.url).href,
      mistyped,
      csrf: signedIn(req).csrf,
    })
  }
}

/** As somebody types it who means it. */
const isSameName = (typed: string, name: string) => plain(typed) === plain(name)
const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en-US')
