import type { Mirror } from '../../src/mirror'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage, type ReadPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'

const PAGE = '/overview'

describe.each(engines)('the picture of the church, on %s', (engine) => {
  let foyer: Foyer
  let mirror: Mirror
  const browsers = new Map<string, Browser>()
  beforeAll(async () => {
    foyer = await startFoyer({ database: engine })
  }, 60_000)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
    browsers.clear()
  })

  async function as(login: string): Promise<Browser> {
    const known = browsers.get(login)
    if (known) return known
    const browser = foyer.browser()
    await browser.signIn(login)
    browsers.set(login, browser)
    return browser
  }
  const read = async (login: string): Promise<ReadPage> => readPage((await (await as(login)).visit(PAGE).expect(200)).text)
  const church = () => {
    const found = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const people = () => [...church().people.values()]
  const active = () => people().filter(({ status }) => status === 'active')
  /** The first number that leads to a report asked so. */
  const numberAt = ({ links }: ReadPage, query: string) => links.find(({ href }) => href.startsWith('/reports/build') && href.replace(/^[^?]*\??/, '').split('&column=')[0] === query)?.text.split(' ').at(-1)
  const told = ({ text }: ReadPage, what: string) => Number(new RegExp(`(\\d+) ${what} `).exec(text.slice(text.indexOf('Since last Sunday')))?.[1])

  it('says who can switch it on, while there is no copy', async () => {
    const { text, heading } = await read('volunteer')
    expect(heading).toBe('The picture of the church')
    expect(text).toContain('First Church is not connected yet')
    expect(text).toContain('can switch it on')
  })

  it('counts people as a plain count by hand does', async () => {
    mirror = await startCopying(foyer)
    expect(await mirror.runNow(FIRST_CHURCH)).toBe('done')
    const page = await read('volunteer')
    const having = (rows: Iterable<{ personId: string }>) => new Set([...rows].map(({ personId }) => personId))
    const [emails, phones, addresses] = [having(church().emails.values()), having(church().phoneNumbers.values()), having(church().addresses.values())]
    const expected: Record<string, number> = {
      '': active().length,
      'status=inactive': people().length - active().length,
      'status=all': people().length,
      'membership=Member': active().filter(({ membership }) => membership === 'Member').length,
      'membership=-': active().filter(({ membership }) => membership === null).length,
      'campus=-': active().filter(({ primaryCampusId }) => primaryCampusId === null).length,
      'email=no': active().filter(({ id }) => !emails.has(id)).length,
      'email=blocked': active().filter(({ id }) => [...church().emails.values()].some(({ personId, blocked }) => blocked && personId === id)).length,
      'phone=no': active().filter(({ id }) => !phones.has(id)).length,
      'address=no': active().filter(({ id }) => !addresses.has(id)).length,
      'birthday=-': active().filter(({ birthdate }) => birthdate === null).length,
      'child=yes&birthday=-': active().filter(({ child, birthdate }) => child && birthdate === null).length,
    }
    expect(Object.fromEntries(Object.keys(expected).map((query) => [query, Number(numberAt(page, query))]))).toEqual(expected)
    for (const { name, id } of church().campuses.values()) expect([name, Number(numberAt(page, `campus=${id}`))]).toEqual([name, active().filter(({ primaryCampusId }) => primaryCampusId === id).length])
    expect(page.text).toMatch(/Foyer’s copy, as of (yesterday at )?\d+:\d\d [AP]M/)
  })

  it('says what changed since last Sunday, and of those who are gone why there is no list', async () => {
    const before = await read('volunteer')
    const churn = foyer.sandbox.churn()
    const [one, two, three, four] = active().filter(({ siteAdministrator, peoplePermissions, child }) => !siteAdministrator && peoplePermissions === null && !child)
    if (!one || !two || !three || !four) throw new Error('too small a church')
    foyer.clock.advance(5000)
    churn.addPerson({ first: 'Nadia', last: 'Okonkwo' })
    churn.deactivate(one.id)
    churn.deletePerson(two.id)
    churn.mergePeople({ keep: three.id, remove: four.id })
    foyer.clock.advance(60_000)
    expect(await mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')

    const after = await read('volunteer')
    for (const what of ['Added', 'Made inactive', 'Removed', 'Joined with another']) expect([what, told(after, what) - told(before, what)]).toEqual([what, 1])
    expect(told(after, 'Changed')).toBeGreaterThanOrEqual(told(before, 'Changed') + 2)
    expect(numberAt(after, 'status=all&created=last-sunday')).toBe(String(told(after, 'Added')))
    expect(numberAt(after, 'status=inactive&inactivated=last-sunday')).toBe(String(told(after, 'Made inactive')))
    expect(after.text).toContain('There is no list: of those who are gone, Foyer keeps no name.')
    expect(numberAt(after, 'status=all')).toBe(String(people().length))
  })

  it('is the same for everybody who may read, and says nothing of lists or custom fields', async () => {
    const shown = await Promise.all(['volunteer', 'secretary', 'pastor', 'administrator'].map((login) => read(login)))
    const numbers = shown.map(({ links }) => links.filter(({ href }) => href.startsWith('/reports/build')))
    expect(numbers[0]?.length).toBeGreaterThan(60)
    for (const one of numbers) expect(one).toEqual(numbers[0])
    for (const { href } of numbers.flat()) expect(href).not.toMatch(/list=|field-/)
  })

  it('asks Planning Center for nothing but who is looking', async () => {
    await read('volunteer')
    const before = foyer.sandbox.calls.length
    foyer.clock.advance(6 * 60_000) // so that it is asked again
    await read('volunteer')
    expect(foyer.sandbox.calls.slice(before).map(({ path }) => path.split('?')[0])).toEqual(['/people/v2/me'])
  })

  it('is for nobody who may not open People, and for no stranger', async () => {
    await (await as('no-access')).visit(PAGE).expect(403)
    const answer = await foyer.browser().visit(PAGE)
    expect([answer.status, answer.headers['location']]).toEqual([303, expect.stringMatching(/^\/login/)])
  })

  it('of a church in which nobody is left says so', async () => {
    const db = await foyer.database?.open()
    await db?.deleteFrom('mirror.person').execute()
    const { text, links } = await read('volunteer')
    expect(text).toContain('Nobody is there yet')
    expect(links.filter(({ href }) => href.startsWith('/reports/build'))).toEqual([])
  })
})
