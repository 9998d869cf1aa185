import { sql } from 'kysely'
import type { Sql } from '../../src/database'
import type { Reader } from '../../src/mirror'
import { readAnniversaries } from '../../src/reports/asking/anniversaries'
import { readBirthdays } from '../../src/reports/asking/birthdays'
import { openCatalogue } from '../../src/reports/asking/catalogue'
import { countReports } from '../../src/reports/asking/counting'
import { readDuplicates } from '../../src/reports/asking/duplicates'
import { readListChanges } from '../../src/reports/asking/list-changes'
import { choosing, everybody, type Filters } from '../../src/reports/definition'
import { bulletin, anniversaryLines, birthdayLines } from '../../src/reports/ready-made/days-words'
import { READY_MADE } from '../../src/reports/ready-made/shelf'
import type { Report } from '../../src/reports/report'
import { MINUTE } from '../support/clock'
import { FIRST_CHURCH } from '../support/mirroring'
import { startReaders, type Readers } from '../support/readers'
import { writeCopy, type CopiedPerson } from '../support/report-church'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Where "today" is Thursday, November 26, 2026. */
const NOW = Date.parse('2026-11-26T15:00:00Z')
const timeZone = 'America/Chicago'
const MARRIED = '21'
const statuses = { [MARRIED]: 'Married', '22': 'Widowed', '23': 'Divorced', '24': 'Separated', '25': 'Single' }

let ids = 0
const somebody = (name: string, details: Partial<CopiedPerson> = {}): CopiedPerson => {
  const [first_name = null, ...rest] = name.split(' ')
  return {
    id: String(++ids), name, first_name, last_name: rest.join(' ') || null, middle_name: null, nickname: null, status: 'active', membership: null, gender: null, birthdate: null,
    anniversary: null, child: false, grade: null, graduation_year: null, marital_status_id: null, primary_campus_id: null, created_at: NOW, updated_at: NOW, inactivated_at: null,
    emails: [], phones: [], addresses: [], households: [], lists: [], fields: {}, ...details,
  }
}
const phone = (number: string) => ({ number, national: null, international: null, location: 'Mobile', is_primary: true })
const email = (address: string) => ({ address, blocked: false, is_primary: true })

describe.each(engines)('what a bulletin is made of, on %s', (engine) => {
  let database: TestDatabase
  let readers: Readers
  let reader: Reader
  let db: Sql
  beforeAll(async () => {
    ;[database, readers] = await Promise.all([startDatabase(engine), startReaders()])
    reader = await readers.readerOf('pastor')
  }, MINUTE)
  afterAll(() => Promise.all([database?.close(), readers?.close()]))

  async function copied(...people: CopiedPerson[]): Promise<void> {
    await emptyDatabase(database)
    const lists = Object.fromEntries([...readers.church.lists.values()].map(({ id, name }) => [id, name]))
    await writeCopy(database, { people, campuses: {}, maritalStatuses: statuses, households: { '31': 'A', '32': 'B' }, lists, fields: {} })
    db = await database.open()
  }

  async function asked(filters: Filters = {}): Promise<Report> {
    const { report } = (await openCatalogue(db, reader, { now: NOW, timeZone })).open(choosing(filters))
    if (!report) throw new Error('nothing speaks against it')
    return report
  }

  const birthdays = async (from: string, to: string, filters: Filters = {}) => readBirthdays(db, reader, await asked(filters), { span: { from, to }, atMost: 100 })
  const birthdayText = async (...span: Parameters<typeof birthdays>) => bulletin(birthdayLines(await birthdays(...span), 'children'))

  it('has the birthdays of a week, day by day, with the ages of children only', async () => {
    await copied(
      somebody('Tom Lee', { birthdate: '2019-12-01', child: true }),
      somebody('Ruth Abernathy', { birthdate: '1962-12-01' }),
      somebody('Young Tiller', { birthdate: '2009-11-29' }), // a child by age alone
      somebody('Noor Haddad', { birthdate: '1885-12-02' }),
      somebody('Zim Okafor', { birthdate: '1885-12-03', child: true }),
      somebody('Gone Away', { birthdate: '1970-12-01', status: 'inactive' }),
      somebody('Last Week', { birthdate: '1970-11-28' }),
      somebody('No Birthday'),
    )
    expect(await birthdayText('2026-11-29', '2026-12-05')).toBe(
      ['Sunday, November 29 – Young Tiller (17)', 'Tuesday, December 1 – Ruth Abernathy, Tom Lee (7)', 'Wednesday, December 2 – Noor Haddad', 'Thursday, December 3 – Zim Okafor'].join('\n'),
    )
  })

  it('goes over the end of a year in the order of the days, and nobody is born into a bulletin', async () => {
    await copied(somebody('New Year', { birthdate: '2020-01-01', child: true }), somebody('Old Year', { birthdate: '1950-12-31' }), somebody('Not Yet', { birthdate: '2027-01-01', child: true }))
    const { people, total } = await birthdays('2026-12-30', '2027-01-02')
    expect([people.map(({ name, day }) => [name, day]), total]).toEqual([[['Old Year', '2026-12-31'], ['New Year', '2027-01-01']], 2])
  })

  it('has those born on 29 February on 1 March of other years, and says so on the page', async () => {
    await copied(somebody('Freya Larsen', { birthdate: '1996-02-29' }), somebody('March First', { birthdate: '1990-03-01' }))
    const common = birthdayLines(await birthdays('2027-02-26', '2027-03-02'), 'everybody')
    expect(common.map(({ day, lines }) => [day, lines.map(({ text, note }) => `${text} ${note}`.trim())])).toEqual([['Monday, March 1', ['March First (37)', 'Freya Larsen (31) born on February 29']]])
    const leap = birthdayLines(await birthdays('2028-02-28', '2028-03-01'), 'nobody')
    expect(leap.map(({ day, lines }) => [day, lines.map(({ text, note }) => text + note)])).toEqual([['Tuesday, February 29', ['Freya Larsen']], ['Wednesday, March 1', ['March First']]])
  })

  it('is of children, or of a list, if so asked', async () => {
    const [list = ''] = (await reader.shown()).lists
    await copied(somebody('A Child', { birthdate: '2018-12-01', child: true, lists: [list] }), somebody('An Adult', { birthdate: '1970-12-01', membership: 'Member' }))
    const names = async (filters: Filters) => (await birthdays('2026-12-01', '2026-12-01', filters)).people.map(({ name }) => name)
    expect(await names({ child: ['yes'] })).toEqual(['A Child'])
    expect(await names({ child: ['no'] })).toEqual(['An Adult'])
    expect(await names({ membership: ['Member'] })).toEqual(['An Adult'])
    expect(await names({ list: [list] })).toEqual(['A Child'])
  })

  it('has one line for each couple, and apart whoever is to be looked at first', async () => {
    const wed = { anniversary: '2004-12-01', marital_status_id: MARRIED, households: ['31'] }
    await copied(
      somebody('Daniel Okafor', wed),
      somebody('Ngozi Okafor', wed),
      somebody('Chidi Okafor', { households: ['31'], child: true }),
      somebody('Ruth Abernathy', { anniversary: '1985-12-02', marital_status_id: '22', households: ['32'] }),
      somebody('Walter Abernathy', { anniversary: '1985-12-02', marital_status_id: MARRIED, households: ['32'], status: 'inactive' }),
      somebody('Elena Novák', { anniversary: '2010-12-03', marital_status_id: '23' }),
    )
    const { days, doubts, couples } = anniversaryLines(await readAnniversaries(db, reader, await asked(), { span: { from: '2026-11-29', to: '2026-12-05' }, atMost: 100 }), 'everybody')
    expect([bulletin(days), couples]).toEqual(['Tuesday, December 1 – Daniel & Ngozi Okafor (22)', 1])
    expect(doubts.map(({ people, reason }) => [people.map(({ name }) => name).join('+'), reason])).toEqual([
      ['Ruth Abernathy+Walter Abernathy', 'Planning Center says of Ruth Abernathy: Widowed.'],
      ['Elena Novák', 'Planning Center says of Elena Novák: Divorced.'],
    ])
  })

  const pairs = async () => (await readDuplicates(db, reader, { offset: 0, atMost: 100 })).pairs.map(({ people, reasons }) => [people.map(({ name }) => name).sort().join(' + '), reasons.join()])

  it('finds two records of one person by name, birthday, address and number', async () => {
    await copied(
      somebody('José Muñoz'), somebody('Jose Munoz'),
      somebody('Kate Brandt', { emails: [email('kate@example.org')] }), somebody('Katherine Brandt', { nickname: 'Kate', emails: [email(' KATE@example.org')] }),
      somebody('Zoë Berg', { birthdate: '1994-09-14', phones: [phone('(319) 555-0129')] }), somebody('Zoe Vance', { birthdate: '1994-09-14', phones: [phone('+1 319 555 0129')] }),
      somebody('Ann Lee', { birthdate: '1980-05-05' }), somebody('Ann Baker', { birthdate: '1980-05-05' }),
    )
    expect((await pairs()).sort()).toEqual([
      ['Ann Baker + Ann Lee', 'birthday'],
      ['Jose Munoz + José Muñoz', 'name'],
      ['Kate Brandt + Katherine Brandt', 'email'],
      ['Zoe Vance + Zoë Berg', 'birthday,phone'],
    ])
  })

  it('takes no couple, family, father and son, twins or office for one person', async () => {
    const shared = { emails: [email('whitfields@example.org')], phones: [phone('3195550118')], households: ['31'] }
    await copied(
      somebody('Harold Whitfield', { ...shared, gender: 'Male' }), somebody('Edith Whitfield', { ...shared, gender: 'Female' }), somebody('Elsie Whitfield', { ...shared, gender: 'Female', child: true }),
      somebody('Sione Tupou', { gender: 'Male', emails: [email('tupou@example.org')] }), somebody('Mele Tupou', { gender: 'Female', emails: [email('tupou@example.org')] }), // in no household
      somebody('Earl Jennings', { birthdate: '1939-01-27' }), somebody('Earl Jennings', { birthdate: '1963-10-30' }),
      somebody('Noah Kim', { birthdate: '2012-04-19' }), somebody('Emma Kim', { birthdate: '2012-04-19' }),
      ...Array.from({ length: 12 }, (_, n) => somebody(`Staff Person${n}`, { first_name: 'Staff', emails: [email('office@example.org')] })),
      somebody('Old One', { status: 'inactive' }), somebody('Old One', { status: 'inactive' }),
      somebody('No Year', { birthdate: '1885-01-01' }), somebody('No Month', { birthdate: '1885-01-01' }),
    )
    expect(await pairs()).toEqual([])
  })

  it('shows who entered or left the lists one is shown, from a day of the church on', async () => {
    const [ann, tom] = [somebody('Ann Lee'), somebody('Tom Lee')]
    await copied(ann, tom)
    const [seen = ''] = (await reader.shown()).lists
    const change = (list_id: string, person_id: string, entered: boolean, at: string, organization_id = FIRST_CHURCH) => ({ organization_id, list_id, person_id, entered, at: new Date(at) })
    await db.insertInto('mirror.list_change').values([
      change(seen, ann.id, true, '2026-11-22T06:00:00Z'), // the first moment of Sunday in Chicago
      change(seen, tom.id, false, '2026-11-22T05:59:59Z'),
      change(seen, '999', false, '2026-11-23T12:00:00Z'),
      change('404', ann.id, true, '2026-11-24T12:00:00Z'),
      change(seen, ann.id, true, '2026-11-25T12:00:00Z', '999999'),
    ]).execute()
    const read = async (since: string, listId: string | null = null) => readListChanges(db, reader, { listId, since, timeZone, atMost: 10 })
    const { changes, total, firstAt } = await read('2026-11-22')
    expect([changes.map(({ name, entered }) => [name, entered]), total]).toEqual([[[null, false], ['Ann Lee', true]], 2])
    expect(firstAt).toBe(Date.parse('2026-11-22T05:59:59Z'))
    expect((await read('2026-11-21')).total).toBe(3)
    expect((await read('2026-11-21', '404')).total).toBe(0)
  })

  it('counts many reports in a few questions, each as it counts itself', async () => {
    await copied(...Array.from({ length: 20 }, (_, n) => somebody(`Person ${n}`, { child: n % 2 === 0, ...(n % 3 === 0 && { phones: [phone('3195550100')] }) })))
    const catalogue = await openCatalogue(db, reader, { now: NOW, timeZone })
    const reports = [everybody, choosing({ child: ['yes'] }), choosing({ phone: ['no'] }), ...READY_MADE.flatMap(({ definition }) => definition ?? [])].flatMap((definition) => catalogue.open(definition).report ?? [])
    expect(reports.length).toBeGreaterThan(9)
    expect((await countReports(db, reader, reports)).slice(0, 3)).toEqual([20, 10, 13])
    expect(await countReports(db, reader, [])).toEqual([])
  })

  it('every ready-made report can be asked, and needs nothing that a church may not have', async () => {
    await copied(somebody('Ann Lee'))
    const catalogue = await openCatalogue(db, reader, { now: NOW, timeZone })
    for (const { key, definition } of READY_MADE) if (definition) expect([key, catalogue.open(definition)]).toEqual([key, expect.objectContaining({ missing: [], impossible: [] })])
  })

  it('another church’s people of the same ids are in none of it', async () => {
    await copied(somebody('Ann Lee', { birthdate: '1980-12-01', anniversary: '2000-12-01', emails: [email('a@example.org')] }))
    await sql`update mirror.person set name = 'Stranger' where organization_id <> ${FIRST_CHURCH}`.execute(db)
    const span = { from: '2026-12-01', to: '2026-12-01' }
    expect((await birthdays(span.from, span.to)).people.map(({ name }) => name)).toEqual(['Ann Lee'])
    expect((await readAnniversaries(db, reader, await asked(), { span, atMost: 5 })).found.map(({ person }) => person.name)).toEqual(['Ann Lee'])
    expect(await pairs()).toEqual([])
  })
})
