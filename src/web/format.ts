import type { Avatar, Moment } from './page'

// Foyer speaks English for now; numbers and lists are written the American way, as Planning Center does.
const LOCALE = 'en-US'
const numbers = new Intl.NumberFormat(LOCALE)
const choices = new Intl.ListFormat(LOCALE, { type: 'disjunction' })
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' })
const letters = new Intl.Segmenter(LOCALE, { granularity: 'grapheme' })
const calendarDays = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' })
const greenwich = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
const daysOfYear = new Intl.DateTimeFormat(LOCALE, { month: 'long', day: 'numeric', timeZone: 'UTC' })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY
const YEAR = 365.25 * DAY
const MONTH = YEAR / 12

/** "1 person", "1,204 people" */
export function count(n: number, one: string, many: string): string {
  return `${numbers.format(n)} ${n === 1 ? one : many}`
}

/** "26–50 of 1,204" */
export function range(first: number, last: number, total: number): string {
  const span = first === last ? numbers.format(first) : `${numbers.format(first)}–${numbers.format(last)}`
  return `${span} of ${numbers.format(total)}`
}

/** "Ruth Abara or Tom Lee" */
export function anyOf(names: string[]): string {
  return choices.format(names)
}

/** "just now", "5 minutes ago", "3 hours ago": needs no time zone, which Foyer does not know for every church. */
export function ago(then: number, now: number): Moment {
  return { text: agoText(Math.max(0, now - then)), iso: new Date(then).toISOString() }
}

function agoText(elapsed: number): string {
  if (elapsed < MINUTE) return 'just now'
  if (elapsed < HOUR) return relative.format(-Math.floor(elapsed / MINUTE), 'minute')
  if (elapsed < DAY) return relative.format(-Math.floor(elapsed / HOUR), 'hour')
  if (elapsed < 2 * WEEK) return relative.format(-Math.floor(elapsed / DAY), 'day')
  // Nobody reckons in 17 days or in 240: from here on it is "about".
  if (elapsed < 8 * WEEK) return relative.format(-Math.round(elapsed / WEEK), 'week')
  if (elapsed < 11.5 * MONTH) return relative.format(-Math.round(elapsed / MONTH), 'month')
  return relative.format(-Math.round(elapsed / YEAR), 'year')
}

/** "November 23, 2025" by the church's calendar; by Greenwich's with the hour, since it may be another day in the church. */
export function printedOn(now: number, timeZone: string | null): string {
  try {
    if (timeZone) return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone }).format(now)
  } catch {
    // A name this Node does not know.
  }
  return `${greenwich.format(now)} UTC`
}

/** "10:15 AM", "yesterday at 10:15 AM", "November 3 at 10:15 AM": by the calendar and clock of the church's wall. */
export function clockTime(then: number, { timeZone, now }: { timeZone: string; now: number }): Moment {
  const dayOf = (moment: number) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment)
  const at = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALE, { timeZone, ...options }).format(then)
  const time = at({ hour: 'numeric', minute: '2-digit' })
  const iso = new Date(then).toISOString()
  if (dayOf(then) === dayOf(now)) return { text: time, iso }
  if (dayOf(then) === dayOf(now - DAY)) return { text: `yesterday at ${time}`, iso }
  const isThisYear = dayOf(then).slice(0, 4) === dayOf(now).slice(0, 4)
  return { text: `${at({ month: 'long', day: 'numeric', ...(!isThisYear && { year: 'numeric' }) })} at ${time}`, iso }
}

/** "less than a minute", "about 5 minutes", "about 3 hours" */
export function roughly(ms: number): string {
  if (ms < MINUTE) return 'less than a minute'
  if (ms < 90 * MINUTE) return `about ${count(Math.round(ms / MINUTE), 'minute', 'minutes')}`
  return `about ${count(Math.round(ms / HOUR), 'hour', 'hours')}`
}

/** The first letters of the first and the last name, in whatever script; a dot where a name has no letter. */
export function avatar(name: string): Avatar {
  const words = name.split(/\s+/).map(firstLetter).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return { initials: ends.join('').toLocaleUpperCase(LOCALE) || '·' }
}

function firstLetter(word: string): string {
  const start = word.search(/\p{L}/u)
  if (start < 0) return ''
  const [first] = letters.segment(word.slice(start))
  return first?.segment ?? ''
}

/** `tel:` with digits only; an extension ("x 12") is dialled after the answer (RFC 3966). */
export function telephoneLink(number: string): string {
  const [main = '', extension] = number.split(/\s*(?:x|ext\.?)\s*/i)
  const dialled = main.replace(/[^\d+]/g, '')
  return extension ? `tel:${dialled};ext=${extension.replace(/\D/g, '')}` : `tel:${dialled}`
}

/** "March 14, 1962" from `1962-03-14`, which belongs to no time zone. */
export function calendarDay(day: string): string {
  return calendarDays.format(Date.parse(`${day}T00:00:00Z`))
}

/** "March 14" */
export function dayOfYear(day: string): string {
  return daysOfYear.format(Date.parse(`${day}T00:00:00Z`))
}

/** "November 3", or "November 3, 2025" when it was another year, as the calendar on the church's wall says. */
export function dayAt(moment: number, { timeZone, now }: { timeZone: string; now: number }): string {
  const at = (options: Intl.DateTimeFormatOptions, when: number) => new Intl.DateTimeFormat(LOCALE, { ...options, timeZone }).format(when)
  const isThisYear = at({ year: 'numeric' }, moment) === at({ year: 'numeric' }, now)
  return at({ month: 'long', day: 'numeric', ...(!isThisYear && { year: 'numeric' }) }, moment)
}

/**
 * A search on OpenStreetMap: it opens on every device, asks nobody to sign in, and learns the address only when pressed
 * (`geo:` addresses open nothing on an office PC).
 */
export function mapLink(lines: string[]): string {
  return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: lines.join(', ') }).toString()}`
}

export function mailLink(address: string): string {
  return `mailto:${encodeURIComponent(address).replace(/%40/g, '@')}`
}

/** "30 minutes", "8 hours", "400 days"; a single day is "24 hours". */
export function duration(ms: number): string {
  const [unit, size] = ms > DAY && ms % DAY === 0 ? (['day', DAY] as const) : ms % HOUR === 0 ? (['hour', HOUR] as const) : ms >= MINUTE ? (['minute', MINUTE] as const) : (['second', 1000] as const)
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(ms / size))
}

/** Planning Center's products as scopes name them: `check_ins` is "Check-Ins" to everybody. */
export function productNames(scopes: readonly string[]): string[] {
  const products = scopes.filter((scope) => scope !== 'openid')
  return products.map((scope) => (scope === 'api' ? 'API' : scope.replace(/_/g, '-').replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())))
}
