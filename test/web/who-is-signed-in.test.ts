import { HOUR, MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'
const FIRST_CHURCH = '463218'
const GRACE_CHAPEL = '519007'

describe('who is signed in', () => {
  let foyer: Foyer
  beforeEach(async () => {
    foyer = await startFoyer()
  })
  afterEach(() => foyer.close())

  const seatOf = (login: string, church = FIRST_CHURCH) => {
    const seat = foyer.sandbox.world.logins.find(({ id }) => id === login)?.seats.find(({ churchId }) => churchId === church)
    if (!seat) throw new Error(`${login} has no seat in ${church}`)
    return seat
  }
  const pathOf = (login: string, church?: string) => `/signed-in/${seatOf(login, church).personId}`

  async function signedIn(login: string, options: { browser?: string; church?: string } = {}): Promise<Browser> {
    const browser = foyer.browser()
    if (options.browser) browser.agent.set('User-Agent', options.browser)
    await browser.signIn(login, options.church ? { church: options.church } : {})
    return browser
  }
  const revoked = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length
  const endings = (html: string) => [...html.matchAll(/action="(\/signed-in\/[^"]+)"/g)].map(([, action = '']) => action)
  const audited = () => foyer.logged().split('\n').filter((line) => line.includes('ended-by-administrator')).map((line) => JSON.parse(line) as Record<string, unknown>)

  describe('an administrator sees', () => {
    it('everybody of the church: name, permission in Planning Center’s words, browser, since when, last seen', async () => {
      await signedIn('secretary', { browser: FIREFOX })
      await signedIn('no-access')
      foyer.clock.advance(5 * MINUTE)
      const administrator = await signedIn('administrator')
      const page = readPage((await administrator.visit('/signed-in').expect(200)).text)
      expect(page.heading).toBe('Who is signed in')
      expect(page.text).toContain('3 people of First Church are signed in to Foyer.')
      expect(page.text).toContain('Ruth Abernathy People: Editor Firefox on Windows , signed in 5 minutes ago · last seen 5 minutes ago')
      expect(page.text).toContain('Priya Raman People: No access')
      expect(page.text).toMatch(/Mei-Ling Chen you Organization Administrator People: Manager .*signed in just now/)
      expect(page.text).toContain('Permissions are those Planning Center gave when each signed in.')
    })

    it('every place of somebody with several, and that somebody once', async () => {
      await signedIn('secretary', { browser: FIREFOX })
      await signedIn('secretary')
      const administrator = await signedIn('administrator')
      const { text } = readPage((await administrator.visit('/signed-in').expect(200)).text)
      expect(text).toContain('2 people of First Church are signed in to Foyer, in 3 places.')
      expect(text.split('Ruth Abernathy People: Editor')).toHaveLength(2)
    })

    it('nobody who has signed out, or whose sign-in has ended by itself', async () => {
      const pastor = await signedIn('pastor')
      await signedIn('secretary')
      foyer.clock.advance(31 * MINUTE)
      const administrator = await signedIn('administrator')
      const volunteer = await signedIn('volunteer')
      await volunteer.submit('/logout', { _csrf: await volunteer.csrf() }).expect(303)
      await pastor.visit('/people').expect(303)
      const { text } = readPage((await administrator.visit('/signed-in').expect(200)).text)
      expect(text).toContain('1 person of First Church is signed in to Foyer.')
      for (const name of ['Okafor', 'Abernathy', "O'Neil"]) expect(text).not.toContain(name)
    })

    it('also somebody whose permission Planning Center did not say: signing in does not wait for that', async () => {
      const silent = foyer.sandbox.addFault({ on: 'api', path: '/people/v2/me', delayHeaders: 20_000 })
      const started = Date.now()
      expect((await (await signedIn('pastor')).visit('/signed-out')).status).toBe(303)
      expect(Date.now() - started).toBeLessThan(4000)
      silent.remove()
      const administrator = await signedIn('administrator')
      expect(readPage((await administrator.visit('/signed-in').expect(200)).text).text).toContain('Daniel Okafor Permission not known')
    })

    it('a link there on the account page, which others do not', async () => {
      const link = { href: '/signed-in', text: 'Who of First Church is signed in' }
      expect(readPage((await (await signedIn('administrator')).visit('/account')).text).links).toContainEqual(link)
      expect(readPage((await (await signedIn('pastor')).visit('/account')).text).links).not.toContainEqual(link)
    })
  })

  describe('nobody else sees it', () => {
    it.each([
      ['pastor', 'Mei-Ling Chen'],
      ['secretary', 'Mei-Ling Chen'],
      ['volunteer', 'Mei-Ling Chen'],
      ['two-churches', 'Mei-Ling Chen'],
      ['no-access', 'Your church’s Organization Administrators'],
    ])('%s is told whom to ask: %s', async (login, whom) => {
      const [other, browser] = [await signedIn('administrator'), await signedIn(login, { church: FIRST_CHURCH })]
      const csrf = await browser.csrf()
      for (const path of ['/signed-in', pathOf('administrator')]) {
        const page = readPage((await browser.visit(path).expect(403)).text)
        expect(page.heading).toBe('This page is for administrators')
        expect(page.text).toContain(whom)
        expect(page.text).toContain('You are still signed in.')
        expect(page.text).not.toContain('signed in just now')
      }
      await browser.submit(`${pathOf('administrator')}/end-all`, { _csrf: csrf }).expect(403)
      await other.visit('/people').expect(200)
    })

    it('a stranger is asked to sign in', async () => {
      const sent = await foyer.browser().visit('/signed-in').expect(303)
      expect(sent.headers['location']).toBe(`/login?return_to=${encodeURIComponent('/signed-in')}`)
    })

    it('nor does whoever was an administrator until a moment ago', async () => {
      const [administrator, other] = [await signedIn('administrator'), await signedIn('secretary')]
      const csrf = await administrator.csrf()
      await administrator.visit('/signed-in').expect(200)
      foyer.sandbox.setPermission(seatOf('administrator'), { siteAdministrator: false })
      await administrator.visit('/signed-in').expect(403)
      await administrator.submit(`${pathOf('secretary')}/end-all`, { _csrf: csrf }).expect(403)
      await other.visit('/people').expect(200)
    })

    it('nor anybody while Planning Center cannot say who is one: nothing is shown and nobody is signed out', async () => {
      const [administrator, other] = [await signedIn('administrator'), await signedIn('secretary')]
      const csrf = await administrator.csrf()
      const down = foyer.sandbox.addFault({ on: 'api', answer: { status: 503, type: 'html' } })
      await administrator.visit('/signed-in').expect(503)
      await administrator.submit(`${pathOf('secretary')}/end-all`, { _csrf: csrf }).expect(503)
      down.remove()
      for (const browser of [administrator, other]) await browser.visit('/people').expect(200)
    })
  })

  describe('an administrator ends', () => {
    let administrator: Browser
    let csrf: string
    beforeEach(async () => {
      administrator = await signedIn('administrator')
      csrf = await administrator.csrf()
    })

    it('one sign-in: the next click there leads to signing in, the others go on', async () => {
      const [office, home, pastor] = [await signedIn('secretary', { browser: FIREFOX }), await signedIn('secretary'), await signedIn('pastor')]
      const { text } = await administrator.visit(pathOf('secretary')).expect(200)
      expect(readPage(text)).toMatchObject({ heading: 'Ruth Abernathy', text: expect.stringContaining('It takes effect with the next click there.') as string })
      const row = text.split('<li').find((one) => one.includes('Firefox on Windows')) ?? ''
      const [action = ''] = endings(row)
      const before = revoked()
      expect((await administrator.submit(action, { _csrf: csrf }).expect(303)).headers['location']).toBe('/signed-in')

      const sent = await office.visit('/people?q=a').expect(303)
      expect(sent.headers['location']).toBe(`/login?return_to=${encodeURIComponent('/people?q=a')}`)
      for (const browser of [home, pastor, administrator]) await browser.visit('/people').expect(200)
      await until(() => revoked() === before + 1)
    })

    it('all of one person, and is told so, once', async () => {
      const browsers = [await signedIn('secretary', { browser: FIREFOX }), await signedIn('secretary')]
      const before = revoked()
      await administrator.submit(`${pathOf('secretary')}/end-all`, { _csrf: csrf }).expect(303)
      expect(readPage((await administrator.visit('/signed-in')).text).text).toContain('Ruth Abernathy is signed out everywhere.')
      expect(readPage((await administrator.visit('/signed-in')).text).text).not.toContain('Abernathy')
      for (const browser of browsers) await browser.visit('/people').expect(303)
      await until(() => revoked() === before + 2)
    })

    it('and it is written down who ended whose', async () => {
      await signedIn('secretary')
      await administrator.submit(`${pathOf('secretary')}/end-all`, { _csrf: csrf }).expect(303)
      const expected = { audit: 'sign-in-ended', organizationId: FIRST_CHURCH, personId: seatOf('secretary').personId, by: seatOf('administrator').personId }
      expect(audited()).toMatchObject([expected])
    })

    it('what has ended already: is told that, and nothing else happens', async () => {
      const secretary = await signedIn('secretary')
      const [action = ''] = endings((await administrator.visit(pathOf('secretary'))).text)
      await secretary.submit('/logout', { _csrf: await secretary.csrf() }).expect(303)
      const page = readPage((await administrator.submit(action, { _csrf: csrf }).expect(404)).text)
      expect(page.heading).toBe('Nobody is signed in there')
      await administrator.visit(pathOf('secretary')).expect(404)
      expect(audited()).toEqual([])
    })

    it('nothing by a link, nor for another site, nor with a form of another sign-in', async () => {
      const secretary = await signedIn('secretary')
      const [action = ''] = endings((await administrator.visit(pathOf('secretary'))).text)
      await administrator.visit(action).expect(404)
      await administrator.agent.post(action).set('Sec-Fetch-Site', 'cross-site').type('form').send({ _csrf: csrf }).expect(403)
      await administrator.submit(action, { _csrf: await secretary.csrf() }).expect(403)
      await administrator.submit(action).expect(403)
      await secretary.visit('/people').expect(200)
    })

    it('nothing of their own here: that is on the account page', async () => {
      for (const answer of [await administrator.visit(pathOf('administrator')), await administrator.submit(`${pathOf('administrator')}/end-all`, { _csrf: csrf })])
        expect([answer.status, answer.headers['location']]).toEqual([303, '/account'])
      await administrator.visit('/people').expect(200)
    })
  })

  describe('in another church of the same Foyer', () => {
    it('is neither seen nor ended, whatever ids are tried', async () => {
      foyer.sandbox.setPermission(seatOf('two-churches', GRACE_CHAPEL), { siteAdministrator: true })
      const [stranger, secretary] = [await signedIn('two-churches', { church: GRACE_CHAPEL }), await signedIn('secretary')]
      const administrator = await signedIn('administrator')
      const page = readPage((await stranger.visit('/signed-in').expect(200)).text)
      expect(page.text).toContain('1 person of Grace Chapel is signed in to Foyer.')
      expect(page.text).not.toMatch(/Abernathy|Chen|First Church/)
      expect(readPage((await administrator.visit('/signed-in').expect(200)).text).text).not.toMatch(/Haddad|Grace Chapel/)

      const csrf = await stranger.csrf()
      const [real = ''] = endings((await administrator.visit(pathOf('secretary')).expect(200)).text)
      const id = /sign-ins\/([^/]+)\/end/.exec(real)?.[1] ?? ''
      await stranger.visit(pathOf('secretary')).expect(404)
      const forged = [real, `${pathOf('secretary')}/end-all`, `/signed-in/${FIRST_CHURCH}:${seatOf('secretary').personId}/end-all`, `/signed-in/nobody/sign-ins/${id}/end`, '/signed-in/%2e%2e/end-all']
      for (const path of forged) await stranger.submit(path, { _csrf: csrf }).expect(404)
      await secretary.visit('/people').expect(200)
      expect(audited()).toEqual([])
    })

    it('is another sign-in also when it is the same person’s login', async () => {
      const there = await signedIn('two-churches', { church: GRACE_CHAPEL })
      const here = await signedIn('two-churches', { church: FIRST_CHURCH })
      const administrator = await signedIn('administrator')
      await administrator.submit(`${pathOf('two-churches', FIRST_CHURCH)}/end-all`, { _csrf: await administrator.csrf() }).expect(303)
      await here.visit('/people').expect(303)
      await there.visit('/people').expect(200)
    })
  })

  describe('what Redis keeps for it', () => {
    it('is one sealed entry for a person, however often they sign in, and ends with the last sign-in', async () => {
      for (let time = 0; time < 3; time++) await signedIn('secretary')
      const [key = '', ...others] = await foyer.redis.keys('foyer:church-sign-ins:*')
      expect(others).toEqual([])
      const [entry = '', ...more] = await foyer.redis.zrange(key, 0, -1)
      expect(more).toEqual([])
      expect(key + entry).not.toContain(FIRST_CHURCH)
      expect(entry).not.toContain(seatOf('secretary').personId)
      expect(await foyer.redis.pttl(key)).toBeLessThanOrEqual(8 * HOUR)

      foyer.clock.advance(9 * HOUR)
      await signedIn('pastor')
      expect(await foyer.redis.zcard(key)).toBe(1)
    })

    it('stands in nobody’s way for longer than a sign-in lasts, should its key be lost', async () => {
      const administrator = await signedIn('administrator')
      for (const key of await foyer.redis.keys('foyer:sign-ins:*'))
        for (const [id, entry] of Object.entries(await foyer.redis.hgetall(key))) await foyer.redis.hset(key, id, entry.replace(/\.[0-9a-f]{8}\./, '.ffffffff.'))
      await administrator.visit('/account').expect(503)
      foyer.clock.advance(8 * HOUR)
      const again = await signedIn('administrator')
      await again.visit('/account').expect(200)
      await again.visit('/signed-in').expect(200)
    })
  })
})
