import { addDays, type Day } from '../web/days'

export { addDays, dayIn, type Day } from '../web/days'

/** Planning Center writes a birthday whose year is not known under this one, the earliest it accepts. */
export const UNKNOWN_YEAR = 1885
/** Whoever would be older was mistyped. */
export const OLDEST_AGE = 125

/** One that the calendar has, and databases know. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && dayOf(at) === text
}

export const hasYear = (day: Day): boolean => Number(day.slice(0, 4)) > UNKNOWN_YEAR

/** Who was born then or earlier is that old; somebody born on 29 February is a year older on 1 March of other years. */
export function yearsBefore(day: Day, years: number): Day {
  const then = `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`
  return isDay(then) ? then : `${then.slice(0, 8)}28`
}

/** Null where the year is not known, or cannot be true. */
export function ageOn(today: Day, birthdate: Day): number | null {
  if (!hasYear(birthdate)) return null
  const isBeforeBirthday = birthdate.slice(5) > today.slice(5)
  const age = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4)) - Number(isBeforeBirthday)
  return age < 0 || age > OLDEST_AGE ? null : age
}

/** The last Sunday before today: on a Sunday the one a week ago. */
export const lastSunday = (today: Day): Day => addDays(today, -(new Date(`${today}T00:00:00Z`).getUTCDay() || 7))

const dayOf = (at: number): Day => new Date(at).toISOString().slice(0, 10)
