import { asSent, setCookies } from '../support/cookies'
import { HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('signing out ends a session', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())
  beforeEach(() => {
    browser = foyer.browser()
    foyer.sandbox.clearFaults()
  })

  const revocations = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length

  it('F1: for good: of session, grant and list nothing is left, the cookie is taken back, and a copy of it opens nothing', async () => {
    await foyer.redis.flushall()
    const arrived = await browser.signIn('volunteer')
    const out = await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
    expect(out.headers['location']).toBe('/signed-out')
    expect(out.headers['clear-site-data']).toContain('cache')
    expect(String(out.headers['set-cookie'])).toMatch(/sid=;.*Expires=Thu, 01 Jan 1970/)
    await foyer.browser().visit('/people').set('Cookie', setCookies(arrived).map(asSent).join('; ')).expect(303)
    expect((await foyer.redis.keys('*')).filter((key) => /:(session|grant|sign-ins):/.test(key))).toEqual([])
  })

  it('F2: and Planning Center is told once, of the very tokens', async () => {
    await until(async () => (await foyer.redis.keys('foyer:revocations')).length === 0)
    await browser.signIn('volunteer')
    const [before, alive] = [revocations(), foyer.sandbox.liveTokens()]
    await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
    await until(() => revocations() > before)
    await until(async () => (await foyer.redis.keys('foyer:revocations')).length === 0)
    expect(foyer.sandbox.liveTokens()).toEqual({ access: alive.access - 1, refresh: alive.refresh - 1 })
    await browser.visit('/signed-out').expect(200)
    expect(revocations()).toBe(before + 1)
  })

  it('says that Planning Center is still open, with the way to end it, and lets someone else sign in', async () => {
    await browser.signIn('secretary')
    await browser.submit('/logout', { _csrf: await browser.csrf() })
    const page = readPage((await browser.visit('/signed-out').expect(200)).text)
    expect(page.text).toContain('Planning Center is still open on this computer')
    expect(page.links).toContainEqual({ href: `${foyer.sandbox.url}/logout`, text: 'end it here' })
    expect(page.links).toContainEqual({ href: '/login?prompt=login', text: 'Someone else signs in' })
  })

  it('so that the back button signs nobody in again, although Planning Center is still open', async () => {
    await browser.signIn('secretary')
    await browser.submit('/logout', { _csrf: await browser.csrf() })
    const page = readPage((await browser.visit('/people?q=Abernathy').expect(401)).text)
    const signIn = page.links.find(({ href }) => href.startsWith('/login'))
    expect(signIn?.href).toBe(`/login?return_to=${encodeURIComponent('/people?q=Abernathy')}`)
    // Pressing the button is enough, and afterwards an ended session costs nothing again.
    await browser.signIn('secretary')
    await browser.visit('/people').expect(200)
    foyer.clock.advance(HOUR)
    await browser.visit('/people').expect(303)
  })

  it('F8: twice is as good as once', async () => {
    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    const answers = await Promise.all([browser.submit('/logout', { _csrf: csrf }), browser.submit('/logout', { _csrf: csrf })])
    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([[303, '/signed-out'], [303, '/signed-out']])
  })

  it('C9: never by a link or another site', async () => {
    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    await browser.visit('/logout').expect(404)
    await browser.agent.post('/logout').set('Sec-Fetch-Site', 'cross-site').type('form').send({ _csrf: csrf }).expect(403)
    await browser.agent.post('/logout').set('Origin', 'https://evil.example').type('form').send({ _csrf: csrf }).expect(403)
    await browser.submit('/logout', {}).expect(403)
    await browser.submit('/logout', { _csrf: 'guess' }).expect(403)
    await browser.visit('/people').expect(200)
    await browser.agent.post('/logout').set('Origin', foyer.url).type('form').send({ _csrf: csrf }).expect(303)
  })

  it('F3: at once even when Planning Center hangs; its word is kept until it answers', async () => {
    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    const alive = foyer.sandbox.liveTokens().refresh
    const hangs = foyer.sandbox.addFault({ on: 'revoke', path: '/oauth/revoke', answer: { status: 503, type: 'html' }, delayHeaders: 20_000 })
    const started = Date.now()
    await browser.submit('/logout', { _csrf: csrf }).expect(303)
    expect(Date.now() - started).toBeLessThan(500)
    expect(await foyer.redis.zcard('foyer:revocations')).toBe(1)
    await browser.visit('/people').expect(401)
    hangs.remove()
    expect(foyer.sandbox.liveTokens().refresh).toBe(alive)
    await foyer.redis.del('foyer:revocations')
  })

  it('F4: not at all while Redis is away: 503 says so and keeps the cookie, one is signed in still, and the same press works afterwards', async () => {
    const arrived = await browser.signIn('secretary')
    const csrf = await browser.csrf()
    foyer.redis.disconnect()
    const answer = await browser.submit('/logout', { _csrf: csrf })
    await foyer.redis.connect()
    expect([answer.status, answer.headers['set-cookie']]).toEqual([503, undefined])
    expect(readPage(answer.text).text).toContain('You are still signed in')
    await browser.visit('/account').expect(200)
    await browser.submit('/logout', { _csrf: csrf }).expect(303)
    await foyer.browser().visit('/account').set('Cookie', setCookies(arrived).map(asSent).join('; ')).expect(303)
  })
})
