import { sessionKey } from '../../src/auth/session-store'
import { HOUR, MINUTE } from '../support/clock'
import { sessionIdIn, setCookies } from '../support/cookies'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('a session', () => {
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
  const keyOf = (arrived: { headers: Record<string, unknown> }) => sessionKey(sessionIdIn(setCookies(arrived).find(({ name }) => name === 'sid') ?? { name: '', value: '', attributes: [] }))
  const signInIds = (html: string) => [...html.matchAll(/action="\/account\/sign-ins\/([\w-]{43})\/end"/g)].map(([, id]) => id ?? '')

  it('is a cookie the browser keeps from scripts and other sites', async () => {
    const { headers } = await browser.signIn('secretary')
    const cookie = [headers['set-cookie']].flat().find((line) => String(line).startsWith('sid=')) as string
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).not.toMatch(/Domain|Expires|Max-Age/)
  })

  it('C1: ends after half an hour without a click: the next one is a stranger’s, and the session is gone from Redis', async () => {
    const arrived = await browser.signIn('secretary')
    const key = keyOf(arrived)
    foyer.clock.advance(29 * MINUTE)
    await browser.visit('/people').expect(200)
    await until(async () => {
      foyer.clock.advance(20 * MINUTE) // 49 minutes after signing in, but only 20 after the last click
      const { status } = await browser.visit('/people')
      foyer.clock.advance(-20 * MINUTE)
      return status === 200
    })
    foyer.clock.advance(31 * MINUTE + 20 * MINUTE)
    await browser.visit('/people').expect(303)
    expect(await foyer.redis.exists(key)).toBe(0)
  })

  it('C1: ends after eight hours for the grant as well: nothing of it can be read, and Redis lets go of it by then', async () => {
    await foyer.redis.flushall()
    const key = keyOf(await browser.signIn('secretary'))
    const [grant = ''] = await foyer.redis.keys('foyer:grant:*')
    expect(Date.now() + (await foyer.redis.pttl(grant)) - foyer.clock.now()).toBeLessThanOrEqual(8 * HOUR)
    expect(await foyer.redis.pttl(key)).toBeLessThanOrEqual(30 * MINUTE)
    foyer.clock.advance(8 * HOUR)
    const before = foyer.sandbox.calls.length
    await browser.visit('/people').expect(303)
    expect([await foyer.redis.exists(key), foyer.sandbox.calls.length]).toEqual([0, before])
  })

  it('C2: ends after eight hours however busy one is: of a click each minute for nine hours, 480 find one signed in', async () => {
    await browser.signIn('secretary')
    let found = 0
    for (let minute = 0; minute < 9 * 60; minute++) {
      const { status } = await browser.visit('/signed-out').set('Accept', 'application/json') // sends on who is signed in
      if (status === 303) found++
      else expect(minute).toBeGreaterThanOrEqual(8 * 60)
      foyer.clock.advance(MINUTE)
    }
    expect(found).toBe(8 * 60)
  })

  it('costs nothing when it has ended: Planning Center is still open, and the next click is back where it was', async () => {
    await browser.signIn('secretary')
    foyer.clock.advance(HOUR)
    const sent = await browser.visit('/people?q=Abara').expect(303)
    const toPlanningCenter = await browser.visit(sent.headers['location'] ?? '').expect(303)
    const straight = await fetch(toPlanningCenter.headers['location'] ?? '', { redirect: 'manual', headers: { cookie: browser.jar.header(new URL(foyer.sandbox.url)) } })
    const back = await browser.visit((straight.headers.get('location') ?? '').slice(foyer.url.length)).expect(303)
    expect(back.headers['location']).toBe('/people?q=Abara')
  })

  describe('is listed on the account page', () => {
    it('with who one is, in Planning Center’s own words', async () => {
      await browser.signIn('administrator')
      const page = readPage((await browser.visit('/account').expect(200)).text)
      const login = foyer.sandbox.world.logins.find(({ id }) => id === 'administrator')
      expect(page.text).toContain(login?.name)
      expect(page.text).toContain(login?.email)
      expect(page.text).toContain('First Church')
      expect(page.text).toContain('People: Manager')
      expect(page.text).toMatch(/Organization Administrator Yes/)
    })

    it('for somebody without access to People too', async () => {
      await browser.signIn('no-access')
      const page = readPage((await browser.visit('/account').expect(200)).text)
      expect(page.text).toContain('No access')
    })

    it('also while Planning Center is silent: one can still sign out everywhere', async () => {
      await browser.signIn('pastor')
      foyer.sandbox.addFault({ on: 'api', answer: { status: 503, type: 'html' } })
      const page = readPage((await browser.visit('/account').expect(200)).text)
      expect(page.text).toContain('Planning Center does not answer just now')
      expect(page.text).toContain('Sign out everywhere')
    })

    it('each place with its browser, and each can be ended from another', async () => {
      const office = foyer.browser()
      office.agent.set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0')
      await office.signIn('two-churches', { church: [...foyer.sandbox.world.churches.keys()][0] ?? '' })
      const here = await browser.signIn('two-churches', { church: [...foyer.sandbox.world.churches.keys()][0] ?? '' })
      expect(here.status).toBe(303)
      const { text } = await browser.visit('/account').expect(200)
      expect(readPage(text).text).toContain('Firefox on Windows')
      expect(readPage(text).text).toContain('this one')
      expect(signInIds(text)).toHaveLength(2)

      const other = text.split(/<(?:li|tr)\b/).find((row) => row.includes('/end"') && !row.includes('this one')) ?? ''
      const [id] = signInIds(other)
      const ended = await browser.submit(`/account/sign-ins/${id}/end`, { _csrf: await browser.csrf() }).expect(303)
      expect(ended.headers['location']).toBe('/account')
      await office.visit('/people').expect(303)
      await browser.visit('/people').expect(200)
    })

    it('F7: and everywhere ends all five at one press', async () => {
      const browsers = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const one = foyer.browser()
          await one.signIn('volunteer')
          return one
        }),
      )
      const [first] = browsers as [Browser]
      const alive = foyer.sandbox.liveTokens().refresh
      const out = await first.submit('/account/sign-ins/end-all', { _csrf: await first.csrf() }).expect(303)
      expect(out.headers['location']).toBe('/signed-out?everywhere=1')
      for (const one of browsers) await one.visit('/people').expect(one === first ? 401 : 303)
      await until(() => foyer.sandbox.liveTokens().refresh <= alive - 5)
    })

    it('a place that ended by itself is no longer listed, and Planning Center is told of it', async () => {
      const forgotten = foyer.browser()
      await forgotten.signIn('no-access')
      await forgotten.visit('/account') // ends what earlier visits left behind
      foyer.clock.advance(HOUR)
      await browser.signIn('no-access')
      const before = revocations()
      const { text } = await browser.visit('/account').expect(200)
      expect(signInIds(text)).toHaveLength(1)
      await until(() => revocations() > before)
    })

    it('another person’s sign-in cannot be ended', async () => {
      const other = foyer.browser()
      await other.signIn('pastor')
      const [id] = signInIds((await other.visit('/account')).text)
      await browser.signIn('secretary')
      await browser.submit(`/account/sign-ins/${id}/end`, { _csrf: await browser.csrf() }).expect(303)
      await other.visit('/people').expect(200)
    })
  })

  it('H9: a form whose session ended is not lost: nothing was changed, and what was typed is shown', async () => {
    const typed = 'Prayer list <b>for</b> Thursday'
    const answer = await browser.submit('/account/sign-ins/end-all', { note: typed, _csrf: 'old' }).expect(401)
    const page = readPage(answer.text)
    expect(page.text).toContain('Nothing was changed')
    expect(page.text).toContain(typed)
    expect(answer.text).not.toContain('<b>for</b>')
    expect(page.text).not.toContain('_csrf')
  })

  it('that ended behind a search form is taken up again by a page that moves on: a form may not lead to Planning Center', async () => {
    const answer = await browser.visit('/people?q=Abernathy').set('Sec-Fetch-Site', 'same-origin').expect(401)
    expect(answer.headers['refresh']).toBe(`0; url=/login?return_to=${encodeURIComponent('/people?q=Abernathy')}`)
    await browser.visit('/people').set('Sec-Fetch-Site', 'same-origin').expect(303)
  })

  it('H9: only a page that was to be looked at is sent to sign in: a form and a program are told where they stand', async () => {
    const ended = foyer.browser()
    await ended.signIn('secretary')
    const _csrf = await ended.csrf()
    foyer.clock.advance(9 * HOUR)
    const page = await ended.visit('/people?q=Abara').expect(303)
    expect(page.headers['location']).toBe(`/login?return_to=${encodeURIComponent('/people?q=Abara')}`)
    const form = await ended.submit('/account/sign-ins/end-all', { _csrf, note: 'Bring cake' }).expect(401)
    expect(readPage(form.text).text).toContain('Bring cake')
    const program = await ended.agent.post('/account/sign-ins/end-all').set('Accept', 'application/json').set('Sec-Fetch-Site', 'same-origin').type('form').send({ _csrf }).expect(401)
    expect(program.body).toHaveProperty('error')
    for (const { headers } of [form, program]) expect(headers['location'] ?? headers['refresh']).toBeUndefined()
  })

  it('H9: a program is answered in JSON', async () => {
    const answer = await foyer.browser().agent.get('/people').set('Accept', 'application/json').expect(401)
    expect(answer.body).toHaveProperty('error')
    expect(answer.headers['content-type']).toContain('json')
  })
})
