import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const METHODS = ['post', 'put', 'patch', 'delete'] as const
const EVIL = 'https://evil.example'

describe('a form', () => {
  let foyer: Foyer
  let browser: Browser
  let other: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
    other = foyer.browser()
    await Promise.all([browser.signIn('secretary'), other.signIn('pastor')])
  })
  afterAll(() => foyer.close())

  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api').length
  const isSignedIn = async () => (await browser.visit('/signed-out')).status === 303

  it('C8: changes something in one case only: sent by POST, by a page of ours, with the token of this very session', async () => {
    const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site']
    const origins = [undefined, foyer.url, EVIL, 'null', foyer.url.replace('localhost', '127.0.0.1')]
    const anothers = await other.csrf()
    let own = await browser.csrf()
    const passed: string[] = []
    let tried = 0
    for (const method of METHODS)
      for (const site of sites)
        for (const origin of origins)
          for (const token of ['right', 'none', 'guessed', 'another’s'] as const) {
            const csrf = { right: own, none: undefined, guessed: 'A'.repeat(43), 'another’s': anothers }[token]
            const request = browser.agent[method]('/logout').type('form').set('Accept', 'application/json')
            if (site) void request.set('Sec-Fetch-Site', site)
            if (origin) void request.set('Origin', origin)
            const { status } = await request.send(csrf === undefined ? {} : { _csrf: csrf })
            tried++
            const isIn = await isSignedIn()
            if (!isIn) own = await browser.signIn('secretary').then(() => browser.csrf())
            if (!isIn || ![403, 404].includes(status)) passed.push(`${method} ${site ?? '-'} ${origin?.replace(foyer.url, 'own') ?? '-'} ${token}: ${status}`)
          }
    expect(tried).toBe(METHODS.length * sites.length * origins.length * 4)
    // Where a browser says which site sent it, that decides; where it does not, Origin does; and the token in any case.
    const sayings = ['-', 'own', EVIL, 'null', foyer.url.replace('localhost', '127.0.0.1')]
    const expected = ['- -', '- own', ...['same-origin', 'none'].flatMap((site) => sayings.map((origin) => `${site} ${origin}`))]
    expect(passed).toEqual(expected.map((which) => `post ${which} right: 303`))
  }, 60_000)

  it('C8: is the only thing that changes anything: no address that is only read does', async () => {
    const kept = async () => ((await foyer.redis.keys('*')).filter((key) => /:(session|grant|sign-ins):/.test(key))).sort()
    const [before, asked] = [await kept(), foyer.sandbox.calls.length]
    const addresses = ['/', '/logout', '/signed-out', '/account', '/account/sign-ins/end-all', `/account/sign-ins/${'A'.repeat(43)}/end`, '/people', '/people/1', '/people/1/lists', '/households/1', '/lists', '/lists/1', '/lists/1/refresh', '/lists/1/refreshing', '/reports', '/reports/pins', '/privacy', '/photos/x', '/login', '/oauth/callback', '/livez', '/readyz']
    for (const address of addresses)
      for (const method of ['get', 'head', 'options'] as const) expect((await browser.agent[method](address).set('Accept', 'text/html')).status).toBeLessThan(500)
    expect(await kept()).toEqual(before)
    expect(await isSignedIn()).toBe(true)
    expect(foyer.sandbox.calls.slice(asked).map(({ method }) => method)).not.toContain('POST')
  })

  it.each([
    ['a link on another page', 'get', { 'Sec-Fetch-Site': 'cross-site' }, 404],
    ['a form on another page', 'post', { 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }, 403],
    ['a form on another page, in a browser that says nothing of sites', 'post', { Origin: EVIL }, 403],
    ['a form in a sandboxed frame', 'post', { Origin: 'null' }, 403],
  ] as const)('C9: %s signs nobody out, even with the right token', async (_what, method, headers, status) => {
    const answer = await browser.agent[method]('/logout').set(headers).type('form').send({ _csrf: await browser.csrf() })
    expect(answer.status).toBe(status)
    expect(await isSignedIn()).toBe(true)
  })

  it('F6: on a page that stayed open after signing out in another tab does nothing, says so, and asks Planning Center nothing', async () => {
    const tab = foyer.browser()
    await tab.signIn('administrator')
    const csrf = await tab.csrf()
    await tab.submit('/logout', { _csrf: csrf }).expect(303)
    const before = apiCalls()
    const answer = await tab.submit('/account/sign-ins/end-all', { _csrf: csrf }).expect(401)
    expect(answer.text).toContain('Nothing was changed')
    expect(apiCalls()).toBe(before)
  })

  it('F6: of the sign-in before does nothing for the person signed in now', async () => {
    const tab = foyer.browser()
    await tab.signIn('volunteer')
    const csrf = await tab.csrf()
    await tab.signIn('no-access', { prompt: 'login' })
    const before = apiCalls()
    await tab.submit('/account/sign-ins/end-all', { _csrf: csrf }).expect(403)
    expect(apiCalls()).toBe(before)
    await tab.visit('/account').expect(200)
  })
})
