import { Router, type Request, type Response } from 'express'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { PlainError } from '../errors'
import type { Log } from '../log'
import { PlanningCenterError, type PlanningCenterClient } from '../planning-center'
import { show } from '../web/views'
import type { Binder } from './binder'
import type { Grants } from './grants'
import type { LoginAttempts } from './login-attempts'
import { rememberParting } from './parting'
import { accountPage, frontPage, signedOutPage } from './pages'
import { cookieNames, destroy, type SignedIn } from './session'
import type { OpenSignIn, SignIns } from './sign-ins'
import { requireSignIn, visitorOf } from './visitor'

interface Collaborators {
  config: { publicUrl: URL; operatorName: string | null; planningCenter: { url: string } }
  redis: Redis
  grants: Grants
  signIns: SignIns
  attempts: LoginAttempts
  binder: Binder
  clock: { now(): number }
  log: Log
}

const permissionShape = z.object({ people_permissions: z.string().nullable().catch(null), site_administrator: z.boolean().catch(false) })

/** What a scope lets Foyer use, by the name its product has in Planning Center. */
const PRODUCTS: Record<string, string> = {
  people: 'People',
  services: 'Services',
  groups: 'Groups',
  check_ins: 'Check-Ins',
  calendar: 'Calendar',
  giving: 'Giving',
  registrations: 'Registrations',
  publishing: 'Publishing',
}

/** The door, who one is, where one is signed in, and every way out. */
export function createAccountRoutes(with_: Collaborators): Router {
  const { config, grants, signIns, clock } = with_
  const routes = Router()
  const ending = createEnding(with_)

  routes.get('/', (req, res) => {
    if (req.visitor) return res.redirect(303, '/people')
    show(res, frontPage({ operatorName: config.operatorName, signInUrl: '/login' }))
  })

  routes.get('/signed-out', (req, res) => {
    if (req.visitor) return res.redirect(303, '/')
    const planningCenterSignOutUrl = new URL('/logout', config.planningCenter.url).href
    show(res, signedOutPage({ everywhere: req.query['everywhere'] === '1', planningCenterSignOutUrl, signInUrl: '/login', someoneElseUrl: '/login?prompt=login' }))
  })

  routes.get('/account', requireSignIn(config), async (req, res) => {
    const { name, email, organizationName, signInId, grantId, planningCenter, ...who } = visitorOf(req)
    const [permission, open, grant] = await Promise.all([readPermission(planningCenter), signIns.list(who), grants.read(grantId)])
    show(
      res,
      accountPage({
        name,
        email,
        church: organizationName,
        permission,
        uses: (grant?.scopes ?? []).flatMap((scope) => PRODUCTS[scope] ?? []),
        signIns: open.map(({ id, browser, since, lastSeen }) => ({ id, browser, since, lastSeen, current: id === signInId })),
        csrf: signedIn(req).csrf,
        now: clock.now(),
      }),
    )
  })

  routes.post('/account/sign-ins/end-all', requireSignIn(config), async (req, res) => {
    const here = signedIn(req)
    for (const other of await signIns.list(here)) if (other.id !== here.signInId) await ending.endOther(here, other)
    await ending.endHere(req, res)
    res.redirect(303, '/signed-out?everywhere=1')
  })

  routes.post('/account/sign-ins/:id/end', requireSignIn(config), async (req, res) => {
    const here = signedIn(req)
    if (req.params['id'] === here.signInId) {
      await ending.endHere(req, res)
      return res.redirect(303, '/signed-out')
    }
    const other = (await signIns.list(here)).find(({ id }) => id === req.params['id'])
    if (other) await ending.endOther(here, other)
    res.redirect(303, '/account')
  })

  routes.post('/logout', async (req, res) => {
    // Twice is fine: the second time there is nothing left to end.
    if (req.session.signIn) await ending.endHere(req, res)
    res.redirect(303, '/signed-out')
  })

  return routes
}

/** Null in an outage: the page is also where one signs out everywhere, and that must not wait for Planning Center. */
async function readPermission(planningCenter: PlanningCenterClient): Promise<{ level: string | null; administrator: boolean } | null> {
  try {
    const me = await planningCenter.get('/people/v2/me', { 'fields[Person]': 'people_permissions,site_administrator' })
    const { people_permissions, site_administrator } = permissionShape.parse(me.data.attributes)
    return { level: people_permissions, administrator: site_administrator }
  } catch (error) {
    if (error instanceof PlanningCenterError && PASSING.has(error.reason)) return null
    throw error
  }
}

const PASSING = new Set<string>(['unavailable', 'unreadable', 'rate-limited'])

/** The order matters: tokens first, so that nothing of them is left once the session cannot be asked for any more. */
function createEnding({ config, redis, grants, signIns, attempts, binder, log }: Collaborators) {
  const cookie = cookieNames(config.publicUrl).session

  return {
    async endHere(req: Request, res: Response): Promise<void> {
      const here = signedIn(req)
      await grants.end(here.grantId)
      await destroy(req)
      const bound = binder.of(req)
      await Promise.all([signIns.remove(here, here.signInId), bound && attempts.settled(bound)]).catch((error: unknown) => log.warn({ err: error }, 'sign-out left an index entry'))
      res.clearCookie(cookie, { httpOnly: true, sameSite: 'lax', path: '/', secure: config.publicUrl.protocol === 'https:' })
      rememberParting(res, config.publicUrl)
      res.set('Clear-Site-Data', '"cache", "storage"')
      log.info({ event: 'signed-out', organizationId: here.organizationId, personId: here.personId }, 'signed out')
    },

    async endOther(who: SignedIn, other: OpenSignIn): Promise<void> {
      await grants.end(other.grantId)
      await redis.del(other.sessionKey)
      await signIns.remove(who, other.id)
      log.info({ event: 'sign-in-ended', organizationId: who.organizationId, personId: who.personId }, 'a sign-in was ended from another browser')
    },
  }
}

function signedIn(req: Request): SignedIn {
  if (!req.session.signIn) throw new PlainError('form-without-session')
  return req.session.signIn
}
