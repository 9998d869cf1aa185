import type { RotationMode } from '../../src/sandbox'
import { ROTATION_MODES } from '../../src/sandbox/oauth/tokens'
import { HOUR } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import type { Proxy } from '../support/proxy'
import { createStaff, type Staff } from '../support/staff'
import { inSoak } from '../support/soak'
import { until } from '../support/until'

jest.setTimeout(60_000)

/** A call whose answer stays away is given up after this; 9 s for real. */
const TOKEN_PHASE_MS = 3000
const REDIS_AWAY_MS = 5000

describe('a renewal whose answer is lost', () => {
  let fleet: Fleet
  let network: { redis: Proxy; planningCenter: Proxy }
  let here: AppProcess
  let there: AppProcess
  beforeAll(async () => {
    fleet = await startFleet({ size: 2, times: { tokenPhase: TOKEN_PHASE_MS, renewPageWait: 1500 }, proxied: true })
    fleet.sandbox.setRateLimit({ limit: 10_000 }) // pages are asked for again and again
    const [first, second] = fleet.processes
    if (!first || !second || !fleet.network) throw new Error('two processes behind proxies were expected')
    ;[here, there, network] = [first, second, fleet.network]
  })
  afterEach(() => {
    fleet.sandbox.clearFaults()
    network.planningCenter.pass()
    here.redis?.pass()
  })
  afterAll(() => fleet?.close())

  async function expired(rotation: RotationMode): Promise<{ staff: Staff; signIns: () => number; calls: () => number }> {
    fleet.sandbox.setRotation(rotation)
    const staff = createStaff(fleet)
    expect((await staff.open(here, '/people')).status).toBe(200)
    await fleet.letTimePass(2 * HOUR + 1000)
    const [calls, signIns] = [fleet.renewals(), staff.signIns()]
    return { staff, signIns: () => staff.signIns() - signIns, calls: () => fleet.renewals() - calls }
  }

  const signInsWhenLost = (rotation: RotationMode) => (rotation === 'dies-when-successor-is-used' ? 0 : 1)

  it.each(ROTATION_MODES)('A16: cut on the way costs at most one sign-in, never a circle (%s)', async (rotation) => {
    for (let round = 0; round < inSoak(1, 10); round++) {
      const { staff, signIns, calls } = await expired(rotation)
      network.planningCenter.cutAfter('grant_type=refresh_token')
      const first = await fleet.get(here, '/people', staff.cookie())
      expect(first.status).toBe(503) // nobody knows yet what became of it
      expect(first.headers['set-cookie']).toBeUndefined()
      expect(calls()).toBe(1)
      for (const at of [here, there, here, there]) await staff.untilBack(at, '/people')
      expect(signIns()).toBe(signInsWhenLost(rotation))
      expect(calls()).toBe(2)
    }
  })

  it.each<RotationMode>(['dies-when-successor-is-used', 'reuse-kills-everything'])('A16: that never comes is given up in time, with the same end (%s)', async (rotation) => {
    const { staff, signIns, calls } = await expired(rotation)
    network.planningCenter.deafAfter('grant_type=refresh_token')
    expect((await fleet.get(here, '/people', staff.cookie())).status).toBe(503)
    network.planningCenter.cut()
    network.planningCenter.pass()
    for (const at of [here, there, here]) await staff.untilBack(at, '/people')
    expect(signIns()).toBe(signInsWhenLost(rotation))
    expect(calls()).toBe(2)
  })

  it.each(ROTATION_MODES)('A16: costs nothing at all when it never reached Planning Center (%s)', async (rotation) => {
    const { staff, signIns, calls } = await expired(rotation)
    network.planningCenter.refuse()
    expect((await fleet.get(here, '/people', staff.cookie())).status).toBe(503)
    network.planningCenter.pass()
    await staff.untilBack(there, '/people')
    expect(signIns()).toBe(0)
    expect(calls()).toBe(1)
  })

  it.each<RotationMode>(['dies-at-once', 'reuse-kills-everything'])('A7: is kept and offered until Redis takes it, five seconds later (%s)', async (rotation) => {
    const { staff, signIns, calls } = await expired(rotation)
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 200 })
    const first = fleet.get(here, '/people', staff.cookie())
    await until(() => calls() === 1)
    here.redis?.refuse()
    const awayUntil = performance.now() + REDIS_AWAY_MS
    while (performance.now() < awayUntil) {
      const answers = await Promise.all([here, there].map((at) => fleet.get(at, '/people', staff.cookie())))
      for (const { status, headers } of answers) {
        expect(status).toBe(503)
        expect(headers['set-cookie']).toBeUndefined()
      }
    }
    here.redis?.pass()
    expect([200, 503]).toContain((await first).status)
    for (const at of [here, there]) await staff.untilBack(at, '/people')
    expect(calls()).toBe(1)
    expect(signIns()).toBe(0)
  })
})
