import type { Response } from 'supertest'
import { HOUR } from '../support/clock'
import { browse, type CookieJar } from '../support/planning-center-visit'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const TABS = 5
const OFFICE = 40
/** Through Foyer, Planning Center and back, and once more where a tab has to begin again. */
const MOST_STEPS = 10

describe('several tabs', () => {
  let foyer: Foyer
  beforeEach(async () => {
    foyer = await startFoyer()
    foyer.sandbox.setRateLimit({ limit: 100_000 })
  })
  afterEach(() => foyer.close())

  const sessions = () => foyer.redis.keys('foyer:session:*')

  /** Opens an address as a browser does, through a Planning Center that is still open in it, to the page at the end. */
  async function open(browser: Browser, jar: CookieJar, address: string): Promise<Response> {
    let answer = await browser.visit(address)
    for (let step = 0; step < MOST_STEPS && answer.status === 303; step++) {
      const next = answer.headers['location'] ?? ''
      answer = await browser.visit(next.startsWith('/') ? next : await throughPlanningCenter(next, jar))
    }
    return answer
  }

  async function throughPlanningCenter(address: string, jar: CookieJar): Promise<string> {
    const { headers } = await browse(new URL(address), jar)
    return (headers.get('location') ?? '').slice(foyer.url.length)
  }

  it.each([
    ['in the order they began', (callbacks: string[]) => callbacks],
    ['the last one first', (callbacks: string[]) => callbacks.toReversed()],
  ])('B11: finish %s: each arrives where it wanted, and one session and one grant are left', async (_order, ordered) => {
    const browser = foyer.browser()
    const begun: string[] = []
    for (let tab = 0; tab < TABS; tab++) begun.push(await browser.untilCallback('secretary', { returnTo: `/people?page=${tab + 1}` }))
    const wanted = ordered(begun.map((_callback, tab) => `/people?page=${tab + 1}`))
    const arrived: (string | undefined)[] = []
    for (const callback of ordered(begun)) arrived.push((await browser.visit(callback).expect(303)).headers['location'])
    expect(arrived).toEqual(wanted)
    await browser.visit('/people').expect(200)
    await until(async () => (await sessions()).length === 1 && foyer.sandbox.liveTokens().refresh === 1)
  })

  it('B11: opened at the same moment in a browser that was never here, before it has any cookie, all arrive', async () => {
    const before = foyer.browser()
    await before.signIn('pastor') // from now on Planning Center is open
    for (let round = 0; round < 3; round++) {
      const browser = foyer.browser()
      const addresses = Array.from({ length: TABS }, (_, tab) => `/people?q=a&status=active&page=1&view=${tab % 2 ? 'cards' : 'table'}`)
      const tabs = await Promise.all(addresses.map((address) => open(browser, before.jar, address)))
      expect(tabs.map(({ status, text }) => [status, readPage(text).heading])).toEqual(addresses.map(() => [200, 'People']))
    }
  })

  it(`B11: of a whole office behind one address, ${OFFICE} browsers with ${TABS} each restored at once: nobody is refused`, async () => {
    const logins = foyer.sandbox.world.logins.filter(({ seats }) => seats.length === 1)
    const office: { browser: Browser; jar: CookieJar }[] = []
    for (let seat = 0; seat < OFFICE; seat++) {
      const browser = foyer.browser()
      await browser.signIn(logins[seat % logins.length]?.id ?? '')
      office.push({ browser: foyer.browser(), jar: browser.jar }) // closed and opened again: Foyer's cookies are gone
    }
    foyer.clock.advance(HOUR)
    const pages = office.flatMap(({ browser, jar }) => Array.from({ length: TABS }, () => open(browser, jar, '/account')))
    const answers = await Promise.all(pages)
    expect(answers).toHaveLength(OFFICE * TABS)
    expect(answers.filter(({ status }) => status !== 200).map(({ status, text }) => [status, readPage(text).heading])).toEqual([])
  }, 60_000)
})
