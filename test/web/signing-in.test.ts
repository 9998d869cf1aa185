import { HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { browse, visitPlanningCenter } from '../support/planning-center-visit'
import { until } from '../support/until'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const sidOf = (headers: Record<string, unknown>) => /^sid=([^;]+)/.exec([headers['set-cookie']].flat().find((line) => String(line).startsWith('sid=')) as string)?.[1]

describe('signing in', () => {
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

  it('greets a stranger with one button and who runs this', async () => {
    const page = readPage((await browser.visit('/').expect(200)).text)
    expect(page.links).toContainEqual({ href: '/login', text: 'Sign in with Planning Center' })
    expect(page.text).toContain('Foyer never sees your password. You see what Planning Center lets you see.')
    expect(page.text).toContain('the test office')
  })

  it('leads through Planning Center back to the page one wanted, letter by letter', async () => {
    const wanted = '/people?q=O%27Neil&page=1'
    const arrived = await browser.signIn('secretary', { returnTo: wanted })
    expect(arrived.status).toBe(303)
    expect(arrived.headers['location']).toBe(wanted)
    expect((await browser.visit('/people').expect(200)).text).toContain('First Church')
  })

  it('sends a stranger who opens a page to sign in, and back to that page and search', async () => {
    const sent = await browser.visit('/people?q=Abara&page=2').expect(303)
    expect(sent.headers['location']).toBe(`/login?return_to=${encodeURIComponent('/people?q=Abara&page=2')}`)
  })

  it('asks Planning Center with PKCE, state, nonce and the exact callback, and never with the secret', async () => {
    const { headers } = await browser.visit('/login').expect(303)
    const query = new URL(headers['location'] ?? '').searchParams
    expect(query.get('code_challenge_method')).toBe('S256')
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(query.get('state')).toMatch(/^[\w-]{43}$/)
    expect(query.get('nonce')).toMatch(/^[\w-]{43}$/)
    expect(query.get('redirect_uri')).toBe(`${foyer.url}/oauth/callback`)
    expect(query.get('scope')).toBe('openid people')
    expect(headers['location']).not.toContain(foyer.sandbox.clientSecret)
  })

  it('gives a new session id at every sign-in, and the old one opens nothing', async () => {
    const first = sidOf((await browser.signIn('secretary')).headers)
    const second = sidOf((await browser.signIn('secretary', { prompt: 'login' })).headers)
    expect(first).toBeTruthy()
    expect(second).not.toBe(first)
    const old = foyer.browser()
    await old.visit('/people').set('Cookie', `sid=${first}`).expect(303)
  })

  it('does not adopt a session id that was planted', async () => {
    const planted = 's%3Aplanted.c2lnbmF0dXJl'
    const callback = await browser.untilCallback('secretary')
    const arrived = await browser.visit(callback).set('Cookie', `sid=${planted}`)
    expect(sidOf(arrived.headers) ?? '').not.toContain('planted')
  })

  it('goes straight through while Planning Center is still open: an ended session costs nothing', async () => {
    await browser.signIn('secretary')
    const started = await browser.visit('/login?return_to=/account&prompt=select_account')
    expect(started.status).toBe(303)
    const again = foyer.browser()
    const { headers } = await again.visit('/login?return_to=/people')
    const answer = await browse(new URL(headers['location'] ?? ''), browser.jar)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toContain('/oauth/callback?')
  })

  describe('and what can go wrong on the way', () => {
    it('a code Planning Center no longer takes is said so', async () => {
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 400, type: 'json', body: { error: 'invalid_grant', error_description: 'x' } } })
      await browser.visit(callback).expect(400)
      await browser.visit('/people').expect(303)
    })

    it.each([
      ['an error page of the edge', { answer: { status: 502, type: 'html' as const } }],
      ['a 200 with an error in it', { okWithErrorBody: true as const }],
      ['nothing at all', { empty: true as const }],
      ['a broken connection', { dropReplyAfterActing: true as const }],
    ])('when the token endpoint gives %s, nobody is signed in and the next step is to try again', async (_what, fault) => {
      const callback = await browser.untilCallback('secretary', { returnTo: '/people?q=again' })
      foyer.sandbox.addFault({ on: 'token', times: 1, ...fault })
      const answer = await browser.visit(callback).expect(503)
      expect(answer.headers['retry-after']).toMatch(/^\d+$/)
      expect(readPage(answer.text).links.map(({ href }) => href)).toContain(`/login?return_to=${encodeURIComponent('/people?q=again')}`)
      await browser.visit('/people').expect(303)
    })

    it('a wrong client secret is our fault: 503, an alarm, nobody signed out', async () => {
      const signedIn = foyer.browser()
      await signedIn.signIn('pastor')
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 401, type: 'json', body: { error: 'invalid_client' } } })
      await browser.visit(callback).expect(503)
      expect(foyer.logged()).toContain('ALARM')
      await signedIn.visit('/people').expect(200)
    })

    it.each([
      ['signed for another application', { aud: 'somebody-else' }],
      ['from another issuer', { iss: 'https://evil.example' }],
      ['with another nonce', { nonce: 'another' }],
      ['without a nonce', { nonce: null }],
      ['that has expired', { exp: 1000 }],
      ['naming nobody', { sub: null }],
    ])('an id_token %s signs nobody in, and the tokens are given back', async (_what, claims) => {
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, claims })
      const revoked = foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length
      const answer = await browser.visit(callback)
      expect([400, 502]).toContain(answer.status)
      await browser.visit('/people').expect(303)
      await until(() => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length > revoked)
    })

    it('a login whose church Planning Center does not name is refused', async () => {
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, claims: { organization_id: null } })
      await browser.visit(callback).expect(400)
      await browser.visit('/people').expect(303)
    })

    it('without an id_token userinfo is asked', async () => {
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, omit: ['id_token'] })
      await browser.visit(callback).expect(303)
      await browser.visit('/people').expect(200)
      expect(foyer.sandbox.calls.some(({ kind }) => kind === 'userinfo')).toBe(true)
    })
  })

  it('another person in the same browser sees with their own eyes only, and the first sign-in is ended', async () => {
    await browser.signIn('administrator')
    const before = foyer.sandbox.liveTokens().refresh
    await browser.signIn('volunteer', { prompt: 'login' })
    const { text } = await browser.visit('/account').expect(200)
    expect(readPage(text).text).toContain('Viewer')
    await until(() => foyer.sandbox.liveTokens().refresh <= before)
  })

  it('B10: a browser that never keeps the session is told so instead of going round for ever', async () => {
    const cookieless = foyer.browser()
    const login = await cookieless.visit('/login').expect(303)
    const binder = /login=[\w-]+/.exec(String(login.headers['set-cookie']))?.[0] ?? ''
    const forgetful = () => foyer.browser().visit('/login').set('Cookie', binder)
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) {
      const started = await forgetful()
      statuses.push(started.status)
      if (started.status !== 303) break
      const { callback } = await visitPlanningCenter(started.headers['location'] ?? '', { login: 'secretary', jar: cookieless.jar })
      await foyer.browser().visit(callback.slice(foyer.url.length)).set('Cookie', binder).expect(303)
    }
    expect(statuses).toEqual([303, 303, 303, 400])
  })

  it('B18: three hundred a minute from one address are let through, a flood is not, and the next minute is free again', async () => {
    const statuses: number[] = []
    foyer.clock.advance(HOUR)
    for (let batch = 0; batch < 8; batch++) {
      const answers = await Promise.all(Array.from({ length: 80 }, () => foyer.browser().visit('/login')))
      statuses.push(...answers.map(({ status }) => status))
    }
    // The flood may have lasted from one minute into the next.
    const passed = statuses.filter((status) => status === 303).length
    expect([passed >= 300, passed <= 600, statuses.includes(429)]).toEqual([true, true, true])
    foyer.clock.advance(HOUR)
    await browser.visit('/login').expect(303)
  }, 60_000)

  it.each([
    ['a browser that guesses ahead', { 'Sec-Purpose': 'prefetch' }],
    ['a browser that draws ahead', { 'Sec-Purpose': 'prefetch;prerender' }],
    ['an older one that guesses ahead', { Purpose: 'prefetch' }],
    ['a picture on a stranger’s page', { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Site': 'cross-site' }],
    ['a script', { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors' }],
    ['a frame', { 'Sec-Fetch-Dest': 'iframe' }],
  ])('B18: begins nothing for %s', async (_who, headers) => {
    const before = (await foyer.redis.keys('foyer:login*')).sort()
    const answer = await browser.visit('/login').set(headers)
    expect(answer.status).toBe(204)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await foyer.redis.keys('foyer:login*')).sort()).toEqual(before)
    await browser.visit('/login').set({ 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' }).expect(303)
  })
})

describe('a Foyer for certain churches', () => {
  it('names its church once somebody of it has come in', async () => {
    const foyer = await startFoyer({ env: { PCO_ORGANIZATIONS: '463218' } })
    try {
      await foyer.browser().signIn('secretary')
      const answer = await foyer.browser().signIn('two-churches', { church: '519007' })
      expect(answer.status).toBe(403)
      expect(readPage(answer.text).text).toContain('This Foyer is for First Church.')
      expect(readPage(answer.text).text).toContain('519007')
    } finally {
      await foyer.close()
    }
  })

  it('turns another church away with its own page, keeps nothing and gives the tokens back', async () => {
    const foyer = await startFoyer({ env: { PCO_ORGANIZATIONS: '1' } })
    try {
      const browser = foyer.browser()
      const answer = await browser.signIn('secretary')
      expect(answer.status).toBe(403)
      const [church] = foyer.sandbox.world.churches.keys()
      expect(readPage(answer.text).text).toContain(church)
      expect(answer.headers['set-cookie']).toBeUndefined()
      await until(() => foyer.sandbox.liveTokens().refresh === 0)
      await until(async () => (await foyer.redis.keys('*')).filter((key) => !/login-rate|login-loop/.test(key)).length === 0)
    } finally {
      await foyer.close()
    }
  })
})
