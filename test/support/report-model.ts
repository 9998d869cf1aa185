import type { Cell, ReportRow } from '../../src/reports/report'
import type { Definition, FilterName } from '../../src/reports/definition'
import type { CopiedChurch, CopiedPerson } from './report-church'

/** What a report must say, found by going through everybody: slow, plain, and without a database. */
export interface Modelled {
  rows: ReportRow[]
  groups: { group: Cell; count: number }[]
}

interface At {
  today: string
  timeZone: string
}

export function modelOf(church: CopiedChurch, definition: Definition, at: At): Modelled {
  const on = church.people.filter((person) => isOn(person, definition, at))
  const cell = (person: CopiedPerson, column: string) => cellOf(church, person, column, at)
  const { group } = definition
  const orders = [
    ...(group === null ? [] : [{ key: (one: CopiedPerson) => keyOf(church, one, group, at), descending: false }, { key: (one: CopiedPerson) => cell(one, group), descending: false }]),
    ...definition.sort.map(({ column, descending }) => ({ key: (one: CopiedPerson) => keyOf(church, one, column, at), descending })),
    { key: (one: CopiedPerson) => one.id, descending: false },
  ]
  const ordered = on.sort((a, b) => orders.reduce((found, { key, descending }) => found || compare(key(a), key(b), descending), 0))
  const rows = ordered.map((person) => ({
    id: person.id,
    name: person.name,
    isChild: person.child || (person.birthdate !== null && person.birthdate > earlier(at.today, 18)),
    group: group === null ? null : cell(person, group),
    cells: definition.columns.map((column) => cell(person, column)),
  }))
  const counted = new Map<Cell, number>()
  if (group !== null) for (const row of rows) counted.set(row.group, (counted.get(row.group) ?? 0) + 1)
  return { rows, groups: [...counted].map(([one, count]) => ({ group: one, count })) }
}

function compare(a: Cell, b: Cell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : Number(a) - Number(b)
  return descending ? -order : order
}

function keyOf(church: CopiedChurch, person: CopiedPerson, column: string, at: At): Cell {
  if (column === 'last-name') return `${person.last_name ?? ''} ${person.first_name ?? person.name}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  const cell = cellOf(church, person, column, at)
  return typeof cell === 'string' ? cell.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : cell
}

/** The same day so many years before; whoever was born later is younger. */
function earlier(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`
}

function ageOf({ birthdate }: CopiedPerson, today: string): number | null {
  if (birthdate === null || birthdate < '1886') return null
  let age = 0
  while (birthdate <= earlier(today, age + 1)) age++
  return birthdate > today || age > 125 ? null : age
}

const some = (text: string | null | undefined) => (text ? text : null)
const joined = (parts: (string | null)[], by: string) => some(parts.filter((part) => part).join(by))
const first = <Row>(rows: Row[], isBetter: (a: Row) => number) => rows.map((row, index) => ({ row, index })).sort((a, b) => isBetter(b.row) - isBetter(a.row) || a.index - b.index).map(({ row }) => row)

function cellOf(church: CopiedChurch, person: CopiedPerson, column: string, { today }: At): Cell {
  if (column.startsWith('blank:')) return null
  if (column.startsWith('field-')) return fieldCell(church, person, column.slice('field-'.length))
  const emails = first(person.emails.filter(({ address }) => address), ({ blocked, is_primary }) => (blocked ? 0 : 2) + Number(is_primary)).map(({ address }) => address)
  const phones = first(person.phones.map((phone) => ({ ...phone, written: some(phone.national) ?? some(phone.number) ?? some(phone.international) })).filter(({ written }) => written), ({ is_primary }) => Number(is_primary))
  const [address] = first(person.addresses.filter(({ street_line_1, city, state, zip }) => street_line_1 || city || state || zip), ({ is_primary }) => Number(is_primary))
  const street = address ? joined([address.street_line_1, address.street_line_2], ', ') : null
  const moment = (at: number | null) => at
  const cells: Record<string, Cell | undefined> = {
    name: person.name,
    'first-name': some(person.first_name),
    'last-name': some(person.last_name),
    'middle-name': some(person.middle_name),
    nickname: some(person.nickname),
    email: emails[0],
    emails: some(emails.join(', ')),
    phone: phones[0]?.written,
    mobile: phones.find(({ location }) => location?.toLowerCase() === 'mobile')?.written,
    phones: some(phones.map(({ written }) => written).join(', ')),
    address: address && joined([street, address.city, joined([address.state, address.zip], ' '), address.country_code === 'US' ? null : address.country_name], ', '),
    street,
    city: some(address?.city),
    state: some(address?.state),
    zip: some(address?.zip),
    country: some(address?.country_name),
    household: some(person.households.map((id) => church.households[id] ?? '').sort((a, b) => compare(a, b, false)).join(', ')),
    birthdate: person.birthdate,
    birthday: person.birthdate?.slice(5),
    age: ageOf(person, today),
    anniversary: person.anniversary,
    gender: some(person.gender),
    'marital-status': church.maritalStatuses[person.marital_status_id ?? ''],
    child: person.child,
    grade: person.grade,
    'graduation-year': person.graduation_year,
    membership: some(person.membership),
    status: person.status,
    campus: church.campuses[person.primary_campus_id ?? ''],
    created: moment(person.created_at),
    changed: moment(person.updated_at),
    inactivated: moment(person.inactivated_at),
  }
  if (!(column in cells)) throw new Error(`the model knows no ${column}`)
  return cells[column] ?? null
}

function fieldCell(church: CopiedChurch, person: CopiedPerson, id: string): Cell {
  const values = (person.fields[id] ?? []).filter((value) => value).sort((a, b) => compare(a, b, false))
  const [one] = values
  if (one === undefined) return null
  const { dataType } = church.fields[id] as { dataType: string }
  if (dataType === 'boolean') return one === 'true' ? true : one === 'false' ? false : null
  if (dataType === 'number') return Number.isNaN(Number(one)) ? null : Number(one)
  if (dataType === 'date') return Number.isNaN(Date.parse(one)) ? null : one
  return values.join(', ')
}

function isOn(person: CopiedPerson, { filters, added, left }: Definition, at: At): boolean {
  if (left.includes(person.id)) return false
  if (added.includes(person.id)) return true
  const asked: Definition['filters'] = { status: ['active'], ...filters }
  return (Object.entries(asked) as [FilterName, string[]][]).every(([name, values]) => values.some((value) => meets(person, name, value, at)))
}

function meets(person: CopiedPerson, name: FilterName, value: string, { today, timeZone }: At): boolean {
  const word = (own: string | null) => (value === '-' ? !own : own === value)
  const number = (own: number | null) => (value === '-' ? own === null : own === Number(value))
  const yes = value === 'yes'
  const within = (moment: number | null) => moment !== null && isWithin(dayIn(moment, timeZone), value, today)
  switch (name) {
    case 'status': return value === 'all' || person.status === value
    case 'membership': return word(person.membership)
    case 'gender': return word(person.gender)
    case 'campus': return word(person.primary_campus_id)
    case 'marital': return word(person.marital_status_id)
    case 'child': return person.child === yes
    case 'grade': return number(person.grade)
    case 'birthday': return number(person.birthdate === null ? null : Number(person.birthdate.slice(5, 7)))
    case 'age': return isOfAge(ageOf(person, today), value)
    case 'list': return person.lists.includes(value)
    case 'email': return person.emails.some(({ address }) => address !== '') === yes
    case 'phone': return person.phones.some(({ number: typed, national, international }) => typed || national || international) === yes
    case 'address': return person.addresses.some(({ street_line_1, city, state, zip }) => street_line_1 || city || state || zip) === yes
    case 'created': return within(person.created_at)
    case 'changed': return within(person.updated_at)
    case 'inactivated': return within(person.inactivated_at)
    default: {
      const values = (person.fields[name.slice('field-'.length)] ?? []).filter((one) => one)
      return value === '-' ? values.length === 0 : value === '*' ? values.length > 0 : values.includes(value)
    }
  }
}

function isOfAge(age: number | null, value: string): boolean {
  if (value === 'unknown') return age === null
  const [from = '', to = ''] = value.split('-')
  return age !== null && (from === '' || age >= Number(from)) && (to === '' || age <= Number(to))
}

const dayIn = (moment: number, timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)

function isWithin(day: string, value: string, today: string): boolean {
  const daysAgo = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
  const weekday = new Date(Date.parse(today)).getUTCDay()
  const since: Record<string, string> = {
    'last-sunday': daysAgo(weekday === 0 ? 7 : weekday),
    '7-days': daysAgo(7),
    '30-days': daysAgo(30),
    '90-days': daysAgo(90),
    'this-month': `${today.slice(0, 7)}-01`,
    'this-year': `${today.slice(0, 4)}-01-01`,
  }
  const [from = '', to = '9999'] = (since[value] ?? value).split('..')
  return day >= from && day <= to
}
