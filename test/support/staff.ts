import type { Heard } from './asking'
import { ORIGIN, type Fleet } from './fleet'
import { CookieJar, visitPlanningCenter } from './planning-center-visit'
import type { AppProcess } from './processes'

/** Somebody at work, in a browser that follows redirects and in which Planning Center stays open. */
export interface Staff {
  /** Opens a page; on the way through a sign-in it comes out at the same page. */
  open(at: AppProcess, path: string): Promise<Heard>
  /** How often Foyer sent this person to sign in. */
  signIns(): number
  cookie(): string
}

/** More than a page, a sign-in and the page again, and it goes round in circles. */
const MOST_STEPS = 6

export function createStaff(fleet: Fleet, login = 'secretary'): Staff {
  const jar = new CookieJar()
  const here = new URL(ORIGIN)
  let signIns = 0

  async function get(at: AppProcess, path: string): Promise<Heard> {
    const answer = await fleet.get(at, path, jar.header(here))
    jar.keep(here, answer.headers['set-cookie'] ?? [])
    return answer
  }

  return {
    async open(at, path) {
      let answer = await get(at, path)
      for (let step = 0; step < MOST_STEPS; step++) {
        const { location } = answer.headers
        if (location === undefined) {
          if (answer.status === 200) expect(answer.path).toBe(path)
          return answer
        }
        if (!location.startsWith('/') && !location.startsWith(`${ORIGIN}/`)) {
          const { callback } = await visitPlanningCenter(location, { login, jar })
          answer = await get(at, callback.slice(ORIGIN.length))
          continue
        }
        if (location.startsWith('/login')) signIns += 1
        answer = await get(at, location)
      }
      throw new Error(`${path} led round in circles, last to ${answer.headers.location}`)
    },
    signIns: () => signIns,
    cookie: () => jar.header(here),
  }
}
