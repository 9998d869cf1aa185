import { sql, type RawBuilder } from 'kysely'
import { headingOf, isBlank, isFieldName } from '../definition'
import type { CellType, Column } from '../report'
import { OLDEST_AGE, UNKNOWN_YEAR, yearsBefore, type Day } from '../calendar'

/** SQL that stands for a value of somebody, who is `p` in it. */
type Sql = RawBuilder<unknown>

/** How a column's cells are come by. */
export interface Drawn {
  cell: Sql
  /** What puts rows in order by it; null is last whichever the direction. */
  key: Sql
  /** Where it is taken from, by name, if not from the person. */
  source: Source | null
}

export interface Source {
  name: string
  join: Sql
}

/** Every column that does not depend on the church, in the order in which it is offered. */
export const PLAIN_COLUMNS: readonly Column[] = [
  plain('name', 'Name'),
  plain('first-name', 'First name'),
  plain('last-name', 'Last name'),
  plain('nickname', 'Nickname'),
  plain('middle-name', 'Middle name'),
  contact('email', 'E-mail', 'email'),
  contact('emails', 'All e-mail addresses'),
  contact('phone', 'Phone', 'phone'),
  contact('mobile', 'Mobile phone', 'phone'),
  contact('phones', 'All phone numbers'),
  contact('address', 'Address'),
  contact('street', 'Street'),
  grouping(contact('city', 'City')),
  grouping(contact('state', 'State')),
  grouping(contact('zip', 'ZIP code')),
  grouping(contact('country', 'Country')),
  plain('household', 'Household'),
  plain('birthdate', 'Birthdate', 'day'),
  plain('birthday', 'Birthday', 'day-of-year'),
  plain('age', 'Age', 'number'),
  plain('anniversary', 'Anniversary', 'day'),
  grouping(plain('gender', 'Gender')),
  grouping(plain('marital-status', 'Marital status')),
  grouping(plain('child', 'Child', 'yes-no')),
  grouping(plain('grade', 'Grade', 'number')),
  grouping(plain('graduation-year', 'Graduation year', 'number')),
  grouping(plain('membership', 'Membership')),
  grouping(plain('status', 'Status')),
  grouping(plain('campus', 'Campus')),
  plain('created', 'Added', 'moment'),
  plain('changed', 'Last changed', 'moment'),
  plain('inactivated', 'Inactive since', 'moment'),
]

export const blankColumn = (name: string): Column => ({ name, heading: headingOf(name), type: 'blank', isContact: false, isGroup: false })

function plain(name: string, heading: string, type: CellType = 'text'): Column {
  return { name, heading, type, isContact: false, isGroup: false }
}

function contact(name: string, heading: string, type: CellType = 'text'): Column {
  return { ...plain(name, heading, type), isContact: true }
}

function grouping(column: Column): Column {
  return { ...column, isGroup: true }
}

/** Joined to the person as they are asked for: none costs anything that no column needs. */
const sources = {
  email: one(sql`select e.address from mirror.email e where ${of('e')} and e.address <> '' order by e.blocked, e.is_primary desc, e.id limit 1`),
  emails: one(sql`select string_agg(e.address, ', ' order by e.blocked, e.is_primary desc, e.id) as all from mirror.email e where ${of('e')} and e.address <> ''`),
  phone: one(sql`select ${numberOf('n')} as number from mirror.phone_number n where ${of('n')} and ${numberOf('n')} is not null order by n.is_primary desc, n.id limit 1`),
  mobile: one(sql`select ${numberOf('n')} as number from mirror.phone_number n where ${of('n')} and ${numberOf('n')} is not null and lower(n.location) = 'mobile' order by n.is_primary desc, n.id limit 1`),
  phones: one(sql`select string_agg(${numberOf('n')}, ', ' order by n.is_primary desc, n.id) as all from mirror.phone_number n where ${of('n')}`),
  address: one(sql`select ${addressParts('a')} from mirror.address a where ${of('a')} and ${isAddress('a')} order by a.is_primary desc, a.id limit 1`),
  household: one(sql`select string_agg(h.name, ', ' order by h.name collate "C", h.id) as names from mirror.household_person hp
    join mirror.household h on h.organization_id = hp.organization_id and h.id = hp.household_id where ${of('hp')}`),
  campus: one(sql`select c.name from mirror.campus c where c.organization_id = p.organization_id and c.id = p.primary_campus_id`),
  marital: one(sql`select m.value from mirror.marital_status m where m.organization_id = p.organization_id and m.id = p.marital_status_id`),
}

function one(select: Sql): Sql {
  return sql`lateral (${select})`
}

/** What is the person's own. Ids of people are put in order by "C", those that lead to them are not: said so, an index is found. */
export function of(alias: string): Sql {
  return sql`${sql.ref(`${alias}.organization_id`)} = p.organization_id and ${sql.ref(`${alias}.person_id`)} = p.id collate "default"`
}

/** As the church office writes it. */
export function numberOf(alias: string): Sql {
  const part = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`coalesce(nullif(${part('national')}, ''), nullif(${part('number')}, ''), nullif(${part('international')}, ''))`
}

/** Something a letter could go by. */
export function isAddress(alias: string): Sql {
  const part = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`concat(${part('street_line_1')}, ${part('city')}, ${part('state')}, ${part('zip')}) <> ''`
}

/** As it stands on an envelope within the country; abroad the country is named. */
function addressParts(alias: string): Sql {
  const part = (name: string) => sql`nullif(${sql.ref(`${alias}.${name}`)}, '')`
  const street = sql`nullif(concat_ws(', ', ${part('street_line_1')}, ${part('street_line_2')}), '')`
  const abroad = sql`case when ${sql.ref(`${alias}.country_code`)} = 'US' then null else ${part('country_name')} end`
  const region = sql`nullif(concat_ws(' ', ${part('state')}, ${part('zip')}), '')`
  return sql`${street} as street, ${part('city')} as city, ${part('state')} as state, ${part('zip')} as zip, ${part('country_name')} as country,
    concat_ws(', ', ${street}, ${part('city')}, ${region}, ${abroad}) as whole`
}

const person = (name: string): Sql => sql.ref(`p.${name}`)
const written = (name: string): Sql => sql`nullif(${person(name)}, '')`
const epochMs = (name: string): Sql => sql`floor(extract(epoch from ${person(name)}) * 1000)::float8`

/** Cells that are taken from the person. */
const cells: Record<string, (today: Day) => Sql> = {
  name: () => person('name'),
  'first-name': () => written('first_name'),
  'last-name': () => written('last_name'),
  nickname: () => written('nickname'),
  'middle-name': () => written('middle_name'),
  birthdate: () => person('birthdate'),
  birthday: () => sql`to_char(p.birthdate, 'MM-DD')`,
  age: (today) => sql`case when ${hasAge(today)} then extract(year from age(${today}::date, p.birthdate))::int end`,
  anniversary: () => person('anniversary'),
  gender: () => written('gender'),
  child: () => person('child'),
  grade: () => person('grade'),
  'graduation-year': () => person('graduation_year'),
  membership: () => written('membership'),
  status: () => person('status'),
  created: () => epochMs('created_at'),
  changed: () => epochMs('updated_at'),
  inactivated: () => epochMs('inactivated_at'),
}

/** Cells that are taken from what belongs to the person: the source, and its column. */
const drawnFrom: Record<string, [source: keyof typeof sources, column: string]> = {
  email: ['email', 'address'], emails: ['emails', 'all'], phone: ['phone', 'number'], mobile: ['mobile', 'number'], phones: ['phones', 'all'],
  address: ['address', 'whole'], street: ['address', 'street'], city: ['address', 'city'], state: ['address', 'state'], zip: ['address', 'zip'], country: ['address', 'country'],
  household: ['household', 'names'], campus: ['campus', 'name'], 'marital-status': ['marital', 'value'],
}

/** There is a birthdate, with a year that can be true. */
export function hasAge(today: Day): Sql {
  const oldest = yearsBefore(today, OLDEST_AGE + 1)
  const eve = oldest > `${UNKNOWN_YEAR}-12-31` ? oldest : `${UNKNOWN_YEAR}-12-31`
  return sql`(p.birthdate > ${eve}::date and p.birthdate <= ${today}::date)`
}

export function drawn(column: Column, today: Day): Drawn {
  const { cell, source } = drawnCell(column, today)
  return { cell, source, key: keyOf(column, cell) }
}

function drawnCell(column: Column, today: Day): Pick<Drawn, 'cell' | 'source'> {
  const { name } = column
  if (isBlank(name)) return { cell: sql`null::text`, source: null }
  if (isFieldName(name)) return fieldCell(column, name.slice('field-'.length))
  const own = cells[name]?.(today)
  if (own) return { cell: own, source: null }
  const from = drawnFrom[name]
  if (!from) throw new Error(`no such column: ${name}`)
  return { cell: sql.ref(`${from[0]}.${from[1]}`), source: { name: from[0], join: sources[from[0]] } }
}

/** Checkboxes have a value for each box that is ticked. What is not of its field's kind counts for nothing. */
function fieldCell({ type }: Column, id: string): Pick<Drawn, 'cell' | 'source'> {
  const alias = `field_${id}`
  const value = sql.ref(`${alias}.value`)
  const all = sql`select string_agg(d.value, ', ' order by d.value collate "C") as value, min(d.value collate "C") as first from mirror.field_datum d
    where ${of('d')} and d.field_definition_id = ${id} and d.value <> ''`
  const first = sql.ref(`${alias}.first`)
  const asType: Partial<Record<CellType, Sql>> = {
    day: sql`case when ${first} ~ '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' then ${first} end`,
    number: sql`case when ${first} ~ '^-?\\d{1,15}(\\.\\d{1,9})?$' then ${first}::float8 end`,
    'yes-no': sql`case ${first} when 'true' then true when 'false' then false end`,
  }
  return { cell: asType[type] ?? value, source: { name: alias, join: one(all) } }
}

/** Letters without their accents (U+0300 to U+036F) and in lower case, the same in whatever language a database was made. */
export const folded = (text: Sql): Sql => sql`lower(regexp_replace(normalize(${text}, nfd), ${'[\u0300-\u036f]'}, '', 'g') collate "C")`

const IN_ORDER_AS_IT_IS: readonly CellType[] = ['number', 'moment', 'yes-no']

function keyOf({ name, type }: Column, cell: Sql): Sql {
  if (name === 'last-name') return person('sort_name')
  if (name === 'birthdate' || name === 'anniversary' || IN_ORDER_AS_IT_IS.includes(type)) return cell
  if (type === 'day' || type === 'day-of-year') return sql`(${cell}) collate "C"`
  return sql`(${folded(sql`(${cell})`)}) collate "C"`
}
