import { HOUR, MINUTE } from '../support/clock'
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
  const signInIds = (html: string) => [...html.matchAll(/action="\/account\/sign-ins\/([\w-]{43})\/end"/g)].map(([, id]) => id ?? '')

  it('is a cookie the browser keeps from scripts and other sites', async () => {
    const { headers } = await browser.signIn('secretary')
    const cookie = [headers['set-cookie']].flat().find((line) => String(line).startsWith('sid=')) as string
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).not.toMatch(/Domain|Expires|Max-Age/)
  })

  it('ends after half an hour without a click', async () => {
    await browser.signIn('secretary')
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
  })

  it('ends after eight hours however busy one is', async () => {
    await browser.signIn('secretary')
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      foyer.clock.advance(20 * MINUTE)
      await browser.visit('/people').expect(200)
    }
    foyer.clock.advance(21 * MINUTE)
    await browser.visit('/people').expect(303)
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

  describe('ends by signing out', () => {
    it('for good: the old cookie opens nothing and Planning Center is told once', async () => {
      const { headers } = await browser.signIn('volunteer')
      const csrf = await browser.csrf()
      const before = revocations()
      const out = await browser.submit('/logout', { _csrf: csrf }).expect(303)
      expect(out.headers['location']).toBe('/signed-out')
      expect(out.headers['clear-site-data']).toContain('cache')
      expect(String(out.headers['set-cookie'])).toMatch(/sid=;.*Expires=Thu, 01 Jan 1970/)
      const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
      await foyer.browser().visit('/people').set('Cookie', cookie).expect(303)
      await until(() => revocations() === before + 1)
    })

    it('says that Planning Center is still open, with the way to end it, and lets someone else sign in', async () => {
      await browser.signIn('secretary')
      await browser.submit('/logout', { _csrf: await browser.csrf() })
      const page = readPage((await browser.visit('/signed-out').expect(200)).text)
      expect(page.text).toContain('Planning Center is still open on this computer')
      expect(page.links).toContainEqual({ href: `${foyer.sandbox.url}/logout`, text: 'Sign out of Planning Center' })
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

    it('twice is as good as once', async () => {
      await browser.signIn('secretary')
      const csrf = await browser.csrf()
      const answers = await Promise.all([browser.submit('/logout', { _csrf: csrf }), browser.submit('/logout', { _csrf: csrf })])
      expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([[303, '/signed-out'], [303, '/signed-out']])
    })

    it('never by a link or another site', async () => {
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

    it('at once even when Planning Center hangs; it is told when it answers again', async () => {
      await browser.signIn('secretary')
      const csrf = await browser.csrf()
      const [alive, down] = [foyer.sandbox.liveTokens().refresh, foyer.sandbox.addFault({ on: 'revoke', answer: { status: 503, type: 'html' } })]
      const started = Date.now()
      await browser.submit('/logout', { _csrf: csrf }).expect(303)
      expect(Date.now() - started).toBeLessThan(500)
      expect(await foyer.redis.zcard('foyer:revocations')).toBe(1)
      down.remove()
      expect(foyer.sandbox.liveTokens().refresh).toBe(alive)
    })
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

    it('and everywhere ends them all', async () => {
      const browsers = await Promise.all(
        Array.from({ length: 4 }, async () => {
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
      await until(() => foyer.sandbox.liveTokens().refresh <= alive - 4)
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
