import type { Response } from 'supertest'
import { MINUTE } from '../support/clock'
import { connect, seatOf, signedIn, startConnecting } from '../support/connecting'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage, type ReadPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'
import { until } from '../support/until'

/** Without what stands on its paper only. */
async function page(browser: Browser, path: string, status = 200): Promise<ReadPage> {
  const { text, ...read } = readPage((await browser.visit(path).expect(status)).text)
  return { ...read, text: text.replace(/ First Church · \S.* for church use only$/, '').replace(/ ([,:])/g, '$1') }
}

describe('the first page where nothing is kept', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  it('is there all the same, and says who can change it, with a message to send', async () => {
    const home = await page(await signedIn(foyer, 'secretary'), '/')
    expect(home.heading).toBe('Welcome, Ruth')
    expect(home.text).toMatch(/This Foyer keeps no copy of your church .* the test office can change that\. A message to send them Foyer at http:\S+ was set up without a database/)
  })

  it.each(['/reports', '/reports/birthdays', '/reports/build?email=no', '/overview'])('says the same where a report would be: %s', async (path) => {
    expect((await page(await signedIn(foyer, 'secretary'), path)).text).toContain('This Foyer keeps no copy of your church')
    await foyer.browser().visit(path).expect(303)
  })

  it('asks Planning Center nothing', async () => {
    const browser = await signedIn(foyer, 'secretary')
    const asked = foyer.sandbox.calls.length
    await browser.visit('/').expect(200)
    expect(foyer.sandbox.calls.length).toBe(asked)
  })

  it('greets a stranger at the door as before', async () => {
    expect((await page(foyer.browser(), '/')).heading).toBe('Come in through Planning Center and find your people.')
  })
})

describe.each(engines)('the first page, on %s', (engine) => {
  let foyer: Foyer
  const browsers = new Map<string, Browser>()
  beforeAll(async () => {
    foyer = await startConnecting({ database: engine, times: { readingRight: 5 * MINUTE } })
  }, MINUTE)
  afterEach(() => foyer.sandbox.clearFaults())
  afterAll(() => foyer?.close())

  async function as(login: string): Promise<Browser> {
    const browser = browsers.get(login) ?? (await signedIn(foyer, login))
    browsers.set(login, browser)
    return browser
  }
  const pin = async (login: string, what: string): Promise<Response> => {
    const browser = await as(login)
    return browser.submit('/reports/pins', { _csrf: await browser.csrf(), what })
  }

  it('says of a church that is not connected who can change that, with a message to send; to them, where', async () => {
    const home = await page(await as('volunteer'), '/')
    expect(home.text).toMatch(/First Church is not connected yet .* An Organization Administrator of First Church can switch it on\. A message to send them Could you connect First Church in Foyer\?/)
    expect(home.text).not.toMatch(/Birthdays, next 14 days/)
    expect((await page(await as('administrator'), '/')).links).toContainEqual({ href: '/connection', text: 'Connect your church' })
    for (const path of ['/reports', '/reports/birthdays', '/reports/anniversaries', '/reports/duplicates', '/reports/list-changes']) expect((await page(await as('volunteer'), path)).text).toContain('First Church is not connected yet')
  })

  it('says that the copy is being made, once the church is connected', async () => {
    await connect(foyer, await as('administrator'))
    await until(async () => (await page(await as('secretary'), '/')).text.includes('Foyer’s copy is being made'))
    expect((await page(await as('secretary'), '/reports/birthdays')).links).toContainEqual({ href: '/connection/sync', text: 'See how far it is' })
  })

  it('has the weekly tasks, birthdays, newcomers and one line of how old it all is', async () => {
    const mirror = await startCopying(foyer)
    await mirror.runNow(FIRST_CHURCH)
    await mirror.close()
    const home = await page(await as('secretary'), '/')
    expect(home.heading).toMatch(/^Good (morning|afternoon|evening), Ruth$/)
    expect(home.text).toMatch(/^Good \w+, Ruth \w+day, \w+ \d+ · \d+ birthdays (this Sunday|today) to Saturday Birthdays for the bulletin Copy e-mail addresses Mailing labels Directory Birthdays, next 14 days/)
    expect(home.text).toMatch(/Chidi Okafor turns 11 \w{3}, \w{3} \d/)
    expect(home.text).not.toMatch(/Ngozi Okafor turns/)
    expect(home.text).not.toContain('Thibodeaux') // has a birthday today, and moved away
    expect(home.text).toMatch(/New since last Sunday Hannah Bright Visitor/)
    expect(home.text).toMatch(/Your pinned reports Pin a report, and it is here with its number\./)
    expect(home.text).toMatch(/Foyer’s copy, as of \d+:\d\d [AP]M Bring up to date$/)
    expect(home.links.map(({ href }) => href)).toEqual(expect.arrayContaining(['/reports/birthdays', '/reports/files/emails', '/reports/labels', '/reports/directory', '/reports/build?created=last-sunday&column=name&column=membership&column=email&column=phone&column=created&sort=-created']))
  })

  it('opened again, it asks Planning Center nothing, and Redis no more than any other page', async () => {
    const browser = await as('secretary')
    await browser.visit('/').expect(200)
    const asked = foyer.sandbox.calls.length
    const commands = async (path: string) => {
      const count = async () => Number(/cmdstat_get:calls=(\d+)/.exec(await foyer.redis.info('commandstats'))?.[1] ?? 0)
      const before = await count()
      await browser.visit(path).expect(200)
      return (await count()) - before
    }
    expect(await commands('/')).toBeLessThanOrEqual(Math.max(2, await commands('/privacy')))
    expect(foyer.sandbox.calls.length).toBe(asked)
  })

  it('has the reports one pinned, with their numbers, and only one’s own', async () => {
    await pin('secretary', 'no-email').then(({ status, headers }) => expect([status, headers['location']]).toEqual([303, '/reports']))
    expect((await page(await as('secretary'), '/reports')).text).toContain('It is on your first page from now on.')
    await pin('secretary', 'birthdays')
    expect((await page(await as('secretary'), '/')).text).toMatch(/Your pinned reports Without an e-mail address \d+ Birthdays All reports/)
    expect((await page(await as('pastor'), '/')).text).toContain('Pin a report, and it is here')
    await pin('secretary', 'birthdays')
    expect((await page(await as('secretary'), '/')).text).toMatch(/Without an e-mail address \d+ All reports/)
  })

  it.each(['nothing-like-it', 'saved-99', '<script>', ''])('pins no report that is not there: %j', async (what) => {
    expect((await pin('secretary', what)).status).toBe(404)
  })

  it('the page of reports has the tasks first, then one’s own, everyone’s and the ready-made, each with its number', async () => {
    const { text } = await page(await as('volunteer'), '/reports')
    expect(text).toMatch(/^Reports Foyer’s copy, as of .*? Print the birthdays Print labels Copy e-mail addresses Print a directory Make a class list Yours .*? Everyone’s .*? Build your own Ready-made Birthdays .*? New since last Sunday Whoever was added, the latest first 1 person Pin/)
  })

  it('a day that somebody typed becomes a report, and what is no day the usual one', async () => {
    const to = async (path: string) => (await (await as('volunteer')).visit(path).expect(303)).headers['location']
    expect(await to('/reports/new-people?since=2026-01-31')).toContain('/reports/build?created=2026-01-31&')
    expect(await to('/reports/new-people?since=2026-02-31')).toContain('?created=last-sunday&')
    expect(await to('/reports/inactive?since=2026-01-31')).toContain('?status=inactive&inactivated=2026-01-31&')
  })

  it.each(['volunteer', 'secretary', 'pastor', 'administrator'])('the %s reads the ready-made reports', async (login) => {
    const browser = await as(login)
    expect((await page(browser, '/reports/birthdays?when=14-days')).text).toMatch(/Birthdays .*? Copy as text Show the text .*Ngozi Okafor/)
    const anniversaries = await page(browser, '/reports/anniversaries?when=14-days')
    expect(anniversaries.text).toMatch(/1 couple .*Grace & Joon Kim 20 years Check before printing .*Hồng Nguyễn and Minh Nguyễn, .* Planning Center says of Hồng Nguyễn: Separated\./)
    expect((await page(browser, '/reports/duplicates')).text).toMatch(/1 pair .*Same birthday and first name and phone number Zoë van der Berg .*Zoe Vance/)
    expect((await page(browser, '/reports/list-changes')).text).toMatch(/Nobody entered or left .*Foyer notices who entered or left when it brings its copy up to date\. It has watched since/)
  })

  it('days that cannot be meant are said beside them, and what was asked of whom stays', async () => {
    const browser = await as('secretary')
    expect((await page(browser, '/reports/birthdays?from=2026-05-02&to=2026-05-01&child=yes')).text).toContain('The last day is before the first.')
    expect((await page(browser, '/reports/birthdays?from=2026-02-30&to=2026-05-01')).text).toContain('The calendar has no such day.')
    expect((await page(browser, '/reports/anniversaries?from=2026-05-01&to=2027-05-01')).text).toContain('more than a year')
    expect((await page(browser, '/reports/list-changes?since=yesterday')).text).toContain('The calendar has no such day.')
  })

  it('a list one is not shown is not asked for by its number, and nobody learns whether it is there', async () => {
    const [hidden] = [...(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.lists.values() ?? [])].filter(({ name }) => name === 'Counselling (private)')
    const { text, links } = await page(await as('volunteer'), `/reports/birthdays?list=${hidden?.id}&child=no&when=14-days`)
    expect(text).toContain('A part of this question is not there any more')
    expect(text).not.toContain('Okafor')
    expect(links).toContainEqual({ href: '/reports/birthdays?when=14-days&child=no', text: 'Show it without that' })
  })

  it('a list and the people lead to everything a report can do with them, a search does not', async () => {
    const browser = await as('volunteer')
    const [list] = [...(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.lists.values() ?? [])].filter(({ name }) => name === 'Newsletter by e-mail')
    await until(async () => (await page(browser, `/lists/${list?.id}`)).text.includes('With these people:'))
    const hrefs = async (path: string) => (await page(browser, path)).links.map(({ href }) => href).filter((href) => href.startsWith('/reports'))
    expect(await hrefs(`/lists/${list?.id}`)).toEqual(['build', 'files/emails', 'labels', 'directory'].map((what) => `/reports/${what}?status=all&list=${list?.id}`))
    expect(await hrefs('/people?child=no&membership=Visitor')).toEqual(['build', 'files/emails', 'labels', 'directory'].map((what) => `/reports/${what}?membership=Visitor&child=no`))
    expect(await hrefs('/people?q=an')).toEqual([])
  })

  it('is a page also for whoever may not open People, and shows them nobody', async () => {
    const browser = await as('no-access')
    const home = await page(browser, '/')
    expect(home.text).toMatch(/^Good \w+, Priya .*Your Planning Center account can’t open People .*“People: Viewer” or higher\. Mei-Ling Chen can give it to you/)
    expect(home.text).not.toMatch(/Okafor|Bright/)
    for (const path of ['/reports', '/reports/birthdays', '/reports/anniversaries', '/reports/duplicates', '/reports/list-changes']) await browser.visit(path).expect(403)
    expect((await browser.submit('/reports/pins', { _csrf: await browser.csrf(), what: 'birthdays' })).status).toBe(403)
    await foyer.browser().visit('/reports/birthdays').expect(303)
  })

  it('while Planning Center is silent, it is there as long as what one may see is known, and then says so', async () => {
    const browser = await as('secretary')
    await browser.visit('/').expect(200)
    foyer.sandbox.addFault({ on: 'api', answer: { status: 503, type: 'html' } })
    foyer.clock.advance(6 * MINUTE)
    expect((await page(browser, '/')).text).toContain('Birthdays, next 14 days')
    foyer.clock.advance(21 * MINUTE)
    await browser.visit('/account').expect(200)
    foyer.clock.advance(20 * MINUTE)
    const { text } = await page(browser, '/')
    expect(text).toContain('Planning Center is slow right now, so that Foyer cannot ask what you may see.')
    expect(text).not.toMatch(/Okafor/)
  })

  it('whose right is taken away sees nobody from the moment it is known', async () => {
    foyer.sandbox.setPermission(seatOf(foyer, 'volunteer'), { peoplePermissions: 'No access' })
    foyer.clock.advance(6 * MINUTE)
    expect((await page(await signedIn(foyer, 'volunteer'), '/')).text).toContain('can’t open People')
  })
})
