import type { Response } from 'supertest'
import type { Fault } from '../../src/sandbox'
import { HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/** Files, stacks, code, libraries, tokens, and what Planning Center or Redis said. */
const INSIDES = /\/(src|dist|node_modules|views|tmp)\/|\.(ts|js|ejs):\d|\bat [\w.]+ \(|Error:|ECONN|ENOTFOUND|ioredis|express|NOPERM|WRONGTYPE|Stream isn.t|\b[0-9a-f]{64}\b|Bearer|Basic |canary|undefined|\[object/

const SAID = 'canary: said by Planning Center, at Object.<anonymous> (/app/secret.rb:1)'
const html = (status: number) => ({ status, type: 'html' as const, body: `<pre>${SAID}</pre>` })
const json = (status: number) => ({ status, type: 'json' as const, body: { errors: [{ status: String(status), title: SAID, detail: SAID }], error: 'server_error', error_description: SAID } })

const faults: [string, Omit<Fault, 'on'>][] = [
  ...[400, 401, 403, 404, 409, 422, 500, 502, 503].flatMap((status): [string, Omit<Fault, 'on'>][] => [[`${status} in HTML`, { answer: html(status) }], [`${status} in JSON`, { answer: json(status) }]]),
  ['429', { rateLimit: { retryAfter: 19 } }],
  ['a redirect', { answer: { status: 302, headers: { Location: 'https://canary.example/' } } }],
  ['broken JSON', { malformed: true }],
  ['nothing', { empty: true }],
  ['an error with 200', { okWithErrorBody: true }],
  ['a cut connection', { dropReplyAfterActing: true }],
]

describe('G5: whatever breaks, a page shows no insides', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, settlePauseMin: 1, settlePauseMax: 2 } })
  })
  afterAll(() => foyer.close())
  beforeEach(async () => {
    foyer.sandbox.clearFaults()
    browser = foyer.browser()
    await browser.signIn('secretary')
    foyer.clock.advance(60_000)
  })

  function expectClean({ text, headers, status }: Response): void {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(text.replace(/\/assets\/[\w./-]+/g, '')).not.toMatch(INSIDES)
    expect(JSON.stringify(headers)).not.toContain('canary')
    expect(readPage(text).text).toContain('Reference to quote')
  }

  it.each(faults)('G5: with %s from the API', async (_what, fault) => {
    foyer.sandbox.addFault({ on: 'api', ...fault })
    expectClean(await browser.visit('/people'))
  })

  it.each(faults)('G5: with %s from the token endpoint, at a sign-in', async (_what, fault) => {
    const newcomer = foyer.browser()
    const callback = await newcomer.untilCallback('pastor')
    foyer.sandbox.addFault({ on: 'token', ...fault })
    expectClean(await newcomer.visit(callback))
  })

  it.each(faults.filter(([what]) => !/^(400|401)/.test(what)))('G5: with %s from the token endpoint, at a renewal', async (_what, fault) => {
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', ...fault })
    expectClean(await browser.visit('/people'))
  })

  it.each([
    ['is gone', () => foyer.redis.disconnect(), () => foyer.redis.connect()],
    ['refuses', () => foyer.redis.call('ACL', 'SETUSER', 'default', '-get'), () => foyer.redis.call('ACL', 'SETUSER', 'default', '+@all')],
    ['is full', () => foyer.redis.config('SET', 'maxmemory', '1'), () => foyer.redis.config('SET', 'maxmemory', '0')],
  ])('G5: when Redis %s', async (_what, harm, mend) => {
    const csrf = await browser.csrf()
    await harm()
    const answers = [await foyer.browser().visit('/login'), await browser.visit('/people'), await browser.submit('/logout', { _csrf: csrf })]
    await mend()
    for (const answer of answers) if (answer.status >= 400) expectClean(answer)
    expect(answers.some(({ status }) => status === 503)).toBe(true)
  })

  it('G5: when a record holds what nobody expected', async () => {
    for (const key of await foyer.redis.keys('foyer:spent:*')) await foyer.redis.set(key, 'canary')
    expectClean(await browser.visit('/people'))
    await foyer.redis.flushall()
  })
})
