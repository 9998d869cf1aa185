import { request as rawRequest } from 'node:http'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('bad input', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
    await browser.signIn('secretary')
  })
  afterAll(() => foyer.close())
  afterEach(() => browser.visit('/people').expect(200)) // whatever it was, nobody is signed out by it

  it('an unknown page is a 404 with a way on', async () => {
    const page = readPage((await browser.visit('/no/such/page').expect(404)).text)
    expect(page.links.length).toBeGreaterThan(0)
  })

  it('an unknown page for a stranger is a 404 too', async () => {
    await foyer.browser().visit('/no/such/page').expect(404)
  })

  it('a garbled address is a 400', async () => {
    await browser.visit('/people/%E0%A4%A').expect(400)
  })

  it('a form larger than anybody types is a 413', async () => {
    await browser.submit('/account/sign-ins/end-all', { _csrf: await browser.csrf(), note: 'x'.repeat(20_000) }).expect(413)
  })

  it('a body in another language is not understood, and changes nothing', async () => {
    await browser.agent.post('/logout').set('Content-Type', 'application/json').send('{"_csrf":').expect(403)
    await browser.agent.post('/logout').set('Content-Type', 'application/x-www-form-urlencoded; charset=klingon').send('a=b').expect(400)
  })

  it('another method is not found', async () => {
    const _csrf = await browser.csrf()
    await browser.submit('/people', { _csrf }).expect(404)
  })

  it('cookies larger than any of ours are refused before they are read', async () => {
    const status = await new Promise((resolve, reject) => {
      const request = rawRequest(`${foyer.url}/people`, { headers: { cookie: `a=${'b'.repeat(20_000)}` } }, (response) => resolve(response.statusCode))
      request.on('error', reject)
      request.end()
    })
    expect(status).toBe(431)
  })

  it('another host name is not answered in our name', async () => {
    const answer = await browser.agent.get('/').set('Host', 'evil.example').expect(421)
    expect(answer.text).not.toContain('evil.example')
    await browser.agent.get('/login').set('X-Forwarded-Host', 'evil.example').expect(303)
  })

  it('template options in the address do nothing', async () => {
    const answer = await browser.visit('/people?settings[view%20options][client]=true&settings[view%20options][escapeFunction]=1;process.exit').expect(200)
    expect(readPage(answer.text).heading).toBe('People')
  })

  it('every page carries the headers that protect it', async () => {
    for (const [path, status] of [['/people', 200], ['/login', 303], ['/nothing', 404], ['/account', 200]] as const) {
      const { headers } = await browser.visit(path).expect(status)
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{10}$/)
    }
    const callback = await browser.visit('/oauth/callback').expect(400)
    expect(callback.headers['referrer-policy']).toBe('no-referrer')
  })

  it('H10: stylesheets are kept for a year under their own name, and cost no Redis', async () => {
    const { text } = await browser.visit('/people')
    const stylesheet = /href="(\/assets\/[^"]+\.css)"/.exec(text)?.[1] ?? ''
    const before = await commands()
    const { headers } = await browser.agent.get(stylesheet).expect(200)
    expect(headers['cache-control']).toContain('immutable')
    await browser.agent.get(stylesheet.replace(/\.[0-9a-f]+\.css$/, '.000000000000.css')).expect(404)
    expect((await commands()) - before).toBe(1) // the counting itself
  })

  it('H10: neither do health checks, icons, or files there are none of; asking whether Redis is there asks it once', async () => {
    const before = await commands()
    await browser.agent.get('/livez').expect(200)
    await browser.agent.get('/favicon.ico').expect(302)
    await browser.agent.get('/assets/none.css').expect(404)
    await browser.agent.get('/readyz').expect(200)
    expect((await commands()) - before).toBe(2) // the counting itself, and one PING
    for (const path of ['/livez', '/readyz', '/favicon.ico']) expect((await foyer.browser().agent.get(path)).headers['set-cookie']).toBeUndefined()
  })

  const commands = async () => Number(/total_commands_processed:(\d+)/.exec(await foyer.redis.info('stats'))?.[1])
})

describe('behind a proxy', () => {
  it('a https Foyer that sees plain http says which setting is wrong instead of losing its cookies', async () => {
    const foyer = await startFoyer()
    const secured = await startFoyer({ env: { PUBLIC_URL: 'https://foyer.example.org', TRUSTED_PROXIES: '' } })
    try {
      const answer = await secured.browser().agent.get('/login').set('Host', 'foyer.example.org').set('X-Forwarded-Proto', 'https')
      expect(answer.status).toBe(421)
      expect(answer.headers['set-cookie']).toBeUndefined()
    } finally {
      await Promise.all([foyer.close(), secured.close()])
    }
  })

  it('a trusted one makes __Host- cookies, Secure', async () => {
    const foyer = await startFoyer({ env: { PUBLIC_URL: 'https://foyer.example.org', TRUSTED_PROXIES: 'loopback' } })
    try {
      const answer = await foyer.browser().agent.get('/login').set('Host', 'foyer.example.org').set('X-Forwarded-Proto', 'https').expect(303)
      const cookie = String(answer.headers['set-cookie'])
      expect(cookie).toMatch(/^__Host-login=/)
      expect(cookie).toMatch(/; Secure/)
      expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
      expect(new URL(answer.headers['location'] ?? '').searchParams.get('redirect_uri')).toBe('https://foyer.example.org/oauth/callback')
    } finally {
      await foyer.close()
    }
  })
})
