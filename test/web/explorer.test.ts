import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer, type StartOptions } from '../support/start-app'
import { visitPlanningCenter } from '../support/planning-center-visit'
import { until } from '../support/until'

const ALL = 'services groups check_ins calendar giving registrations publishing webhooks api'
const MEDICAL = /MEDNOTE-QUILL/

describe('the explorer', () => {
  let foyer: Foyer
  let browsers: Map<string, Browser>
  beforeAll(async () => {
    foyer = await startFoyer(SET_UP)
    foyer.sandbox.setRateLimit({ limit: 10_000 })
    browsers = new Map()
  })
  afterAll(() => foyer.close())

  /** Somebody who let Foyer use everything the explorer can ask for; each of them once. */
  async function letIn(login: string): Promise<Browser> {
    const known = browsers.get(login)
    if (known) return known
    const browser = foyer.browser()
    await browser.signIn(login)
    await consent(browser, login, readPage((await browser.visit('/explorer').expect(200)).text).links.find(({ text }) => text === 'Let Foyer use all of them')?.href)
    browsers.set(login, browser)
    return browser
  }

  /** Presses a link that leads by way of Planning Center's consent. @returns where it leads to in the end */
  async function consent(browser: Browser, login: string, href = ''): Promise<string> {
    const started = await browser.visit(href).expect(303)
    const { callback } = await visitPlanningCenter(started.headers['location'] ?? '', { login, jar: browser.jar })
    return (await browser.visit(callback.slice(foyer.url.length)).expect(303)).headers['location'] ?? ''
  }

  const asked = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api')
  const open = async (browser: Browser, path: string, status = 200) => readPage((await browser.visit(path).expect(status)).text)
  const told = (event: string) => foyer.logged().split('\n').filter((line) => line.includes(`"audit":"${event}"`)).map((line) => JSON.parse(line) as { why: string; personId: string })
  const churchPeople = () => [...(foyer.sandbox.world.churches.get('463218')?.people.values() ?? [])]

  it('is for nobody who has not signed in', async () => {
    const { headers } = await foyer.browser().visit('/explorer/people/people').expect(303)
    expect(headers['location']).toBe('/login?return_to=%2Fexplorer%2Fpeople%2Fpeople')
  })

  it('has every product, with how much there is in it and how Planning Center was at the time it was described', async () => {
    const { text, links } = await open(await letIn('administrator'), '/explorer')
    expect(links.filter(({ href }) => href.startsWith('/explorer/')).map(({ text: name }) => name)).toEqual(['People', 'Services', 'Groups', 'Check-Ins', 'Calendar', 'Giving', 'Registrations', 'Publishing', 'Webhooks', 'API', 'Current'])
    expect(text).toContain('Services Plans, teams, songs and who serves 12 collections, as of 2018-11-01')
    // What there is one of is found by nothing and put in no order.
    const { text: services } = await open(await letIn('administrator'), '/explorer/services')
    expect(services).toContain('service_types ServiceType: 15 fields, 4 filters, 2 orders, 1 include')
    expect(services).toContain('me Person: 47 fields, 3 includes')
    expect(text).not.toContain('not let in yet')
  })

  it('asks Planning Center once for a page, and not at all for what is known without', async () => {
    const browser = await letIn('administrator')
    const before = asked().length
    await open(browser, '/explorer')
    await open(browser, '/explorer/services')
    expect(asked()).toHaveLength(before)
    await open(browser, '/explorer/services/service_types')
    expect(asked()).toHaveLength(before + 1)
  })

  it('shows rows with what comes along, puts them in order, filters them and pages through them', async () => {
    const browser = await letIn('administrator')
    const page = await open(browser, '/explorer/people/people?where[status]=active&order=-last_name&include=emails&fields[Person]=name,status')
    expect(page.text).toMatch(/Person: \d+ of them/)
    expect(page.text).toMatch(/1–10 of \d+/)
    const [call] = asked().slice(-1)
    expect(call?.query).toMatchObject({ 'where[status]': 'active', order: '-last_name', include: 'emails', per_page: '10' })
    const next = page.links.find(({ text }) => text === 'Next')?.href ?? ''
    expect(next).toBe('/explorer/people/people?where[status]=active&order=-last_name&include=emails&fields[Person]=name,status&offset=10')
    expect((await open(browser, next)).text).toMatch(/11–20 of \d+/)
  })

  it('shows one with its fields, leads to what it points to and to what lies below, and calls things by their names where they came along', async () => {
    const browser = await letIn('administrator')
    const types = await open(browser, '/explorer/services/service_types')
    const type = types.links.find(({ href }) => /service_types\/\d+$/.test(href))?.href ?? ''
    const plans = await open(browser, `${type}/plans?include=series`)
    const plan = plans.links.find(({ href }) => /plans\/\d+$/.test(href))?.href ?? ''
    const { text, links } = await open(browser, plan)
    expect(text).toMatch(/service_type ServiceType \d+/)
    expect(links.map(({ href }) => href)).toEqual(expect.arrayContaining([`${plan}/team_members`, `${plan}/items`]))
    const team = await open(browser, `${plan}/team_members?include=person`)
    const person = team.links.find(({ href }) => href.startsWith('/explorer/services/people/'))
    expect(person?.text).toMatch(/[A-Z]\w+ /)
    expect((await open(browser, person?.href ?? '')).heading).toBe(person?.text)
  })

  it('shows the answer itself: status, time, share of the rate limit, headers, and what came', async () => {
    const { text } = await open(await letIn('administrator'), '/explorer/current/me')
    expect(text).toMatch(/Status 200 Time taken \d+ ms Rate limit \d+ of 10000 in 20 seconds/)
    expect(text).toMatch(/x-pco-api-request-rate-limit 10000/)
    expect(text).toMatch(/The answer as JSON \{ "data": \{ "type": "Person"/)
  })

  it('asks at another version when told to, and says what Planning Center has against it', async () => {
    const browser = await letIn('administrator')
    const { text } = await open(browser, '/explorer/people/campuses?version=2017-01-01', 422)
    expect(text).toMatch(/Planning Center did not take the question.*Status 400.*Version 2017-01-01/)
    expect(text).toContain('"code": "unsupported_version_error"')
  })

  it('keeps nothing in its address but what was asked, and understands what its own form sends', async () => {
    const browser = await letIn('administrator')
    const form = '/explorer/people/people?where%5Bstatus%5D=active&where%5Bfirst_name%5D=&filter=admins&include=emails&include=phone_numbers&order=&per_page=10&version=&nonsense=1&include=nonsense&offset=-5'
    const { headers } = await browser.visit(form).expect(303)
    expect(headers['location']).toBe('/explorer/people/people?where[status]=active&filter=admins&include=emails,phone_numbers')
    await browser.visit(headers['location'] ?? '').expect(200)
    await browser.visit('/explorer/people/nothing').expect(404)
    await browser.visit('/explorer/people/people/1/emails/2/3/4').expect(404)
    await browser.visit('/explorer/nothing/people').expect(404)
    await browser.visit('/explorer/people/people/..%2f..%2fgiving').expect(404)
  })

  it('understands what the form keeps: with nothing changed, asking again leads to the same address', async () => {
    const browser = await letIn('administrator')
    const address = '/explorer/people/people?where[child]=false&where[created_at][gte]=2020-01-01&where[created_at][lt]=2030-01-01&filter=created_since&time=2020-01-01T00%3A00%3A00Z&order=last_name,first_name&include=emails,households.people&fields[Household]=name&per_page=50'
    const { text: html } = await browser.visit(address).expect(200)
    const form = /<form method="get" action="(\/explorer[^"#]*)#answer"[^>]*>([\s\S]*?)<\/form>/.exec(html)
    const sent = formFields(form?.[2] ?? '')
    const { headers } = await browser.visit(`${form?.[1]}?${sent}`).expect(303)
    expect(decodeURIComponent(headers['location'] ?? '')).toBe(decodeURIComponent(address))
  })

  describe('leaves out', () => {
    it('medical notes, until somebody ticks them, and that is written down', async () => {
      const browser = await letIn('administrator')
      const sick = churchPeople().find(({ medicalNotes }) => medicalNotes !== null)?.id ?? ''
      for (const path of ['/explorer/people/people?per_page=100', `/explorer/people/people/${sick}`, `/explorer/people/people/${sick}/households?include=people`, '/explorer/check-ins/check_ins?include=person'])
        expect((await open(browser, path)).text).not.toMatch(MEDICAL)
      const before = told('private-fields-read').length
      expect((await open(browser, `/explorer/people/people/${sick}`)).text).toContain('medical_notes, passed_background_check')
      expect(told('private-fields-read')).toHaveLength(before)

      expect((await open(browser, `/explorer/people/people/${sick}?show=medical-notes`)).text).toMatch(MEDICAL)
      expect(told('private-fields-read').slice(before)).toMatchObject([{ why: 'medical-notes' }])
    })

    it('what would tell by who is found: filters and orders of the same', async () => {
      const browser = await letIn('administrator')
      const { headers } = await browser.visit('/explorer/people/people?where[medical_notes]=%25a%25').expect(303)
      expect(headers['location']).toBe('/explorer/people/people')
      const before = told('private-fields-read').length
      await browser.visit('/explorer/people/people?where[medical_notes]=%25a%25&fields[Person]=name&show=medical-notes').expect(200)
      await browser.visit('/explorer/people/background_checks?show=background-checks').expect(200)
      expect(told('private-fields-read').slice(before).map(({ why }) => why)).toEqual(['medical-notes', 'background-checks'])
      await browser.visit('/explorer/people/background_checks?filter=complete_not_clear').expect(303)
      await browser.visit('/explorer/people/notes?order=note').expect(303)
    })

    it('what comes without having been asked for', async () => {
      foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 200, type: 'json', body: { data: { type: 'Person', id: '1', attributes: { name: 'Ada Abara', medical_notes: 'MEDNOTE-QUILL' } } } } })
      const { text } = await open(await letIn('administrator'), '/explorer/people/people/1')
      expect(text).toContain('Ada Abara')
      expect(text).not.toMatch(MEDICAL)
    })

    it('whatever a link from elsewhere, or a browser that fetches ahead, would tick for somebody', async () => {
      const browser = await letIn('administrator')
      const before = told('private-fields-read').length
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { referer: 'https://elsewhere.example/' }, { 'sec-purpose': 'prefetch' }]) {
        const { headers: answer } = await browser.visit('/explorer/people/people?show=medical-notes&where[medical_notes]=%25a%25&order=last_name').set(headers).expect(303)
        expect(answer['location']).toBe('/explorer/people/people?order=last_name')
      }
      expect(told('private-fields-read')).toHaveLength(before)
    })

    it('nothing that is not written down first: whether an answer comes or not', async () => {
      const browser = await letIn('administrator')
      const before = told('private-fields-read').length
      foyer.sandbox.addFault({ on: 'api', answer: { status: 503 } })
      await browser.visit('/explorer/people/people?show=medical-notes').expect(503)
      foyer.sandbox.clearFaults()
      expect(told('private-fields-read').slice(before).map(({ why }) => why)).toEqual(['medical-notes'])
    })

    it('what opens something, whatever is ticked', async () => {
      const browser = await letIn('administrator')
      await open(browser, '/explorer/webhooks/webhook_subscriptions')
      expect(asked().at(-1)?.query['fields[WebhookSubscription]']).not.toContain('authenticity_secret')
      await open(browser, '/explorer/check-ins/check_ins?show=medical-notes')
      expect(asked().at(-1)?.query['fields[CheckIn]']).toMatch(/medical_notes/)
      expect(asked().at(-1)?.query['fields[CheckIn]']).not.toMatch(/security_code/)
      await browser.visit('/explorer/check-ins/check_ins?where[security_code]=A1').expect(303)
    })

    it('the pass it asks with, wherever the question is copied', async () => {
      const browser = await letIn('administrator')
      const { text: html } = await browser.visit('/explorer/services/service_types').expect(200)
      expect([...foyer.sandbox.secrets].filter((secret) => html.includes(secret))).toEqual([])
      expect(html).toContain('Bearer $PLANNING_CENTER_TOKEN')
    })
  })

  describe('lets nobody see more than Planning Center shows them', () => {
    it.each([
      ['volunteer', '/explorer/giving/donations', 403, /may not open this in Giving.*Organization Administrators can change that/],
      ['no-access', '/explorer/services/people', 403, /may not open this in Services/],
      ['volunteer', '/explorer/api/connected_applications', 403, /may not open this in API/],
      ['volunteer', '/explorer/people/people/999999999', 404, /Planning Center has nothing here/],
      ['secretary', '/explorer/calendar/events', 200, /Event: \d+ of them/],
      ['administrator', '/explorer/giving/donations', 200, /Donation: \d+ of them/],
    ])('%s at %s', async (login, path, status, words) => {
      const { text } = await open(await letIn(login), path, status)
      expect(text).toMatch(words)
    })

    it('and writes down who was refused, but not who found nothing', () => {
      expect(new Set(told('access-refused').map(({ why }) => why))).toEqual(new Set(['forbidden']))
    })
  })

  it('names the product that Foyer was not let into, leads there by way of Planning Center, and back', async () => {
    const browser = foyer.browser()
    await browser.signIn('secretary')
    const { text, links } = await open(browser, '/explorer/services/plans?order=-sort_date', 403)
    expect(text).toContain('Foyer may not use Services for you yet')
    const way = links.find(({ text: words }) => words === 'Let Foyer use Services')?.href
    expect(await consent(browser, 'secretary', way)).toBe('/explorer/services/plans?order=-sort_date')
    expect((await open(browser, '/explorer/services/plans?order=-sort_date')).text).toMatch(/Plan: \d+ of them/)
    // One product more does not take away what was let in before.
    const { links: further } = await open(browser, '/explorer/calendar')
    await consent(browser, 'secretary', further.find(({ text: words }) => words === 'Let Foyer use Calendar')?.href)
    await open(browser, '/explorer/services/plans')
    await open(browser, '/explorer/calendar/events')
    // Nor does one that was asked for without being let in.
    const { links: refused } = await open(browser, '/explorer/groups/groups', 403)
    await consent(browser, 'secretary', refused.find(({ text: words }) => words === 'Let Foyer use Groups')?.href)
    for (const path of ['/explorer/services/plans', '/explorer/calendar/events', '/explorer/groups/groups']) await open(browser, path)
  })

  it('asks nobody for more than the settings say, whatever an address wants', async () => {
    const { headers } = await foyer.browser().visit('/login?also=giving%20home%20people').expect(303)
    expect(new URL(headers['location'] ?? '').searchParams.get('scope')).toBe('openid people giving')
  })

  it('keeps the last questions for whoever asked them, each once, until they are cleared', async () => {
    const [pastor, administrator] = [await letIn('pastor'), await letIn('administrator')]
    for (const path of ['/explorer/people/campuses', '/explorer/people/tabs', '/explorer/people/campuses']) await open(pastor, path)
    const remembered = async (browser: Browser) => (await open(browser, '/explorer')).links.map(({ text }) => text).filter((text) => text.includes('/'))
    await until(async () => (await remembered(pastor)).length === 2)
    expect(await remembered(pastor)).toEqual(['people/campuses', 'people/tabs'])
    expect(await remembered(administrator)).not.toContain('people/tabs')
    await open(pastor, '/explorer/people/people?where[last_name]=O%27Neil%20%26%20Nov%C3%A1k')
    await until(async () => (await remembered(pastor))[0] === 'people/people?where[last_name]=O\'Neil & Novák')
    const records = await Promise.all((await foyer.redis.keys('foyer:explored:*')).map((key) => foyer.redis.lrange(key, 0, -1)))
    expect(records.flat().filter((record) => record.includes('campuses'))).toEqual([])
    await pastor.submit('/explorer/forget', { _csrf: await pastor.csrf() }).expect(303)
    expect(await remembered(pastor)).toEqual([])
  })

  it('sends Planning Center nothing but questions', () => {
    expect([...new Set(asked().map(({ method }) => method))]).toEqual(['GET'])
  })

  it('says so kindly while Planning Center is down, shows an answer of another shape as it is, and is there again afterwards', async () => {
    const browser = await letIn('administrator')
    foyer.sandbox.addFault({ on: 'api', answer: { status: 503 } })
    expect((await open(browser, '/explorer/people/campuses', 503)).text).toContain('You are still signed in')
    foyer.sandbox.clearFaults()
    foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 200, type: 'json', body: { something: ['else'] } } })
    const { text: strange } = await open(browser, '/explorer/people/campuses')
    expect(strange).toContain('answered in a form that Foyer does not know here')
    expect(strange).toContain('"something": [')
    await open(browser, '/explorer/people/campuses')
  })
})

describe('the explorer elsewhere', () => {
  const started: Foyer[] = []
  const start = async (options: StartOptions) => {
    const foyer = await startFoyer(options)
    started.push(foyer)
    return foyer
  }
  afterAll(() => Promise.all(started.map((foyer) => foyer.close())))

  it('in production is for Organization Administrators, and says who they are', async () => {
    const foyer = await start({ ...SET_UP, config: { explorer: { onlyAdministrators: true } } })
    const [secretary, administrator] = [foyer.browser(), foyer.browser()]
    await secretary.signIn('secretary')
    expect(readPage((await secretary.visit('/explorer/people/people').expect(403)).text).text).toMatch(/This page is for administrators.*Who can open it/)
    await secretary.visit('/explorer').expect(403)
    await secretary.submit('/explorer/forget', { _csrf: await secretary.csrf() }).expect(403)
    await administrator.signIn('administrator')
    await administrator.visit('/explorer/people/people').expect(200)
    const leadsThere = async (browser: Browser) => (await browser.visit('/account')).text.includes('<a class="safe-link" href="/explorer">Explorer</a>')
    expect([await leadsThere(secretary), await leadsThere(administrator)]).toEqual([false, true])
  })

  it('elsewhere is found at the foot of every page, by whoever is signed in', async () => {
    const foyer = await start({})
    const browser = foyer.browser()
    expect((await browser.visit('/privacy')).text).not.toContain('href="/explorer"')
    await browser.signIn('volunteer')
    expect((await browser.visit('/privacy')).text).toContain('<a class="safe-link" href="/explorer">Explorer</a>')
  })

  it('is not there where it is switched off', async () => {
    const foyer = await start({ env: { EXPLORER: 'off' } })
    const browser = foyer.browser()
    await browser.signIn('administrator')
    await browser.visit('/explorer').expect(404)
    await browser.visit('/explorer/people/people').expect(404)
  })

  it('where it is switched off, asks nobody for what it would have needed, whatever the settings and an address say', async () => {
    const foyer = await start({ env: { EXPLORER: 'off', EXPLORER_SCOPES: 'giving' } })
    const { headers } = await foyer.browser().visit('/login?also=giving').expect(303)
    expect(new URL(headers['location'] ?? '').searchParams.get('scope')).toBe('openid people')
  })

  it('names the setting that lacks a product', async () => {
    const foyer = await start({})
    const browser = foyer.browser()
    await browser.signIn('administrator')
    const { text } = readPage((await browser.visit('/explorer/giving/donations').expect(403)).text)
    expect(text).toContain('This Foyer is not set up to ask for it. the test office can add “giving” to its setting EXPLORER_SCOPES.')
  })
})

const SET_UP = { env: { EXPLORER_SCOPES: ALL }, sandbox: { takesWebhooksScope: true } }

/** What a browser would send of a form, as the page stands. */
function formFields(html: string): string {
  const sent = new URLSearchParams()
  const value = (tag: string) => (/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '').replace(/&amp;/g, '&')
  for (const [tag] of html.matchAll(/<input\b[^>]*>|<select\b[^>]*>[\s\S]*?<\/select>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    if (name === undefined) continue
    if (tag.startsWith('<input')) {
      if (!tag.includes('type="checkbox"') || /\bchecked\b/.test(tag)) sent.append(name, value(tag))
    } else {
      const [, attributes = '', words = ''] = [...tag.matchAll(/<option([^>]*)>([^<]*)/g)].find(([, marks = '']) => /\bselected\b/.test(marks)) ?? []
      sent.append(name, attributes.includes('value=') ? value(attributes) : words)
    }
  }
  return sent.toString()
}
