import { sessionKey } from '../../src/auth/session-store'
import { asSent, sessionIdIn, setCookies, type SetCookie } from '../support/cookies'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const signInIds = (html: string) => [...html.matchAll(/action="\/account\/sign-ins\/([\w-]{43})\/end"/g)].map(([, id]) => id ?? '')

describe('in one browser', () => {
  let foyer: Foyer
  let browser: Browser
  beforeEach(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
  })
  afterEach(() => foyer.close())

  const exists = async (cookie: SetCookie) => (await foyer.redis.exists(sessionKey(sessionIdIn(cookie)))) === 1
  const sidOf = (answer: { headers: Record<string, unknown> }): SetCookie => {
    const cookie = setCookies(answer).find(({ name }) => name === 'sid')
    if (!cookie) throw new Error('a session cookie was expected')
    return cookie
  }

  it('B1: a session id an attacker brought in, good as it is, is another after signing in, and opens nothing any more', async () => {
    const planted = sidOf(await foyer.browser().signIn('volunteer'))
    browser.agent.jar.setCookie(`${asSent(planted)}; path=/`, 'localhost', '/')
    const own = sidOf(await browser.signIn('secretary', { prompt: 'login' }))
    expect(sessionIdIn(own)).not.toBe(sessionIdIn(planted))
    expect([await exists(own), await exists(planted)]).toEqual([true, false])
    await foyer.browser().visit('/people').set('Cookie', asSent(planted)).expect(303)
  })

  it('B1: the same person signing in again has a new id as well', async () => {
    const [first, second] = [sidOf(await browser.signIn('secretary')), sidOf(await browser.signIn('secretary', { prompt: 'login' }))]
    expect([await exists(first), await exists(second)]).toEqual([false, true])
    await foyer.browser().visit('/people').set('Cookie', asSent(first)).expect(303)
  })

  it('B20: who signs in after somebody else finds nothing of them, and the first sign-in is over, at Planning Center too', async () => {
    const first = sidOf(await browser.signIn('administrator'))
    await browser.visit('/people?q=a').expect(200)
    await browser.signIn('volunteer', { prompt: 'login' })
    for (const path of ['/account', '/people', '/privacy']) {
      const { text } = await browser.visit(path).expect(200)
      expect(text).toMatch(/class="eyes__who"[^]{0,200}Tom O&#39;Neil/)
    }
    const account = (await browser.visit('/account')).text
    expect(account).not.toMatch(/Mei-Ling|meiling\.chen/)
    expect(signInIds(account)).toHaveLength(1)
    await foyer.browser().visit('/people').set('Cookie', asSent(first)).expect(303)
    await until(() => foyer.sandbox.liveTokens().refresh === 1)
    await until(async () => (await foyer.redis.keys('foyer:grant:*')).length === 1)
  })

  it('B21: two people who share an e-mail address are two people: apart in sessions, in lists of sign-ins, in what they see', async () => {
    const shared = { on: 'token', claims: { email: 'office@firstchurch.example' } } as const
    foyer.sandbox.addFault(shared)
    const [pastor, helper] = [browser, foyer.browser()]
    await pastor.signIn('pastor')
    await helper.signIn('no-access')
    const [pastors, helpers] = [(await pastor.visit('/account')).text, (await helper.visit('/account')).text]
    for (const text of [pastors, helpers]) {
      expect(readPage(text).text).toContain('office@firstchurch.example')
      expect(signInIds(text)).toHaveLength(1)
    }
    expect(signInIds(pastors)).not.toEqual(signInIds(helpers))
    await helper.visit('/people').expect(403)
    await pastor.submit('/account/sign-ins/end-all', { _csrf: await pastor.csrf() }).expect(303)
    await pastor.visit('/people').expect(401)
    await helper.visit('/account').expect(200)
  })

  it('C6: a cookie that was good once is no session id any more: who signs in with it gets another', async () => {
    const gone = sidOf(await browser.signIn('secretary'))
    await foyer.redis.del(sessionKey(sessionIdIn(gone)))
    await browser.visit('/people').expect(303)
    expect(await exists(gone)).toBe(false)
    const anew = sidOf(await browser.signIn('secretary'))
    expect(sessionIdIn(anew)).not.toBe(sessionIdIn(gone))
    expect([await exists(gone), await exists(anew)]).toEqual([false, true])
  })
})
