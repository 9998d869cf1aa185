import { openCatalogue, type Catalogue } from '../../src/reports/asking/catalogue'
import { countPeople } from '../../src/reports/asking/people'
import { choosing, everybody, type Definition } from '../../src/reports/definition'
import type { Level } from '../../src/mirror'
import { PlanningCenterError } from '../../src/planning-center'
import { MINUTE } from '../support/clock'
import { startReaders, type Readers } from '../support/readers'
import { FIRST_CHURCH } from '../support/mirroring'
import { engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins a church and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)
const LEVELS = ['volunteer', 'secretary', 'pastor', 'administrator'] as const

describe.each(engines)('what somebody may ask of people, on %s', (engine) => {
  let database: TestDatabase
  let readers: Readers
  beforeAll(async () => {
    ;[database, readers] = await Promise.all([startDatabase(engine), startReaders({ tickedFor: (tab): Level => (tab === 'Pastoral care' ? 'Manager' : 'Editor') })])
    await copyWhatIsHidden()
  }, MINUTE)
  afterAll(() => Promise.all([database?.close(), readers?.close()]))
  afterEach(() => readers.sandbox.clearFaults())

  /** Everything of the church is in the copy, whoever looks. */
  async function copyWhatIsHidden(): Promise<void> {
    const db = await database.open()
    const copied = (id: string) => ({ organization_id: FIRST_CHURCH, id, record: '{}', seen_at: new Date(0) })
    const { church } = readers
    await db.insertInto('mirror.list').values([...church.lists.values()].map(({ id, name, description }) => ({ ...copied(id), name, description, refreshed_at: null, created_at: null, updated_at: null }))).execute()
    await db.insertInto('mirror.tab').values([...church.tabs.values()].map(({ id, name }) => ({ ...copied(id), name, slug: null, sequence: null }))).execute()
    await db.insertInto('mirror.field_definition').values([...church.fieldDefinitions.values()].map(({ id, name, dataType, tabId }) => ({ ...copied(id), name, data_type: dataType, tab_id: tabId, sequence: null }))).execute()
    await db.insertInto('mirror.campus').values({ ...copied('11'), name: 'Main Campus', created_at: null, updated_at: null }).execute()
  }

  const catalogueOf = async (login: string): Promise<Catalogue> => openCatalogue(await database.open(), await readers.readerOf(login), { now: readers.clock.now(), timeZone: 'America/Chicago' })
  const listNamed = (name: string) => [...readers.church.lists.values()].find((list) => list.name === name)?.id as string
  const fieldNamed = (name: string) => `field-${[...readers.church.fieldDefinitions.values()].find((field) => field.name === name)?.id}` as const
  const lists = ({ filters }: Catalogue) => (filters.find(({ name }) => name === 'list')?.options ?? []).map(({ text }) => text)
  const fields = ({ columns, filters }: Catalogue) => ({ columns: columns.filter(({ name }) => name.startsWith('field-')).map(({ heading }) => heading).sort(), filters: filters.filter(({ name }) => name.startsWith('field-')).map(({ label }) => label).sort() })

  it.each([
    ['volunteer', ['Newsletter by e-mail'], []],
    ['secretary', ['Children in grade 1 to 6', 'Hospital visits (private)', 'Newsletter by e-mail'], ['Baptism date', 'Printed newsletter', 'Serving in', 'Shirt size']],
    ['pastor', ['Children in grade 1 to 6', 'Counselling (private)', 'Hospital visits (private)'], ['Baptism date', 'Counselling notes', 'Printed newsletter', 'Serving in', 'Shirt size']],
  ] as const)('offers the %s the lists and custom fields that Planning Center and the church show them, and no other', async (login, someLists, someFields) => {
    const catalogue = await catalogueOf(login)
    expect(lists(catalogue)).toEqual(expect.arrayContaining([...someLists]))
    const shown = await (await readers.readerOf(login)).shown()
    expect(catalogue.filters.find(({ name }) => name === 'list')?.options.map(({ value }) => value).sort()).toEqual([...shown.lists].sort())
    expect(fields(catalogue)).toEqual({ columns: [...someFields], filters: [...someFields] })
  })

  it.each(LEVELS)('offers the %s every other column and filter there is', async (login) => {
    const { columns, filters } = await catalogueOf(login)
    expect([columns.filter(({ name }) => !name.startsWith('field-')).length, filters.filter(({ name }) => !name.startsWith('field-') && name !== 'list').length]).toEqual([32, 15])
    expect(columns.filter(({ isContact }) => isContact).map(({ name }) => name)).toEqual(['email', 'emails', 'phone', 'mobile', 'phones', 'address', 'street', 'city', 'state', 'zip', 'country'])
  })

  it('offers of what one chooses from the values in use, each once, and what is true of nobody', async () => {
    const db = await database.open()
    const copied = { organization_id: FIRST_CHURCH, record: '{}', seen_at: new Date(0) }
    const datum = (id: string, value: string) => ({ ...copied, id, person_id: id, field_definition_id: fieldNamed('Shirt size').slice('field-'.length), value, created_at: null, updated_at: null })
    await db.insertInto('mirror.field_datum').values([datum('1', 'M'), datum('2', 'S'), datum('3', 'M'), { ...datum('4', 'XL'), organization_id: '519007' }]).execute()
    const { filters } = await catalogueOf('secretary')
    const offered = (name: string) => filters.find((filter) => filter.name === name)?.options.map(({ text }) => text)
    expect(offered(fieldNamed('Shirt size'))).toEqual(['M', 'S', 'Anything', 'Nothing'])
    expect(offered(fieldNamed('Printed newsletter'))).toEqual(['Yes', 'No', 'Anything', 'Nothing'])
    expect([offered('campus'), offered('grade')?.slice(0, 3), offered('membership')]).toEqual([['Main Campus', 'No campus'], ['Pre-K', 'Kindergarten', '1st grade'], ['No membership']])
  })

  it('says of a list that is another’s what it says of one that never was, and counts nobody', async () => {
    const catalogue = await catalogueOf('volunteer')
    for (const list of [listNamed('Counselling (private)'), '987654321']) {
      const opened = catalogue.open(choosing({ list: [list] }))
      expect(opened).toMatchObject({ report: null, missing: [{ part: 'filter', name: 'list', value: list }], impossible: [], mended: everybody })
      expect(JSON.stringify(opened)).not.toMatch(/Counselling/)
    }
  })

  it('asks for nothing by a field that is hidden: not as a filter, a column, an order or a group', async () => {
    const field = fieldNamed('Counselling notes')
    const asked: Definition = { ...everybody, filters: { [field]: ['*'], child: ['no'] }, columns: ['name', field], sort: [{ column: field, descending: false }], group: field }
    const opened = (await catalogueOf('secretary')).open(asked)
    expect(opened.report).toBeNull()
    expect(opened.missing).toEqual((['filter', 'column', 'sort', 'group'] as const).map((part) => ({ part, name: field, value: null })))
    expect(opened.mended).toEqual({ ...everybody, filters: { child: ['no'] }, columns: ['name'], sort: [], group: null })
    expect((await catalogueOf('pastor')).open({ ...asked, group: null }).report).not.toBeNull()
  })

  it('shows a report without a column that is gone, and says so', async () => {
    const opened = (await catalogueOf('volunteer')).open({ ...everybody, columns: ['name', 'shoe-size', 'email'], group: 'favourite-hymn' })
    expect(opened.report?.columns.map(({ name }) => name)).toEqual(['name', 'email'])
    expect([opened.report?.group, opened.missing.map(({ part, name }) => `${part} ${name}`)]).toEqual([null, ['column shoe-size', 'group favourite-hymn']])
  })

  it.each([
    [{ age: ['70-20'] }, /Nobody is older than 69 and younger than 21/],
    [{ age: ['old'] }, /whole numbers from 0 to 125/],
    [{ created: ['2026-02-30'] }, /a day that is on the calendar/],
    [{ created: ['2026-03-31..2026-01-01'] }, /The first day comes after the last/],
    [{ changed: ['0000-01-01'] }, /a day that is on the calendar/],
    [{ birthday: ['13'] }, /a month of the year/],
    [{ grade: ['99'] }, /a grade from/],
    [{ status: ['sleeping'] }, /Choose active people/],
    [{ child: ['maybe'] }, /Yes or No/],
    [{ inactivated: ['30-days'] }, /Active people have no such day/],
  ])('says beside the filter why %j cannot be meant, and asks nothing', async (filters, reason) => {
    const opened = (await catalogueOf('secretary')).open(choosing(filters))
    expect([opened.report, opened.impossible]).toEqual([null, [{ filter: Object.keys(filters)[0], reason: expect.stringMatching(reason) as string }]])
  })

  it('finds nobody, and says nothing is gone, where nobody has a membership at the moment', async () => {
    const opened = (await catalogueOf('secretary')).open(choosing({ membership: ['Of old'] }))
    expect(opened.missing).toEqual([])
    if (!opened.report) throw new Error('nothing speaks against it')
    expect(await countPeople(await database.open(), await readers.readerOf('secretary'), opened.report)).toBe(0)
  })

  it('takes nothing for gone while Planning Center cannot say what is shown; what needs none of it works', async () => {
    readers.sandbox.addFault({ on: 'api', path: '/people/v2/lists', answer: { status: 503, type: 'json', body: {} } })
    readers.clock.advance(11 * MINUTE)
    const catalogue = await catalogueOf('administrator')
    expect(catalogue.open(choosing({ child: ['yes'] })).report).not.toBeNull()
    expect(() => catalogue.open(choosing({ list: [listNamed('Newsletter by e-mail')] }))).toThrow(PlanningCenterError)
    expect(() => catalogue.open({ ...everybody, columns: [fieldNamed('Shirt size')] })).toThrow(PlanningCenterError)
  })
})
