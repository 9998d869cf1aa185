import type { Church, PersonRecord } from '../../src/sandbox/world/world'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('the search box', () => {
  let foyer: Foyer
  let volunteer: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    foyer.sandbox.setRateLimit({ limit: 100_000 })
    volunteer = foyer.browser()
    await volunteer.signIn('volunteer')
    await volunteer.visit('/people').expect(200)
  })
  afterAll(() => foyer.close())

  const church = (): Church => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const people = () => [...church().people.values()]
  const person = (firstName: string): PersonRecord => {
    const found = people().find((each) => each.firstName === firstName)
    if (!found) throw new Error(`nobody called ${firstName}`)
    return found
  }
  const addressFor = (typed: string, more = '') => `/people?q=${encodeURIComponent(typed)}${more}`

  /** Whom a search finds, active or not; it is never fresh, so that one hit is listed too. */
  async function found(typed: string): Promise<string[]> {
    let { text, status, headers } = await volunteer.visit(addressFor(typed, '&status=all'))
    if (status === 303) ({ text, status, headers } = await volunteer.visit(headers['location'] ?? ''))
    expect(status).toBe(200)
    return [...new Set([...text.matchAll(/href="\/people\/(\d+)"/g)].map(([, id]) => id ?? ''))].sort()
  }

  it.each(['/people', '/account', '/people/1', '/lists'])('heads %s', async (address) => {
    const { text } = await volunteer.visit(address)
    expect(text).toMatch(/<header[^]*?<form class="search-form" role="search" method="get" action="\/people">[^]*?name="q"[^]*?<\/header>/)
    const [, script = ''] = /<script src="([^"]*search-key[^"]*)" defer>/.exec(text) ?? []
    await volunteer.visit(script).expect(200).expect('content-type', /javascript/)
  })

  it('finds everybody by their name in either order', async () => {
    for (const { id, firstName, lastName } of people().filter((each) => each.lastName))
      for (const typed of [`${firstName} ${lastName}`, `${lastName}, ${firstName}`])
        expect([typed, await found(typed)]).toEqual([typed, expect.arrayContaining([id])])
  })

  it.each([
    ['Kate Brandt', 'Katherine'],
    ['brandt kate', 'Katherine'],
    ['Dot', 'Dorothy'],
    ['Thomas', 'Tom'],
    ['jose munoz', 'José'],
    ['O’Neil Tom', 'Tom'],
    ['Mrs. Abernathy', 'Ruth'],
    ['neil', 'Tom'],
    ['田中', 'さくら'],
    ['منصور ليلى', 'ليلى'],
  ])('finds %s', async (typed, firstName) => {
    expect(await found(typed)).toContain(person(firstName).id)
  })

  it('finds everybody by their e-mail', async () => {
    for (const { address } of church().emails.values()) {
      const owners = [...church().emails.values()].filter((email) => email.address === address).map(({ personId }) => personId).sort()
      expect([address, await found(address)]).toEqual([address, owners])
    }
  })

  it.each(['KATE.BRANDT@example.org', 'Kate Brandt <kate.brandt@example.org>', 'kate.brandt@'])('finds the e-mail %s', async (typed) => {
    expect(await found(typed)).toEqual([person('Katherine').id])
  })

  const ownersOf = (end: string) => [...new Set([...church().phoneNumbers.values()].filter(({ digits }) => digits.endsWith(end)).map(({ personId }) => personId))].sort()

  it('finds everybody by their number as Planning Center writes it', async () => {
    for (const { digits } of church().phoneNumbers.values()) {
      const typed = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
      expect([typed, await found(typed)]).toEqual([typed, ownersOf(digits)])
    }
  })

  it.each(['3195550118', '319.555.0118', '+1 319 555 0118', '1-319-555-0118', '001 319 555 0118', '(319) 555-0118 x 3', '555 0118', '555-0118', '0118'])(
    'finds the two who share the number %s',
    async (typed) => {
      expect(await found(typed)).toEqual([person('Harold').id, person('Edith').id].sort())
      expect(await found(typed)).toEqual(ownersOf('0118'))
    },
  )

  it('takes a figure beside a name for no number', async () => {
    expect(await found('Ruth 2')).toEqual([])
  })

  it('asks Planning Center once for each question', async () => {
    const before = foyer.sandbox.calls.length
    await volunteer.visit(addressFor('+1 (319) 555-0101')).expect(303)
    const asked = foyer.sandbox.calls.slice(before)
    expect(asked.map(({ path }) => path)).toEqual(['/people/v2/people'])
    expect(asked[0]?.query['where[search_name_or_email_or_phone_number]']).toBe('3195550101')
  })

  it('brings the caller’s record to the screen in two actions: type the number, press Enter', async () => {
    const { headers } = await volunteer.visit(addressFor('319 555 0101')).expect(303)
    expect(headers['location']).toBe(`/people/${person('Ruth').id}`)
    const { text } = await volunteer.visit(headers['location'] ?? '').expect(200)
    expect(readPage(text).heading).toBe('Ruth Abernathy')
    expect(readPage(text).text).toContain('(319) 555-0101')
  })

  it('lists the two who share a number', async () => {
    const { text } = await volunteer.visit(addressFor('555-0118')).expect(200)
    expect(readPage(text).text).toContain('2 active people found for “555-0118”')
    expect(readPage(text).text).toMatch(/Edith Whitfield.*Harold Whitfield/)
  })

  it.each(['&status=active', '&status=all', '&child=no', '&view=cards', '&sort=newest'])('lists even one hit when something else was chosen too: %s', async (more) => {
    let answer = await volunteer.visit(addressFor('Ruth Abernathy', more))
    if (answer.status === 303) answer = await volunteer.visit(answer.headers['location'] ?? '')
    expect(answer.status).toBe(200)
    expect(readPage(answer.text).heading).toBe('People')
    expect(readPage(answer.text).text).toContain('found for “Ruth Abernathy”')
  })

  it('keeps what was typed, in the box and in the filters', async () => {
    const { text } = await volunteer.visit(addressFor('"Chen"')).expect(200)
    expect(text).toMatch(/id="search"[^>]* value="&#34;Chen&#34;"/)
    expect(text).toContain('<input type="hidden" name="q" value="&#34;Chen&#34;">')
  })

  it('offers inactive people when nobody active is found, and finds them', async () => {
    const { text } = await volunteer.visit(addressFor('Marcus Thibodeaux')).expect(200)
    const way = readPage(text).links.find((link) => link.text === 'Search inactive people too')
    expect(way?.href).toBe('/people?q=Marcus+Thibodeaux&status=all')
    const wider = readPage((await volunteer.visit(way?.href ?? '').expect(200)).text)
    expect(wider.text).toContain('1 person found for “Marcus Thibodeaux”')
    expect(wider.text).toMatch(/Marcus Thibodeaux inactive/)
  })

  it('offers to add who is not there, in words that are right for every permission', async () => {
    const { text } = await volunteer.visit(addressFor('Zacchaeus', '&status=all')).expect(200)
    const page = readPage(text)
    expect(page.text).toContain('Nobody found for “Zacchaeus”')
    expect(page.text).toContain('Foyer looked among active and inactive people.')
    expect(page.links.find((link) => link.text === 'Add in Planning Center')?.href).toBe('https://people.planningcenteronline.com/people/new')
    expect(page.text).toContain('Planning Center lets Editors and Managers add people.')
    expect(page.links.map((link) => link.text)).not.toContain('Search inactive people too')
  })

  it('offers the number without an area code that may be wrong', async () => {
    const { text } = await volunteer.visit(addressFor('(641) 555-0120')).expect(200)
    const way = readPage(text).links.find((link) => link.text.includes('without the area code'))
    expect(way?.text).toBe('Search 555-0120, without the area code')
    expect((await volunteer.visit(way?.href ?? '').expect(200)).text).toContain('Opal Jennings')
  })

  it('shows a <script> as it was typed, and finds the surname', async () => {
    const { text } = await volunteer.visit(addressFor('<script>alert(2)')).expect(200)
    expect(text).toContain('Nobody found for “&lt;script&gt;alert(2)”')
    expect(text).not.toContain('<script>alert')
    expect(await found('<script>')).toEqual([person('Bobby').id])
  })
})
