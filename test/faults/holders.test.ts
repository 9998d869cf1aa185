import type { RotationMode } from '../../src/sandbox'
import { ROTATION_MODES } from '../../src/sandbox/oauth/tokens'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import type { Proxy } from '../support/proxy'
import { isSoak } from '../support/soak'
import { createStaff, type Staff } from '../support/staff'
import { until } from '../support/until'

/** A pair that is lost costs a sign-in in the last two alike, so that one of them stands for both when time is short. */
const MODES = isSoak ? ROTATION_MODES : (['dies-when-successor-is-used', 'reuse-kills-everything'] as const)

/** For real: 9 s a phase under a lock of 40 s, and no call begun with less than 20 s of it left. */
const SCALED = { tokenPhase: 2500, renewLock: 4000, renewLockMargin: 3000, renewPageWait: 2000, redisCommand: 10_000 }
const LOCK_IS_OVER_MS = SCALED.renewLock + 500

jest.setTimeout(60_000)

describe('whoever holds the lock of a renewal', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 2, times: SCALED, proxied: true })
    fleet.sandbox.setRateLimit({ limit: 10_000 }) // pages are asked for again and again
  })
  beforeEach(async () => {
    while (fleet.processes.filter(({ child }) => child.connected).length < 2) await fleet.start()
  })
  afterEach(() => fleet.sandbox.clearFaults())
  afterAll(() => fleet?.close())

  interface Scene {
    holder: AppProcess & { redis: Proxy }
    other: AppProcess
    staff: Staff
    /** Calls of the token endpoint since the token expired. */
    calls: () => number
  }

  /** Somebody is at work in two processes when the token has just expired. */
  async function expired(rotation: RotationMode, leftMs = -1000): Promise<Scene> {
    fleet.sandbox.setRotation(rotation)
    const [holder, other] = fleet.processes.filter(({ child }) => child.connected)
    if (!holder?.redis || !other) throw new Error('two processes behind proxies were expected')
    const staff = createStaff(fleet)
    expect((await staff.open(other, '/people')).status).toBe(200)
    await fleet.letTimePass(2 * HOUR - leftMs)
    const [calls, signIns] = [fleet.renewals(), staff.signIns()]
    return {
      holder: { ...holder, redis: holder.redis },
      other,
      staff: { ...staff, signIns: () => staff.signIns() - signIns },
      calls: () => fleet.renewals() - calls,
    }
  }

  /** Where a pair was lost on the way: what Planning Center's manner with old tokens leaves of the grant. */
  const signInsWhenLost = (rotation: RotationMode) => (rotation === 'dies-when-successor-is-used' ? 0 : 1)

  it.each(MODES)('A3: gives up a slow call well before the lock ends, so that no token is sent twice under it (%s)', async (rotation) => {
    const { holder, other, staff, calls } = await expired(rotation)
    // It would take one and a half locks.
    const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 1.5 * SCALED.renewLock })
    const started = performance.now()
    const answers = await Promise.all([holder, other, holder, other].map((at) => fleet.get(at, '/people', staff.cookie())))
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503])
    await until(() => holder.output().includes('a renewal failed') || other.output().includes('a renewal failed'))
    while (performance.now() - started < LOCK_IS_OVER_MS) expect((await fleet.get(other, '/people', staff.cookie())).status).toBe(503)
    expect(calls()).toBe(1)

    slow.remove()
    await staff.untilBack(other, '/people')
    expect(staff.signIns()).toBe(signInsWhenLost(rotation))
    await staff.untilBack(holder, '/people')
    expect(staff.signIns()).toBe(signInsWhenLost(rotation))
  })

  it('A4: that stood still between lock and call finds its lock over, and sends nothing', async () => {
    const { holder, other, staff, calls } = await expired('reuse-kills-everything')
    // It stops after it has looked at the grant once more, under the lock, and before its call.
    holder.redis.deafAfter('foyer:renewal:')
    const waiting = fleet.get(holder, '/people', staff.cookie())
    await until(() => holder.redis.isDeaf())
    holder.redis.pass()
    holder.redis.deafAfter('foyer:grant:')
    await until(() => holder.redis.isDeaf())
    holder.pause()
    holder.redis.pass()

    await staff.untilBack(other, '/people')
    expect(calls()).toBe(1)
    holder.resume()
    expect((await waiting).status).not.toBe(303)
    await staff.untilBack(holder, '/people')
    expect(calls()).toBe(1)
    expect(staff.signIns()).toBe(0)
  })

  it.each(MODES)('A4: that stood still during its call costs at most one sign-in, and overwrites nothing newer (%s)', async (rotation) => {
    const { holder, other, staff, calls } = await expired(rotation)
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 300 })
    const waiting = fleet.get(holder, '/people', staff.cookie()).catch(() => null)
    await until(() => calls() === 1)
    holder.pause()
    await staff.untilBack(other, '/people')
    holder.resume()
    await waiting
    for (const at of [holder, other, holder]) await staff.untilBack(at, '/people')
    expect(staff.signIns()).toBe(signInsWhenLost(rotation))
    expect(calls()).toBe(2)
  })

  it.each(MODES)('A5, A6: that is killed during its call costs a sign-in only where the tokens are lost (%s)', async (rotation) => {
    const { holder, other, staff, calls } = await expired(rotation)
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 1000 })
    const lost = fleet.get(holder, '/people', staff.cookie()).catch(() => null)
    await until(() => calls() === 1)
    await holder.stop('SIGKILL')
    await lost
    await staff.untilBack(other, '/people')
    expect(staff.signIns()).toBe(signInsWhenLost(rotation))
  })

  it('A5: that is killed keeps nobody waiting while the old token is still good', async () => {
    const { holder, other, staff, calls } = await expired('dies-when-successor-is-used', 2 * MINUTE)
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 1000 })
    expect((await staff.open(holder, '/people')).status).toBe(200)
    await until(() => calls() === 1)
    await holder.stop('SIGKILL')
    expect((await staff.open(other, '/people')).status).toBe(200)
    expect((await fleet.keys('foyer:renewal:*')).length).toBe(1) // the dead one's lock was still there
    await staff.untilBack(other, '/people')
    expect(staff.signIns()).toBe(0)
  })

  it.each(MODES)('A6: that is killed between the answer and Redis used nothing before it was stored (%s)', async (rotation) => {
    const { holder, other, staff, calls } = await expired(rotation)
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 300 })
    const lost = fleet.get(holder, '/people', staff.cookie()).catch(() => null)
    await until(() => calls() === 1)
    holder.redis.refuse()
    await until(() => fleet.sandbox.calls.findLast(({ kind }) => kind === 'token')?.status === 200)
    const asked = fleet.sandbox.calls.length
    await until(() => holder.output().includes('could not be stored yet'), 10_000)
    expect(fleet.sandbox.calls).toHaveLength(asked)
    await holder.stop('SIGKILL')
    await lost
    await staff.untilBack(other, '/people')
    expect(staff.signIns()).toBe(signInsWhenLost(rotation))
  })

  it('A17: that nobody waits for any more, since the browser has gone, stores what it gets all the same', async () => {
    const { holder, other, staff, calls } = await expired('dies-at-once')
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 400 })
    const leaving = new AbortController()
    const page = fleet.ask(holder, { path: '/people', headers: { cookie: staff.cookie() }, signal: leaving.signal }).catch((error: unknown) => (error as Error).name)
    await until(() => calls() === 1)
    leaving.abort()
    expect(await page).toBe('AbortError')
    await staff.untilBack(other, '/people')
    expect([calls(), staff.signIns()]).toEqual([1, 0])
  })
})
