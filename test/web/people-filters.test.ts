import type { Church, PersonRecord } from '../../src/sandbox/world/world'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('the people of a church', () => {
  let foyer: Foyer
  let secretary: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ sandbox: { people: 180 } })
    foyer.sandbox.setRateLimit({ limit: 100_000 })
    secretary = foyer.browser()
    await secretary.signIn('secretary')
  })
  afterAll(() => foyer.close())

  const church = (): Church => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const everybody = () => [...church().people.values()]
  const campusId = (name: string) => [...church().campuses.values()].find((campus) => campus.name === name)?.id ?? ''
  const listId = (part: string) => [...church().lists.values()].find(({ name, description }) => (name ?? description).includes(part))?.id ?? ''
  const onList = (part: string) => new Set([...church().listResults.values()].filter((result) => result.listId === listId(part)).map(({ personId }) => personId))

  /** Everybody listed under an address, page after page, in order. */
  async function listed(address: string): Promise<string[]> {
    const seen: string[] = []
    for (let next: string | undefined = address; next; ) {
      const { text }: { text: string } = await secretary.visit(next).expect(200)
      seen.push(...new Set([...text.matchAll(/href="\/people\/(\d+)"/g)].map(([, id]) => id ?? '')))
      next = readPage(text).links.find((link) => link.text === 'Next')?.href
    }
    return seen
  }
  const words = async (address: string) => readPage((await secretary.visit(address).expect(200)).text).text

  const fold = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const compare = <Key extends string | number>(a: Key, b: Key) => (a < b ? -1 : a > b ? 1 : 0)
  const by = (...keys: ((person: PersonRecord) => string | number)[]) => (a: PersonRecord, b: PersonRecord) =>
    keys.reduce((order, key) => order || compare(key(a), key(b)), 0) || Number(a.id) - Number(b.id)
  const lastName = by(({ lastName: last }) => fold(last), ({ firstName }) => fold(firstName))
  const truth = (keeps: (person: PersonRecord) => boolean, order = lastName) => everybody().filter(keeps).sort(order).map(({ id }) => id)
  const isActive = ({ status }: PersonRecord) => status === 'active'

  it('are the active ones by last name, everybody once', async () => {
    expect(await listed('/people')).toEqual(truth(isActive))
  })

  const filters: [address: () => string, keeps: (person: PersonRecord) => boolean][] = [
    [() => '/people?status=inactive', (person) => !isActive(person)],
    [() => '/people?status=all', () => true],
    [() => '/people?membership=Regular+Attender', (person) => isActive(person) && person.membership === 'Regular Attender'],
    [() => '/people?status=all&membership=Former+Member', ({ membership }) => membership === 'Former Member'],
    [() => '/people?child=yes', (person) => isActive(person) && person.child],
    [() => '/people?child=no', (person) => isActive(person) && !person.child],
    [() => `/people?campus=${campusId('North Campus')}`, (person) => isActive(person) && person.primaryCampusId === campusId('North Campus')],
    [() => `/people?list=${listId('Newsletter')}`, (person) => isActive(person) && onList('Newsletter').has(person.id)],
    [() => `/people?list=${listId('grade 1 to 6')}`, (person) => isActive(person) && onList('grade 1 to 6').has(person.id)],
    [
      () => `/people?membership=Member&child=no&campus=${campusId('Main Campus')}&list=${listId('Newsletter')}`,
      (person) => isActive(person) && person.membership === 'Member' && !person.child && person.primaryCampusId === campusId('Main Campus') && onList('Newsletter').has(person.id),
    ],
  ]
  it.each(filters.map(([address, keeps]) => ({ address, keeps })))('are narrowed as the world says: $address', async ({ address, keeps }) => {
    const expected = truth(keeps)
    expect(expected.length).toBeGreaterThan(0)
    expect(await listed(address())).toEqual(expected)
  })

  it.each([
    ['first_name', by(({ firstName }) => fold(firstName), ({ lastName: last }) => fold(last))],
    ['newest', by(({ createdAt }) => -createdAt)],
    ['changed', by(({ updatedAt }) => -updatedAt)],
  ])('can be sorted by %s', async (sort, order) => {
    expect(await listed(`/people?sort=${sort}`)).toEqual(truth(isActive, order))
  })

  it('show beside them what they are sorted by', async () => {
    expect(await words('/people?sort=newest')).toMatch(/Hannah Bright added \d+ (minute|hour|day)s? ago/)
    expect(await words('/people?sort=changed')).toMatch(/ changed \d+ days? ago/)
    expect(await words('/people')).not.toMatch(/ (added|changed) \d/)
  })

  it('are counted in words', async () => {
    const active = everybody().filter(isActive)
    expect(await words('/people')).toContain(`${active.length} active people`)
    expect(await words('/people?child=yes')).toContain(`${active.filter(({ child }) => child).length} active children`)
    const chens = active.filter((person) => person.lastName === 'Chen' && !person.child && person.primaryCampusId === campusId('North Campus'))
    const address = `/people?q=Chen&status=active&membership=Member&child=no&campus=${campusId('North Campus')}&list=${listId('Newsletter')}`
    expect(await words(address)).toContain(
      `${chens.filter(({ membership }) => membership === 'Member').length} active adults found for “Chen” at North Campus in the list “Newsletter by e-mail”, membership “Member”`,
    )
  })

  it('stand in a table or on cards, and the choice stays in every link', async () => {
    const { text } = await secretary.visit('/people?view=cards&child=no').expect(200)
    expect(text).toContain('class="people-cards"')
    expect(text).not.toContain('<table')
    const links = readPage(text).links
    expect(links.find((link) => link.text === 'Next')?.href).toBe('/people?child=no&view=cards&page=2')
    expect(links.find((link) => link.text === 'Table')?.href).toBe('/people?child=no')
    expect(text).toContain('<input type="hidden" name="view" value="cards">')
    expect(await listed('/people?view=cards&child=yes')).toEqual(truth((person) => isActive(person) && person.child))
  })

  it('can be chosen without a script: the form says what is chosen, and its answer leads to the clean address', async () => {
    const { text } = await secretary.visit(`/people?campus=${campusId('North Campus')}`).expect(200)
    expect(text).toContain(`<option value="${campusId('North Campus')}" selected>North Campus</option>`)
    expect(text).toMatch(/<form class="filter-bar" method="get" action="\/people"[^]*?<button[^>]*>Show<\/button>/)
    const { headers } = await secretary.visit(`/people?status=all&child=&membership=&campus=${campusId('North Campus')}&list=&sort=last_name`).expect(303)
    expect(headers['location']).toBe(`/people?status=all&campus=${campusId('North Campus')}`)
  })

  it('lead back from a page too far', async () => {
    expect((await secretary.visit('/people?child=yes&page=900').expect(303)).headers['location']).toMatch(/^\/people\?child=yes&page=\d$/)
  })

  it('are never nobody without a way on: each filter can be taken away alone', async () => {
    const address = `/people?status=inactive&child=yes&campus=${campusId('North Campus')}&list=${listId('Newsletter')}`
    const { text } = await secretary.visit(address).expect(200)
    expect(readPage(text).text).toContain('Nobody found')
    const ways = readPage(text).links.map((link) => link.href)
    expect(ways).toEqual(
      expect.arrayContaining([
        `/people?status=inactive&campus=${campusId('North Campus')}&list=${listId('Newsletter')}`,
        `/people?status=inactive&child=yes&list=${listId('Newsletter')}`,
        `/people?status=inactive&child=yes&campus=${campusId('North Campus')}`,
        '/people',
      ]),
    )
    expect(text).not.toContain('Add in Planning Center')
  })

  it('come with a word about what Foyer does not know of children', async () => {
    expect(await words('/people?child=yes')).toContain('Foyer holds no medical notes or allergies. Check Planning Center.')
    expect(await words('/people?child=no')).not.toContain('medical notes')
  })

  it('name every field they ask for, and never medical notes', async () => {
    const before = foyer.sandbox.calls.length
    await secretary.visit(`/people?list=${listId('Newsletter')}&view=cards`).expect(200)
    const [asked] = foyer.sandbox.calls.slice(before)
    expect(asked?.query['fields[Person]']?.split(',').sort()).toEqual(
      ['avatar', 'child', 'created_at', 'emails', 'membership', 'name', 'organization', 'phone_numbers', 'status', 'updated_at'],
    )
  })

  it.each(['/people', '/people?view=cards'])('keep a <script> surname and a right-to-left name harmless under %s', async (address) => {
    const { text } = await secretary.visit(address).expect(200)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toContain('<script>')
    const found = await secretary.visit(`${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent('منصور')}&status=active`)
    const shown = found.status === 303 ? await secretary.visit(found.headers['location'] ?? '') : found
    expect(shown.text).toContain('<bdi>ليلى منصور</bdi>')
  })
})
