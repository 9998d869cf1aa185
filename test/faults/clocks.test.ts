import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'

const SKEW = 2 * MINUTE

describe('three machines whose clocks do not agree', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 1 })
    await fleet.start({ skewMs: SKEW })
    await fleet.start({ skewMs: -SKEW })
    fleet.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterAll(() => fleet?.close())

  it.each([0, 1, 2])('A19: keep somebody at work who signed in at number %i, one page at each every half minute, over two expiries', async (first) => {
    const at = fleet.processes[first]
    if (!at) throw new Error('three processes were expected')
    const cookie = await fleet.signIn(at)
    const [renewals, calls] = [fleet.renewals(), fleet.sandbox.calls.length]
    for (const _expiry of [1, 2]) {
      await fleet.letTimePass(2 * HOUR - 12 * MINUTE)
      for (let minutes = 12; minutes > -4; minutes -= 0.5) {
        for (const one of fleet.processes) expect((await fleet.get(one, '/people', cookie)).status).toBe(200)
        await fleet.letTimePass(MINUTE / 2)
      }
    }
    // Never late: no token was ever refused, and each was renewed once.
    expect(fleet.sandbox.calls.slice(calls).filter(({ status }) => status === 401)).toEqual([])
    expect(fleet.renewals() - renewals).toBe(2)
  })
})
