import { sql } from 'kysely'
import { connect, connectionPage, lookAgain, revoke, seatOf, signedIn, startAnew, startConnecting, startOf, tabId } from '../support/connecting'
import { HOUR, MINUTE } from '../support/clock'
import { FIRST_CHURCH } from '../support/mirroring'
import { visitPlanningCenter } from '../support/planning-center-visit'
import type { Browser, Foyer } from '../support/start-app'
import { until } from '../support/until'

const hint = (word: string) => ({ status: 401, type: 'json', body: { errors: [{ status: '401', detail: `This request could not be authenticated. Error Code Hint: (${word})` }] } }) as const

describe('the state of a connection', () => {
  let foyer: Foyer
  let administrator: Browser
  let secretary: Browser
  beforeAll(async () => {
    foyer = await startConnecting()
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    administrator = await signedIn(foyer, 'administrator')
    secretary = await signedIn(foyer, 'secretary')
  })
  afterAll(() => foyer?.close())

  const connectedAs = (login: string, choices = {}) => connect(foyer, administrator, { way: 'dedicated', login, ...choices })
  /** The connection's own, so that nobody's page suffers. */
  const volunteer = () => seatOf(foyer, 'volunteer')
  const bannerOf = async (browser: Browser) => /<p class="callout callout--warn banner">([\s\S]*?)<\/p>/.exec((await browser.visit('/people').expect(200)).text)?.[1]?.replace(/<[^>]*>/g, '').trim() ?? null
  const lineOf = async (browser: Browser) => /<p class="foot__copy">([\s\S]*?)<\/p>/.exec((await browser.visit('/people').expect(200)).text)?.[1]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() ?? null
  const stateInMemory = (state: string) => until(async () => {
    const db = await foyer.database?.open()
    return (await db?.selectFrom('foyer.connection').select('state').where('state', '=', state as never).executeTakeFirst()) !== undefined
  })

  it('not connected: no banner, no line, one next step', async () => {
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Not connected', expect.stringContaining('First Church is not connected.')])
    expect([await bannerOf(administrator), await lineOf(secretary)]).toEqual([null, null])
  })

  it('working: who, since when, last heard; nothing to do, and nothing on other pages', async () => {
    await connectedAs('volunteer')
    foyer.clock.advance(3 * MINUTE)
    const page = await connectionPage(administrator)
    expect(page.badge).toBe('Working')
    expect(page.text).toMatch(/There is nothing to do\..*Reads with the login of Tom O'Neil.*Last heard from Planning Center 3 minutes ago/)
    expect([await bannerOf(administrator), await lineOf(secretary)]).toEqual([null, null])
  })

  it.each([
    ['an outage', { on: 'api', answer: { status: 503, type: 'html' } }],
    ['a full limit', { on: 'api', rateLimit: { retryAfter: 20 } }],
    ['an answer nobody can read', { on: 'api', malformed: true }],
  ] as const)('Planning Center is slow right now, after %s; it passes by itself, so nobody is troubled', async (_what, fault) => {
    await connectedAs('volunteer')
    const _csrf = await administrator.csrf()
    // The page asks first whether an administrator presses: that answer is let through.
    await strikeAfterOne(fault)
    await administrator.submit('/connection/look-again', { _csrf }).expect(303)
    foyer.sandbox.clearFaults()
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Slow', expect.stringContaining('Planning Center is slow right now. Foyer tries again by itself')])
    expect([await bannerOf(administrator), await lineOf(secretary)]).toEqual([null, null])
    foyer.clock.advance(MINUTE)
    await lookAgain(administrator)
    expect((await connectionPage(administrator)).badge).toBe('Working')
  })

  /** The fault begins as soon as the administrator's own right has been asked for. */
  async function strikeAfterOne(fault: Parameters<Foyer['sandbox']['addFault']>[0]): Promise<void> {
    foyer.sandbox.addFault({ on: 'api', times: 1, delayHeaders: 1 })
    foyer.sandbox.addFault(fault)
    return Promise.resolve()
  }

  it('connect again, when Planning Center has ended it: why, since when; administrators see it everywhere, everybody else one line', async () => {
    await connectedAs('volunteer')
    revoke(foyer, volunteer())
    await lookAgain(administrator)
    const page = await connectionPage(administrator)
    expect(page.badge).toBe('Connect again')
    expect(page.text).toMatch(/Planning Center no longer lets Foyer read for your church since \w+ \d+\. .*Nothing is lost/)
    expect(page.links).toContainEqual({ href: '/connection/summary', text: 'Connect again' })
    expect(await bannerOf(administrator)).toMatch(/^Planning Center no longer lets Foyer read for your church since \w+ \d+\. Connect again$/)
    expect(await bannerOf(secretary)).toBe(null)
    expect(await lineOf(secretary)).toMatch(/^Foyer’s copy is not there yet\. Ask Mei-Ling Chen\. Copy a message to an administrator$/)

    // Seen again later, after the token endpoint was left alone: what merely passes changes nothing.
    await lookAgain(administrator)
    expect((await connectionPage(administrator)).badge).toBe('Connect again')
    const { callback } = await visitPlanningCenter(await startOf(administrator), { login: 'volunteer', jar: administrator.jar })
    await administrator.visit(callback.slice(foyer.url.length)).expect(303)
    expect((await connectionPage(administrator)).badge).toBe('Working')
    expect(await bannerOf(administrator)).toBe(null)
  })

  it('connecting again keeps everything: choices, and the copy with its date', async () => {
    const care = tabId(foyer, 'Faith and service')
    await connectedAs('pastor', { tabs: { [care]: 'Editor' }, exports: { exporters: ['Editor', 'Manager'] } })
    await setAsOf(new Date(foyer.clock.now()))
    revoke(foyer, seatOf(foyer, 'pastor'))
    await lookAgain(administrator)
    expect(await lineOf(secretary)).toMatch(/^Not brought up to date since \w+ \d+\. Ask Mei-Ling Chen\./)
    const { callback } = await visitPlanningCenter(await startOf(administrator), { login: 'pastor', jar: administrator.jar })
    await administrator.visit(callback.slice(foyer.url.length)).expect(303)
    const page = await connectionPage(administrator)
    expect(page.text).toMatch(/Custom tabs Faith and service shown to Editors and higher May export Organization Administrators Managers Editors/)
    expect(page.text).toMatch(/Foyer keeps 0 people, as of/)
  })

  async function setAsOf(moment: Date): Promise<void> {
    const db = await foyer.database?.open()
    await db?.updateTable('sync.mirror').set({ as_of: moment }).where('organization_id', '=', FIRST_CHURCH).execute()
  }

  it('connect again, when the login was removed or Foyer’s store lost the tokens', async () => {
    await connectedAs('volunteer')
    await strikeAfterOne({ on: 'api', answer: hint('FLAMINGO') })
    await administrator.submit('/connection/look-again', { _csrf: await csrfBefore() }).expect(303)
    foyer.sandbox.clearFaults()
    expect((await connectionPage(administrator)).text).toContain("Tom O'Neil’s login, which Foyer reads with, was removed from Planning Center")
    await administrator.visit('/people').expect(200) // nobody was signed out for it

    await connectedAs('volunteer')
    const own = await ownGrants()
    await foyer.redis.del(...own)
    await lookAgain(administrator)
    expect((await connectionPage(administrator)).text).toContain('Foyer’s server has lost what it reads with')
  })

  let csrf = ''
  beforeEach(async () => {
    csrf = await administrator.csrf()
  })
  const csrfBefore = () => Promise.resolve(csrf)

  /** What lies in Redis beyond the two sign-ins. */
  async function ownGrants(): Promise<string[]> {
    const keys = await foyer.redis.keys('foyer:grant:*')
    const lives = await Promise.all(keys.map(async (key) => [key, await foyer.redis.pttl(key)] as const))
    return lives.filter(([, ttl]) => ttl > 1000 * HOUR).map(([key]) => key)
  }

  it('a permission is missing: People was taken from the login Foyer reads with; given back, one press mends it', async () => {
    await connectedAs('volunteer')
    foyer.sandbox.setPermission(volunteer(), { peoplePermissions: 'No access' })
    await lookAgain(administrator)
    const page = await connectionPage(administrator)
    expect(page.badge).toBe('A permission is missing')
    expect(page.text).toMatch(/Tom O'Neil may not open People since .*give Tom O'Neil the permission People: Viewer or higher, then look again/)
    expect(await bannerOf(administrator)).toMatch(/^Tom O&#39;Neil may not open People since \w+ \d+\. What to do$/)
    foyer.sandbox.setPermission(volunteer(), { peoplePermissions: 'Viewer' })
    await lookAgain(administrator)
    expect((await connectionPage(administrator)).badge).toBe('Working')
  })

  it('a permission is missing: Foyer may no longer use People at all; connecting again mends it', async () => {
    await connectedAs('volunteer')
    await strikeAfterOne({ on: 'api', answer: hint('PELICAN') })
    await administrator.submit('/connection/look-again', { _csrf: csrf }).expect(303)
    foyer.sandbox.clearFaults()
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['A permission is missing', expect.stringMatching(/Foyer may not use People since \w+ \d+\..*Connect again: it takes a minute and keeps everything\./)])
    expect(page.links).toContainEqual({ href: '/connection/summary', text: 'Connect again' })
    expect(await lineOf(secretary)).toMatch(/Ask Mei-Ling Chen/)
    await administrator.visit('/people').expect(200)
  })

  it('a permission is missing: a custom tab is hidden, by name, and nothing of it leaves the copy', async () => {
    await connectedAs('pastor', { tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Editor' })
    await lookAgain(administrator)
    foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Manager' })
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['A permission is missing', expect.stringContaining('Daniel Okafor is not shown the custom tab Pastoral care since')])
  })

  it('Foyer’s own settings are wrong: whom to tell, with a message to copy', async () => {
    await connectedAs('volunteer')
    await strikeAfterOne({ on: 'api', answer: hint('CHINCHILLA') })
    await administrator.submit('/connection/look-again', { _csrf: csrf }).expect(303)
    foyer.sandbox.clearFaults()
    const page = await connectionPage(administrator)
    expect(page.badge).toBe('Foyer’s own settings are wrong')
    expect(page.text).toMatch(/Planning Center does not recognise this Foyer since .* Tell the test office\./)
    expect(page.html).toMatch(/data-copy="Foyer at http:\/\/localhost:\d+\/connection, First Church: Planning Center does not recognise this Foyer/)
  })

  it('Foyer’s own settings are wrong: the key is gone; nothing is thrown away, and connecting again mends it', async () => {
    await connectedAs('volunteer')
    const db = await foyer.database?.open()
    await db?.updateTable('foyer.connection').set({ sealed_grant: sql`'00000000' || substr(sealed_grant, 9)` }).execute()
    await lookAgain(administrator)
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Foyer’s own settings are wrong', expect.stringMatching(/Foyer has locked away what it reads with, and its settings no longer name the key since .* Tell the test office\./)])
    expect(await lineOf(secretary)).toMatch(/Ask Mei-Ling Chen/)
    await administrator.submit('/connection/disconnect', { _csrf: csrf, church: 'First Church', copy: 'delete' }).expect(503)
    const { callback } = await visitPlanningCenter(await startOf(administrator), { login: 'volunteer', jar: administrator.jar })
    await administrator.visit(callback.slice(foyer.url.length)).expect(303)
    expect((await connectionPage(administrator)).badge).toBe('Working')
  })

  it('closed: the church is gone at Planning Center', async () => {
    await connectedAs('volunteer')
    await strikeAfterOne({ on: 'api', answer: hint('LEMMING') })
    await administrator.submit('/connection/look-again', { _csrf: csrf }).expect(303)
    foyer.sandbox.clearFaults()
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Closed', expect.stringContaining('Planning Center no longer knows First Church since')])
    expect(page.links).toContainEqual({ href: '/connection/disconnect', text: 'Disconnect' })
  })

  it('costs an ordinary page no request to Planning Center and none to Redis', async () => {
    const questions = async () => {
      const before = foyer.sandbox.calls.length
      const { total } = await commands()
      await secretary.visit('/signed-in-nowhere').expect(404)
      const after = await commands()
      return [foyer.sandbox.calls.length - before, after.total - total - 1]
    }
    await questions()
    const without = await questions()
    await connectedAs('volunteer')
    revoke(foyer, volunteer())
    await lookAgain(administrator)
    await stateInMemory('again')
    await questions() // writes down that the secretary was seen, as once a minute
    expect(await questions()).toEqual(without)
  })

  async function commands(): Promise<{ total: number }> {
    return { total: Number(/total_commands_processed:(\d+)/.exec(await foyer.redis.info('stats'))?.[1]) }
  }
})
