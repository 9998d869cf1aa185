const HOUR_MS = 3_600_000
/** When nobody of the office is at work, and before the earliest of them comes. */
const NIGHT_HOUR = 3

/** The next time it is three o'clock there, to the hour. An unknown time zone is taken for UTC. */
export function nextNight(now: number, timeZone: string): number {
  const nextHour = Math.ceil((now + 1) / HOUR_MS) * HOUR_MS
  for (let hour = nextHour; hour < nextHour + 48 * HOUR_MS; hour += HOUR_MS) if (hourIn(hour, timeZone) === NIGHT_HOUR) return hour
  return nextHour + 24 * HOUR_MS // the night the clocks go forward over it
}

function hourIn(moment: number, timeZone: string): number {
  try {
    return Number(new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(moment))
  } catch {
    return new Date(moment).getUTCHours()
  }
}
