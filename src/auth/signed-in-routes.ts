import { Router, type RequestHandler, type Response } from 'express'
import type { Config } from '../config'
import { PlainError } from '../errors'
import { show } from '../web/views'
import type { Ending } from './ending'
import { readPermission } from './permission'
import { save, signedIn, takeNotice } from './session'
import { signedInPage, signedInPersonPage } from './signed-in-pages'
import type { OpenSignIn, SignIns } from './sign-ins'
import { requireSignIn, visitorOf } from './visitor'

interface Collaborators {
  config: Pick<Config, 'publicUrl'>
  signIns: SignIns
  ending: Ending
  clock: { now(): number }
}

/** Who of a church is signed in, for its administrators, who can end any of it. */
export function createSignedInRoutes({ config, signIns, ending, clock }: Collaborators): Router {
  const routes = Router()
  routes.use('/signed-in', requireSignIn(config), onlyAdministrators)
  routes.use('/signed-in/:personId', notYourself)

  routes.get('/signed-in', async (req, res) => {
    const { organizationId, organizationName: church, personId: you } = visitorOf(req)
    const found = await signIns.listChurch(organizationId)
    show(res, signedInPage({ church, you, ...found, notice: takeNotice(req), now: clock.now() }))
  })

  routes.get('/signed-in/:personId', async (req, res) => {
    const open = await openOf(req.params.personId, res)
    show(res, signedInPersonPage({ personId: req.params.personId, signIns: open, csrf: signedIn(req).csrf, now: clock.now() }))
  })

  routes.post('/signed-in/:personId/end-all', async (req, res) => {
    const open = await openOf(req.params.personId, res)
    for (const signIn of open) await end(req.params.personId, signIn, res)
    await goBack(res, `${open[0].name} is signed out everywhere.`)
  })

  routes.post('/signed-in/:personId/sign-ins/:id/end', async (req, res) => {
    const signIn = (await openOf(req.params.personId, res)).find(({ id }) => id === req.params.id)
    if (!signIn) throw new PlainError('sign-in-not-found')
    await end(req.params.personId, signIn, res)
    await goBack(res, `${signIn.name} is signed out of ${signIn.browser}.`)
  })

  return routes

  /** The church is always the administrator's own, as their sign-in names it: an id of another leads to nobody. */
  async function openOf(personId: string, { req }: Response): Promise<[OpenSignIn, ...OpenSignIn[]]> {
    const [first, ...others] = await signIns.list({ organizationId: signedIn(req).organizationId, personId })
    if (!first) throw new PlainError('sign-in-not-found')
    return [first, ...others]
  }

  async function end(personId: string, signIn: OpenSignIn, { req }: Response): Promise<void> {
    const { organizationId, personId: by } = signedIn(req)
    await ending.elsewhere({ organizationId, personId }, signIn, { why: 'ended-by-administrator', by }, req)
  }

  async function goBack(res: Response, notice: string): Promise<void> {
    res.req.session.notice = notice
    await save(res.req)
    res.redirect(303, '/signed-in')
  }
}

/** Asked at every step: whoever lost the right a moment ago sees and ends nothing any more. */
const onlyAdministrators: RequestHandler = async (req, _res, next) => {
  const { administrator } = await readPermission(visitorOf(req).planningCenter)
  next(administrator ? undefined : new PlainError('administrators-only'))
}

/** One's own sign-ins stand on the account page, where signing out also tidies up the browser. */
const notYourself: RequestHandler<{ personId: string }> = (req, res, next) => {
  if (req.params.personId === signedIn(req).personId) return res.redirect(303, '/account')
  next()
}
