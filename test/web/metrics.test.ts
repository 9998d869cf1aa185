import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createLog } from '../../src/log'
import { createMetrics } from '../../src/metrics'
import { openMetrics } from '../../src/metrics-server'
import { fingerprint } from '../../src/sealing'
import { HOUR, MINUTE } from '../support/clock'
import { figure, parseFigures, readFigures } from '../support/figures'
import { createRenewing, FIRST_REFRESH_TOKEN, keep } from '../support/renewing'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { startStore } from '../support/start-store'
import { startTokenEndpoint } from '../support/token-endpoint'
import { until } from '../support/until'

describe('Foyer counts', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    const times = { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, redisCommand: 2000, settlePauseMin: 20, settlePauseMax: 50 }
    foyer = await startFoyer({ proxied: true, times })
  })
  afterAll(() => foyer.close())
  beforeEach(() => {
    browser = foyer.browser()
    foyer.sandbox.clearFaults()
  })

  /** By how much a figure grows while something happens, and in the moment it takes to be counted. */
  async function growth(name: string, labels: Record<string, string>, what: () => Promise<unknown>): Promise<number> {
    const before = await figure(foyer.metrics, name, labels)
    await what()
    await until(async () => (await figure(foyer.metrics, name, labels)) > before)
    return (await figure(foyer.metrics, name, labels)) - before
  }
  const refuse = (detail: string) => foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 401, type: 'json', body: { errors: [{ detail }] } } })

  describe('sign-ins, by what came of them', () => {
    const outcome = (word: string, what: () => Promise<unknown>) => growth('foyer_sign_ins_total', { outcome: word }, what)

    it('signed in', async () => {
      expect(await outcome('signed-in', () => browser.signIn('secretary'))).toBe(1)
    })

    it('not let in', async () => {
      expect(await outcome('denied', async () => browser.visit(await browser.untilCallback('volunteer', { decision: 'deny' })).expect(400))).toBe(1)
    })

    it('too late', async () => {
      const callback = await browser.untilCallback('secretary')
      foyer.clock.advance(11 * MINUTE)
      expect(await outcome('attempt-expired', () => browser.visit(callback).expect(400))).toBe(1)
    })

    it('in vain, because Planning Center is down', async () => {
      const callback = await browser.untilCallback('secretary')
      foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 503, type: 'html' } })
      expect(await outcome('token-endpoint-down', () => browser.visit(callback).expect(503))).toBe(1)
    })
  })

  describe('what ended a sign-in', () => {
    const ended = (why: string, what: () => Promise<unknown>) => growth('foyer_grants_ended_total', { why }, what)
    beforeEach(() => browser.signIn('secretary'))

    it('signing out, once, however often it is pressed', async () => {
      const csrf = await browser.csrf()
      const press = () => browser.submit('/logout', { _csrf: csrf }).expect(303)
      expect(await ended('signed-out', () => Promise.all([press(), press()]))).toBe(1)
    })

    it('a new sign-in in its place', async () => {
      expect(await ended('replaced', () => browser.signIn('secretary', { prompt: 'login' }))).toBe(1)
    })

    it('Planning Center, taking back the permission', async () => {
      foyer.clock.advance(MINUTE) // a 401 straight after signing in would be taken for a replica catching up
      foyer.sandbox.revokeGrants()
      expect(await ended('revoked', () => Promise.all([browser.visit('/people'), browser.visit('/lists')]))).toBe(1)
    })

    it.each([
      ['FLAMINGO', 'person-gone'],
      ['LEMMING', 'church-gone'],
    ])('a 401 %s: %s', async (hint, why) => {
      refuse(`(${hint})`)
      expect(await ended(why, () => browser.visit('/people').expect(403))).toBe(1)
    })
  })

  it('calls to the token endpoint, by outcome and with their time', async () => {
    const calls = (call: string, outcome: string, what: () => Promise<unknown>) => growth('foyer_token_call_seconds_count', { call, outcome }, what)
    expect(await calls('redeem', 'ok', () => browser.signIn('secretary'))).toBe(1)

    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 300 })
    const spent = await figure(foyer.metrics, 'foyer_token_call_seconds_sum', { call: 'refresh' })
    expect(await calls('refresh', 'ok', () => browser.visit('/people').expect(200))).toBe(1)
    expect((await figure(foyer.metrics, 'foyer_token_call_seconds_sum', { call: 'refresh' })) - spent).toBeGreaterThan(0.29)

    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 503, type: 'html' } })
    expect(await calls('refresh', 'unclear', () => browser.visit('/people').expect(503))).toBe(1)

    foyer.clock.advance(MINUTE)
    foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 401, type: 'json', body: { error: 'invalid_client' } } })
    expect(await calls('refresh', 'refused', () => browser.visit('/people').expect(503))).toBe(1)

    foyer.clock.advance(2 * MINUTE)
    foyer.sandbox.revokeGrants()
    expect(await calls('refresh', 'dead', () => browser.visit('/people').expect(303))).toBe(1)

    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    expect(await calls('revoke', 'ok', () => browser.submit('/logout', { _csrf: csrf }).expect(303))).toBe(1)
  })

  it('refused tokens by Planning Center’s hint, and no other word of its answer', async () => {
    await browser.signIn('secretary')
    const refused = (hint: string, what: () => void) =>
      growth('foyer_planning_center_401_total', { hint }, async () => {
        foyer.clock.advance(MINUTE)
        what()
        await browser.visit('/people').expect(200)
      })
    expect(await refused('BABOON', () => refuse('(BABOON)'))).toBe(1)
    expect(await refused('CAPUCHIN', () => refuse('(CAPUCHIN)'))).toBe(1)
    expect(await refused('other', () => refuse('(RUTH_ABERNATHY)'))).toBe(1)
    expect(await refused('none', () => foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 401, body: '', type: 'html' } }))).toBe(1)
  })

  it('Planning Center’s 429s, the time spent waiting for it, and who was told to come back instead', async () => {
    await browser.signIn('secretary')
    const visit = () => browser.visit('/people')
    const waitedBefore = await figure(foyer.metrics, 'foyer_rate_limit_wait_seconds_sum')
    foyer.sandbox.addFault({ on: 'api', times: 1, rateLimit: { retryAfter: 1 } })
    expect(await growth('foyer_planning_center_seconds_count', { status: '429' }, () => visit().expect(200))).toBe(1)
    expect((await figure(foyer.metrics, 'foyer_rate_limit_wait_seconds_sum')) - waitedBefore).toBeGreaterThanOrEqual(1)

    foyer.sandbox.addFault({ on: 'api', times: 1, rateLimit: { retryAfter: 19 } })
    expect(await growth('foyer_rate_limit_refusals_total', {}, () => visit().expect(503))).toBe(1)
    foyer.clock.advance(20_000)
  })

  it('how long Planning Center takes, by the pattern of what is asked, and when it does not answer', async () => {
    await browser.signIn('secretary')
    const person = [...(foyer.sandbox.world.churches.values().next().value?.people.keys() ?? [])][0]
    const asked = (request: string, status: string, what: () => Promise<unknown>) => growth('foyer_planning_center_seconds_count', { request, status }, what)
    expect(await asked('GET /people/v2/people', '200', () => browser.visit('/people').expect(200))).toBe(1)
    expect(await asked('GET /people/v2/people/:id', '200', () => browser.visit(`/people/${person}`).expect(200))).toBe(1)
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/people', times: 1, dropReplyAfterActing: true })
    expect(await asked('GET /people/v2/people', 'none', () => browser.visit('/people').expect(200))).toBe(1)
  })

  it('its own answers, by the pattern of the page', async () => {
    await browser.signIn('secretary')
    expect(await growth('foyer_page_seconds_count', { route: '/people/:id', status: '404' }, () => browser.visit('/people/1').expect(404))).toBe(1)
    expect(await growth('foyer_page_seconds_count', { route: 'none', status: '404' }, () => browser.visit('/ruth-abernathy').expect(404))).toBe(1)
  })

  it('what Redis does not do: not in time, not to be reached, not willing', async () => {
    await browser.signIn('secretary')
    const failed = (kind: string, what: () => Promise<unknown>) => growth('foyer_redis_failures_total', { kind }, what)
    foyer.proxy?.delayReplies(4000)
    expect(await failed('timeout', () => browser.visit('/people').expect(503))).toBeGreaterThan(0)
    foyer.proxy?.delayReplies(0)
    foyer.proxy?.refuse()
    await until(() => foyer.redis.status !== 'ready')
    expect(await failed('unreachable', () => browser.visit('/people').expect(503))).toBeGreaterThan(0)
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    expect(await failed('refused', () => foyer.redis.call('NO-SUCH-COMMAND').catch(() => undefined))).toBe(1)
  })

  it('without naming anybody: no label holds a person, a church, an id, a token or what somebody typed', async () => {
    const { sandbox } = foyer
    for (const login of ['administrator', 'no-access']) {
      const someone = foyer.browser()
      await someone.signIn(login)
      const church = [...sandbox.world.churches.values()][0]
      const ids = [...(church?.people.keys() ?? [])].slice(0, 3)
      for (const path of [...ids.map((id) => `/people/${id}`), '/people?q=Abernathy', '/lists', '/signed-in', `/signed-in/${ids[0]}`, '/nothing/Abernathy', '/people/Abernathy', '/explorer/people/people/ruth-abernathy', '/explorer/people/people/1/households/abernathy/people'])
        await someone.visit(path)
    }
    const texts = new Set((await readFigures(foyer.metrics)).flatMap(({ labels }) => Object.entries(labels).flatMap(([label, text]) => (label === 'le' ? [] : [text]))))
    const words = /^(none|other|[a-z]+(-[a-z]+)*|[A-Z_]+|bad_scope|[1-5]\d\d|(GET )?(\/[a-z_-]+|\/v2|\/…|\/:[a-zA-Z]+|\/\*[a-z]+)*\/?)$/
    expect([...texts].filter((text) => !words.test(text))).toEqual([])
    for (const word of ['abernathy', ...sandbox.world.churches.keys()]) expect([...texts].join(' ').toLowerCase()).not.toContain(word)
    expect(texts.size).toBeGreaterThan(20)
  })
})

describe('of renewals, Foyer counts', () => {
  const TIMES = { tokenPhase: 600, renewLock: 1500, renewLockMargin: 1200, renewPollMin: 5, renewPollMax: 10, revokePhase: 300, commitRetry: 100 }

  it('who waited for another process, and how long', async () => {
    const endpoint = await startTokenEndpoint(FIRST_REFRESH_TOKEN)
    const store = await startStore({ planningCenterUrl: endpoint.url, times: TIMES })
    const [here, there] = [createRenewing(store), createRenewing(store, await store.connect())]
    try {
      endpoint.latency = 200
      const id = await keep(store, here)
      const first = here.renewal.renew(id, 1)
      await until(() => endpoint.refreshed().length === 1)
      await Promise.all([first, there.renewal.renew(id, 1)])
      expect(await figure(here.metrics, 'foyer_renewal_lock_wait_seconds_count')).toBe(0)
      expect(await figure(there.metrics, 'foyer_renewal_lock_wait_seconds_count')).toBe(1)
      expect(await figure(there.metrics, 'foyer_renewal_lock_wait_seconds_sum')).toBeGreaterThan(0.01)
    } finally {
      await Promise.all([here.close(), there.close()])
      await Promise.all([store.close(), endpoint.close()])
    }
  })

  it('new tokens that Redis would not take, for then somebody must sign in again', async () => {
    const endpoint = await startTokenEndpoint(FIRST_REFRESH_TOKEN)
    const store = await startStore({ planningCenterUrl: endpoint.url, times: TIMES })
    const here = createRenewing(store)
    try {
      endpoint.latency = 100
      const id = await keep(store, here)
      const renewal = here.renewal.renew(id, 1).catch((error: unknown) => error)
      await until(() => endpoint.refreshed().length === 1)
      await store.redis.set(`foyer:grant:${fingerprint(id)}`, 'no grant: Redis refuses to write into it')
      expect(await renewal).toBeInstanceOf(Error)
      expect(await figure(here.metrics, 'foyer_renewals_lost_total')).toBe(1)
    } finally {
      await here.close()
      await Promise.all([store.close(), endpoint.close()])
    }
  })
})

describe('the port for the figures', () => {
  it('gives them, with those of the process, and nothing else', async () => {
    const metrics = createMetrics()
    const server = openMetrics(metrics, { host: '127.0.0.1', port: 0, log: createLog('silent') })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      metrics.signIn('denied')
      const answer = await fetch(`${url}/metrics`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
      const figures = parseFigures(await answer.text())
      expect(figures).toContainEqual({ name: 'foyer_sign_ins_total', labels: { outcome: 'denied' }, value: 1 })
      expect(figures.map(({ name }) => name)).toEqual(expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']))

      for (const path of ['/', '/metrics/', '/people', '/metricsx']) expect((await fetch(url + path)).status).toBe(404)
      expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  it('is not the public one, and two apps in one process keep their figures apart', async () => {
    const [one, other] = await Promise.all([startFoyer(), startFoyer()])
    try {
      await one.browser().signIn('secretary')
      await one.browser().visit('/metrics').expect(404)
      expect(await figure(one.metrics, 'foyer_sign_ins_total')).toBe(1)
      expect(await figure(other.metrics, 'foyer_sign_ins_total')).toBe(0)
    } finally {
      await Promise.all([one.close(), other.close()])
    }
  })
})
