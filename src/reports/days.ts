import { addDays, type Day } from './calendar'

/** Both days are in it. */
export interface Span {
  from: Day
  to: Day
}

/** A day of the year, and the day on which it is kept in a span. */
export interface Kept {
  month: number
  dayOfMonth: number
  day: Day
}

/** Spans that move with the calendar, by the names they have in addresses. */
export const SPANS = ['coming-week', 'this-week', '14-days', 'this-month', 'next-month'] as const
export type SpanName = (typeof SPANS)[number]

export function spanNamed(name: SpanName, today: Day): Span {
  const sunday = addDays(today, -weekday(today))
  switch (name) {
    case 'coming-week':
      // What a bulletin is printed for; on a Sunday it is in people's hands.
      return weekFrom(weekday(today) === 0 ? today : addDays(sunday, 7))
    case 'this-week':
      return weekFrom(sunday)
    case '14-days':
      return { from: today, to: addDays(today, 13) }
    case 'this-month':
      return monthOf(today)
    case 'next-month':
      return monthOf(addDays(monthOf(today).to, 1))
  }
}

const weekFrom = (from: Day): Span => ({ from, to: addDays(from, 6) })

function monthOf(day: Day): Span {
  const [year, month] = partsOf(day)
  return { from: toDay(Date.UTC(year, month - 1, 1)), to: toDay(Date.UTC(year, month, 0)) }
}

/** A year at most: of a longer one nobody could say which year's birthday is meant. */
export const longestEnd = (from: Day): Day => {
  const [year, month, dayOfMonth] = partsOf(from)
  return toDay(Date.UTC(year + 1, month - 1, dayOfMonth - 1))
}

/**
 * What is kept on the days of a span, in their order. In a year without a 29 February, those born on it are a year older on
 * 1 March, here as on the page of a person.
 */
export function keptIn({ from, to }: Span): Kept[] {
  const kept = new Map<string, Kept>()
  const keep = (month: number, dayOfMonth: number, day: Day) => {
    const key = `${month}-${dayOfMonth}`
    if (!kept.has(key)) kept.set(key, { month, dayOfMonth, day })
  }
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const [year, month, dayOfMonth] = partsOf(day)
    if (month === 3 && dayOfMonth === 1 && !isLeap(year)) keep(2, 29, day)
    keep(month, dayOfMonth, day)
  }
  return [...kept.values()]
}

export const isLeapDay = (day: Day) => day.endsWith('-02-29')
export const yearOf = (day: Day): number => partsOf(day)[0]
/** Sunday is 0. */
export const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const isLeap = (year: number) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
const toDay = (at: number): Day => new Date(at).toISOString().slice(0, 10)

function partsOf(day: Day): [year: number, month: number, dayOfMonth: number] {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  return [year, month, dayOfMonth]
}

const written = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })
  return (day: Day) => format.format(Date.parse(`${day}T00:00:00Z`))
}
/** "Sunday, March 8": a week or a month says which year by itself. */
export const dayWords = written({ weekday: 'long', month: 'long', day: 'numeric' })
const dayWordsWithYear = written({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
/** "Sun, March 8", where there is little room. */
export const shortDayWords = written({ weekday: 'short', month: 'short', day: 'numeric' })

/** "Sunday, November 29 to Saturday, December 5", with its years where they are not this one. */
export function spanWords({ from, to }: Span, today: Day): string {
  const words = yearOf(from) === yearOf(today) && yearOf(to) === yearOf(today) ? dayWords : dayWordsWithYear
  return from === to ? words(from) : `${words(from)} to ${words(to)}`
}
