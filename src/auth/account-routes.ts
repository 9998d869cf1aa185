import { Router } from 'express'
import { PlanningCenterError, type PlanningCenterClient } from '../planning-center'
import { show } from '../web/views'
import type { Ending } from './ending'
import type { Grants } from './grants'
import { accountPage, frontPage, signedOutPage } from './pages'
import { readPermission, type Permission } from './permission'
import { signedIn } from './session'
import type { SignIns } from './sign-ins'
import { requireSignIn, visitorOf } from './visitor'

interface Collaborators {
  config: { publicUrl: URL; operatorName: string | null; planningCenter: { url: string } }
  grants: Grants
  signIns: SignIns
  ending: Ending
  /** What happens is written down, for administrators to look through. */
  keepsPast: boolean
  clock: { now(): number }
}

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
  webhooks: 'Webhooks',
  api: 'Connected applications',
}

/** The door, who one is, where one is signed in, and every way out. */
export function createAccountRoutes({ config, grants, signIns, ending, keepsPast, clock }: Collaborators): Router {
  const routes = Router()

  routes.get('/', (req, res, next) => {
    if (req.visitor) return next()
    show(res, frontPage({ operatorName: config.operatorName, signInUrl: '/login' }))
  })

  routes.get('/signed-out', (req, res) => {
    if (req.visitor) return res.redirect(303, '/')
    const planningCenterSignOutUrl = new URL('/logout', config.planningCenter.url).href
    show(res, signedOutPage({ everywhere: req.query['everywhere'] === '1', planningCenterSignOutUrl, signInUrl: '/login', someoneElseUrl: '/login?prompt=login' }))
  })

  routes.get('/account', requireSignIn(config), async (req, res) => {
    const { name, email, organizationName, signInId, grantId, planningCenter, ...who } = visitorOf(req)
    const [permission, open, grant] = await Promise.all([permissionIfKnown(planningCenter), signIns.list(who), grants.read(grantId)])
    show(
      res,
      accountPage({
        name,
        email,
        church: organizationName,
        permission,
        uses: (grant?.scopes ?? []).flatMap((scope) => PRODUCTS[scope] ?? []),
        signIns: open.map(({ id, browser, since, lastSeen }) => ({ id, browser, since, lastSeen, current: id === signInId })),
        keepsPast,
        csrf: signedIn(req).csrf,
        now: clock.now(),
      }),
    )
  })

  routes.post('/account/sign-ins/end-all', requireSignIn(config), async (req, res) => {
    const here = signedIn(req)
    const how = { why: 'signed-out-everywhere' } as const
    for (const other of await signIns.list(here)) if (other.id !== here.signInId) await ending.elsewhere(here, other, how, req)
    await ending.here(here, how, res)
    res.redirect(303, '/signed-out?everywhere=1')
  })

  routes.post('/account/sign-ins/:id/end', requireSignIn(config), async (req, res) => {
    const here = signedIn(req)
    if (req.params['id'] === here.signInId) {
      await ending.here(here, { why: 'signed-out' }, res)
      return res.redirect(303, '/signed-out')
    }
    const other = (await signIns.list(here)).find(({ id }) => id === req.params['id'])
    if (other) await ending.elsewhere(here, other, { why: 'signed-out-elsewhere' }, req)
    res.redirect(303, '/account')
  })

  routes.post('/logout', async (req, res) => {
    // Twice is fine: the second time there is nothing left to end.
    if (req.session.signIn) await ending.here(req.session.signIn, { why: 'signed-out' }, res)
    res.redirect(303, '/signed-out')
  })

  return routes
}

/** Null in an outage: the page is also where one signs out everywhere, and that must not wait for Planning Center. */
async function permissionIfKnown(planningCenter: PlanningCenterClient): Promise<Permission | null> {
  return readPermission(planningCenter).catch((error: unknown) => {
    if (error instanceof PlanningCenterError && PASSING.has(error.reason)) return null
    throw error
  })
}

const PASSING = new Set<string>(['unavailable', 'unreadable', 'rate-limited'])
