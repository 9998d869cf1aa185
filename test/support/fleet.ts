import { randomBytes } from 'node:crypto'
import { startPrivateRedis } from '../../src/demo/private-redis'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { createClock, HOUR, type TestClock } from './clock'
import { CookieJar, visitPlanningCenter } from './planning-center-visit'
import { getFrom, startProcess, type AppProcess, type Heard } from './processes'

/** Several processes of the built app behind one address, with one Redis and one sandbox. */
export interface Fleet {
  sandbox: Sandbox
  clock: TestClock
  processes: AppProcess[]
  /** One more process, with durations of its own where they are scaled. */
  start(times?: Record<string, number>): Promise<AppProcess>
  /** Walks the true sign-in at one process and returns the cookies it gave. */
  signIn(at: AppProcess): Promise<string>
  get(at: AppProcess, path: string, cookie?: string): Promise<Heard>
  /** For every process and the sandbox. */
  letTimePass(ms: number): Promise<void>
  renewals(): number
  close(): Promise<void>
}

/** No port of this name is open: the processes are asked at ports of their own, in this name. */
const HOST = 'localhost:1'

/** Sessions outlive the token; and processes that share two cores with the tests must not take that for a dead Redis. */
const PATIENT = { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, redisCommand: 4000 }

export async function startFleet({ size, times = {} }: { size: number; times?: Record<string, number> }): Promise<Fleet> {
  const clock = createClock()
  const redis = await startPrivateRedis()
  const sandbox = await startSandbox({ redirectUris: [`http://${HOST}/oauth/callback`], clock, requireFields: true })
  const env = {
    PUBLIC_URL: `http://${HOST}`,
    PCO_URL: sandbox.url,
    PCO_CLIENT_ID: sandbox.clientId,
    PCO_CLIENT_SECRET: sandbox.clientSecret,
    REDIS_URL: redis.url,
    SESSION_SECRETS: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
  }
  const processes: AppProcess[] = []
  const ahead = () => clock.now() - Date.now()

  async function start(own: Record<string, number> = {}): Promise<AppProcess> {
    const started = await startProcess({ env, times: { ...PATIENT, ...times, ...own }, aheadMs: ahead() })
    processes.push(started)
    return started
  }
  const get = (at: AppProcess, path: string, cookie = '') => getFrom(at.port, path, { host: HOST, cookie })
  await Promise.all(Array.from({ length: size }, () => start()))

  return {
    sandbox,
    clock,
    processes,
    start,
    get,
    async signIn(at) {
      const started = await get(at, '/login?return_to=/people')
      expect(started.status).toBe(303)
      const { callback } = await visitPlanningCenter(started.headers.location ?? '', { login: 'secretary', jar: new CookieJar() })
      const arrived = await get(at, callback.slice(`http://${HOST}`.length), cookiesOf(started))
      expect(arrived.status).toBe(303)
      return cookiesOf(arrived)
    },
    async letTimePass(ms) {
      clock.advance(ms)
      await Promise.all(processes.filter(({ child }) => child.connected).map((one) => one.moveClock(ahead())))
    },
    renewals: () => sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length,
    async close() {
      await Promise.all(processes.map((one) => one.stop()))
      await Promise.all([sandbox.close(), redis.stop()])
    },
  }
}

const cookiesOf = ({ headers }: Heard) => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
