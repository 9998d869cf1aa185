import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('the page of a household', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
    await browser.signIn('volunteer')
  })
  afterAll(() => foyer.close())

  const church = () => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const of = (part: string): string => {
    const person = [...church().people.values()].find(({ firstName, lastName }) => `${firstName} ${lastName}`.includes(part))
    const membership = [...church().householdMemberships.values()].find(({ personId }) => personId === person?.id)
    return membership?.householdId ?? 'none'
  }
  const open = async (part: string) => (await browser.visit(`/households/${of(part)}`).expect(200)).text
  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api')

  it('costs one request', async () => {
    const before = apiCalls().length
    await open('Daniel')
    expect(apiCalls().slice(before).map(({ path }) => path)).toEqual([`/people/v2/households/${of('Daniel')}/household_memberships`])
    expect(apiCalls().at(-1)?.query['fields[Person]']).not.toMatch(/medical|background/)
  })

  it('shows everybody with role and numbers, the primary contact first, the children from the eldest down', async () => {
    const page = readPage(await open('Daniel'))
    expect(page.heading).toBe('Okafor household')
    expect(page.text).toMatch(/5 people .*Daniel Okafor primary contact .*\(319\) 555-0103 daniel\.okafor@example\.org .*Ngozi Okafor .*Children .*Chidi Okafor child, 10 .*Adaeze Okafor child, \d+ .*Zim Okafor child/)
    expect(page.text).toContain('7 Parsonage Road Cedar Falls, IA 50613')
    expect(page.text).toContain('Foyer holds no medical notes or allergies. Check Planning Center.')
  })

  it('copies all its phone numbers, each once', async () => {
    expect(await open('Daniel')).toContain('data-copy="(319) 555-0103\n(319) 555-0104" hidden')
    expect(await open('Edith')).not.toContain('phone numbers') // one number between the two of them
  })

  it('marks who is not confirmed, whose e-mail is blocked, and who has died', async () => {
    expect(readPage(await open('Grant')).text).toMatch(/Milo Novák-Price child, \d+ not yet confirmed/)
    expect(readPage(await open('Gus')).text).toMatch(/e-mail blocked/)
    expect(readPage(await open('Walter')).text).toMatch(/Walter Abernathy deceased/)
  })

  it('shows every household of the church without a trace of medical notes', async () => {
    for (const { id, name } of church().households.values()) {
      const { text } = await browser.visit(`/households/${id}`).expect(200)
      expect(readPage(text).heading).toBe(`${name} household`)
      expect(text).not.toMatch(/MEDNOTE|<script>alert/)
      expect(readPage(text).text).not.toMatch(/undefined|\bnull\b|NaN/)
    }
  })

  it.each(['4711', 'abc', '0', '9'.repeat(30)])('says of %s that there is no such household', async (id) => {
    const page = readPage((await browser.visit(`/households/${id}`).expect(404)).text)
    expect(page.text).toContain('removed from Planning Center, or is no longer shown to you')
  })

  it('is not another church’s to open', async () => {
    const other = [...foyer.sandbox.world.churches.values()][1]
    const [theirs] = other?.households.keys() ?? []
    await browser.visit(`/households/${theirs}`).expect(404)
  })

  it('asks to sign in first', async () => {
    const { headers } = await foyer.browser().visit(`/households/${of('Daniel')}`).expect(303)
    expect(headers['location']).toContain('/login')
  })
})
