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

  it('C13: template options in the address do nothing', async () => {
    const answer = await browser.visit('/people?settings[view%20options][client]=true&settings[view%20options][escapeFunction]=1;process.exit').expect(200)
    expect(readPage(answer.text).heading).toBe('People')
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
