import type { Catalogue } from '../asking/catalogue'
import { headingOf, isBlank, isFieldName, MOST, type Definition } from '../definition'
import type { Column } from '../report'

/** Parameters of the part of the form that says what is shown of everybody. */
export interface What {
  columns: ChosenColumn[]
  /** What could be added, under its headings. */
  more: { about: string; options: Option[] }[]
  mayAdd: boolean
  sorts: SortRow[]
  groups: (Option & { selected: boolean })[]
}

interface Option {
  value: string
  text: string
}

interface ChosenColumn {
  name: string
  heading: string
  note: string
  mayRise: boolean
  maySink: boolean
  mayGo: boolean
}

interface SortRow {
  id: string
  label: string
  /** The name of the column, for the button that turns it round; empty in a row that is still free. */
  column: string
  way: string
  other: string
  options: (Option & { selected: boolean })[]
}

export function whatSection(definition: Definition, { columns, filters }: Pick<Catalogue, 'columns' | 'filters'>): What {
  const isFree = ({ name }: Column) => !definition.columns.includes(name)
  const tabOf = (name: string) => (isFieldName(name) ? (filters.find((filter) => filter.name === name)?.about ?? 'Custom fields') : 'Planning Center')
  const free = columns.filter(isFree)
  const headings = [...new Set(free.map(({ name }) => tabOf(name)))]
  return {
    columns: definition.columns.map((name, at, { length }) => ({
      ...headed(name, columns),
      mayRise: at > 0,
      maySink: at < length - 1,
      mayGo: length > 1,
    })),
    more: headings.map((about) => ({ about, options: free.filter(({ name }) => tabOf(name) === about).map(({ name, heading }) => ({ value: name, text: heading })) })),
    mayAdd: definition.columns.length < MOST.columns,
    sorts: sortRows(definition, columns),
    groups: [
      { value: '', text: 'No groups', selected: definition.group === null },
      ...kept(definition.group, columns),
      ...columns.filter(({ isGroup }) => isGroup).map(({ name, heading }) => ({ value: name, text: heading, selected: name === definition.group })),
    ],
  }
}

const NOT_SHOWN = 'Not shown to you'

function headed(name: string, columns: readonly Column[]): Pick<ChosenColumn, 'name' | 'heading' | 'note'> {
  if (isBlank(name)) return { name, heading: headingOf(name) || 'Empty', note: 'to write in' }
  const column = columns.find((one) => one.name === name)
  return { name, heading: column?.heading ?? NOT_SHOWN, note: '' }
}

/** What this person is not shown stays as it is until somebody takes it out. */
const kept = (name: string | null, columns: readonly Column[]) =>
  name === null || columns.some((column) => column.name === name) ? [] : [{ value: name, text: NOT_SHOWN, selected: true }]

const ROWS = ['Sort by', 'Then by', 'And then by'] as const

function sortRows({ sort }: Definition, columns: readonly Column[]): SortRow[] {
  const sortable = columns.filter(({ type }) => type !== 'blank')
  return ROWS.slice(0, sort.length + 1).map((label, at) => {
    const one = sort[at] ?? null
    const [way, other] = one ? waysOf(columns.find(({ name }) => name === one.column)?.type ?? 'text', one.descending) : ['', '']
    const valueOf = (name: string) => (one?.column === name && one.descending ? `-${name}` : name)
    const nothing = at === 0 ? [] : [{ value: '', text: '–', selected: one === null }]
    const missing = kept(one?.column ?? null, columns).map((option) => ({ ...option, value: valueOf(option.value) }))
    const known = sortable.map(({ name, heading }) => ({ value: valueOf(name), text: heading, selected: name === one?.column }))
    return { id: `sort-${at + 1}`, label, column: one?.column ?? '', way, other, options: [...nothing, ...missing, ...known] }
  })
}

/** How a column is sorted now, and how otherwise. */
export function waysOf(type: Column['type'], descending: boolean): [way: string, other: string] {
  const ways = WAYS[type] ?? ['A to Z', 'Z to A']
  const [first, second] = ways
  return descending ? [second, first] : [first, second]
}

const WAYS: Partial<Record<Column['type'], [string, string]>> = {
  number: ['lowest first', 'highest first'],
  day: ['earliest first', 'latest first'],
  moment: ['earliest first', 'latest first'],
  'day-of-year': ['from January', 'from December'],
  'yes-no': ['no first', 'yes first'],
}
