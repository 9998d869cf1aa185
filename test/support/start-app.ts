import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Redis } from 'ioredis'
import request from 'supertest'
import { createApp, type App } from '../../src/app'
import { loadConfig, type Config } from '../../src/config'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import type { Feature } from '../../src/feature'
import { createLog } from '../../src/log'
import { createMetrics, type Metrics } from '../../src/metrics'
import { connectRedis } from '../../src/redis'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox'
import { createClock, type TestClock } from './clock'
import { startProxy, type Proxy } from './proxy'
import { startDatabase, type Engine, type TestDatabase } from './start-database'
import { CookieJar, visitPlanningCenter } from './planning-center-visit'

export interface StartOptions {
  env?: Record<string, string>
  sandbox?: Partial<SandboxOptions>
  times?: Partial<Config['times']>
  /** What no setting can say here, such as what production alone has. */
  config?: Partial<Pick<Config, 'explorer'>>
  /** A stand-in for Redis; by default a private real one is started. */
  redis?: Redis
  /** By default everything is logged. */
  logLevel?: string
  /** A database of its own, for what is copied and kept; none by default. */
  database?: Engine | TestDatabase
  /** What is declared there instead of src/features.ts. */
  features?: readonly Feature[]
  /** Puts a proxy in front of Redis, for what networks do. */
  proxied?: boolean
}

export interface Foyer {
  url: string
  sandbox: Sandbox
  redis: Redis
  privateRedis: PrivateRedis | null
  database: TestDatabase | null
  proxy: Proxy | null
  clock: TestClock
  config: Config
  metrics: Metrics
  app: App
  /** Everything logged so far, as text. */
  logged(): string
  /** A browser that has not been here yet. */
  browser(): Browser
  close(): Promise<void>
}

export interface Browser {
  agent: ReturnType<typeof request.agent>
  /** Planning Center's own session in this browser. */
  jar: CookieJar
  /** GETs a page, following no redirect. */
  visit(path: string): request.Test
  /** POSTs a form as a page of ours would. */
  submit(path: string, fields?: Record<string, string>): request.Test
  /** Walks the true sign-in, from /login to the answer of the callback. */
  signIn(login: string, options?: { returnTo?: string; church?: string; prompt?: 'login' }): Promise<request.Response>
  /** The first half: up to the address Planning Center sends the browser back to. */
  untilCallback(login: string, options?: { returnTo?: string; church?: string; decision?: 'allow' | 'deny'; prompt?: 'login' }): Promise<string>
  /** The CSRF token of the page's own forms. */
  csrf(): Promise<string>
}

/** The real app, the real sandbox and a real Redis, each on a port or socket of its own. */
export async function startFoyer(options: StartOptions = {}): Promise<Foyer> {
  const clock = createClock()
  const server = createServer()
  server.listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  const privateRedis = options.redis ? null : await startPrivateRedis()
  const proxy = options.proxied && privateRedis ? await startProxy(privateRedis.url) : null
  const sandbox = await startSandbox({ redirectUris: [`${url}/oauth/callback`], clock, requireFields: true, ...options.sandbox })
  const lines: string[] = []
  const metrics = createMetrics()
  const log = createLog(options.logLevel ?? 'debug', { write: (line) => void lines.push(line) })
  const config = testConfig({ url, sandbox, redisUrl: proxy?.url ?? privateRedis?.url ?? 'redis://stand-in' }, options)
  const redis = options.redis ?? connectRedis(config, log, metrics.redisFailed)
  if (!options.redis && redis.status !== 'ready') await once(redis, 'ready')
  const database = typeof options.database === 'string' ? await startDatabase(options.database) : (options.database ?? null)
  await database?.open() // a page that came first would wait for all its tables
  const app: App = createApp({ config, redis, ...(database && { database }), log, metrics, clock }, options.features)
  server.on('request', app.handler)

  return {
    url,
    sandbox,
    redis,
    privateRedis,
    database,
    proxy,
    clock,
    config,
    metrics,
    app,
    logged: () => lines.join(''),
    browser: () => createBrowser(url),
    async close() {
      server.close()
      server.closeAllConnections()
      await app.close()
      redis.disconnect()
      await Promise.all([sandbox.close(), proxy?.close(), database?.close()])
      await privateRedis?.stop()
    },
  }
}

export function testConfig(at: { url: string; sandbox: Sandbox; redisUrl: string }, options: StartOptions): Config {
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: new URL(at.url).port,
    PUBLIC_URL: at.url,
    PCO_URL: at.sandbox.url,
    PCO_AVATAR_URL: at.sandbox.avatarUrl,
    PCO_CLIENT_ID: at.sandbox.clientId,
    PCO_CLIENT_SECRET: at.sandbox.clientSecret,
    PCO_CONTACT: 'tests@example.org',
    REDIS_URL: at.redisUrl,
    SESSION_SECRETS: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
    OPERATOR_NAME: 'the test office',
    ...options.env,
  }, { mayLackApplication: true })
  // A busy machine is not a dead Redis: tests of that name their own time-out.
  return { ...config, ...options.config, times: { ...config.times, redisCommand: 4000, ...options.times } }
}

export function createBrowser(url: string): Browser {
  const agent = request.agent(url)
  const jar = new CookieJar()
  const visit = (path: string) => agent.get(path).set('Accept', 'text/html')
  const submit = (path: string, fields: Record<string, string> = {}) =>
    agent.post(path).set('Accept', 'text/html').set('Sec-Fetch-Site', 'same-origin').type('form').send(fields)

  async function untilCallback(login: string, options: Parameters<Browser['untilCallback']>[1] = {}): Promise<string> {
    const query = new URLSearchParams({ return_to: options.returnTo ?? '/people', ...(options.prompt && { prompt: options.prompt }) })
    const started = await visit(`/login?${query}`).expect(303)
    const choices = { login, jar, ...(options.church && { church: options.church }), ...(options.decision && { decision: options.decision }) }
    const { callback } = await visitPlanningCenter(started.headers['location'] ?? '', choices)
    return callback.slice(url.length)
  }

  return {
    agent,
    jar,
    visit,
    submit,
    untilCallback,
    signIn: async (login, options) => visit(await untilCallback(login, options)),
    async csrf() {
      const { text } = await visit('/account')
      return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
    },
  }
}
