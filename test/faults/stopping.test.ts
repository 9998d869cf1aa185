import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import { until } from '../support/until'

describe('a process that is told to stop', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 0, times: { stopNotice: 500 } })
  })
  afterAll(() => fleet?.close())

  it('answers who is waiting, stores the renewal under way, and leaves nobody signed out', async () => {
    const first = await fleet.start()
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR)
    const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 3000 })
    const before = fleet.renewals()

    const waiting = Promise.all(Array.from({ length: 10 }, () => fleet.get(first, '/people', cookie)))
    await until(() => fleet.renewals() > before)
    const stopped = first.stop('SIGTERM')
    await until(async () => (await fleet.get(first, '/readyz')).status === 503)
    expect((await waiting).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await stopped).toBe(0)
    slow.remove()

    const second = await fleet.start()
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
  })

  it('lets a renewal reach Redis that nobody waits for any more', async () => {
    const first = await fleet.start()
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR - 2 * MINUTE)
    const before = fleet.renewals()
    const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 3000 })
    expect((await fleet.get(first, '/people', cookie)).status).toBe(200)
    await until(() => fleet.renewals() > before)
    expect(await first.stop('SIGTERM')).toBe(0)
    slow.remove()

    await fleet.letTimePass(10 * MINUTE)
    const second = await fleet.start()
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
  })
})

describe('a process that is killed in the middle of a renewal', () => {
  it('costs nobody a sign-in while old tokens still work', async () => {
    // The dead holder's lock ends after its life: forty seconds for real.
    const fleet = await startFleet({ size: 2, times: { tokenPhase: 3000, renewLock: 5000, renewLockMargin: 4000 } })
    try {
      const [first, second] = fleet.processes
      if (!first || !second) throw new Error('two processes were expected')
      const cookie = await fleet.signIn(first)
      await fleet.letTimePass(2 * HOUR)
      fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 2500 })
      const lost = fleet.get(first, '/people', cookie).catch(() => null)
      await until(() => fleet.renewals() === 1)
      await first.stop('SIGKILL')
      await lost

      await until(async () => {
        const { status } = await fleet.get(second, '/people', cookie)
        expect([200, 503]).toContain(status)
        return status === 200
      }, 15_000)
    } finally {
      await fleet.close()
    }
  })
})
