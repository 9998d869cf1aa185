import type { Day } from '../web/days'
import { calendarDay, count, dayOfYear } from '../web/format'

export { dayIn, type Day } from '../web/days'

/** Planning Center stores a birthday without a year under this one, the earliest it accepts. */
const UNKNOWN_YEAR = 1885
const OLDEST_AGE = 125
/** How long before a birthday it is said. */
const SOON_DAYS = 7
const DAY_MS = 86_400_000

/** Somebody born on 29 February is a year older on 1 March of other years. */
export function ageOn(today: Day, birthdate: Day): number | null {
  const [born, now] = [split(birthdate), split(today)]
  if (!born || !now || born.year <= UNKNOWN_YEAR) return null
  const isBeforeBirthday = birthdate.slice(5) > today.slice(5)
  const age = now.year - born.year - Number(isBeforeBirthday)
  return age < 0 || age > OLDEST_AGE ? null : age
}

/** "7", and for a baby "under 1". */
export function ageText(today: Day, birthdate: Day | null): string | null {
  const age = birthdate ? ageOn(today, birthdate) : null
  if (age === null) return null
  return age === 0 ? 'under 1' : String(age)
}

/** "March 14, 1962", and how old, and whether it is near. */
export function birthdayWords(today: Day, birthdate: Day): { day: string; notes: string[] } | null {
  const born = split(birthdate)
  if (!born) return null
  if (born.year <= UNKNOWN_YEAR) return { day: dayOfYear(birthdate), notes: ['year not known', ...nearness(today, birthdate)] }
  const age = ageOn(today, birthdate)
  const old = age === null ? [] : [age === 0 ? 'under 1 year old' : `${count(age, 'year', 'years')} old`]
  return { day: calendarDay(birthdate), notes: [...old, ...nearness(today, birthdate)] }
}

/** Whole years of a marriage; null in the first, and where the year is not known. */
export function yearsMarried(today: Day, anniversary: Day): number | null {
  const years = ageOn(today, anniversary)
  return years && years > 0 ? years : null
}

export function isDay(text: string | null): text is Day {
  return text !== null && split(text) !== null
}

function nearness(today: Day, birthdate: Day): string[] {
  const days = daysUntil(today, birthdate)
  if (days > SOON_DAYS) return []
  return [days === 0 ? 'birthday today' : days === 1 ? 'birthday tomorrow' : `birthday in ${days} days`]
}

function daysUntil(today: Day, birthdate: Day): number {
  const thisYear = inYear(today.slice(0, 4), birthdate)
  const next = thisYear >= today ? thisYear : inYear(String(Number(today.slice(0, 4)) + 1), birthdate)
  return Math.round((Date.parse(next) - Date.parse(today)) / DAY_MS)
}

/** In a year without one, 29 February is kept on 1 March: `Date.UTC` goes on counting. */
function inYear(year: string, birthdate: Day): Day {
  const [, month, day] = birthdate.split('-').map(Number)
  return new Date(Date.UTC(Number(year), (month ?? 1) - 1, day ?? 1)).toISOString().slice(0, 10)
}

function split(text: Day): { year: number } | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return null
  return { year: Number(text.slice(0, 4)) }
}
