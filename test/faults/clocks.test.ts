import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import { inSoak } from '../support/soak'

const SKEW = 2 * MINUTE
const EXPIRIES = inSoak(1, 5)

describe('three machines whose clocks do not agree', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 1 })
    await fleet.start({ skewMs: SKEW })
    await fleet.start({ skewMs: -SKEW })
    fleet.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterAll(() => fleet?.close())

  it.each([0, 1, 2])('A19: keep somebody at work who signed in at number %i, with a page at each every minute, past the end of the token', async (first) => {
    const at = fleet.processes[first]
    if (!at) throw new Error('three processes were expected')
    const cookie = await fleet.signIn(at)
    const { personId } = fleet.sandbox.world.logins[0]?.seats[0] ?? { personId: '' }
    const [renewals, calls] = [fleet.renewals(), fleet.sandbox.calls.length]
    for (let expiry = 0; expiry < EXPIRIES; expiry++) {
      await fleet.letTimePass(2 * HOUR - 12 * MINUTE)
      for (let minutes = 12; minutes > -4; minutes -= 1) {
        for (const one of fleet.processes) expect((await fleet.get(one, `/people/${personId}`, cookie)).status).toBe(200)
        await fleet.letTimePass(MINUTE)
      }
    }
    // Never late: no token was ever refused, and each was renewed once.
    expect(fleet.sandbox.calls.slice(calls).filter(({ status }) => status === 401)).toEqual([])
    expect(fleet.renewals() - renewals).toBe(EXPIRIES)
  })
})
