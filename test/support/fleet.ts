import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { ask } from './asking'
import { createCanaries, type Canaries } from './canaries'
import { createClock, HOUR, type TestClock } from './clock'
import { startProcess, type AppProcess } from './processes'
import { startProxy, type Proxy } from './proxy'
import { until } from './until'
import { createVisits, ORIGIN, type Visits } from './visits'

export interface FleetOptions {
  size: number
  /** Durations of every process, in milliseconds, over those of src/times.ts. */
  times?: Record<string, number>
  /** Settings of every process. */
  env?: Record<string, string>
  /** Instead of a private Redis; `search`: where the canaries look, when that is not the same address. */
  redis?: { url: string; env?: Record<string, string>; search?: string[] }
  /** Puts a proxy before Redis, one more before each process, and one before Planning Center. */
  proxied?: boolean
}

/** What one process has of its own. */
export interface StartOptions {
  times?: Record<string, number>
  env?: Record<string, string>
  /** Its clock is this much ahead of the others'. */
  skewMs?: number
  /** For starts while Redis is away: by default the process is up when it can talk to Redis. */
  withoutRedis?: boolean
}

/** Several processes of the built app behind one address, with one Redis and one sandbox. */
export interface Fleet extends Visits, Kept {
  sandbox: Sandbox
  clock: TestClock
  processes: AppProcess[]
  /** Null unless `proxied`. Each process has its own way to Redis before this one: `AppProcess.redis`. */
  network: { redis: Proxy; planningCenter: Proxy } | null
  /** Null when Redis was brought along. */
  privateRedis: PrivateRedis | null
  canaries: Canaries
  /** One more process. */
  start(own?: StartOptions): Promise<AppProcess>
  /** For every process and the sandbox. */
  letTimePass(ms: number): Promise<void>
  /** Calls of the token endpoint that asked for a renewal. */
  renewals(): number
  close(): Promise<void>
  isClosed(): boolean
}

/** What Redis holds, asked directly. */
interface Kept {
  keys(pattern: string): Promise<string[]>
  /** Tokens Planning Center is still to be told about. */
  revocationsDue(): Promise<number>
  /** Takes every renewal lock that is free, as a holder that died would leave it; resolves to how many grants there are. */
  holdLocks(forMs: number): Promise<number>
}

/** Sessions outlive the token; and processes that share two cores with the tests must not take that for a dead Redis. */
const PATIENT = { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, redisCommand: 4000 }
const REDIS_WITHIN_MS = 15_000

/** Those whose canaries are to be looked for after the test that is running. */
export const openFleets = new Set<Fleet>()

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const clock = createClock()
  const ground = await startGround(options, clock)
  const { sandbox, network, privateRedis } = ground
  const processes: AppProcess[] = []
  const canaries = createCanaries({ sandbox, redis: ground.search, output: () => processes.map((one) => one.output()), env: [ground.env] })
  const starter = createStarter({ ...ground, options, clock, canaries })
  const direct = new Redis(ground.search[0]?.replace(/^unix:\/\//, '') ?? '', { lazyConnect: true })
  direct.on('error', () => undefined)
  let isClosed = false

  async function start(own?: StartOptions): Promise<AppProcess> {
    const started = await starter.start(own)
    processes.push(started)
    return started
  }

  const fleet: Fleet = {
    ...createVisits((answer) => canaries.hear(answer)),
    ...lookInto(direct),
    sandbox,
    clock,
    processes,
    network,
    privateRedis,
    canaries,
    start,
    async letTimePass(ms) {
      clock.advance(ms)
      await Promise.all(processes.filter(({ child }) => child.connected).map((one) => one.moveClock(starter.aheadOf(one))))
    },
    renewals: () => sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length,
    async close() {
      isClosed = true
      await canaries.leaks({ remember: true })
      await Promise.all(processes.map((one) => one.stop()))
      await Promise.all(processes.map(async (one) => one.redis?.close()))
      direct.disconnect()
      await ground.close()
    },
    isClosed: () => isClosed,
  }
  openFleets.add(fleet)
  await Promise.all(Array.from({ length: options.size }, () => start()))
  return fleet
}

interface Starting {
  options: FleetOptions
  env: Record<string, string>
  network: Fleet['network']
  clock: TestClock
  canaries: Canaries
}

function createStarter({ options, env, network, clock, canaries }: Starting) {
  const skews = new WeakMap<AppProcess, number>()
  const ahead = (skewMs: number) => clock.now() - Date.now() + skewMs

  return {
    aheadOf: (one: AppProcess) => ahead(skews.get(one) ?? 0),

    async start({ times = {}, env: ownEnv = {}, skewMs = 0, withoutRedis = false }: StartOptions = {}): Promise<AppProcess> {
      const redis = network && (await startProxy(network.redis.url))
      const itsEnv = { ...env, ...(redis && { REDIS_URL: redis.url }), ...ownEnv }
      canaries.know(itsEnv)
      const started = await startProcess({ env: itsEnv, times: { ...PATIENT, ...options.times, ...times }, aheadMs: ahead(skewMs), redis })
      skews.set(started, skewMs)
      if (!withoutRedis) await until(async () => (await ask(started.port, { path: '/readyz' })).body.includes('"redis":"ok"'), REDIS_WITHIN_MS)
      return started
    },
  }
}

function lookInto(redis: Redis): Kept {
  return {
    keys: (pattern) => redis.keys(pattern),
    revocationsDue: () => redis.zcard('foyer:revocations'),
    async holdLocks(forMs) {
      const grants = await redis.keys('foyer:grant:*')
      await Promise.all(grants.map((key) => redis.set(key.replace(':grant:', ':renewal:'), 'somebody who died', 'PX', forMs, 'NX')))
      return grants.length
    },
  }
}

/** What the processes stand on. */
async function startGround({ redis, env = {}, proxied }: FleetOptions, clock: TestClock) {
  const privateRedis = redis ? null : await startPrivateRedis()
  const redisUrl = redis?.url ?? privateRedis?.url ?? ''
  const sandbox = await startSandbox({ redirectUris: [`${ORIGIN}/oauth/callback`], clock, requireFields: true })
  const network = proxied ? { redis: await startProxy(redisUrl), planningCenter: await startProxy(sandbox.url) } : null
  if (network) sandbox.callItself(network.planningCenter.url)

  return {
    privateRedis,
    sandbox,
    network,
    search: redis?.search ?? [redisUrl],
    env: {
      NODE_ENV: 'test',
      PORT: '0',
      PUBLIC_URL: ORIGIN,
      PCO_URL: sandbox.url,
      PCO_AVATAR_URL: sandbox.avatarUrl,
      PCO_CLIENT_ID: sandbox.clientId,
      PCO_CLIENT_SECRET: sandbox.clientSecret,
      REDIS_URL: network?.redis.url ?? redisUrl,
      SESSION_SECRETS: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'debug',
      ...redis?.env,
      ...env,
    },
    async close() {
      await Promise.all([network?.redis.close(), network?.planningCenter.close(), sandbox.close()])
      await privateRedis?.stop()
    },
  }
}
