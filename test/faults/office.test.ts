import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import { CookieJar } from '../support/planning-center-visit'
import type { AppProcess } from '../support/processes'
import { inSoak } from '../support/soak'

jest.setTimeout(180_000)

const GRANTS = inSoak(80, 500)
const CALLS_A_SECOND = 20
/** From three processes; see the turnstile in auth/renewal. */
const CALLS_AT_ONCE = 3 * 10
const SIGNING_IN_AT_ONCE = 10
const SECOND = 1000

describe('a whole office whose tokens expire together', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 3 })
    fleet.sandbox.setRateLimit({ limit: 100_000 }) // they are all one person here
  })
  afterAll(() => fleet?.close())

  interface Colleague {
    at: AppProcess
    cookie: string
  }

  async function comeIn(): Promise<Colleague[]> {
    const jar = new CookieJar()
    const office: Colleague[] = []
    const comeInAt = async (at: AppProcess) => office.push({ at, cookie: await fleet.signIn(at, { jar }) })
    await Promise.all(fleet.processes.slice(0, 1).map(comeInAt))
    while (office.length < GRANTS) {
      await Promise.all(Array.from({ length: Math.min(SIGNING_IN_AT_ONCE, GRANTS - office.length) }, (_, n) => comeInAt(fleet.processes[n % 3] as AppProcess)))
      await fleet.letTimePass(5 * SECOND) // 300 a minute may begin from one address
    }
    return office
  }

  const refreshes = () => fleet.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token')
  /** The most token calls seen waiting for their answer at one moment. */
  function watchCalls(): { stop(): number } {
    let most = 0
    const timer = setInterval(() => (most = Math.max(most, refreshes().filter(({ status }) => status === 0).length)), 5)
    return {
      stop() {
        clearInterval(timer)
        return most
      },
    }
  }

  it(`A18: ${GRANTS} people at a token endpoint that allows ${CALLS_A_SECOND} calls a second: nobody is signed out, and it is not stormed`, async () => {
    let waiting = await comeIn()
    await fleet.letTimePass(2 * HOUR + SECOND)
    const tooMany = fleet.sandbox.addFault({ on: 'token', beyondPerSecond: CALLS_A_SECOND, rateLimit: { retryAfter: 1 } })
    const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 100 })
    const watch = watchCalls()
    const { personId } = fleet.sandbox.world.logins[0]?.seats[0] ?? { personId: '' }

    for (let round = 0; waiting.length > 0; round++) {
      expect(round).toBeLessThan(GRANTS / CALLS_A_SECOND + 5)
      const callsBefore = fleet.renewals()
      const second = new Promise((resolve) => setTimeout(resolve, SECOND))
      const pages = await Promise.all(waiting.map(async (one) => ({ one, page: await fleet.get(one.at, `/people/${personId}`, one.cookie) })))
      for (const { page } of pages) {
        expect([200, 503]).toContain(page.status)
        if (page.status === 503) expect(Number(page.headers['retry-after'])).toBeGreaterThan(0)
      }
      expect(fleet.renewals() - callsBefore).toBeLessThanOrEqual(waiting.length)
      waiting = pages.filter(({ page }) => page.status !== 200).map(({ one }) => one)
      // The endpoint's next second; and who was refused has waited as long as it was told.
      await second
      await fleet.letTimePass(MINUTE)
    }
    tooMany.remove()
    slow.remove()
    expect(watch.stop()).toBeLessThanOrEqual(CALLS_AT_ONCE)
    expect(await fleet.keys('foyer:grant:*')).toHaveLength(GRANTS)
    expect(refreshes().filter(({ status }) => status === 200)).toHaveLength(GRANTS)
  })
})
