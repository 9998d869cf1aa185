import { fingerprint } from '../../src/sealing'
import { setCookies } from '../support/cookies'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const AT_ONCE = 20

describe('coming back from Planning Center', () => {
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

  const calls = (kind: string) => foyer.sandbox.calls.filter((call) => call.kind === kind).length
  const sessions = () => foyer.redis.keys('foyer:session:*')
  const parameter = (address: string, name: string) => new URL(address, foyer.url).searchParams.get(name) ?? ''
  const gives = (answer: { headers: Record<string, unknown> }, cookie: string) => setCookies(answer).some(({ name }) => name === cookie)
  /** Somebody's code in an answer to another's question. */
  const withCodeOf = (own: string, stolen: string) => own.replace(/code=[^&]+/, `code=${parameter(stolen, 'code')}`)

  it('B3: with a state that is good, but in a browser that never asked, signs nobody in and spends no code', async () => {
    const [attackers, before, open] = [await browser.untilCallback('secretary'), calls('token'), (await sessions()).length]
    const victim = foyer.browser()
    const answer = await victim.visit(attackers).expect(400)
    expect(gives(answer, 'sid')).toBe(false)
    expect([calls('token'), (await sessions()).length]).toEqual([before, open])
    await victim.visit('/people').expect(303)
  })

  it('B3: in a browser that asked for itself, begins that browser’s own sign-in anew and never finishes the stranger’s', async () => {
    const [attackers, before] = [await browser.untilCallback('administrator', { returnTo: '/people?q=a' }), calls('token')]
    const victim = foyer.browser()
    await victim.visit('/login').expect(303)
    const answer = await victim.visit(attackers).expect(303)
    const anew = answer.headers['location'] ?? ''
    expect(anew.startsWith(`${foyer.sandbox.url}/oauth/authorize?`)).toBe(true)
    expect(parameter(anew, 'state')).not.toBe(parameter(attackers, 'state'))
    expect([gives(answer, 'sid'), calls('token')]).toEqual([false, before])
    await victim.visit('/people').expect(303)
  })

  it(`B4: ${AT_ONCE} times at once redeems the code once, makes one session, and ends nothing`, async () => {
    const callback = await browser.untilCallback('secretary')
    const [before, open] = [calls('token'), (await sessions()).length]
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => browser.visit(callback)))
    expect([calls('token') - before, (await sessions()).length - open]).toEqual([1, 1])
    expect(answers.filter((answer) => gives(answer, 'sid'))).toHaveLength(1)
    for (const { status, text } of answers) if (status !== 303) expect([status, readPage(text).heading]).toEqual([400, 'This sign-in has been used already'])
    // Planning Center takes back what a code bought that it sees twice; this one it did not.
    await browser.visit('/people').expect(200)
  })

  it('B4: again, by Reload or Back, leads whoever is signed in to the start and burns nothing', async () => {
    const callback = await browser.untilCallback('secretary')
    await browser.visit(callback).expect(303)
    const before = calls('token')
    for (let press = 0; press < 3; press++) expect((await browser.visit(callback).expect(303)).headers['location']).toBe('/')
    expect(calls('token')).toBe(before)
    await browser.visit('/people').expect(200)
  })

  it('B5: with a wrong state asks Planning Center nothing, and the right one still works', async () => {
    const callback = await browser.untilCallback('secretary')
    const before = foyer.sandbox.calls.length
    await browser.visit(callback.replace(parameter(callback, 'state'), 'A'.repeat(43))).expect(400)
    expect(foyer.sandbox.calls.length).toBe(before)
    await browser.visit(callback).expect(303)
  })

  it('B6: with a stolen code is refused by the verifier it lacks, and the code’s owner can still come in', async () => {
    const [stolen, thief] = [await browser.untilCallback('administrator'), foyer.browser()]
    const answer = await thief.visit(withCodeOf(await thief.untilCallback('volunteer'), stolen)).expect(400)
    expect(gives(answer, 'sid')).toBe(false)
    await thief.visit('/people').expect(303)
    await browser.visit(stolen).expect(303)
  })

  it('B6: brings the verifier nowhere but to the token endpoint: not into an address, an answer, the log, or plain into Redis', async () => {
    const { headers } = await browser.visit('/login').expect(303)
    const key = `foyer:login:${fingerprint(parameter(headers['location'] ?? '', 'state'))}`
    const sealed = (await foyer.redis.get(key)) ?? ''
    const { verifier } = JSON.parse(foyer.config.keyring.open('login-attempt', key, sealed)) as { verifier: string }
    expect(verifier).toMatch(/^[\w-]{43}$/)
    for (const place of [JSON.stringify(headers), foyer.logged(), JSON.stringify(foyer.sandbox.calls), sealed]) expect(place).not.toContain(verifier)
  })

  it('B7: with a stolen code is refused by the nonce when Planning Center ignores the verifier, and the tokens are given back', async () => {
    const [stolen, thief] = [await browser.untilCallback('administrator'), foyer.browser()]
    const own = await thief.untilCallback('volunteer')
    foyer.sandbox.addFault({ on: 'token', ignorePkce: true })
    const told = calls('revoke')
    const answer = await thief.visit(withCodeOf(own, stolen)).expect(400)
    expect(readPage(answer.text).heading).toBe('Foyer could not make sure who you are')
    await thief.visit('/people').expect(303)
    await until(() => calls('revoke') > told)
  })

  it('B8: in the name of another issuer is refused before anything is asked', async () => {
    const callback = await browser.untilCallback('secretary')
    const before = foyer.sandbox.calls.length
    await browser.visit(`${callback}&iss=${encodeURIComponent('https://evil.example')}`).expect(400)
    expect(foyer.sandbox.calls.length).toBe(before)
    await browser.visit(`${await browser.untilCallback('secretary')}&iss=${encodeURIComponent(foyer.sandbox.url)}`).expect(303)
  })

  it.each([
    ['Deny', 'access_denied', 'Foyer was not let in'],
    ['an error nobody knows', 'temporarily_unavailable', 'Planning Center did not let this sign-in through'],
    ['markup for an error', '<script>alert(1)</script>', 'This sign-in could not be finished'],
  ])('B12: with %s says so in our own words, keeps the way back, and uses the attempt up', async (_what, error, heading) => {
    const good = await browser.untilCallback('no-access', { returnTo: '/people?q=x' })
    const bad = `${good.replace(/code=[^&]+/, `error=${encodeURIComponent(error)}`)}&error_description=${encodeURIComponent('<b>said by a stranger</b>')}`
    const before = calls('token')
    const { text } = await browser.visit(bad).expect(400)
    expect(readPage(text).heading).toBe(heading)
    expect(text).not.toMatch(/<script>alert|said by a stranger/)
    expect(readPage(text).links.map(({ href }) => href)).toContain(`/login?return_to=${encodeURIComponent('/people?q=x')}`)
    expect(readPage((await browser.visit(good).expect(400)).text).heading).toBe('This sign-in has been used already')
    expect(calls('token')).toBe(before)
  })

  it.each([
    ['the code twice', (url: string) => `${url}&code=b`],
    ['the state twice', (url: string) => `${url}&state=b`],
    ['the error twice', (url: string) => `${url}&error=a&error=b`],
    ['an array', (url: string) => url.replace('code=', 'code[]=')],
    ['an object', (url: string) => url.replace('state=', 'state[x]=')],
    ['no state', (url: string) => url.replace(/state=[^&]+/, '')],
    ['no code', (url: string) => url.replace(/code=[^&]+/, '')],
    ['an empty code', (url: string) => url.replace(/code=[^&]+/, 'code=')],
    ['an endless code', (url: string) => url.replace(/code=[^&]+/, `code=${'c'.repeat(600)}`)],
    ['a line break in the code', (url: string) => url.replace(/code=[^&]+/, 'code=a%0D%0Ab')],
  ])('B13: with %s has one and the same page, and nothing is asked', async (_what, bend) => {
    const callback = bend(await browser.untilCallback('secretary'))
    const before = foyer.sandbox.calls.length
    const answer = await browser.visit(callback).expect(400)
    expect([readPage(answer.text).heading, gives(answer, 'sid')]).toEqual(['This sign-in could not be finished', false])
    expect(foyer.sandbox.calls.length).toBe(before)
    await browser.visit('/people').expect(303)
  })

  it('B19: after ten minutes offers to begin again, towards the same page', async () => {
    const callback = await browser.untilCallback('secretary', { returnTo: '/people?q=late' })
    foyer.clock.advance(11 * 60_000)
    const page = readPage((await browser.visit(callback).expect(400)).text)
    expect(page.heading).toBe('That took a little long')
    expect(page.links.map(({ href }) => href)).toContain(`/login?return_to=${encodeURIComponent('/people?q=late')}`)
  })
})
