import fc from 'fast-check'
import type { Sql } from '../../src/database'
import type { Reader } from '../../src/mirror'
import { openCatalogue } from '../../src/reports/asking/catalogue'
import { countGroups, countPeople, readEverybody, readPeople } from '../../src/reports/asking/people'
import { FILTERS, type Definition, type FilterName } from '../../src/reports/definition'
import type { Report, ReportRow } from '../../src/reports/report'
import { HOUR, MINUTE } from '../support/clock'
import { startReaders, type Readers } from '../support/readers'
import { campuses, churches, maritalStatuses, writeCopy, type Ground } from '../support/report-church'
import { modelOf } from '../support/report-model'
import { emptyDatabase, engines, startDatabase, type Engine, type TestDatabase } from '../support/start-database'

const asked = process.env['REPORTS'] ?? (process.env['SOAK'] && '1000')
const CHURCHES: Record<Engine, number> = asked ? { pglite: Number(asked), postgres: Number(asked) } : { pglite: 60, postgres: 40 }
const REPORTS_OF_EACH = 8
const DAY = 24 * HOUR

const ZONES = ['America/Chicago', 'Pacific/Auckland', 'UTC']
/** The days on which calendars go wrong: leap days, ends of years, and the nights on which clocks change. */
const NOWS = ['2026-11-28T15:00:00Z', '2026-11-29T04:30:00Z', '2027-01-01T03:00:00Z', '2028-02-29T18:00:00Z', '2027-03-14T08:30:00Z', '2027-02-28T23:59:59Z'].map((iso) => Date.parse(iso))

describe.each(engines)('a report, on %s', (engine) => {
  let database: TestDatabase
  let readers: Readers
  let reader: Reader
  let ground: Ground
  beforeAll(async () => {
    ;[database, readers] = await Promise.all([startDatabase(engine), startReaders()])
    reader = await readers.readerOf('pastor')
    const { lists, fieldDefinitions } = await reader.shown()
    ground = { lists: [...lists], fields: Object.fromEntries([...fieldDefinitions].map((id) => [id, readers.church.fieldDefinitions.get(id)?.dataType ?? 'text'])) }
  }, MINUTE)
  afterAll(() => Promise.all([database?.close(), readers?.close()]))

  it(`says on every page, in a file, in groups and as a number what a plain count by hand says (${CHURCHES[engine]} churches)`, async () => {
    const settings = fc.record({ now: fc.constantFrom(...NOWS), timeZone: fc.constantFrom(...ZONES) })
    const cases = settings.chain((at) => fc.tuple(fc.constant(at), churches(at.now, ground), fc.array(definitions(ground, at.now), { minLength: REPORTS_OF_EACH, maxLength: REPORTS_OF_EACH })))
    await fc.assert(
      fc.asyncProperty(cases, async ([at, church, some]) => {
        await emptyDatabase(database)
        await writeCopy(database, church)
        const db = await database.open()
        const catalogue = await openCatalogue(db, reader, at)
        for (const definition of some) {
          const { report, missing, impossible } = catalogue.open(definition)
          expect([missing, impossible]).toEqual([[], []])
          if (!report) throw new Error('nothing speaks against it')
          const { rows, groups } = modelOf(church, definition, report)
          expect(await pagesOf(db, reader, report)).toEqual(rows)
          expect(await everybodyOf(db, reader, report)).toEqual(rows)
          expect(await countPeople(db, reader, report)).toBe(rows.length)
          expect(await countGroups(db, reader, report)).toEqual(groups)
        }
      }),
      { numRuns: CHURCHES[engine], interruptAfterTimeLimit: 60 * MINUTE },
    )
  }, 60 * MINUTE)
})

async function pagesOf(db: Sql, reader: Reader, report: Report): Promise<ReportRow[]> {
  const all: ReportRow[] = []
  for (let offset = 0; ; offset += 7) {
    const page = await readPeople(db, reader, report, { offset, atMost: 7 })
    all.push(...page)
    if (page.length < 7) return all
  }
}

async function everybodyOf(db: Sql, reader: Reader, report: Report): Promise<ReportRow[]> {
  const all: ReportRow[] = []
  for await (const some of readEverybody(db, reader, report)) all.push(...some)
  return all
}

function definitions({ lists, fields }: Ground, now: number): fc.Arbitrary<Definition> {
  const day = (ago: number) => new Date(now - ago * DAY).toISOString().slice(0, 10)
  const fieldNames = Object.keys(fields).map((id) => `field-${id}` as const)
  const possible: Record<FilterName, string[]> = {
    status: ['active', 'inactive', 'all'],
    membership: ['Member', 'member', 'Regular Attender', 'Nobody is this', '-'],
    child: ['yes', 'no'],
    age: ['18-65', '65-', '-12', '0-0', '17-17', '18-18', 'unknown', '100-125'],
    birthday: ['1', '2', '3', '11', '12', '-'],
    grade: ['-1', '0', '1', '12', '-'],
    campus: [...Object.keys(campuses), '-'],
    gender: ['Male', 'Female', '-'],
    marital: [...Object.keys(maritalStatuses), '-'],
    list: lists,
    email: ['yes', 'no'],
    phone: ['yes', 'no'],
    address: ['yes', 'no'],
    created: ['last-sunday', '7-days', 'this-month', 'this-year', day(0), `${day(40)}..${day(1)}`, `${day(1)}..${day(0)}`, `${day(1)}..${day(1)}`, `${day(0)}..${day(0)}`],
    changed: ['30-days', '90-days', `${day(1)}..${day(0)}`],
    inactivated: ['30-days', day(20)],
    ...Object.fromEntries(fieldNames.map((name) => [name, ['*', '-', 'Choir', 'true', 'M', 'a', '112', '1974-04-14']])),
  }
  const values = (name: FilterName) => fc.uniqueArray(fc.constantFrom(...(possible[name] ?? [])), { minLength: 1, maxLength: 3 })
  const filter = fc.constantFrom<FilterName>(...FILTERS, ...fieldNames).chain((name) => values(name).map((some) => [name, some] as const))
  const filters = fc.array(filter, { maxLength: 3 }).map((some) => {
    const all = Object.fromEntries(some) as Record<FilterName, string[]>
    return ('inactivated' in all ? { ...all, status: ['all'] } : all)
  })
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 25 }).map((index) => String(1 + ((index * 7919) % 104_729))), { maxLength: 3 })
  const column = fc.constantFrom(...COLUMNS, ...fieldNames, 'blank:Signature')
  const groups = ['city', 'state', 'zip', 'country', 'gender', 'marital-status', 'child', 'grade', 'graduation-year', 'membership', 'status', 'campus', ...fieldNames.filter((name) => ['boolean', 'select', 'checkboxes'].includes(fields[name.slice('field-'.length)] ?? ''))]
  return fc.record({
    filters,
    added: ids,
    left: ids,
    columns: fc.uniqueArray(column, { minLength: 1, maxLength: 12 }),
    sort: fc.uniqueArray(fc.record({ column: fc.constantFrom(...COLUMNS, ...fieldNames), descending: fc.boolean() }), { maxLength: 3, selector: (sort) => sort.column }),
    group: fc.option(fc.constantFrom(...groups), { nil: null, freq: 2 }),
  })
}

const COLUMNS = [
  ...['name', 'first-name', 'last-name', 'nickname', 'middle-name', 'email', 'emails', 'phone', 'mobile', 'phones', 'address', 'street', 'city', 'state', 'zip', 'country'],
  ...['household', 'birthdate', 'birthday', 'age', 'anniversary', 'gender', 'marital-status', 'child', 'grade', 'graduation-year', 'membership', 'status', 'campus', 'created', 'changed', 'inactivated'],
]
