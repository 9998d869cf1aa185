/** A day on the calendar, `YYYY-MM-DD`, in no time zone. */
export type Day = string

const DAY_MS = 86_400_000

/** The day it is in the church; where its time zone is not known, in Greenwich. */
export function dayIn(timeZone: string | null, moment: number): Day {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: timeZone ?? 'UTC', dateStyle: 'short' }).format(moment)
  } catch {
    return dayAt(moment) // a name this Node does not know
  }
}

export const addDays = (day: Day, days: number): Day => dayAt(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)

/** On a Sunday, that day itself. */
export const nextSunday = (today: Day): Day => addDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7)

const dayAt = (moment: number): Day => new Date(moment).toISOString().slice(0, 10)
