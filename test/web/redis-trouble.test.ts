import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('when Redis is in trouble', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ proxied: true, times: { redisCommand: 500 } })
  })
  afterAll(() => foyer.close())
  beforeEach(async () => {
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    browser = foyer.browser()
    await browser.signIn('secretary')
  })

  it('E1: dead: every page answers within a second, says that one is still signed in, and leaves the cookie alone', async () => {
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    for (const path of ['/people', '/account', '/', '/login?return_to=/people']) {
      const started = Date.now()
      const answer = await browser.visit(path).expect(503)
      expect(Date.now() - started).toBeLessThan(1000)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect(readPage(answer.text).text).toMatch(/still signed in|Nothing is lost/)
    }
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    await browser.visit('/people').expect(200)
  })

  it('dead while signing out: says so, keeps the cookie, and the same press works afterwards', async () => {
    const csrf = await browser.csrf()
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    const answer = await browser.submit('/logout', { _csrf: csrf }).expect(503)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(readPage(answer.text).text).toContain('You are still signed in.')
    expect(answer.text).toMatch(new RegExp(`<form [^>]*action="/logout">\\s*<input type="hidden" name="_csrf" value="${csrf}">\\s*<button [^>]*>Sign out again<`))
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    await browser.submit('/logout', { _csrf: csrf }).expect(303)
  })

  it.each(['//evil.example/people', '/\\evil.example/people'])('dead: the page for %s leads nowhere else', async (path) => {
    const cookie = String((await foyer.browser().signIn('pastor')).headers['set-cookie']).split(';')[0] ?? ''
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    for (const method of ['GET', 'POST']) {
      const html = await raw(foyer.url, { method, path, headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', 'content-length': 0 } })
      expect(html).toMatch(/(href|action)="\/evil\.example\/people"/)
    }
  })

  it('dead: somebody who has not signed in is not told to be', async () => {
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    const { text } = readPage((await foyer.browser().visit('/login?return_to=/people').expect(503)).text)
    expect(text).toContain('Nothing is lost.')
    expect(text).not.toContain('You are still')
  })

  it('dead between Planning Center and us: nobody is half signed in', async () => {
    const newcomer = foyer.browser()
    const callback = await newcomer.untilCallback('pastor')
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    const answer = await newcomer.visit(callback).expect(503)
    expect(answer.headers['set-cookie']).toBeUndefined()
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    await newcomer.visit(callback).expect(303)
    await newcomer.visit('/people').expect(200)
  })

  it('E2: slow beyond its time-out: 503, and the same cookie works when it is well again', async () => {
    foyer.proxy?.delayReplies(3000)
    const started = Date.now()
    await browser.visit('/people').expect(503)
    expect(Date.now() - started).toBeLessThan(1500)
    foyer.proxy?.pass()
    await until(async () => (await browser.visit('/people')).status === 200)
  })

  it('E1, H5: is live and ready all the same, and says what is wrong', async () => {
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    await browser.agent.get('/livez').expect(200)
    const ready = await browser.agent.get('/readyz').expect(200)
    expect(ready.body).toEqual({ ready: true, redis: 'unavailable' })
    await browser.agent.get('/assets/nothing.css').expect(404)
  })

  it('E11: set to drop records when it is full: says so where the operator looks, and goes on', async () => {
    const ready = async () => (await browser.agent.get('/readyz').expect(200)).body as unknown
    expect(await ready()).toEqual({ ready: true, redis: 'ok' })
    await foyer.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    expect(await ready()).toEqual({ ready: true, redis: 'may sign people out: maxmemory-policy is allkeys-lru, not noeviction' })
    await browser.visit('/people').expect(200)

    expect(foyer.logged()).not.toContain('signs people out')
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    foyer.proxy?.pass()
    await until(() => foyer.logged().includes('which signs people out: set maxmemory-policy to noeviction'))
    await foyer.redis.config('SET', 'maxmemory-policy', 'noeviction')
    expect(await ready()).toEqual({ ready: true, redis: 'ok' })
  })

  it('E11: forbidden to say how it is set: that is no trouble', async () => {
    await foyer.redis.acl('SETUSER', 'default', '-info')
    expect((await browser.agent.get('/readyz').expect(200)).body).toEqual({ ready: true, redis: 'ok' })
    await foyer.redis.acl('SETUSER', 'default', '+info')
  })
})

describe('a page', () => {
  it('waits for Redis twice before Planning Center is asked, and never afterwards', async () => {
    const REPLY = 150
    const foyer = await startFoyer({ proxied: true })
    try {
      const browser = foyer.browser()
      await browser.signIn('secretary')
      await browser.visit('/people').expect(200)
      foyer.clock.advance(120_000) // "last seen" is due as well
      foyer.proxy?.delayReplies(REPLY)

      const waits: { before: number; after: number }[] = []
      for (let visit = 0; visit < 5; visit++) {
        const started = foyer.clock.now()
        await browser.visit('/people').expect(200)
        const asked = foyer.sandbox.calls.findLast(({ kind }) => kind === 'api')?.at ?? 0
        waits.push({ before: asked - started, after: foyer.clock.now() - asked })
      }
      // A busy machine only ever adds: the shortest of several tells what is waited for.
      const [before, after] = [Math.min(...waits.map((wait) => wait.before)), Math.min(...waits.map((wait) => wait.after))]
      expect(before).toBeGreaterThanOrEqual(2 * REPLY)
      expect(before).toBeLessThan(3 * REPLY)
      expect(after).toBeLessThan(REPLY)
    } finally {
      await foyer.close()
    }
  })
})

/** An address exactly as it is written, which no client would send. */
const raw = (url: string, options: { method: string; path: string; headers: Record<string, string | number> }) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    request({ hostname, port, ...options }, (answer) => resolve(text(answer)))
      .on('error', reject)
      .end()
  })
