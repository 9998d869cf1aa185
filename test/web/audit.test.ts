import { createAudit, type AuditEvent } from '../../src/audit/audit'
import { createLog } from '../../src/log'
import { createMetrics } from '../../src/metrics'
import { HOUR, MINUTE } from '../support/clock'
import { startFoyer, type Browser, type Foyer, type StartOptions } from '../support/start-app'
import { until } from '../support/until'

type Line = Record<string, unknown>

const linesOf = (logged: string) =>
  logged
    .split('\n')
    .filter((line) => line.includes('"audit"'))
    .map((line) => JSON.parse(line) as Line)

describe('an audit line', () => {
  let foyer: Foyer
  let browser: Browser
  // Behind a proxy that says where visitors come from; and as quiet as an operator may make it.
  const options: StartOptions = { logLevel: 'warn', env: { TRUSTED_PROXIES: 'loopback' }, times: { sessionAbsolute: 24 * HOUR } }
  beforeAll(async () => {
    foyer = await startFoyer(options)
  })
  afterAll(() => foyer.close())
  beforeEach(() => {
    foyer.sandbox.clearFaults()
    browser = from('203.0.113.77')
  })

  const firstChurch = '463218'
  const personOf = (login: string) => foyer.sandbox.world.logins.find(({ id }) => id === login)?.seats[0]?.personId ?? ''

  function from(address: string): Browser {
    const one = foyer.browser()
    one.agent.set('X-Forwarded-For', address)
    return one
  }

  /** The lines that something leaves behind; it waits for the first. */
  async function linesAfter(what: () => Promise<unknown>): Promise<Line[]> {
    const before = linesOf(foyer.logged()).length
    await what()
    await until(() => linesOf(foyer.logged()).length > before)
    return linesOf(foyer.logged()).slice(before)
  }

  it('says who came in, of which church, when, and from which network, whatever the log level', async () => {
    const started = new Date().toISOString()
    const [line, ...others] = await linesAfter(() => browser.signIn('secretary'))
    expect(others).toEqual([])
    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      audit: 'signed-in',
      organizationId: firstChurch,
      personId: personOf('secretary'),
      address: '203.0.113.0/24',
      reference: expect.stringMatching(/^[0-9a-f]{10}$/) as string,
      msg: 'signed in',
    })
    expect(String(line?.['time']) >= started).toBe(true)
    expect(foyer.logged()).not.toContain('"request"')
  })

  it.each([
    ['2001:db8:abcd:12::7', '2001:db8:abcd::/48'],
    ['::ffff:198.51.100.9', '198.51.100.0/24'],
  ])('of %s keeps %s', async (address, network) => {
    const [line] = await linesAfter(() => from(address).signIn('secretary'))
    expect(line).toMatchObject({ audit: 'signed-in', address: network })
  })

  it('says that a sign-in failed, why, and of which church as far as that is known', async () => {
    const [denied] = await linesAfter(async () => browser.visit(await browser.untilCallback('volunteer', { decision: 'deny' })))
    expect(denied).toMatchObject({ audit: 'sign-in-failed', why: 'denied', address: '203.0.113.0/24' })
    expect(denied).not.toHaveProperty('personId')

    const elsewhere = await startFoyer({ ...options, env: { PCO_ORGANIZATIONS: '7777' } })
    try {
      await elsewhere.browser().signIn('secretary')
      expect(linesOf(elsewhere.logged())).toMatchObject([{ audit: 'sign-in-failed', why: 'church-not-listed', organizationId: firstChurch }])
    } finally {
      await elsewhere.close()
    }
  })

  it('can be found by the reference that the visitor was told to quote', async () => {
    let page = ''
    const [line] = await linesAfter(async () => {
      page = (await browser.visit('/oauth/callback').expect(400)).text
    })
    expect(line).toMatchObject({ audit: 'sign-in-failed', why: 'callback-malformed' })
    expect(page).toContain(`<code>${String(line?.['reference'])}</code>`)
  })

  it.each([
    ['signed-out', 'here', async (csrf: string) => browser.submit('/logout', { _csrf: csrf })],
    ['signed-out-everywhere', 'everywhere', async (csrf: string) => browser.submit('/account/sign-ins/end-all', { _csrf: csrf })],
  ])('says %s: somebody signed out %s', async (why, _where, signOut) => {
    await browser.signIn('pastor')
    const csrf = await browser.csrf()
    const lines = await linesAfter(() => signOut(csrf))
    expect(lines).toMatchObject([{ audit: 'sign-in-ended', why, organizationId: firstChurch, personId: personOf('pastor'), address: '203.0.113.0/24' }])
    expect(lines[0]).not.toHaveProperty('by')
  })

  it('says that somebody ended their own sign-in from another browser', async () => {
    const other = from('198.51.100.9')
    await other.signIn('no-access')
    await browser.signIn('no-access')
    const { text } = await browser.visit('/account')
    const row = text.split('<li').find((one) => one.includes('/end"') && !one.includes('this one')) ?? ''
    const action = /action="([^"]+)"/.exec(row)?.[1] ?? ''
    const csrf = await browser.csrf()
    const lines = await linesAfter(() => browser.submit(action, { _csrf: csrf }).expect(303))
    expect(lines).toMatchObject([{ audit: 'sign-in-ended', why: 'signed-out-elsewhere', personId: personOf('no-access'), address: '203.0.113.0/24' }])
  })

  it('says who was refused what Planning Center does not show them', async () => {
    await browser.signIn('no-access')
    const [line] = await linesAfter(() => browser.visit('/people').expect(403))
    expect(line).toMatchObject({ audit: 'access-refused', why: 'forbidden', organizationId: firstChurch, personId: personOf('no-access') })
  })

  it('says that Planning Center took the permission back, once, however many pages find out', async () => {
    await browser.signIn('secretary')
    foyer.clock.advance(MINUTE)
    foyer.sandbox.revokeGrants()
    const lines = await linesAfter(() => Promise.all([browser.visit('/people'), browser.visit('/lists'), browser.visit('/account')]))
    expect(lines).toMatchObject([{ audit: 'sign-in-ended', why: 'revoked', organizationId: firstChurch, personId: personOf('secretary') }])
  })

  it('says that a sign-in ended by itself, when that is noticed', async () => {
    await browser.signIn('two-churches', { church: firstChurch })
    foyer.clock.advance(HOUR)
    const lines = await linesAfter(async () => {
      const again = from('203.0.113.5')
      await again.signIn('two-churches', { church: firstChurch })
      await again.visit('/account').expect(200)
    })
    expect(lines).toMatchObject([{ audit: 'signed-in' }, { audit: 'sign-in-ended', why: 'unused', personId: personOf('two-churches') }])
  })

  it('holds no token, no secret, no name, no e-mail and no whole address', () => {
    const lines = linesOf(foyer.logged())
    expect(lines.length).toBeGreaterThan(10)
    const text = JSON.stringify(lines)
    expect(text).not.toMatch(/\b[0-9a-f]{64}\b|[\w-]{43}/)
    expect(text).not.toContain(foyer.sandbox.clientSecret)
    for (const { name, email } of foyer.sandbox.world.logins) for (const canary of [name, email]) expect(text).not.toContain(canary)
    expect(text).not.toMatch(/203\.0\.113\.[1-9]|198\.51\.100\.[1-9]|:12::/)
    const known = ['level', 'time', 'audit', 'why', 'organizationId', 'personId', 'by', 'address', 'reference', 'msg']
    expect([...new Set(lines.flatMap(Object.keys))].filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('what is written down', () => {
  it('is no more than it names, whatever is handed over', () => {
    const lines: string[] = []
    const log = createLog('silent', { write: (line) => void lines.push(line) })
    const audit = createAudit({ config: { sampleChurch: false }, log, metrics: createMetrics() })
    const whole = { event: 'sign-in-ended', why: 'signed-out', organizationId: '1', personId: '7', name: 'canary', email: 'canary', csrf: 'canary', accessToken: 'canary' }
    audit.record(whole as AuditEvent)
    expect(JSON.parse(lines.join(''))).toMatchObject({ audit: 'sign-in-ended', why: 'signed-out', organizationId: '1', personId: '7' })
    expect(lines.join('')).not.toContain('canary')
  })

  it('is as quiet as the log where nobody is real', async () => {
    const demo = await startFoyer({ logLevel: 'warn', env: { SAMPLE_CHURCH: '1' } })
    try {
      await demo.browser().signIn('secretary')
      expect(linesOf(demo.logged())).toEqual([])
    } finally {
      await demo.close()
    }
  })
})
