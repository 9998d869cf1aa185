/**
 * Which people, shown how: what somebody saves, sends to a colleague and exports. Its address says all of it, and means the same to
 * everybody; who may see what of it is decided when it is opened (`catalogue.ts`).
 */
export interface Definition {
  /** By the name of the filter; several values of one filter mean any of them, several filters all of them. */
  filters: Filters
  /** Planning Center's ids of people who are on it whatever the filters say … */
  added: readonly string[]
  /** … and of those who are not. */
  left: readonly string[]
  /** Names of columns, in their order; `blank:` and a heading is an empty one. */
  columns: readonly string[]
  sort: readonly Sort[]
  /** The name of the column its rows are put together by. */
  group: string | null
}
export type Filters = Readonly<Partial<Record<FilterName, readonly string[]>>>
export interface Sort {
  column: string
  descending: boolean
}

/** Custom fields are filters and columns under the id of their definition. */
export type FieldName = `field-${string}`
export type FilterName = (typeof FILTERS)[number] | FieldName

/**
 * status: active (meant when nothing is said), inactive, all · membership, gender: as Planning Center calls it · campus, marital, list: ids ·
 * child: yes, no · age: `18-65`, `65-`, `-12`, `unknown` · birthday: months 1 to 12 · grade: -1 to 12 · email, phone, address: yes, no; email: blocked, when one of them is ·
 * created, changed, inactivated: since a day (`2026-01-31`), a span with both days in it (`2026-01-01..2026-01-31`) or one of SINCE ·
 * a custom field: a value, or ANY. NONE, where there are values to choose from: there is none.
 */
export const FILTERS = [
  'status', 'membership', 'child', 'age', 'birthday', 'grade', 'campus', 'gender', 'marital', 'list', 'email', 'phone', 'address', 'created', 'changed', 'inactivated',
] as const
export const NONE = '-'
export const ANY = '*'
/** Days that move with the calendar, so that a saved report stays true. */
export const SINCE = ['last-sunday', '7-days', '30-days', '90-days', 'this-month', 'this-year'] as const

/** Nobody reads wider paper, and no address is longer than proxies let through. */
export const MOST = { columns: 40, sort: 3, values: 60, people: 200, heading: 60 } as const

export const FIRST_COLUMNS: readonly string[] = ['name', 'email', 'phone']
export const FIRST_SORT: readonly Sort[] = [{ column: 'last-name', descending: false }]

export const everybody: Definition = { filters: {}, added: [], left: [], columns: FIRST_COLUMNS, sort: FIRST_SORT, group: null }

/** What an address asks for. What cannot be meant at all is left out; whether the values of a filter can be meant is for the catalogue to say. */
export function readDefinition(query: Record<string, unknown>): Definition {
  const all = (name: string) => valuesOf(query[name])
  const filters: Partial<Record<FilterName, readonly string[]>> = {}
  for (const name of Object.keys(query)) {
    const values = all(name).slice(0, MOST.values)
    if (isFilterName(name) && values.length > 0) filters[name] = values
  }
  if (filters.status?.join() === 'active') delete filters.status
  const columns = all('column').map(tidyColumn).filter(isColumnName).slice(0, MOST.columns)
  const sort = all('sort').map(readSort).filter(({ column }) => isColumnName(column)).slice(0, MOST.sort)
  const [group = null] = all('group').filter(isColumnName)
  return {
    filters,
    added: idsIn(all('add')),
    left: idsIn(all('without')),
    columns: columns.length > 0 ? columns : FIRST_COLUMNS,
    sort: sort.length > 0 ? sort : FIRST_SORT,
    group,
  }
}

/** The one query of a definition, readable, with what is meant anyway left out; empty for everybody. */
export function queryOf(definition: Definition): string {
  const query = new URLSearchParams()
  const names = [...FILTERS, ...Object.keys(definition.filters).filter(isFieldName).sort()]
  for (const name of names) for (const value of definition.filters[name] ?? []) query.append(name, value)
  if (definition.added.length > 0) query.append('add', definition.added.join(','))
  if (definition.left.length > 0) query.append('without', definition.left.join(','))
  if (String(definition.columns) !== String(FIRST_COLUMNS)) for (const column of definition.columns) query.append('column', column)
  const sort = definition.sort.map(sortText)
  if (String(sort) !== String(FIRST_SORT.map(sortText))) for (const one of sort) query.append('sort', one)
  if (definition.group !== null) query.append('group', definition.group)
  return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('*', '%2A')
}

/** A definition at an address: `addressOf('/reports/build', definition)`, or its files' and papers'. */
export function addressOf(path: string, definition: Definition): string {
  const query = queryOf(definition)
  return query ? `${path}?${query}` : path
}

/** Where a report is built, shown and changed. */
export const BUILD_PATH = '/reports/build'
export const reportAddress = (definition: Definition): string => addressOf(BUILD_PATH, definition)

/** The people some filters choose, for a number that leads to them. */
export const choosing = (filters: Filters, shown: Partial<Omit<Definition, 'filters'>> = {}): Definition => ({ ...everybody, ...shown, filters })

export const isFieldName = (name: string): name is FieldName => /^field-[1-9]\d{0,17}$/.test(name)
export const isFilterName = (name: string): name is FilterName => isFieldName(name) || (FILTERS as readonly string[]).includes(name)
const isColumnName = (name: string) => /^[a-z]+(-[a-z]+)*$/.test(name) || isFieldName(name) || isBlank(name)
export const isBlank = (column: string) => column.startsWith('blank:')
export const headingOf = (blank: string) => blank.slice('blank:'.length)

const tidyColumn = (column: string) => (isBlank(column) ? `blank:${tidy(headingOf(column)).slice(0, MOST.heading)}` : column)
const readSort = (text: string): Sort => (text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false })
const sortText = ({ column, descending }: Sort) => (descending ? `-${column}` : column)
const idsIn = (texts: string[]) => unique(texts.flatMap((text) => text.split(',')).filter((id) => /^[1-9]\d{0,17}$/.test(id))).slice(0, MOST.people)

const tidy = (text: string) => text.trim().replace(/\s+/g, ' ')
const unique = <Value>(values: Value[]) => [...new Set(values)]

/** As Express reads `a=1&a=2`: words, or a list of them. */
function valuesOf(given: unknown): string[] {
  const values = (Array.isArray(given) ? given : [given]).filter((value): value is string => typeof value === 'string')
  return unique(values.map((value) => value.trim()).filter((value) => value !== '' && value.length <= 200))
}
