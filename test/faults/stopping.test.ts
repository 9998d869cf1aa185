import { randomBytes } from 'node:crypto'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { createClock, HOUR } from '../support/clock'
import { CookieJar, visitPlanningCenter } from '../support/planning-center-visit'
import { getFrom, startProcess, type AppProcess } from '../support/processes'
import { until } from '../support/until'

const host = 'localhost:1'
const times = { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, redisCommand: 4000, stopNotice: 500 }

describe('a process that is told to stop', () => {
  const clock = createClock()
  let sandbox: Sandbox
  let redis: PrivateRedis
  let env: Record<string, string>
  beforeAll(async () => {
    redis = await startPrivateRedis()
    sandbox = await startSandbox({ redirectUris: [`http://${host}/oauth/callback`], clock, requireFields: true })
    env = {
      PUBLIC_URL: `http://${host}`,
      PCO_URL: sandbox.url,
      PCO_CLIENT_ID: sandbox.clientId,
      PCO_CLIENT_SECRET: sandbox.clientSecret,
      REDIS_URL: redis.url,
      SESSION_SECRETS: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
    }
  })
  afterAll(async () => {
    await sandbox?.close()
    await redis?.stop()
  })

  const start = (scaled: Record<string, number> = {}) => startProcess({ env, times: { ...times, ...scaled }, aheadMs: clock.now() - Date.now() })
  const cookiesOf = (headers: { 'set-cookie'?: string[] }) => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')

  async function signIn({ port }: AppProcess): Promise<string> {
    const started = await getFrom(port, '/login?return_to=/people', { host, cookie: '' })
    const { callback } = await visitPlanningCenter(started.headers.location ?? '', { login: 'secretary', jar: new CookieJar() })
    return cookiesOf((await getFrom(port, callback.slice(`http://${host}`.length), { host, cookie: cookiesOf(started.headers) })).headers)
  }

  it('answers who is waiting, stores the renewal under way, and leaves nobody signed out', async () => {
    const first = await start()
    const cookie = await signIn(first)
    clock.advance(2 * HOUR)
    await first.moveClock(clock.now() - Date.now())
    const slow = sandbox.addFault({ on: 'token', delayHeaders: 3000 })
    const renewals = () => sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length

    const waiting = Promise.all(Array.from({ length: 10 }, () => getFrom(first.port, '/people', { host, cookie })))
    await until(() => renewals() === 1)
    const stopped = first.stop('SIGTERM')
    await until(async () => (await getFrom(first.port, '/readyz', { host, cookie: '' })).status === 503)

    expect((await waiting).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await stopped).toBe(0)
    slow.remove()

    const second = await start()
    expect((await getFrom(second.port, '/people', { host, cookie })).status).toBe(200)
    expect(renewals()).toBe(1)
    await second.stop('SIGTERM')
  })

  it('lets a renewal reach Redis that nobody waits for any more', async () => {
    const first = await start()
    const cookie = await signIn(first)
    clock.advance(2 * HOUR - 120_000)
    await first.moveClock(clock.now() - Date.now())
    const before = sandbox.calls.length
    const slow = sandbox.addFault({ on: 'token', delayHeaders: 3000 })
    expect((await getFrom(first.port, '/people', { host, cookie })).status).toBe(200)
    await until(() => sandbox.calls.slice(before).some(({ grantType }) => grantType === 'refresh_token'))
    expect(await first.stop('SIGTERM')).toBe(0)
    slow.remove()

    clock.advance(10 * 60_000)
    const second = await start()
    expect((await getFrom(second.port, '/people', { host, cookie })).status).toBe(200)
    expect(sandbox.calls.slice(before).filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1)
    await second.stop('SIGTERM')
  })

  it('killed in the middle of a renewal costs nobody a sign-in while old tokens still work', async () => {
    sandbox.setRotation('dies-when-successor-is-used')
    // The dead holder's lock ends after its life: forty seconds for real.
    const scaled = { tokenPhase: 3000, renewLock: 5000, renewLockMargin: 4000 }
    const first = await start(scaled)
    const cookie = await signIn(first)
    clock.advance(2 * HOUR)
    await first.moveClock(clock.now() - Date.now())
    const before = sandbox.calls.length
    const slow = sandbox.addFault({ on: 'token', times: 1, delayHeaders: 2500 })
    const lost = getFrom(first.port, '/people', { host, cookie }).catch(() => null)
    await until(() => sandbox.calls.slice(before).some(({ grantType }) => grantType === 'refresh_token'))
    await first.stop('SIGKILL')
    await lost
    slow.remove()

    const second = await start(scaled)
    await until(async () => {
      const { status } = await getFrom(second.port, '/people', { host, cookie })
      expect([200, 503]).toContain(status)
      return status === 200
    }, 15_000)
    await second.stop('SIGTERM')
  })
})
