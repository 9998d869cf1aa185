import type { FilterKind } from '../asking/catalogue'
import { calendarDay } from '../../web/format'
import { isDay } from '../calendar'
import { isFilterName, SINCE, type Definition, type FilterName } from '../definition'
import type { Impossible } from '../report'
import { boxesOf, filterNames, without } from './form'

/** One filter of the form; how it looks is told by its kind. */
export interface FilterField {
  name: string
  label: string
  /** Why what it says cannot be meant; empty where it can. */
  reason: string
  isPoints: boolean
  isTicks: boolean
  isSelect: boolean
  isAge: boolean
  isDays: boolean
  /** More than can be looked over: they scroll. */
  isLong: boolean
  /** Few letters each: two of them stand in one line. */
  isShort: boolean
  options: { value: string; text: string; selected: boolean }[]
  from: string
  to: string
  /** Browsers show no day in a box for days that the calendar has not. */
  dayType: 'date' | 'text'
}

export interface FilterGroup {
  id: string
  about: string
  /** How many filters of it are in force; empty for none. */
  inForce: string
  open: boolean
  fields: FilterField[]
}

const LONG = 9
/** In letters. */
const SHORT = 13

/** The filters under their headings; only where one is in force, or cannot be meant, a heading is open. */
export function filterGroups(definition: Definition, filters: readonly FilterKind[], impossible: readonly Impossible[]): FilterGroup[] {
  const headings = [...new Set(filters.map(({ about }) => about))]
  return headings.map((about, at) => {
    const kinds = filters.filter((kind) => kind.about === about)
    const inForce = kinds.filter(({ name }) => definition.filters[name]).length
    const fields = kinds.map((kind) => field(kind, definition.filters[kind.name] ?? [], impossible))
    return { id: `about-${at + 1}`, about, inForce: inForce > 0 ? String(inForce) : '', open: inForce > 0, fields }
  })
}

/** The days that move with the calendar, after "since". */
const SINCE_WORDS: Record<(typeof SINCE)[number], string> = {
  'last-sunday': 'last Sunday',
  '7-days': '7 days ago',
  '30-days': '30 days ago',
  '90-days': '90 days ago',
  'this-month': 'the first of this month',
  'this-year': 'New Year’s Day',
}
const SINCE_OPTIONS = SINCE.map((value) => ({ value, text: SINCE_WORDS[value] }))
const AGE_OPTIONS = [{ value: 'unknown', text: 'Age not known' }]

const optionsOf = ({ kind, options }: FilterKind) => (kind === 'since' ? SINCE_OPTIONS : kind === 'age' ? AGE_OPTIONS : options)

function field(filter: FilterKind, values: readonly string[], impossible: readonly Impossible[]): FilterField {
  const { name, label, kind } = filter
  const options = optionsOf(filter)
  // Of several at once an address may speak, but nobody chooses them here.
  const isPoints = name === 'status' && values.length <= 1
  const isShort = name === 'birthday' || name === 'grade' || (options.length > 2 && options.length < LONG && options.every(({ text }) => text.length <= SHORT))
  const isTicks = (kind === 'choice' || kind === 'months') && !isPoints
  const known = options.map(({ value, text }) => ({ value, text, selected: values.includes(value) || (isPoints && values.length === 0 && value === 'active') }))
  const unknown = kind === 'choice' || kind === 'months' ? values.filter((value) => !options.some((option) => option.value === value)) : []
  const typed = values.find((value) => isTyped(kind, value)) ?? ''
  const boxes = boxesOf(typed, kind === 'age' ? '-' : '..')
  const more = kind === 'age' ? ageTicks(values, typed, known) : unknown.map((value) => ({ value, text: isWritten(name) ? value : NOT_SHOWN, selected: true }))
  return {
    name,
    label,
    reason: impossible.find(({ filter }) => filter === name)?.reason ?? '',
    isPoints,
    isTicks,
    isSelect: kind === 'yes-no',
    isAge: kind === 'age',
    isDays: kind === 'since',
    isLong: isTicks && !isShort && options.length >= LONG,
    isShort,
    options: [...more, ...known],
    ...boxes,
    dayType: [boxes.from, boxes.to].every((day) => day === '' || isDay(day)) ? 'date' : 'text',
  }
}

const CHOSEN_BY_ID: readonly FilterName[] = ['campus', 'marital', 'list']
/** Its words say nothing that the address does not say. */
const isWritten = (name: FilterName) => !CHOSEN_BY_ID.includes(name)
const NOT_SHOWN = 'One that you are not shown'

/** Ages that do not fit into the two boxes: nobody's, and further spans of years. */
function ageTicks(values: readonly string[], typed: string, known: FilterField['options']) {
  const further = values.filter((value) => value !== typed && !known.some((option) => option.value === value))
  return further.map((value) => ({ value, text: ageWords(value), selected: true }))
}

/** What goes into the two boxes. */
function isTyped(kind: FilterKind['kind'], value: string): boolean {
  if (kind === 'age') return value.includes('-')
  return kind === 'since' && !(SINCE as readonly string[]).includes(value)
}

/** What is chosen, each with the address of the same report without it. */
export interface Choice {
  text: string
  without: Definition
}

export function choices(definition: Definition, filters: readonly FilterKind[]): Choice[] {
  return filterNames(definition).map((name) => {
    const kind = filters.find((one) => one.name === name)
    return { text: kind ? choiceWords(kind, definition.filters[name] ?? []) : `${unknownWords(name)} you are not shown`, without: without(definition, name) }
  })
}

export function choiceWords(filter: FilterKind, values: readonly string[]): string {
  const words = values.map((value) => (value === 'unknown' ? 'not known' : (optionsOf(filter).find((option) => option.value === value)?.text ?? typedWords(filter, value))))
  const among = new Intl.ListFormat('en-US', { type: 'disjunction' }).format(words)
  return filter.kind === 'since' ? `${filter.label} ${among}` : `${filter.label}: ${among}`
}

function typedWords({ kind, name }: FilterKind, value: string): string {
  if (kind === 'age') return ageWords(value)
  if (kind === 'since') return daysWords(value)
  return isWritten(name) ? value : 'one you are not shown'
}

function ageWords(value: string): string {
  const { from, to } = boxesOf(value, '-')
  if (from && to) return from === to ? from : `${from} to ${to}`
  return from ? `${from} and older` : to ? `up to ${to}` : value
}

function daysWords(value: string): string {
  const { from, to } = boxesOf(value, '..')
  const words = (day: string) => (isDay(day) ? calendarDay(day) : day)
  return to ? `${words(from)}, until ${words(to)}` : words(from)
}

/** What kind of thing a filter asks for, for those who are not told which. */
export function unknownWords(name: string): string {
  if (!isFilterName(name)) return 'Something'
  return name.startsWith('field-') ? 'A custom field' : name === 'list' ? 'A list' : 'A choice'
}
