import { addDays, isDay, lastSunday, OLDEST_AGE, type Day } from './calendar'
import { SINCE } from './definition'

/** Both ends are in it; null where it is open. */
export interface Ages {
  from: number | null
  to: number | null
}

/** `18-65`, `65-`, `-12`, `unknown`; null for what cannot be meant. */
export function readAges(value: string): Ages | 'unknown' | null {
  if (value === 'unknown') return value
  const [, first = '', last = ''] = /^(\d{0,3})-(\d{0,3})$/.exec(value) ?? []
  if (first === '' && last === '') return null
  const ages = { from: first === '' ? null : Number(first), to: last === '' ? null : Number(last) }
  return (ages.from ?? 0) <= (ages.to ?? OLDEST_AGE) ? ages : null
}

/** Days of the church's calendar, both in it; null where it goes on. */
export interface Span {
  from: Day
  to: Day | null
}

/** A day, two days, or one of SINCE; null for what cannot be meant. */
export function readSpan(value: string, today: Day): Span | null {
  const since = SINCE.find((one) => one === value)
  if (since) return { from: firstDay[since](today), to: null }
  const [from = '', to, more] = value.split('..')
  if (more !== undefined || !isDay(from) || (to !== undefined && (!isDay(to) || to < from))) return null
  return { from, to: to ?? null }
}

const firstDay: Record<(typeof SINCE)[number], (today: Day) => Day> = {
  'last-sunday': lastSunday,
  '7-days': (today) => addDays(today, -7),
  '30-days': (today) => addDays(today, -30),
  '90-days': (today) => addDays(today, -90),
  'this-month': (today) => `${today.slice(0, 8)}01`,
  'this-year': (today) => `${today.slice(0, 5)}01-01`,
}
