import request from 'supertest'
import { HOUR, MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { anotherProcess, codesIn, giveCode, letIn, readCode, tryApplication } from '../support/setting-up'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const UNREGISTERED = { PCO_CLIENT_ID: '', PCO_CLIENT_SECRET: '' }

describe('Foyer without an id and a secret', () => {
  let foyer: Foyer
  beforeEach(async () => {
    foyer = await startFoyer({ env: UNREGISTERED })
  })
  afterEach(() => foyer.close())

  it('opens its setup page and nothing else', async () => {
    const browser = foyer.browser()
    for (const path of ['/', '/people', '/login', '/oauth/callback?code=c', '/privacy', '/connection', '/no/such/page']) {
      const sent = await browser.visit(path).expect(303)
      expect([path, sent.headers['location']]).toEqual([path, '/setup'])
    }
    expect((await browser.submit('/logout').expect(303)).headers['location']).toBe('/setup')
    expect(readPage((await browser.visit('/setup').expect(200)).text).heading).toBe('Set Foyer up')
  })

  it('says that it lives, and that it takes requests, so that a proxy lets people through to the setup page', async () => {
    await foyer.browser().agent.get('/livez').expect(200, 'ok\n')
    await foyer.browser().agent.get('/readyz').expect(200)
  })

  it.each(['PCO_CLIENT_ID', 'PCO_CLIENT_SECRET'])('does so when only %s is missing, and says which', async (name) => {
    const other = await startFoyer({ env: { [name]: '' } })
    const { text } = await (await letIn(other)).visit('/setup').expect(200)
    expect(readPage(text).text).toContain(`${name} is missing: register an application as below`)
    await other.close()
  })

  it('writes one code into the log of one process, however many there are', async () => {
    const others = [anotherProcess(foyer), anotherProcess(foyer)]
    for (const { app } of [foyer, ...others]) app.start()
    const all = () => [foyer, ...others].flatMap(({ logged }) => codesIn(logged()))
    await until(() => all().length > 0)
    await foyer.browser().visit('/setup').expect(200)
    expect(all()).toHaveLength(1)
    expect(all()[0]).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
    // Any of them takes it.
    expect((await giveCode(foyer.browser(), all()[0] ?? '')).status).toBe(303)
  })

  it('writes the code whatever LOG_LEVEL says', async () => {
    const quiet = await startFoyer({ env: UNREGISTERED, logLevel: 'fatal' })
    expect(await readCode(quiet)).toMatch(/^[A-Z2-9-]{19}$/)
    await quiet.close()
  })

  it('lets in the one browser that gave the code, once, as people type it', async () => {
    const code = await readCode(foyer)
    const [owner, stranger] = [foyer.browser(), foyer.browser()]
    expect((await giveCode(owner, ` ${code.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(303)
    expect(readPage((await owner.visit('/setup').expect(200)).text).heading).toBe('Set up Foyer')
    const again = await giveCode(stranger, code)
    expect([again.status, readPage(again.text).text]).toEqual([403, expect.stringContaining('That is not the code, or it has been used')])
    expect(readPage((await stranger.visit('/setup').expect(200)).text).heading).toBe('Set Foyer up')
  })

  it('gives the browser that is let in a key nobody can have put there before', async () => {
    const code = await readCode(foyer)
    const owner = foyer.browser()
    const key = /setup=([\w-]+)/.exec(String((await owner.visit('/setup')).headers['set-cookie']))?.[1] ?? ''
    const entered = await giveCode(owner, code)
    expect(entered.status).toBe(303)
    expect(String(entered.headers['set-cookie'])).toMatch(/^setup=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const planted = await request(foyer.url).get('/setup').set('Cookie', `setup=${key}`).expect(200)
    expect(readPage(planted.text).heading).toBe('Set Foyer up')
  })

  it('forgets the code after an hour, and whoever gave it, too; the next to come finds a new one in the log', async () => {
    const owner = await letIn(foyer)
    await foyer.browser().visit('/setup')
    const [, old = ''] = codesIn(foyer.logged())
    foyer.clock.advance(HOUR + MINUTE)
    expect(readPage((await owner.visit('/setup').expect(200)).text).heading).toBe('Set Foyer up')
    expect((await giveCode(foyer.browser(), old)).status).toBe(403)
    await until(() => codesIn(foyer.logged()).length === 3)
    expect((await giveCode(foyer.browser(), codesIn(foyer.logged()).at(-1) ?? '')).status).toBe(303)
  })

  it('takes ten codes in ten minutes from one address, right or wrong, and says when to go on', async () => {
    foyer.clock.advance(10 * MINUTE - (foyer.clock.now() % (10 * MINUTE)))
    const code = await readCode(foyer)
    const browser = foyer.browser()
    for (let n = 0; n < 10; n++) expect((await giveCode(browser, `AAAA-AAAA-AAAA-${String(n).padStart(4, 'A')}`)).status).toBe(403)
    const refused = await giveCode(browser, code)
    expect([refused.status, refused.headers['retry-after'], readPage(refused.text).text]).toEqual([429, '600', expect.stringContaining('That was tried too often.')])
    foyer.clock.advance(10 * MINUTE)
    expect((await giveCode(browser, code)).status).toBe(303)
  })

  it('takes no code from a form of another page', async () => {
    const code = await readCode(foyer)
    const browser = foyer.browser()
    await browser.visit('/setup')
    expect((await browser.submit('/setup/code', { code, _csrf: 'made-up' })).status).toBe(403)
    expect((await browser.submit('/setup/code', { code }).set('Sec-Fetch-Site', 'cross-site')).status).toBe(403)
    expect((await giveCode(browser, code)).status).toBe(303)
  })

  it('says so of a browser that keeps no cookie, and the code stays good', async () => {
    const code = await readCode(foyer)
    const refused = await request(foyer.url).post('/setup/code').set('Accept', 'text/html').type('form').send({ code, _csrf: 'x' })
    expect([refused.status, readPage(refused.text).text]).toEqual([400, expect.stringContaining('Your browser did not keep Foyer’s cookie: allow cookies for this address')])
    expect((await giveCode(foyer.browser(), code)).status).toBe(303)
  })

  it('keeps of the code and of the browser nothing that would open the page', async () => {
    const code = await readCode(foyer)
    const owner = foyer.browser()
    const allKept = async () => {
      const keys = await foyer.redis.keys('foyer:setup:*')
      expect(keys.length).toBeGreaterThan(0)
      return keys.join() + (await Promise.all(keys.map((key) => foyer.redis.get(key)))).join()
    }
    const before = await allKept()
    const entered = await giveCode(owner, code)
    const key = /setup=([\w-]{43})/.exec(String(entered.headers['set-cookie']))?.[1] ?? 'no key'
    const kept = before + (await allKept())
    for (const opener of [code, code.replaceAll('-', ''), key]) expect(kept).not.toContain(opener)
  })

  it('names what is wrong when the place of sign-ins does not answer, and lets nobody further', async () => {
    await foyer.privateRedis?.stop()
    await until(() => foyer.redis.status !== 'ready')
    const { text } = await foyer.browser().visit('/setup').expect(503)
    expect(readPage(text).text).toContain('Where sign-ins are kept (REDIS_URL): It does not answer: see that it runs, and that host, port and password in REDIS_URL are right')
    expect(text).not.toContain('<form')
    await foyer.browser().agent.get('/livez').expect(200)
  })

  it('shows the steps with the very callback to copy, what Foyer may use, and what belongs into the environment', async () => {
    const { text } = await (await letIn(foyer)).visit('/setup').expect(200)
    const page = readPage(text)
    expect(text).toContain(`<code>${foyer.url}/oauth/callback</code>`)
    expect(text).toContain(`data-copy="${foyer.url}/oauth/callback"`)
    expect(page.links).toContainEqual({ href: `${foyer.sandbox.url}/oauth/applications`, text: 'your applications' })
    expect(page.text).toContain('choose People, and nothing else')
    expect(page.text).toContain('PCO_CLIENT_ID and PCO_CLIENT_SECRET are missing: register an application as below')
    expect(page.text).toMatch(/PCO_CLIENT_SECRET the secret Planning Center shows once Foyer shows it nowhere\./)
    expect(text).not.toContain('href="/privacy"')
  })

  it('goes once the id and the secret are there', async () => {
    const ready = await startFoyer()
    expect((await ready.browser().visit('/setup').expect(303)).headers['location']).toBe('/login?return_to=%2Fsetup')
    await ready.close()
  })
})

describe('an id and a secret tried on the setup page', () => {
  let foyer: Foyer
  const right = () => ({ client_id: foyer.sandbox.clientId, client_secret: foyer.sandbox.clientSecret })
  beforeAll(async () => {
    foyer = await startFoyer({ env: UNREGISTERED })
  })
  afterEach(() => foyer.sandbox.clearFaults())
  afterAll(() => foyer.close())

  it('are known to Planning Center, and the page says what to put where, but the secret to nobody', async () => {
    const browser = await letIn(foyer)
    const tried = await tryApplication(browser, { ...right(), client_secret: ` ${foyer.sandbox.clientSecret} ` })
    expect([tried.status, readPage(tried.text).text]).toEqual([200, expect.stringContaining('The id and the secret you gave good Planning Center knows them.')])
    expect(readPage(tried.text).text).toContain(`PCO_CLIENT_ID ${foyer.sandbox.clientId}`)
    const keys = await foyer.redis.keys('*')
    const kept = (await Promise.all(keys.map((key) => foyer.redis.get(key)))).join()
    for (const place of [tried.text, foyer.logged(), kept]) expect(place).not.toContain(foyer.sandbox.clientSecret)
    // And it is nobody's: nothing was issued for it.
    expect(foyer.sandbox.liveTokens()).toEqual({ access: 0, refresh: 0 })
  })

  it.each<[string, Partial<ReturnType<typeof right>>, Parameters<Foyer['sandbox']['addFault']>[0] | null, RegExp]>([
    ['a wrong secret', { client_secret: 'canary-wrong' }, null, /to mend Planning Center does not know them together: copy PCO_CLIENT_ID and PCO_CLIENT_SECRET once more/],
    ['an unknown id', { client_id: 'nobody' }, null, /does not know them together/],
    ['an outage', {}, { on: 'token', answer: { status: 503, type: 'html' } }, /worth a look Planning Center gave no clear answer, so nobody knows: look again in a minute/],
    ['a silent Planning Center', {}, { on: 'token', delayHeaders: 20_000 }, /gave no clear answer/],
  ])('with %s, one sentence says what to do', async (_what, changes, fault, words) => {
    const quick = await startFoyer({ env: UNREGISTERED, times: { setupAnswer: 1500 } })
    if (fault) quick.sandbox.addFault(fault)
    const tried = await tryApplication(await letIn(quick), { client_id: quick.sandbox.clientId, client_secret: quick.sandbox.clientSecret, ...changes })
    expect([tried.status, readPage(tried.text).text]).toEqual([422, expect.stringMatching(words)])
    expect(tried.text + quick.logged()).not.toContain('canary')
    await quick.close()
  })

  it('are taken only from whoever gave the code, and from no other page', async () => {
    const sent = await foyer.browser().submit('/setup/try', right()).expect(303)
    expect(sent.headers['location']).toBe('/setup')
    const browser = await letIn(foyer)
    expect((await browser.submit('/setup/try', { ...right(), _csrf: 'made-up' })).status).toBe(403)
    expect(foyer.sandbox.calls.filter(({ kind, grantType }) => kind === 'token' && grantType).length).toBeLessThan(3)
  })
})
