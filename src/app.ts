import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import express, { type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { createAccountRoutes } from './auth/account-routes'
import { createBinder } from './auth/binder'
import { createChurches } from './auth/churches'
import { createGrantVault } from './auth/grant-vault'
import { createGrants } from './auth/grants'
import { createLoginAttempts } from './auth/login-attempts'
import { createOAuth } from './auth/oauth'
import { protectForms } from './auth/protect-forms'
import { authReads } from './auth/reads'
import { createRenewal } from './auth/renewal'
import { createRevocations } from './auth/revocations'
import { createSessions } from './auth/session'
import { SealedSessionStore } from './auth/session-store'
import { createSignInCompletion } from './auth/sign-in'
import { createSignInRoutes } from './auth/sign-in-routes'
import { createSignIns } from './auth/sign-ins'
import { recogniseVisitor } from './auth/visitor'
import type { Config } from './config'
import { createDirectoryRoutes } from './directory'
import { directoryReads } from './directory/reads'
import { PlainError } from './errors'
import { answerFailures } from './failures'
import type { Log } from './log'
import { createPhotos } from './photos/photos'
import { createPlanningCenter, WRITES } from './planning-center'
import { createPrivacyRoutes } from './privacy/routes'
import { createRateLimiter } from './rate-limiter'
import { createAssets } from './web/assets'
import { createHealth } from './web/health'
import { onlyOurHost, secureHeaders } from './web/protection'
import { beginRequest } from './web/request'
import { installViews } from './web/views'

/** Everything Foyer does not make itself. */
export interface World {
  config: Config
  redis: Redis
  /** With Sentinel, a connection on which renewals wait for a replica. */
  durableRedis?: Redis
  log: Log
  clock: { now(): number }
}

export interface App {
  handler: RequestListener
  /** From now on `/readyz` says no. */
  stopping(): void
  /** Lets renewals under way reach Redis, then ends what runs in the background. The world stays open. */
  close(): Promise<void>
}

const ROOT = join(__dirname, '..')
const LARGEST_FORM = '16kb'

export function createApp(world: World): App {
  const { config, redis, log } = world
  const { times, publicUrl } = config
  let isStopping = false

  const userAgent = `Foyer (${config.planningCenter.contact})`
  const oauth = createOAuth({ ...world, userAgent })
  const revocations = createRevocations({ ...world, oauth })
  const vault = createGrantVault({ ...world, durable: world.durableRedis ?? null })
  const renewal = createRenewal({ ...world, vault, oauth, revocations })
  const grants = createGrants({ ...world, vault, renewal, revocations })
  const signIns = createSignIns({ ...world, grants })
  const attempts = createLoginAttempts(world)
  const binder = createBinder(config)
  const planningCenter = createPlanningCenter({ url: config.planningCenter.url, userAgent, times })
  const rateLimiter = createRateLimiter(world)
  const churches = createChurches(world)
  const completion = createSignInCompletion({ ...world, oauth, grants, revocations, signIns, attempts, binder, churches })
  const photos = createPhotos({ ...world, userAgent })

  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false) // nothing a visitor sees may be kept
  app.set('trust proxy', config.trustedProxies)
  const assets = createAssets({ folder: join(ROOT, 'public'), cache: config.production })
  installViews(app, { viewsFolder: join(ROOT, 'views'), assets, cache: config.production })

  app.use(beginRequest({ times, log }), secureHeaders(publicUrl), frame(world))
  app.use(createHealth({ redis, isStopping: () => isStopping }), assets.middleware) // before the session: they cost no Redis
  app.use(onlyOurHost(publicUrl), express.urlencoded({ extended: false, limit: LARGEST_FORM }))
  app.use(createSessions(config, new SealedSessionStore(world)), recogniseVisitor({ grants, planningCenter, rateLimiter }), nameVisitor)
  app.use(protectForms(config))

  app.use(createSignInRoutes({ ...world, attempts, oauth, binder, completion }))
  app.use(createAccountRoutes({ ...world, grants, signIns, attempts, binder }))
  app.use(createPrivacyRoutes({ config, reads: [...authReads, ...directoryReads], writes: WRITES, namesOf: (ids) => churches.namesOf(ids) }))
  app.use(photos.router)
  app.use(createDirectoryRoutes({ ...world, photoUrl: (avatarUrl, organizationId) => photos.urlFor(avatarUrl, organizationId) }))

  app.use((_req, _res, next) => next(new PlainError('page-not-found')))
  app.use(answerFailures({ ...world, grants }))

  return {
    handler: app as RequestListener,
    stopping() {
      isStopping = true
    },
    async close() {
      await renewal.settled()
      await revocations.close()
    },
  }
}

/** What surrounds every page, before anybody is known. */
const frame =
  ({ config: { operatorName, sampleChurch, footNote }, clock }: World): RequestHandler =>
  (req, res, next) => {
    res.locals.frame = { visitor: null, csrf: null, path: req.path, operatorName, sampleChurch, footNote, reference: req.reference, now: clock.now() }
    next()
  }

const nameVisitor: RequestHandler = (req, res, next) => {
  const { signIn } = req.session
  if (signIn) Object.assign(res.locals.frame, { visitor: { name: signIn.name, church: signIn.organizationName }, csrf: signIn.csrf })
  next()
}

/** Node's own limits, tightened: a slow client holds a connection, not the service (catalogue H1, H2). */
export function createFoyerServer(handler: RequestListener) {
  const server = createServer({ connectionsCheckingInterval: 5000 }, handler)
  server.headersTimeout = 15_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000 // longer than a proxy keeps its side idle, so that it never reuses a closing one
  server.maxRequestsPerSocket = 1000
  return server
}
