import { randomBytes } from 'node:crypto'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { startSandbox, type RotationMode, type Sandbox } from '../../src/sandbox'
import { createClock, HOUR } from '../support/clock'
import { getFrom, startProcess, type AppProcess } from '../support/processes'
import { CookieJar, visitPlanningCenter } from '../support/planning-center-visit'

const REQUESTS_EACH = 30
const host = 'localhost:1'
const callback = `http://${host}/oauth/callback`

// Three processes, the sandbox and the tests share two cores here: a slow Redis is not what is tested.
const day = { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, redisCommand: 4000 }
// Each process' 30 requests at once, so the sample church must not be what limits them.
const generous = { limit: 10_000 }

describe('many requests when the token has expired', () => {
  const clock = createClock()
  let sandbox: Sandbox
  let redis: PrivateRedis
  let processes: AppProcess[]

  beforeAll(async () => {
    redis = await startPrivateRedis()
    sandbox = await startSandbox({ redirectUris: [callback], clock, requireFields: true })
    sandbox.setRateLimit(generous)
    const env = {
      PUBLIC_URL: `http://${host}`,
      PCO_URL: sandbox.url,
      PCO_CLIENT_ID: sandbox.clientId,
      PCO_CLIENT_SECRET: sandbox.clientSecret,
      REDIS_URL: redis.url,
      SESSION_SECRETS: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
    }
    processes = await Promise.all([0, 1, 2].map(() => startProcess({ env, times: day })))
  })
  afterAll(async () => {
    await Promise.all((processes ?? []).map((one) => one.stop()))
    await Promise.all([sandbox?.close(), redis?.stop()])
  })

  async function signIn(): Promise<string> {
    const [{ port }] = processes as [AppProcess]
    const started = await getFrom(port, '/login?return_to=/people', { host, cookie: '' })
    expect(started).toMatchObject({ status: 303 })
    const login = (started.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
    const back = await visitPlanningCenter(started.headers.location ?? '', { login: 'secretary', jar: new CookieJar() })
    const arrived = await getFrom(port, back.callback.slice(`http://${host}`.length), { host, cookie: login })
    expect(arrived.status).toBe(303)
    return (arrived.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  }

  async function letTimePass(ms: number): Promise<void> {
    clock.advance(ms)
    await Promise.all(processes.map((one) => one.moveClock(clock.now() - Date.now())))
  }

  const storm = (cookie: string) =>
    Promise.all(processes.flatMap(({ port }) => Array.from({ length: REQUESTS_EACH }, () => getFrom(port, '/people', { host, cookie }))))

  const renewals = () => sandbox.calls.filter(({ kind, grantType }) => kind === 'token' && grantType === 'refresh_token').length

  for (const rotation of ['dies-at-once', 'dies-when-successor-is-used', 'reuse-kills-everything'] as RotationMode[]) {
    for (const seconds of [0.1, 4]) {
      it(`costs one token call and answers everybody when old tokens ${rotation} and the call takes ${seconds} s`, async () => {
        sandbox.setRotation(rotation)
        const cookie = await signIn()
        await letTimePass(2 * HOUR + 1000)
        const before = renewals()
        const slow = sandbox.addFault({ on: 'token', delayHeaders: seconds * 1000 })

        const answers = await storm(cookie)
        slow.remove()
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
        expect(renewals() - before).toBe(1)
      })
    }

    it(`signs nobody out when old tokens ${rotation} and the call takes 8.5 s`, async () => {
      sandbox.setRotation(rotation)
      const cookie = await signIn()
      await letTimePass(2 * HOUR + 1000)
      const before = renewals()
      const slow = sandbox.addFault({ on: 'token', delayHeaders: 8500 })

      const answers = await storm(cookie)
      slow.remove()
      for (const { status, ms, headers } of answers) {
        expect([200, 503]).toContain(status)
        expect(ms).toBeLessThan(10_000)
        if (status === 503) expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      }
      // The renewal went on by itself: once it has arrived, the same cookie reads the page again.
      for (let next = answers; next.some(({ status }) => status !== 200); next = await storm(cookie)) expect(next.every(({ status }) => status === 200 || status === 503)).toBe(true)
      expect(renewals() - before).toBe(1)
    })
  }

  it('makes nobody wait while the token is still good for two minutes', async () => {
    sandbox.setRotation('dies-when-successor-is-used')
    const cookie = await signIn()
    await letTimePass(2 * HOUR - 120_000)
    const before = renewals()
    const slow = sandbox.addFault({ on: 'token', delayHeaders: 6000 })

    const answers = await storm(cookie)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(5000)
    slow.remove()
    expect(renewals() - before).toBeLessThanOrEqual(1)
  })
})
