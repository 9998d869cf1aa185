import { addDays, isDay, startOfDay } from '../../world/calendar'
import { existsFor, type Asker } from './asker'
import type { Condition } from './question'
import type { Attribute, Kind, Resource, Row } from './resource'

type Test = (value: unknown) => boolean

const nothing: Test = () => false

/** The test a `where` asks for: undefined where Planning Center ignores it, never met where the value makes no sense. */
export function rowTest(resource: Resource, condition: Condition, asker: Asker): ((row: Row) => boolean) | undefined {
  const { key, operator, value } = condition
  if (!resource.where.includes(key)) return undefined
  const search = operator === '' ? resource.searches?.[key]?.matching(value, asker) : undefined
  if (search) return row => search.keeps(row)
  const attribute = queryable(resource, key, asker)
  if (!attribute) return undefined
  const test = valueTest(attribute.kind, { operator, value, timeZone: asker.church.timeZone })
  return test && (row => {
    const found = attribute.read(row, asker)
    return found !== null && test(found)
  })
}

/** From which moment to which a condition lets rows pass, both included; undefined for one that is about something else. */
export function momentsOf(resource: Resource, { key, operator, value }: Condition, asker: Asker): readonly [number, number] | undefined {
  const attribute = resource.where.includes(key) ? queryable(resource, key, asker) : undefined
  if (attribute?.kind !== 'datetime') return undefined
  const [first, last] = instants(value, asker.church.timeZone) ?? [Infinity, -Infinity]
  switch (operator) {
    case '': return [first, last]
    case 'gt': return [last + 1, Infinity]
    case 'gte': return [first, Infinity]
    case 'lt': return [-Infinity, first - 1]
    case 'lte': return [-Infinity, last]
    default: return undefined
  }
}

/** What may be sorted or queried by in this version, by somebody with these rights. */
export function queryable(resource: Resource, key: string, asker: Asker): Attribute | undefined {
  const attribute = resource.attributes[key] ?? resource.keys?.[key]
  if (!attribute || !existsFor(attribute, asker)) return undefined
  return attribute.administratorsOnly && !asker.person.siteAdministrator ? undefined : attribute
}

function valueTest(kind: Kind, asked: { operator: string; value: string; timeZone: string }): Test | undefined {
  const { operator, value, timeZone } = asked
  switch (kind) {
    case 'string':
      return operator === '' ? textTest(value) : undefined
    case 'boolean':
      return operator === '' ? booleanTest(value) : undefined
    case 'integer':
    case 'number': {
      const number = value.trim() === '' ? NaN : Number(value)
      return within(operator, Number.isNaN(number) ? undefined : [number, number], Number)
    }
    case 'date':
      return within(operator, isDay(value) ? [value, value] : undefined, String)
    case 'datetime':
      return within(operator, instants(value, timeZone), Number)
    case 'json':
      return undefined
  }
}

/** Ignores case, not accents; `%` at either end stands for anything. */
function textTest(value: string): Test {
  const open = { start: value.startsWith('%'), end: value.length > 1 && value.endsWith('%') }
  const wanted = value.slice(open.start ? 1 : 0, open.end ? -1 : undefined).toLowerCase()
  return found => {
    const text = String(found).toLowerCase()
    if (open.start && open.end) return text.includes(wanted)
    if (open.start) return text.endsWith(wanted)
    return open.end ? text.startsWith(wanted) : text === wanted
  }
}

function booleanTest(value: string): Test {
  return value === 'true' || value === 'false' ? found => found === (value === 'true') : nothing
}

/** Compares with a span, because a bare date in a date-and-time field means the whole of that day. */
function within<T extends number | string>(operator: string, span: readonly [T, T] | undefined, read: (found: unknown) => T) {
  const comparisons = new Map<string, (found: T, first: T, last: T) => boolean>([
    ['', (found, first, last) => found >= first && found <= last],
    ['gt', (found, _, last) => found > last],
    ['gte', (found, first) => found >= first],
    ['lt', (found, first) => found < first],
    ['lte', (found, _, last) => found <= last],
  ])
  const compare = comparisons.get(operator)
  if (!compare) return undefined
  return span ? (found: unknown) => compare(read(found), ...span) : nothing
}

function instants(value: string, timeZone: string): readonly [number, number] | undefined {
  if (isDay(value)) return [startOfDay(value, timeZone), startOfDay(addDays(value, 1), timeZone) - 1]
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)
  const at = isMoment ? Date.parse(value) : NaN
  return Number.isNaN(at) ? undefined : [at, at]
}
