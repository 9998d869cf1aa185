import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../mirror'
import { yearsBefore } from '../calendar'
import { ANY, isFieldName, NONE, type FilterName } from '../definition'
import { readAges, readSpan } from '../filter-values'
import type { Report } from '../report'
import { hasAge, isAddress, numberOf, of } from './columns'

type Condition = RawBuilder<unknown>
type At = Pick<Report, 'today' | 'timeZone'>

/** Who is on a report: each filter must hold, and of a filter's values any. Whoever was added by hand is on it whatever they say. */
export function whoIsOn({ organizationId }: Reader, report: Report): Condition {
  const { filters, added, left } = report.definition
  const all = [statusOf(filters.status ?? ['active'])]
  for (const [name, values] of Object.entries(filters) as [FilterName, readonly string[]][]) if (name !== 'status') all.push(conditionOf(name, values, report))
  const chosen = sql.join(all, sql` and `)
  const withAdded = added.length > 0 ? sql`((${chosen}) or p.id = any(${added}::text[]))` : chosen
  return sql`p.organization_id = ${organizationId} and ${withAdded} ${left.length > 0 ? sql`and not p.id = any(${left}::text[])` : sql``}`
}

/** Somebody is known by it whatever else is asked: in SQL of other files, `p.id in (matching)`. */
export const matching = (reader: Reader, report: Report): RawBuilder<{ id: string }> => sql<{ id: string }>`select p.id from mirror.person p where ${whoIsOn(reader, report)}`

function conditionOf(name: FilterName, values: readonly string[], at: At): Condition {
  if (isFieldName(name)) return anyOf(values.map((value) => fieldHas(name.slice('field-'.length), value)))
  const condition = conditions[name]
  return condition(values, at)
}

const conditions: Record<Exclude<FilterName, `field-${string}`>, (values: readonly string[], at: At) => Condition> = {
  status: statusOf,
  membership: (values) => amongWords('membership', values),
  gender: (values) => amongWords('gender', values),
  campus: (values) => amongWords('primary_campus_id', values),
  marital: (values) => amongWords('marital_status_id', values),
  child: (values) => sql`p.child = any(${values.map((value) => value === 'yes')}::boolean[])`,
  age: (values, { today }) => anyOf(values.map((value) => isOfAge(value, today))),
  birthday: (values) => anyOf([...numbersIn(values, (months) => sql`extract(month from p.birthdate) = any(${months}::int[])`), ...noneIn(values, sql`p.birthdate is null`)]),
  grade: (values) => anyOf([...numbersIn(values, (grades) => sql`p.grade = any(${grades}::int[])`), ...noneIn(values, sql`p.grade is null`)]),
  list: (values) => sql`exists (select 1 from mirror.list_person lp where ${of('lp')} and lp.list_id = any(${values}::text[]))`,
  email: (values) => anyOf(values.map((value) => (value === 'blocked' ? sql`exists (${emails} and e.blocked)` : has([value], emails)))),
  phone: (values) => has(values, sql`select 1 from mirror.phone_number n where ${of('n')} and ${numberOf('n')} is not null`),
  address: (values) => has(values, sql`select 1 from mirror.address a where ${of('a')} and ${isAddress('a')}`),
  created: (values, at) => anyOf(values.map((value) => isWithin('created_at', value, at))),
  changed: (values, at) => anyOf(values.map((value) => isWithin('updated_at', value, at))),
  inactivated: (values, at) => anyOf(values.map((value) => isWithin('inactivated_at', value, at))),
}

const emails = sql`select 1 from mirror.email e where ${of('e')} and e.address <> ''`

function statusOf(values: readonly string[]): Condition {
  return values.includes('all') ? sql`true` : sql`p.status = any(${values}::text[])`
}

function amongWords(column: string, values: readonly string[]): Condition {
  const value = sql.ref(`p.${column}`)
  const words = values.filter((one) => one !== NONE)
  return anyOf([...(words.length > 0 ? [sql`${value} = any(${words}::text[])`] : []), ...noneIn(values, sql`coalesce(${value}, '') = ''`)])
}

function isOfAge(value: string, today: string): Condition {
  const ages = readAges(value)
  if (ages === null) return sql`false`
  if (ages === 'unknown') return sql`not coalesce(${hasAge(today)}, false)`
  const { from, to } = ages
  return sql.join([hasAge(today), ...(from === null ? [] : [sql`p.birthdate <= ${yearsBefore(today, from)}::date`]), ...(to === null ? [] : [sql`p.birthdate > ${yearsBefore(today, to + 1)}::date`])], sql` and `)
}

/** By the church's calendar, on whose days its clocks may be put forward or back. */
function isWithin(column: string, value: string, { today, timeZone }: At): Condition {
  const span = readSpan(value, today)
  if (span === null) return sql`false`
  const moment = sql.ref(`p.${column}`)
  const start = (day: RawBuilder<unknown>) => sql`((${day})::timestamp at time zone ${timeZone})`
  const until = span.to === null ? sql`` : sql`and ${moment} < ${start(sql`${span.to}::date + 1`)}`
  return sql`${moment} >= ${start(sql`${span.from}::date`)} ${until}`
}

function fieldHas(id: string, value: string): Condition {
  const filledIn = sql`select 1 from mirror.field_datum d where ${of('d')} and d.field_definition_id = ${id} and d.value <> ''`
  if (value === NONE) return sql`not exists (${filledIn})`
  return sql`exists (${filledIn} ${value === ANY ? sql`` : sql`and d.value = ${value}`})`
}

function has(values: readonly string[], rows: Condition): Condition {
  return anyOf(values.map((value) => (value === 'yes' ? sql`exists (${rows})` : sql`not exists (${rows})`)))
}

const anyOf = (some: Condition[]): Condition => (some.length === 1 && some[0] ? sql`(${some[0]})` : some.length === 0 ? sql`false` : sql`((${sql.join(some, sql`) or (`)}))`)
const noneIn = (values: readonly string[], isNone: Condition): Condition[] => (values.includes(NONE) ? [isNone] : [])

function numbersIn(values: readonly string[], condition: (numbers: number[]) => Condition): Condition[] {
  const numbers = values.filter((one) => one !== NONE).map(Number)
  return numbers.length > 0 ? [condition(numbers)] : []
}
