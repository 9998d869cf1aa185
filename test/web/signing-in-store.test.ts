import { once } from 'node:events'
import { request as rawRequest, type IncomingMessage } from 'node:http'
import { sessionKey } from '../../src/auth/session-store'
import { startPrivateRedis } from '../../src/demo/private-redis'
import { createLog } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { defaultTimes } from '../../src/times'
import { startSlowLink } from '../support/slow-link'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const cookiesOf = (headers: Record<string, unknown>) => [headers['set-cookie'] ?? []].flat().map(String)
/** The id in the signed cookie. */
const idIn = (cookies: string[]) => decodeURIComponent(/^sid=s(?:%3A|:)([^.;]+)/.exec(cookies.find((line) => line.startsWith('sid=')) ?? '')?.[1] ?? '')

describe('a sign-in, when Redis will not take or let go of something,', () => {
  let foyer: Foyer
  let browser: Browser
  beforeEach(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
  })
  afterEach(() => foyer.close())

  /** Redis refuses the command, except on keys that begin like this. */
  const refuse = (command: string, except: string[]) =>
    foyer.redis.call('ACL', 'SETUSER', 'default', `-${command}`, `(+${command} ${except.map((key) => `~foyer:${key}:*`).join(' ')})`)
  const allow = () => foyer.redis.call('ACL', 'SETUSER', 'default', 'clearselectors', '+@all')
  const count = async (kind: string) => (await foyer.redis.keys(`foyer:${kind}:*`)).length

  it('B2: goes on with the new session alone when the old one cannot be removed: the old cookie opens nothing, and its record goes as soon as Redis lets it', async () => {
    const old = await browser.signIn('secretary')
    const callback = await browser.untilCallback('volunteer', { prompt: 'login' })
    await refuse('del', ['login', 'grant'])
    await browser.visit(callback).expect(303)
    await until(() => foyer.sandbox.liveTokens().refresh === 1)
    const oldCookie = cookiesOf(old.headers).find((line) => line.startsWith('sid=')) ?? ''
    const { status } = await foyer.browser().visit('/people').set('Cookie', oldCookie)
    expect(status).toBe(303)
    await allow()
    await until(async () => (await count('session')) === 1)
    expect((await browser.visit('/account').expect(200)).text).toContain('Tom O&#39;Neil')
    expect(await count('grant')).toBe(1)
  })

  it('leaves whoever was signed in as they were when the new session cannot be stored', async () => {
    await browser.signIn('secretary')
    const callback = await browser.untilCallback('volunteer', { prompt: 'login' })
    await refuse('set', ['login', 'renewal'])
    const answer = await browser.visit(callback).expect(503)
    await allow()
    expect(cookiesOf(answer.headers)).toEqual([])
    expect((await browser.visit('/account').expect(200)).text).toContain('Ruth Abernathy')
    expect(await count('session')).toBe(1)
  })

  it('B17: does not come about when the new session cannot be stored: 503, no cookie, nothing kept, the tokens given back', async () => {
    const callback = await browser.untilCallback('secretary')
    await refuse('set', ['login', 'renewal'])
    const answer = await browser.visit(callback).expect(503)
    await allow()
    expect(cookiesOf(answer.headers)).toEqual([])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    await until(() => foyer.sandbox.liveTokens().refresh === 0)
    await until(async () => (await count('grant')) + (await count('session')) === 0)
    await browser.signIn('secretary')
    await browser.visit('/people').expect(200)
  })

  it('B17: does not come about when Redis is full, and says 503 instead of giving a cookie for nothing', async () => {
    const callback = await browser.untilCallback('secretary')
    await foyer.redis.config('SET', 'maxmemory', '1')
    const answer = await browser.visit(callback).expect(503)
    await foyer.redis.config('SET', 'maxmemory', '0')
    expect(cookiesOf(answer.headers)).toEqual([])
    await until(() => foyer.sandbox.liveTokens().refresh === 0)
  })
})

describe('a sign-in, when Redis is slow,', () => {
  const SIGN_INS = 100
  const LATE_BY = 20

  it(`B16: sends nobody on before the session is there: ${SIGN_INS} of ${SIGN_INS} times`, async () => {
    const redisServer = await startPrivateRedis()
    const link = await startSlowLink(redisServer.url, LATE_BY)
    const log = createLog('silent')
    // Foyer's connection is slow, the other one sees what has really arrived.
    const [slow, witness] = [link.url, redisServer.url].map((url) => connectRedis({ redis: { url, sentinelName: null }, times: { ...defaultTimes, redisCommand: 4000 } }, log))
    if (!slow || !witness) throw new Error('two connections were expected')
    await until(() => slow.status === 'ready' && witness.status === 'ready')
    const foyer = await startFoyer({ redis: slow })
    try {
      let there = 0
      const oneAfterTheOther = async () => {
        for (let n = 0; n < SIGN_INS / 10; n++) {
          const browser = foyer.browser()
          const callback = await browser.untilCallback('secretary')
          const binder = browser.agent.jar.getCookie('login', { path: '/', domain: 'localhost', secure: false, script: false })?.value ?? ''
          const { statusCode, headers } = await headOf(foyer.url + callback, `login=${binder}`)
          expect(statusCode).toBe(303)
          // As soon as the headers are there a browser follows them; it does not wait for the end.
          const stored = await witness.exists(sessionKey(idIn(cookiesOf(headers))))
          there += stored
        }
      }
      await Promise.all(Array.from({ length: 10 }, oneAfterTheOther))
      expect(there).toBe(SIGN_INS)
    } finally {
      await foyer.close()
      witness.disconnect()
      await link.close()
      await redisServer.stop()
    }
  }, 60_000)

  async function headOf(url: string, cookie: string): Promise<IncomingMessage> {
    const request = rawRequest(url, { headers: { cookie, accept: 'text/html' } }).end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.resume()
    return response
  }
})
