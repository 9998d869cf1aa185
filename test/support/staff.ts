import type { Heard } from './asking'
import type { Fleet } from './fleet'
import { CookieJar, visitPlanningCenter } from './planning-center-visit'
import type { AppProcess } from './processes'
import { until } from './until'
import { ORIGIN } from './visits'

/** Somebody at work, in a browser that follows redirects and in which Planning Center stays open. */
export interface Staff {
  /** Opens a page; on the way through a sign-in it comes out at the same page. */
  open(at: AppProcess, path: string): Promise<Heard>
  /** Presses again until the page is there, with nothing worse than "one moment" on the way; each press five seconds after the other. */
  untilBack(at: AppProcess, path: string): Promise<void>
  /** How often Foyer sent this person to sign in. */
  signIns(): number
  cookie(): string
}

/** More than a page, a sign-in and the page again, and it goes round in circles. */
const MOST_STEPS = 6
/** On the clock that a test moves: the token endpoint is left alone for a while after a failure. */
const BETWEEN_PRESSES_MS = 5000
const BACK_WITHIN_MS = 30_000

export function createStaff(fleet: Fleet, login = 'secretary'): Staff {
  const jar = new CookieJar()
  const here = new URL(ORIGIN)
  let signIns = 0

  async function get(at: AppProcess, path: string): Promise<Heard> {
    const answer = await fleet.get(at, path, jar.header(here))
    jar.keep(here, answer.headers['set-cookie'] ?? [])
    return answer
  }

  async function open(at: AppProcess, path: string): Promise<Heard> {
    let answer = await get(at, path)
    for (let step = 0; step < MOST_STEPS; step++) {
      const { location } = answer.headers
      if (location === undefined) {
        if (answer.status === 200) expect(answer.path).toBe(path)
        return answer
      }
      if (location.startsWith('/')) {
        if (location.startsWith('/login')) signIns += 1
        answer = await get(at, location)
      } else {
        const { callback } = await visitPlanningCenter(location, { login, jar })
        answer = await get(at, callback.slice(ORIGIN.length))
      }
    }
    throw new Error(`${path} led round in circles, last to ${answer.headers.location}`)
  }

  return {
    open,
    untilBack: (at, path) =>
      until(async () => {
        const { status, headers } = await open(at, path)
        expect([200, 503]).toContain(status)
        if (status === 200) return true
        expect(Number(headers['retry-after'])).toBeGreaterThan(0)
        await fleet.letTimePass(BETWEEN_PRESSES_MS)
        return false
      }, BACK_WITHIN_MS),
    signIns: () => signIns,
    cookie: () => jar.header(here),
  }
}
