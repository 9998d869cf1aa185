import { addDays, isDay, type Day } from '../calendar'
import { longestEnd, SPANS, spanNamed, type Span, type SpanName } from '../days'
import { choosing, readDefinition, type Definition, type FilterName } from '../definition'

/** Which days, of whom, and whose years are said; it stands in the address. */
export interface DaysQuestion {
  span: Span
  /** One that moves with the calendar, if it is one. */
  named: SpanName | null
  people: Definition
  years: Years
  /** Why the days cannot be meant; then the coming week stands in their place. */
  problem: string | null
}

/** Of children only, as bulletins do; of everybody; of nobody. */
export const YEARS = ['children', 'everybody', 'nobody'] as const
export type Years = (typeof YEARS)[number]

/** By what the people can be chosen here; everything else is for the report one builds. */
export const CHOSEN_BY = ['child', 'membership', 'campus', 'list'] as const satisfies readonly FilterName[]

export function readDaysQuestion(query: Record<string, unknown>, today: Day, usual: Years): DaysQuestion {
  const { filters } = readDefinition(query)
  const people = choosing(Object.fromEntries(CHOSEN_BY.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))))
  return { ...readSpan(query, today), people, years: YEARS.find((one) => one === query['years']) ?? usual }
}

/** Days that are those of a span with a name are that span: a page kept as a bookmark moves on with the calendar. */
function readSpan(query: Record<string, unknown>, today: Day): Pick<DaysQuestion, 'span' | 'named' | 'problem'> {
  const named = SPANS.find((name) => name === query['when']) ?? 'coming-week'
  const usual = { span: spanNamed(named, today), named }
  const [from, to] = [textOf(query['from']), textOf(query['to'])]
  if (from === '' && to === '') return { ...usual, problem: null }
  if (![from, to].every((day) => day === '' || (isDay(day) && day >= '1900-01-01' && day < '2200-01-01'))) return { ...usual, problem: 'The calendar has no such day. Days are written like 2026-03-08.' }
  const span = { from: from === '' ? today : from, to: to === '' ? addDays(from, 6) : to }
  if (span.to < span.from) return { ...usual, problem: 'The last day is before the first.' }
  if (span.to > longestEnd(span.from)) return { ...usual, problem: 'That is more than a year: choose fewer days.' }
  const same = SPANS.find((name) => isSame(spanNamed(name, today), span)) ?? null
  return { span, named: same, problem: null }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
const isSame = (a: Span, b: Span) => a.from === b.from && a.to === b.to

/** The one address of a question at a page; what is meant anyway is left out. */
export function daysAddress(path: string, { span, named, people, years }: Omit<DaysQuestion, 'problem'>, usual: Years): string {
  const query = new URLSearchParams()
  if (named === null) for (const [name, day] of Object.entries(span)) query.append(name, day as string)
  else if (named !== 'coming-week') query.append('when', named)
  for (const name of CHOSEN_BY) for (const value of people.filters[name] ?? []) query.append(name, value)
  if (years !== usual) query.append('years', years)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
