import { HOUR, MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('staying signed in', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, renewPageWait: 1000, requestBudget: 3000, settlePauseMin: 20, settlePauseMax: 50 } })
  })
  afterAll(() => foyer.close())
  beforeEach(async () => {
    foyer.sandbox.clearFaults()
    browser = foyer.browser()
    await browser.signIn('secretary')
    // Past the moment in which Planning Center's replicas may still refuse a new token.
    foyer.clock.advance(MINUTE)
  })

  const renewals = () => foyer.sandbox.calls.filter(({ kind, grantType }) => kind === 'token' && grantType === 'refresh_token').length
  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api').length
  it('past the two hours of a token, without noticing', async () => {
    foyer.clock.advance(2 * HOUR)
    const before = renewals()
    await browser.visit('/people').expect(200)
    await browser.visit('/people').expect(200)
    expect(renewals()).toBe(before + 1)
  })

  it('renews early, and nobody waits for it', async () => {
    foyer.clock.advance(2 * HOUR - 3 * MINUTE)
    const before = renewals()
    const slow = foyer.sandbox.addFault({ on: 'token', delayHeaders: 2000 })
    const started = Date.now()
    await browser.visit('/people').expect(200)
    expect(Date.now() - started).toBeLessThan(1500)
    slow.remove()
    await until(() => renewals() === before + 1)
  })

  it('D1: when somebody else renewed meanwhile: their token is used, no second renewal', async () => {
    foyer.sandbox.setRotation('dies-at-once')
    foyer.sandbox.expireAccessTokens()
    const before = renewals()
    const answers = await Promise.all([browser.visit('/people'), browser.visit('/people'), browser.visit('/account')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(renewals() - before).toBe(1)
    foyer.sandbox.setRotation('dies-when-successor-is-used')
  })

  it('A22: a missing scope names the permission and offers the consent again', async () => {
    const fault = foyer.sandbox.addFault({ on: 'api', answer: { status: 401, type: 'json', body: { errors: [{ code: 'bad_scope', status: '401', title: 'Request outside authenticated scope', detail: 'x' }] } } })
    const page = readPage((await browser.visit('/people?q=a').expect(403)).text)
    fault.remove()
    expect(page.text).toContain('People')
    const consent = page.links.find(({ href }) => href.startsWith('/login?'))
    expect(consent?.href).toContain(encodeURIComponent('/people?q=a'))
    // Signed in already, yet it goes to Planning Center.
    expect((await browser.visit(consent?.href ?? '').expect(303)).headers['location']).toContain('/oauth/authorize')
  })

  it('A15: a grant Planning Center has ended leads to one sign-in and back to the same page', async () => {
    foyer.sandbox.revokeGrants()
    const sent = await browser.visit('/people?q=Abara').expect(303)
    expect(sent.headers['location']).toBe(`/login?return_to=${encodeURIComponent('/people?q=Abara')}`)
    const back = await browser.signIn('secretary', { returnTo: '/people?q=Abara' })
    expect(back.headers['location']).toBe('/people?q=Abara')
    await browser.visit('/people?q=Abara').expect(200)
  })

  it.each([
    ['502 HTML', { answer: { status: 502, type: 'html' as const } }, 503],
    ['503', { answer: { status: 503, type: 'json' as const, body: {} } }, 503],
    ['403 HTML from the edge', { answer: { status: 403, type: 'html' as const } }, 503],
    ['JSON that breaks off', { malformed: true as const }, 502],
    ['nothing', { empty: true as const }, 502],
    ['a body that never ends', { delayBody: 20_000 }, 503],
    ['no answer', { delayHeaders: 20_000 }, 503],
    ['a cut connection', { dropReplyAfterActing: true as const }, 503],
    ['a redirect elsewhere', { answer: { status: 302, headers: { location: 'https://evil.example/' } } }, 502],
  ])('D7: when Planning Center gives %s: a page of our own, still signed in', async (_what, fault, status) => {
    const struck = foyer.sandbox.addFault({ on: 'api', ...fault })
    const answer = await browser.visit('/people').expect(status)
    expect(answer.headers['set-cookie']).toBeUndefined()
    if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(readPage(answer.text).text).toMatch(/reference/i)
    struck.remove()
    await browser.visit('/people').expect(200)
  })

  it('D6: waits out a short 429, and says when for a long one, at once, asking nothing before', async () => {
    foyer.sandbox.addFault({ on: 'api', times: 1, rateLimit: { retryAfter: 1 } })
    await browser.visit('/people').expect(200)

    foyer.sandbox.addFault({ on: 'api', times: 1, rateLimit: { retryAfter: 19 } })
    const calls = apiCalls()
    const started = Date.now()
    const answer = await browser.visit('/people').expect(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(18)
    await browser.visit('/people').expect(503)
    expect(Date.now() - started).toBeLessThan(1500)
    foyer.clock.advance(10_000)
    await browser.visit('/people').expect(503)
    expect(apiCalls()).toBe(calls + 1)
    foyer.clock.advance(10_000)
    await browser.visit('/people').expect(200)
  })

  it('a token endpoint that is down for a while signs nobody out', async () => {
    foyer.clock.advance(2 * HOUR)
    const down = foyer.sandbox.addFault({ on: 'token', answer: { status: 503, type: 'html' } })
    for (let press = 0; press < 3; press++) await browser.visit('/people').expect(503)
    down.remove()
    foyer.clock.advance(MINUTE)
    await browser.visit('/people').expect(200)
  })

  it('A16: a reply lost after the rotation leads to at most one sign-in', async () => {
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 1, dropReplyAfterActing: true })
    await browser.visit('/people').expect(503)
    foyer.clock.advance(MINUTE)
    // The old refresh token is good until its successor has been used, which it never was.
    await browser.visit('/people').expect(200)
  })

  it('A12: an answer without a new refresh token keeps the old one, renewal after renewal', async () => {
    foyer.sandbox.addFault({ on: 'token', omit: ['refresh_token'] })
    foyer.sandbox.setRotation('dies-when-successor-is-used')
    foyer.clock.advance(2 * HOUR)
    await browser.visit('/people').expect(200)
  })

  it('A11: a renewal that ends after signing out does not bring anything back, and is given back', async () => {
    foyer.clock.advance(2 * HOUR)
    const csrf = await browser.csrf()
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 500 })
    const before = renewals()
    const page = browser.visit('/people').then((answer) => answer)
    await until(() => renewals() > before)
    await browser.submit('/logout', { _csrf: csrf }).expect(303)
    expect((await page).status).toBe(303)
    await until(() => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length > 0)
    await until(async () => (await foyer.redis.keys('foyer:revocations')).length === 0)
    expect(await foyer.redis.keys('foyer:renewal:*')).toEqual([])
  })
})
