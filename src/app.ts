import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { createAudit } from './audit/audit'
import { pastOfChurch } from './audit/pages'
import { createAuditRoutes } from './audit/routes'
import { createTrail } from './audit/trail'
import { createAccountRoutes } from './auth/account-routes'
import { createArrivals } from './auth/arrivals'
import { createBinder } from './auth/binder'
import { createChurches } from './auth/churches'
import { countCalls } from './auth/counted-oauth'
import { createDryExchange } from './auth/dry-exchange'
import { createEnding } from './auth/ending'
import { createGrantVault } from './auth/grant-vault'
import { createGrants } from './auth/grants'
import { createLending } from './auth/lending'
import { createLoginAttempts } from './auth/login-attempts'
import { callbackUrl, createOAuth } from './auth/oauth'
import { protectForms } from './auth/protect-forms'
import { authReads } from './auth/reads'
import { createRenewal } from './auth/renewal'
import { createRevocations } from './auth/revocations'
import { createSessions, type SignedIn } from './auth/session'
import { SealedSessionStore } from './auth/session-store'
import { createSignInCompletion } from './auth/sign-in'
import { createSignInRoutes } from './auth/sign-in-routes'
import { createSignedInRoutes } from './auth/signed-in-routes'
import { createSignIns } from './auth/sign-ins'
import { recogniseVisitor } from './auth/visitor'
import type { Config } from './config'
import { connectChurches, createNoConnectionRoutes, mirrorReads, type ConnectedChurches } from './connection'
import type { Database } from './database'
import { createDirectoryRoutes } from './directory'
import { directoryReads } from './directory/reads'
import { PlainError } from './errors'
import { answerFailures } from './failures'
import { addressOf, checked, guardsOf, isAllowed, readsOf } from './feature'
import { features } from './features'
import type { Log } from './log'
import { createMetrics, type Metrics } from './metrics'
import { createMirrorRoutes, createWhoMayRead, type WhoMayRead } from './mirror'
import { createPhotos } from './photos/photos'
import { createPlanningCenter, greet, PEOPLE_VERSION, WRITES } from './planning-center'
import { neverRead } from './privacy/reading'
import { createPrivacyRoutes } from './privacy/routes'
import { createRateLimiter } from './rate-limiter'
import { createHomeWithoutCopy, createReports, reportsOfChurch, waysWithPeople, type Reports } from './reports'
import { createSetup } from './setup'
import { createSetupAlone } from './setup-alone'
import { createAssets } from './web/assets'
import { createHealth } from './web/health'
import type { ChiefPage, Link } from './web/page'
import { onlyOurHost, secureHeaders } from './web/protection'
import { beginRequest } from './web/request'
import { installViews } from './web/views'

/** Everything Foyer does not make itself. */
export interface World {
  config: Config
  redis: Redis
  /** With Sentinel, a connection on which renewals wait for a replica. */
  durableRedis?: Redis
  /** Without one, people sign in and look others up; nothing is copied or kept. */
  database?: Database
  log: Log
  /** What is counted here can be read by whoever made it. */
  metrics?: Metrics
  clock: { now(): number }
}

export interface App {
  handler: RequestListener
  /** From now on connected churches are looked at and brought up to date, without anybody asking. */
  start(): void
  /** From now on `/readyz` says no. */
  stopping(): void
  /** Lets renewals under way reach Redis, then ends what runs in the background. The world stays open. */
  close(): Promise<void>
}

const ROOT = join(__dirname, '..')
const LARGEST_FORM = '16kb'

export function createApp(given: World, declared = features(given.config)): App {
  const world = { ...given, metrics: given.metrics ?? createMetrics() }
  const { config, database, metrics } = world
  const { times, publicUrl } = config
  let isStopping = false

  const ofFeatures = checked(declared, times).filter((feature) => isAllowed(feature, config))
  const chiefPages = ofFeatures.flatMap((feature) => feature.navigation ? { href: addressOf(feature), ...feature.navigation } : [])
  const app = openExpress({ ...world, chiefPages }, () => isStopping)
  const footLinksFor = ({ administrator }: SignedIn) =>
    ofFeatures.flatMap((feature) => (feature.atFoot && (feature.permission !== 'administrators' || administrator) ? { href: addressOf(feature), text: feature.atFoot } : []))
  const userAgent = `Foyer (${config.planningCenter.contact})`
  const tryApplication = createDryExchange({ ...world, userAgent })
  const greeting = () => greet({ ...world, url: config.planningCenter.url, userAgent, timeoutMs: times.setupAnswer })
  const setup = createSetup({ ...world, database: database ?? null, tryApplication, greet: greeting, version: PEOPLE_VERSION, callback: callbackUrl(publicUrl) })
  if (config.planningCenter.lacks.length > 0) return createSetupAlone({ ...world, app, setup, stopping: () => (isStopping = true) })

  const trail = database ? createTrail({ ...world, database, times }) : null
  const audit = createAudit({ ...world, trail })
  const oauth = countCalls(createOAuth({ ...world, userAgent }), metrics)
  const revocations = createRevocations({ ...world, oauth })
  const vault = createGrantVault({ ...world, durable: world.durableRedis ?? null })
  const renewal = createRenewal({ ...world, vault, oauth, revocations, audit })
  const grants = createGrants({ ...world, vault, renewal, revocations })
  const signIns = createSignIns({ ...world, grants, audit })
  const attempts = createLoginAttempts(world)
  const binder = createBinder(config)
  const planningCenter = createPlanningCenter({ url: config.planningCenter.url, userAgent, times, watch: metrics.planningCenter })
  const rateLimiter = createRateLimiter(world)
  const churches = createChurches(world)
  const reading = { planningCenter, rateLimiter }
  const arrivals = createArrivals({ ...world, oauth, revocations, churches })
  const completion = createSignInCompletion({ ...world, ...reading, arrivals, grants, signIns, attempts, binder, churches, audit })
  const lending = createLending({ ...reading, arrivals, attempts, binder, oauth, grants })
  const connected = world.database ? connectChurches({ ...world, database: world.database, ...reading, grants, lending, audit, belongings: [pastOfChurch, reportsOfChurch, ...ofFeatures.flatMap(({ belonging }) => belonging ?? [])], neverRead: neverRead(mirrorReads) }) : null
  const ending = createEnding({ ...world, grants, signIns, attempts, binder, audit })
  const photos = createPhotos({ ...world, userAgent })
  const photoUrl = (avatarUrl: string | null, organizationId: string) => photos.urlFor(avatarUrl, organizationId)
  let reports: Reports | null = null
  let whoMayRead: WhoMayRead | null = null

  app.use(onlyOurHost(publicUrl), express.urlencoded({ extended: false, limit: LARGEST_FORM }))
  app.use(createSessions(config, new SealedSessionStore(world)), recogniseVisitor({ ...reading, grants }), nameVisitor(connected, footLinksFor))
  app.use(protectForms(config))

  app.use(createSignInRoutes({ ...world, attempts, oauth, binder, completion, connecting: connected }))
  app.use(createAccountRoutes({ ...world, grants, signIns, ending, keepsPast: database !== undefined }))
  app.use(createSignedInRoutes({ ...world, signIns, ending }))
  if (database && connected) {
    whoMayRead = createWhoMayRead({ ...world, tickedTabs: async (organizationId) => (await connected.settings.read(organizationId))?.tabs ?? [] })
    const timeZoneOf = (organizationId: string) => Promise.resolve(connected.standings.of(organizationId)?.timeZone ?? 'UTC')
    app.use(createMirrorRoutes({ ...world, database, whoMayRead, timeZoneOf, audit }), createAuditRoutes({ ...world, database, timeZoneOf, audit }))
    const standingOf = (organizationId: string) => connected.standings.of(organizationId)
    reports = createReports({ ...world, database, whoMayRead, settings: connected.settings, timeZoneOf, standingOf, audit, photoUrl })
    app.use(reports.routes)
  } else app.use(createHomeWithoutCopy(world))
  app.use(connected?.routes ?? createNoConnectionRoutes({ config }))
  app.use(createPrivacyRoutes({ config, reads: [...authReads, ...directoryReads, ...(connected ? mirrorReads : []), ...ofFeatures.flatMap(readsOf)], kept: ofFeatures.flatMap(({ kept }) => kept?.(times) ?? []), keepsCopies: connected !== null, writes: WRITES, namesOf: (ids) => churches.namesOf(ids) }))
  app.use(photos.router, setup.createRoutes())
  app.use(createDirectoryRoutes({ ...world, audit, opened: (organizationId, person) => connected?.mirror.opened(organizationId, person), photoUrl, waysWith: (organizationId, filters) => ((connected?.standings.of(organizationId)?.asOf ?? null) === null ? [] : waysWithPeople(filters)) }))

  for (const feature of ofFeatures) app.use(addressOf(feature), ...guardsOf(feature, config), feature.routes({ ...world, database: database ?? null, audit, whoMayRead: feature.readsCopy ? whoMayRead : null }))

  app.use((_req, _res, next) => next(new PlainError('page-not-found')))
  app.use(answerFailures({ ...world, grants, audit }))

  return {
    handler: app as RequestListener,
    stopping() {
      isStopping = true
      reports?.stopping()
    },
    start: () => connected?.start(),
    async close() {
      await connected?.close()
      await reports?.close()
      await renewal.settled()
      await revocations.close()
      await trail?.close()
    },
  }
}

/** What stands before everything else and costs neither Redis nor a session. */
function openExpress(world: World & { metrics: Metrics; chiefPages: ChiefPage[] }, isStopping: () => boolean): Express {
  const { config, redis, database, log, metrics } = world
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false) // nothing a visitor sees may be kept
  app.set('trust proxy', config.trustedProxies)
  const assets = createAssets({ folder: join(ROOT, 'public'), cache: config.readsOnce })
  installViews(app, { viewsFolder: join(ROOT, 'views'), assets, cache: config.readsOnce })
  app.use(beginRequest({ times: config.times, log, metrics }), secureHeaders(config.publicUrl), frame(world))
  app.use(createHealth({ redis, database: database ?? null, isStopping }), assets.middleware)
  return app
}

/** What surrounds every page, before anybody is known. */
const frame =
  ({ config: { operatorName, sampleChurch, footNote }, clock, chiefPages }: World & { chiefPages: ChiefPage[] }): RequestHandler =>
  (req, res, next) => {
    res.locals.frame = { visitor: null, csrf: null, path: req.path, chiefPages, footLinks: [], operatorName, sampleChurch, footNote, banner: null, copyLine: null, reference: req.reference, now: clock.now() }
    next()
  }

const nameVisitor =
  (connected: ConnectedChurches | null, footLinksFor: (signIn: SignedIn) => Link[]): RequestHandler =>
  (req, res, next) => {
    const { signIn } = req.session
    if (signIn) Object.assign(res.locals.frame, { visitor: { name: signIn.name, church: signIn.organizationName }, csrf: signIn.csrf, footLinks: footLinksFor(signIn), ...connected?.noticesFor(signIn) })
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
