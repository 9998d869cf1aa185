import { Router, type Request, type Response } from 'express'
import { onlyAdministrators } from '../auth/only-administrators'
import { requireSignIn } from '../auth/visitor'
import type { Config } from '../config'
import { isStoreFailure, PlainError } from '../errors'
import { randomId } from '../random'
import { fingerprint } from '../sealing'
import { isOurOwnForm } from '../web/protection'
import { show } from '../web/views'
import { createBrowserKeys } from './browser-keys'
import type { Checks } from './checks'
import type { SetupCode } from './code'
import { cookiesLost, judgeConnection, type Arrival } from './connection'
import { applicationFound, type Outside } from './outside'
import { codePage, firstSetupPage, progressOf, setupPage, type Tried } from './pages'
import { storeSilent } from './stores'

interface Collaborators {
  config: Pick<Config, 'publicUrl' | 'planningCenter' | 'operatorName' | 'trustedProxies' | 'times'>
  callback: string
  checks: Checks
}

/** How this Foyer is set up, for Organization Administrators. */
export function createSetupRoutes(with_: Collaborators): Router {
  const { config, checks } = with_
  const routes = Router()
  routes.use('/setup', requireSignIn(config), onlyAdministrators)
  routes.get('/setup', async (req, res) => {
    const found = await checks.look(config.times.setupPatience)
    show(res, setupPage({ ...with_, found, connection: judgeConnection(arrivalOf(req), config) }))
  })
  routes.get('/setup/progress', async (_req, res) => void res.json(progressOf(await checks.look(0))))
  return routes
}

/** The same while there is nothing else: for whoever can read the log, and with a place to try what Planning Center gave. */
export function createFirstSetupRoutes(with_: Collaborators & { code: SetupCode; tryApplication: Outside['tryApplication'] }): Router {
  const { config, checks, code, tryApplication } = with_
  const browsers = createBrowserKeys()
  const routes = Router()

  async function showSetup(req: Request, res: Response, tried: Tried | null = null, status = 200): Promise<void> {
    const found = await checks.look(config.times.setupPatience)
    show(res, firstSetupPage({ ...with_, found, connection: judgeConnection(arrivalOf(req), config) }, { csrf: csrfOf(browsers.ensure(req, res)), tried }), status)
  }

  /** Redis holds the code, so that any process may be asked: without it there is nothing to say but that. */
  async function isLetIn(req: Request): Promise<boolean | null> {
    try {
      const browser = browsers.of(req)
      if (browser && (await code.isLetIn(browser))) return true
      await code.announce()
      return false
    } catch (error) {
      if (isStoreFailure(error)) return null
      throw error
    }
  }

  routes.get('/setup', async (req, res) => {
    const may = await isLetIn(req)
    if (may) return showSetup(req, res)
    const csrf = csrfOf(browsers.ensure(req, res))
    if (may === null) show(res, codePage({ csrf, problem: null, asks: false, findings: [storeSilent] }), 503)
    else show(res, codePage({ csrf, problem: null }))
  })

  routes.get('/setup/progress', async (req, res) => {
    if (!(await isLetIn(req))) return void res.status(401).json({ done: true })
    res.json(progressOf(await checks.look(0)))
  })

  routes.post('/setup/code', async (req, res) => {
    const browser = browsers.of(req)
    if (!browser) return show(res, codePage({ csrf: csrfOf(browsers.ensure(req, res)), problem: null, findings: [cookiesLost] }), 400)
    onlyOwnForm(req, browser, config)
    // A key that nobody can have put into this browser before.
    const fresh = randomId()
    const outcome = await code.enter({ code: fieldOf(req, 'code'), browser: fresh, address: req.ip ?? '' })
    if (outcome === 'let-in') {
      browsers.replace(req, res, fresh)
      return res.redirect(303, '/setup')
    }
    if (outcome === 'too-many') res.set('Retry-After', String(config.times.setupTries / 1000))
    show(res, codePage({ csrf: csrfOf(browser), problem: REFUSALS[outcome] }), outcome === 'too-many' ? 429 : 403)
  })

  routes.post('/setup/try', async (req, res) => {
    const browser = browsers.of(req)
    if (!browser || !(await code.isLetIn(browser))) return res.redirect(303, '/setup')
    onlyOwnForm(req, browser, config)
    const application = { clientId: fieldOf(req, 'client_id'), clientSecret: fieldOf(req, 'client_secret') }
    const mayTry = judgeConnection(arrivalOf(req), config).state !== 'wrong' && application.clientId && application.clientSecret
    const { url, contact } = config.planningCenter
    const finding = mayTry ? applicationFound(await tryApplication(application), { host: new URL(url).host, contact }) : null
    await showSetup(req, res, { clientId: application.clientId, finding }, finding?.state === 'good' ? 200 : 422)
  })

  // Whatever else is asked for is not there yet.
  routes.use((_req, res) => res.redirect(303, '/setup'))
  return routes
}

const REFUSALS = {
  wrong: 'That is not the code, or it has been used, or its hour is over. The newest one stands last in the log.',
  'too-many': 'That was tried too often. Wait ten minutes, then take the newest code from the log.',
}

/** As for every form of ours, though nobody is signed in. */
function onlyOwnForm(req: Request, browser: string, { publicUrl }: Pick<Config, 'publicUrl'>): void {
  // The address may be what is still wrong: then the page has come from where the form goes to.
  const expected = { origin: originOf(req) ?? publicUrl.origin, csrf: csrfOf(browser) }
  if (!isOurOwnForm(req, expected)) throw new PlainError('form-too-old')
}

function originOf(req: Request): string | null {
  const origin = req.get('origin')
  return origin && URL.canParse(origin) && new URL(origin).host === req.get('host') ? origin : null
}

const csrfOf = (browser: string) => fingerprint(`setup form ${browser}`)

/** Longer than anything Planning Center gives out. */
const LONGEST_FIELD = 500

function fieldOf(req: Request, name: string): string {
  const value: unknown = (req.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_FIELD) : ''
}

function arrivalOf(req: Request): Arrival {
  const neighbor = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const trusts = req.app.get('trust proxy fn') as (address: string, hop: number) => boolean
  return {
    host: req.get('host') ?? '',
    secure: req.secure,
    neighbor,
    forwardedProto: req.get('x-forwarded-proto') ?? null,
    forwardedHost: req.get('x-forwarded-host') ?? null,
    forwardedFor: req.get('x-forwarded-for') ?? null,
    isNeighborTrusted: trusts(neighbor, 0),
  }
}

