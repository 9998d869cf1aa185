import { BUILD_PATH, isFilterName, queryOf, readDefinition, type Definition, type FilterName } from '../definition'

/** What the page of a report is asked; all of it stands in its address. */
export interface Building {
  definition: Definition
  page: number
  /** Part of a name, of somebody to be added or left out by hand. */
  find: string
  /** The saved report this began as. */
  saved: string | null
}

export const DAY_FILTERS: readonly FilterName[] = ['created', 'changed', 'inactivated']
const LONGEST_NAME = 100
const LAST_PAGE = 999_999

type Query = Record<string, unknown>

/** From the page's form, or from an address somebody kept, was sent or typed. */
export function readBuilding(query: Query): Building {
  const definition = readDefinition(asWritten(query))
  const saved = textOf(query, 'saved')
  const page = textOf(query, 'page')
  return {
    definition: command(tidy(definition), textOf(query, 'do')),
    page: /^[1-9]\d{0,5}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1,
    find: textOf(query, 'find').replace(/\s+/g, ' ').slice(0, LONGEST_NAME),
    saved: isId(saved) ? saved : null,
  }
}

export function buildingAddress({ definition, page, find, saved }: Building, path = BUILD_PATH): string {
  const more = new URLSearchParams({ ...(saved !== null && { saved }), ...(find && { find }), ...(page > 1 && { page: String(page) }) }).toString()
  const query = [queryOf(definition), more].filter(Boolean).join('&')
  return query ? `${path}?${query}` : path
}

/** Every report has one address; `asked` is another way to say it. */
export function isCorrected(asked: string, building: Building): boolean {
  const said = (address: string) => new URLSearchParams(address.split('?')[1] ?? '').toString()
  return said(asked) !== said(buildingAddress(building))
}

/** What somebody types into two boxes is one value of a filter, and what they add stands behind what there is. */
function asWritten(query: Query): Query {
  const written: Query = { ...query, column: [...allOf(query, 'column'), ...allOf(query, 'new-column'), ...allOf(query, 'new-blank').map((heading) => `blank:${heading}`)] }
  if ('age-from' in query || 'age-to' in query) written['age'] = [...ageOf(textOf(query, 'age-from'), textOf(query, 'age-to')), ...allOf(query, 'age')]
  for (const name of DAY_FILTERS) {
    const days = daysOf(textOf(query, `${name}-from`), textOf(query, `${name}-to`))
    if (allOf(query, name).length === 0 && days) written[name] = days
  }
  return written
}

const ageOf = (from: string, to: string) => (from || to ? [`${from}-${to}`] : [])
const daysOf = (from: string, to: string) => (to ? `${from}..${to}` : from)

/** The two boxes of an age or of days, from the value they make. */
export function boxesOf(value: string, between: '-' | '..'): { from: string; to: string } {
  const at = value.lastIndexOf(between)
  return at < 0 ? { from: value, to: '' } : { from: value.slice(0, at), to: value.slice(at + between.length) }
}

/** A column is sorted by once. */
function tidy(definition: Definition): Definition {
  const sort = definition.sort.filter(({ column }, at) => definition.sort.findIndex((one) => one.column === column) === at)
  return { ...definition, sort }
}

/** A button of the form; what it bears is in `do`. */
function command(definition: Definition, pressed: string): Definition {
  const at = pressed.indexOf(':')
  const [verb, what] = [pressed.slice(0, at), pressed.slice(at + 1)]
  const { columns, added, left, sort } = definition
  const picked = { added: added.filter((id) => id !== what), left: left.filter((id) => id !== what) }
  switch (verb) {
    case 'up':
      return { ...definition, columns: moved(columns, columns.indexOf(what), -1) }
    case 'down':
      return { ...definition, columns: moved(columns, columns.indexOf(what), 1) }
    case 'off':
      return columns.length > 1 ? { ...definition, columns: columns.filter((column) => column !== what) } : definition
    case 'turn':
      return { ...definition, sort: sort.map((one) => (one.column === what ? { ...one, descending: !one.descending } : one)) }
    case 'add':
      return isId(what) ? { ...definition, ...picked, added: [...picked.added, what] } : definition
    case 'leave':
      return isId(what) ? { ...definition, ...picked, left: [...picked.left, what] } : definition
    case 'unpick':
      return { ...definition, ...picked }
    default:
      return definition
  }
}

function moved(columns: readonly string[], from: number, by: 1 | -1): readonly string[] {
  const to = from + by
  if (from < 0 || to < 0 || to >= columns.length) return columns
  const order = [...columns]
  order.splice(to, 0, ...order.splice(from, 1))
  return order
}

/** The definition without one filter, or without one of its values. */
export function without(definition: Definition, name: FilterName, value: string | null = null): Definition {
  const { [name]: values = [], ...others } = definition.filters
  const rest = value === null ? [] : values.filter((one) => one !== value)
  return { ...definition, filters: rest.length > 0 ? { ...others, [name]: rest } : others }
}

export const filterNames = ({ filters }: Definition): FilterName[] => Object.keys(filters).filter(isFilterName)
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text)

const allOf = (query: Query, name: string): string[] => [query[name]].flat().filter((value): value is string => typeof value === 'string' && value.trim() !== '')
const textOf = (query: Query, name: string): string => allOf(query, name)[0]?.trim() ?? ''
