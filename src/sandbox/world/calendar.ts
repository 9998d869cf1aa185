const dayMs = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The day it is at a moment on the church's own calendar, as `YYYY-MM-DD`. */
export function localDay(at: number, timeZone: string): string {
  return localStamp(at, timeZone).slice(0, 10)
}

/** The moment a local day begins; where the clocks change at midnight, the first moment that day has. */
export function startOfDay(day: string, timeZone: string): number {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`)
  const first = asIfUtc - offsetAt(asIfUtc, timeZone)
  return asIfUtc - offsetAt(first, timeZone)
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Eleven o'clock, after the service, on the most recent Sunday that has come that far. */
export function lastSundayService(now: number, timeZone: string): number {
  const today = localDay(now, timeZone)
  const sinceSunday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const at = (day: string) => startOfDay(day, timeZone) + 11 * 3_600_000
  const sunday = addDays(today, -sinceSunday)
  return at(sunday) <= now ? at(sunday) : at(addDays(sunday, -7))
}

/** A birth date whose anniversary falls a few days from today. */
export function bornAround(today: string, inDays: number, age: number): string {
  const birthday = addDays(today, inDays)
  const year = Number(birthday.slice(0, 4))
  // Somebody whose birthday is 29 February was born in a leap year.
  const years = birthday.endsWith('02-29') ? age - (age % 4) : age
  return `${year - years}${birthday.slice(4)}`
}

function offsetAt(at: number, timeZone: string): number {
  return Date.parse(`${localStamp(at, timeZone)}Z`) - Math.floor(at / 1000) * 1000
}

// A crowd is enrolled in one moment, and asking for the day takes longer than everything else about a person.
let latest = { at: NaN, timeZone: '', stamp: '' }

function localStamp(at: number, timeZone: string): string {
  if (latest.at !== at || latest.timeZone !== timeZone) latest = { at, timeZone, stamp: format(at, timeZone) }
  return latest.stamp
}

function format(at: number, timeZone: string): string {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formatters.set(timeZone, formatter)
  }
  return formatter.format(at).replace(' ', 'T')
}
