import fc from 'fast-check'
import { sql } from 'kysely'
import type { Database } from '../../src/database'
import { fold } from '../../src/mirror/kinds'
import { FIRST_CHURCH } from './mirroring'

/** Somebody as they lie in the copy, with what is theirs. */
export interface CopiedPerson {
  id: string
  name: string
  first_name: string | null
  last_name: string | null
  middle_name: string | null
  nickname: string | null
  status: string
  membership: string | null
  gender: string | null
  birthdate: string | null
  anniversary: string | null
  child: boolean
  grade: number | null
  graduation_year: number | null
  marital_status_id: string | null
  primary_campus_id: string | null
  created_at: number | null
  updated_at: number | null
  inactivated_at: number | null
  emails: { address: string; blocked: boolean; is_primary: boolean }[]
  phones: { number: string; national: string | null; international: string | null; location: string | null; is_primary: boolean }[]
  addresses: { street_line_1: string | null; street_line_2: string | null; city: string | null; state: string | null; zip: string | null; country_code: string | null; country_name: string | null; is_primary: boolean }[]
  households: string[]
  lists: string[]
  fields: Record<string, string[]>
}

export interface CopiedChurch {
  people: CopiedPerson[]
  campuses: Record<string, string>
  maritalStatuses: Record<string, string>
  households: Record<string, string>
  lists: Record<string, string | null>
  fields: Record<string, { name: string; dataType: string; tab: string }>
}

/** Places in lists, and fields, by the ids that Planning Center shows those who look. */
export interface Ground {
  lists: string[]
  fields: Record<string, string>
}

export const campuses = { '11': 'Main Campus', '12': 'Éast', '13': 'east' }
export const maritalStatuses = { '21': 'Married', '22': 'Widowed' }
const households = { '31': 'Abara Household', '32': 'ábara household', '33': 'Zhu' }
/** What makes a mistake show: days at the edges of years, months and leap years, and the year that stands for none. */
const DAYS = ['1885-02-28', '1885-12-31', '1886-01-01', '1899-07-04', '1944-02-29', '2000-02-29', '2007-11-29', '2008-02-29', '2008-11-28', '2008-11-29', '2010-02-28', '2010-03-01', '1963-03-01', '2015-01-01', '2026-11-28', '2026-11-29', '2027-03-01', '1962-03-14']
const NAMES = ['Ruth', 'ruth', 'Ézechiel', 'Eze', 'Ōta', "O'Neil", 'de la Cruz', 'Ødegård', '李', 'Šimić', 'simic', 'Łukasz', '', 'X Æ']
const WORDS = ['Member', 'member', 'Regular Attender', 'Visitor', '']

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 })
const oneOf = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const word = oneOf('Cedar Falls', 'cedar falls', 'Zürich', 'IA', '50613', '')

/** `now` is where the days of creation and change lie around. */
export function churches(now: number, { lists, fields }: Ground): fc.Arbitrary<CopiedChurch> {
  const moment = maybe(fc.oneof(fc.integer({ min: now - 100 * 86_400_000, max: now + 86_400_000 }), fc.integer({ min: now - 36 * 3_600_000, max: now })))
  const noneOr = (...values: string[][]): fc.Arbitrary<string[]> => fc.constantFrom<string[]>([], ...values)
  const valuesOf: Record<string, fc.Arbitrary<string[]>> = {
    date: noneOr(['1974-04-14'], ['2019-06-09'], ['later']),
    checkboxes: fc.subarray(['Choir', 'Kitchen', 'choir', 'Élan'] as string[]),
    boolean: noneOr(['true'], ['false'], ['']),
    select: noneOr(['S'], ['M'], ['XL']),
    number: noneOr(['112'], ['9'], ['-3.5'], ['many']),
    text: noneOr(['a'], ['Ä'], ['b, "c"']),
  }
  const person = fc.record({
    name: oneOf(...NAMES),
    first_name: maybe(oneOf(...NAMES)),
    last_name: maybe(oneOf(...NAMES)),
    middle_name: maybe(oneOf(...NAMES)),
    nickname: maybe(oneOf(...NAMES)),
    status: oneOf('active', 'active', 'active', 'inactive'),
    membership: maybe(oneOf(...WORDS)),
    gender: maybe(oneOf('Male', 'Female', 'M')),
    birthdate: maybe(oneOf(...DAYS)),
    anniversary: maybe(oneOf(...DAYS)),
    child: fc.boolean(),
    grade: maybe(fc.integer({ min: -1, max: 13 })),
    graduation_year: maybe(oneOf(1999, 2030)),
    marital_status_id: maybe(oneOf('21', '22', '29')),
    primary_campus_id: maybe(oneOf('11', '12', '13', '19')),
    created_at: moment,
    updated_at: moment,
    inactivated_at: moment,
    emails: fc.array(fc.record({ address: oneOf('a@example.org', 'B@example.org', 'é@example.org', ''), blocked: fc.boolean(), is_primary: fc.boolean() }), { maxLength: 3 }),
    phones: fc.array(fc.record({ number: oneOf('319-555-0101', '', '12'), national: maybe(oneOf('(319) 555-0101', '')), international: maybe(oneOf('+1 319', '')), location: maybe(oneOf('Mobile', 'Home', 'mobile')), is_primary: fc.boolean() }), { maxLength: 3 }),
    addresses: fc.array(
      fc.record({ street_line_1: maybe(word), street_line_2: maybe(word), city: maybe(word), state: maybe(word), zip: maybe(word), country_code: maybe(oneOf('US', 'CH')), country_name: maybe(oneOf('United States', 'Switzerland', '')), is_primary: fc.boolean() }),
      { maxLength: 2 },
    ),
    households: fc.subarray(Object.keys(households), { maxLength: 2 }),
    lists: fc.subarray(lists),
    fields: fc.record(Object.fromEntries(Object.entries(fields).map(([id, dataType]) => [id, valuesOf[dataType] ?? noneOr()]))),
  })
  const named = fc.record({ lists: fc.record(Object.fromEntries(lists.map((id) => [id, maybe(oneOf('Choir', 'choir'))]))) })
  return fc.tuple(fc.array(person, { maxLength: 24 }), named).map(([people, { lists: names }]) => ({
    // Their order is no order of numbers, nor of when they came.
    people: people.map((one, index) => ({ id: String(1 + ((index * 7919) % 104_729)), ...one })),
    campuses,
    maritalStatuses,
    households,
    lists: names,
    fields: Object.fromEntries(Object.entries(fields).map(([id, dataType]) => [id, { name: `Field ${id}`, dataType, tab: '1' }])),
  }))
}

/** Puts it there as if it had been copied, beside another church's people of the same ids, who are to be found nowhere. */
export async function writeCopy(database: Database, church: CopiedChurch): Promise<void> {
  await writeFor(database, FIRST_CHURCH, church)
  await writeFor(database, '999999', church)
}

async function writeFor(database: Database, organization_id: string, church: CopiedChurch): Promise<void> {
  const db = await database.open()
  const at = new Date(0)
  const copied = (id: string) => ({ organization_id, id, record: '{}', seen_at: at })
  const write = async (table: string, rows: object[]) => {
    if (rows.length === 0) return
    await sql`insert into ${sql.table(table)} select r.* from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) r`.execute(db)
  }
  const named = (names: Record<string, string | null>, column: string) => Object.entries(names).map(([id, name]) => ({ ...copied(id), [column]: name }))
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const people = church.people.map(({ emails: _e, phones: _p, addresses: _a, households: _h, lists: _l, fields: _f, ...person }) => ({
    ...copied(person.id),
    ...person,
    sort_name: fold(`${person.last_name ?? ''} ${person.first_name ?? person.name}`),
    created_at: moment(person.created_at),
    updated_at: moment(person.updated_at),
    inactivated_at: moment(person.inactivated_at),
  }))
  const theirs = <Row extends object>(rowsOf: (person: CopiedPerson) => Row[]) => church.people.flatMap((person) => rowsOf(person).map((row, index) => ({ ...copied(`${person.id}-${index}`), person_id: person.id, ...row })))
  await write('mirror.person', people)
  await write('mirror.email', theirs(({ emails }) => emails))
  await write('mirror.phone_number', theirs(({ phones }) => phones))
  await write('mirror.address', theirs(({ addresses }) => addresses))
  await write('mirror.household_person', theirs(({ households: ids }) => ids.map((household_id) => ({ household_id }))))
  await write('mirror.list_person', theirs(({ lists: ids }) => ids.map((list_id) => ({ list_id }))))
  await write('mirror.field_datum', theirs(({ fields }) => Object.entries(fields).flatMap(([field_definition_id, values]) => values.map((value) => ({ field_definition_id, value })))))
  await write('mirror.campus', named(church.campuses, 'name'))
  await write('mirror.marital_status', named(church.maritalStatuses, 'value'))
  await write('mirror.household', named(church.households, 'name'))
  await write('mirror.list', named(church.lists, 'name'))
  await write('mirror.field_definition', Object.entries(church.fields).map(([id, { name, dataType, tab }]) => ({ ...copied(id), name, data_type: dataType, tab_id: tab })))
  await sql`insert into sync.mirror (organization_id, as_of, due_at, reconcile_due_at) values (${organization_id}, ${at}, ${at}, ${at})`.execute(db)
}
