import { serving } from '../../src/serving'
import { HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { useFeature } from '../support/use-feature'

const visit = useFeature(serving)
const WEEK = 7 * 24 * HOUR

/** Time passes until it is that hour of that day of the week (0 is Sunday) in the church, and somebody comes in. */
async function visitAt(day: number, hour: number) {
  const { clock } = visit.foyer
  const local = new Date(clock.now()).toLocaleString('sv-SE', { timeZone: 'America/Chicago' }).replace(' ', 'T')
  const now = new Date(`${local}Z`)
  clock.advance(((day - now.getUTCDay()) * 24 * HOUR + hour * HOUR - (now.getTime() % (24 * HOUR)) + WEEK) % WEEK)
  const browser = visit.foyer.browser()
  await browser.signIn('secretary')
  const dayOf = (moment: number) => new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', timeZone: 'America/Chicago' }).format(moment)
  return { ...readPage((await browser.visit('/serving').expect(200)).text), today: dayOf(clock.now()), in: (days: number) => dayOf(clock.now() + days * 24 * HOUR) }
}

describe('who serves next Sunday', () => {
  it('leaves out whoever has declined', async () => {
    expect((await visit('/serving', 'volunteer')).text).toMatch(/Welcome Team \S+ \S+ Usher Tech Team/) // the greeter is away
  })

  it('goes by the calendar on the church’s wall: Saturday night is not Sunday yet, and Sunday night still is', async () => {
    const saturday = await visitAt(6, 23) // it is Sunday in Greenwich
    expect([saturday.heading, saturday.text.includes('Worship Team')]).toEqual([`Serving on Sunday, ${saturday.in(1)}`, true])
    const sunday = await visitAt(0, 23) // and here Monday
    expect([sunday.heading, sunday.text.includes('Worship Team')]).toEqual([`Serving on Sunday, ${sunday.today}`, true])
    const monday = await visitAt(1, 1)
    expect(monday.heading).toBe(`Serving on Sunday, ${monday.in(6)}`)
  })

  it('takes for Sunday what is Sunday there, whatever day it is in Greenwich', async () => {
    const church = visit.foyer.sandbox.world.churches.get('463218')
    if (!church) throw new Error('First Church is gone')
    const { timeZone } = church
    expect((await visit('/serving', 'secretary')).text).toContain('Worship Team')
    Object.assign(church, { timeZone: 'Pacific/Auckland' }) // where a morning in Chicago is early on Monday
    expect((await visit('/serving', 'secretary')).text).toContain('Nobody is scheduled yet')
    Object.assign(church, { timeZone })
  })

  it('says so kindly when nobody is scheduled', async () => {
    visit.foyer.clock.advance(12 * WEEK)
    expect((await visitAt(3, 12)).text).toMatch(/^Serving on Sunday, \S+ \d+ Nobody is scheduled yet\. Once somebody is, in Planning Center Services, they stand here\./)
  })

  it('is not for whom Planning Center does not let into Services, and says who can change that', async () => {
    const { status, text } = await visit('/serving', 'no-access')
    expect([status, text]).toEqual([403, expect.stringMatching(/Missing permission Access to Services .*Who can give it to you/)])
  })

  it('leads to the consent when Services was left out of it', async () => {
    visit.foyer.sandbox.addFault({ on: 'token', times: 1, grantScopes: 'openid people' })
    const { status, text, links } = await visit('/serving', 'pastor')
    expect([status, text]).toEqual([403, expect.stringContaining('Foyer was not allowed to use Services, which this page needs.')])
    const again = links.find((link) => link.text === 'Ask Planning Center again')?.href ?? ''
    expect(again).toMatch(/^\/login\?.*return_to=%2Fserving/)
  })

  it('looks at the days around, so that no calendar’s edge hides a service', () => {
    const { calls } = visit.foyer.sandbox
    const asked = calls.filter(({ path }) => /service_types\/\d+\/plans$/.test(path))
    for (const { query } of asked) expect(Date.parse(query['before'] ?? '') - Date.parse(query['after'] ?? '')).toBe(3 * 24 * HOUR)
    expect(asked.length).toBeGreaterThan(2)
  })
})
