import { request as rawRequest } from 'node:http'
import { asSent, sessionIdIn, setCookies } from '../support/cookies'
import { browse, CookieJar, visitPlanningCenter } from '../support/planning-center-visit'
import { startFoyer, type Foyer } from '../support/start-app'

const HOST = 'foyer.example.org'
const OURS = ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']
const BROWSERS_KEEP_BYTES = 4096

/** Foyer as it stands in production: https outside, http from its proxy. */
describe('behind a proxy, by https,', () => {
  let foyer: Foyer
  let stranger: Foyer
  beforeAll(async () => {
    const env = { PUBLIC_URL: `https://${HOST}` }
    const sandbox = { redirectUris: [`https://${HOST}/oauth/callback`] }
    foyer = await startFoyer({ env: { ...env, TRUSTED_PROXIES: 'loopback' }, sandbox })
    stranger = await startFoyer({ env: { ...env, TRUSTED_PROXIES: '10.1.2.3' }, sandbox })
  })
  afterAll(() => Promise.all([foyer.close(), stranger.close()]))

  const ask = (path: string, cookie = '', at = foyer) => at.browser().agent.get(path).set({ Host: HOST, 'X-Forwarded-Proto': 'https', Accept: 'text/html', Cookie: cookie })
  const send = (path: string, fields: Record<string, string>, cookie: string) =>
    foyer.browser().agent.post(path).set({ Host: HOST, 'X-Forwarded-Proto': 'https', Accept: 'text/html', Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }).type('form').send(fields)

  async function signIn() {
    const started = await ask('/login?return_to=/account').expect(303)
    const { callback } = await visitPlanningCenter(started.headers['location'] ?? '', { login: 'secretary', jar: new CookieJar() })
    const arrived = await ask(callback.slice(`https://${HOST}`.length), setCookies(started).map(asSent).join('; ')).expect(303)
    return { started, arrived, cookie: [...setCookies(started), ...setCookies(arrived)].map(asSent).join('; ') }
  }

  it('B15: the proxy that is named is believed: the cookies are made, Secure, and they sign in', async () => {
    const { cookie } = await signIn()
    await ask('/account', cookie).expect(200)
  })

  it.each(['/login', '/'])('B15: nobody else is believed who says that it came by https (%s): no cookie, and the wrong setting is named', async (path) => {
    const answer = await ask(path, '', stranger)
    expect(setCookies(answer)).toEqual([])
    if (path === '/login') expect(answer.status).toBe(421)
  })

  it('C3: every cookie is bound to this very host, to https, to all of it, and kept from scripts and other sites', async () => {
    const { started, arrived, cookie } = await signIn()
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await ask('/account', cookie)).text)?.[1] ?? ''
    const out = await send('/logout', { _csrf: csrf }, cookie).expect(303)
    const made = [started, arrived, out].flatMap(setCookies).filter(({ value }) => value !== '')
    expect(made.map(({ name, attributes }) => ({ name, attributes }))).toEqual([
      { name: '__Host-login', attributes: OURS },
      { name: '__Host-sid', attributes: OURS },
      { name: '__Host-signed-out', attributes: OURS },
    ])
    expect(arrived.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  it('C4: after signing out a browser really lets go of the cookie: it is taken back as it was made', async () => {
    const { cookie } = await signIn()
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await ask('/account', cookie)).text)?.[1] ?? ''
    const out = await send('/logout', { _csrf: csrf }, cookie).expect(303)
    const gone = setCookies(out).find(({ name }) => name === '__Host-sid')
    expect(gone).toEqual({ name: '__Host-sid', value: '', attributes: ['Expires=Thu, 01 Jan 1970 00:00:00 GMT', ...OURS] })
    await ask('/account', cookie).expect(303)
  })

  it('C5: all cookies of ours together are small', async () => {
    const { started, arrived } = await signIn()
    const all = [started, arrived].flatMap(setCookies)
    expect(all.map(asSent).join('; ').length).toBeLessThan(1024)
    expect(Math.max(...all.map((cookie) => asSent(cookie).length))).toBeLessThan(BROWSERS_KEEP_BYTES)
    expect(sessionIdIn(all.find(({ name }) => name === '__Host-sid') ?? { name: '', value: '', attributes: [] })).toMatch(/^[\w-]{32}$/)
  })
})

describe('by whatever name it is called,', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  it.each([{ Host: 'evil.example' }, { Host: 'localhost.evil.example' }, { Host: 'localhost:1' }])('B14: %j is not ours: 421, and the name is in no link', async (headers) => {
    for (const path of ['/', '/login?return_to=/people', '/oauth/callback', '/people']) {
      const answer = await foyer.browser().agent.get(path).set({ ...headers, Accept: 'text/html' }).expect(421)
      expect(answer.text + JSON.stringify(answer.headers)).not.toMatch(/evil|localhost:1\b/)
    }
  })

  it('B14: what a proxy is said to have been asked for goes into no address and no page', async () => {
    const browser = foyer.browser()
    const headers = { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example;proto=https', 'X-Original-Host': 'evil.example', 'X-Forwarded-Server': 'evil.example' }
    const login = await browser.visit('/login?return_to=/people').set(headers).expect(303)
    expect(new URL(login.headers['location'] ?? '').searchParams.get('redirect_uri')).toBe(`${foyer.url}/oauth/callback`)
    const { headers: sent } = await browse(new URL(login.headers['location'] ?? ''), new CookieJar())
    await browser.signIn('secretary')
    const pages = [login, ...(await Promise.all(['/', '/people', '/account', '/nothing', '/oauth/callback'].map((path) => browser.visit(path).set(headers))))]
    for (const { text, headers } of pages) expect(text + JSON.stringify(headers) + JSON.stringify([...sent])).not.toContain('evil.example')
  })

  it('B15: an address that anybody can claim is nobody’s: who floods under many is still one', async () => {
    const flood = Array.from({ length: 620 }, (_, n) => foyer.browser().visit('/login').set('X-Forwarded-For', `198.51.100.${n % 250}`))
    expect((await Promise.all(flood)).map(({ status }) => status)).toContain(429)
    foyer.clock.advance(60_000)
  })

  it('C5: 17 KB of cookies are refused before they are read, again and again, and nothing falls over', async () => {
    const refused = () =>
      new Promise((resolve, reject) => {
        const request = rawRequest(`${foyer.url}/people`, { headers: { cookie: `a=${'b'.repeat(17 * 1024)}` } }, (response) => resolve(response.statusCode))
        request.on('error', reject)
        request.end()
      })
    expect(await Promise.all(Array.from({ length: 20 }, refused))).toEqual(Array(20).fill(431))
    await foyer.browser().visit('/').expect(200)
  })
})
