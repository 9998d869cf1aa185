import { Agent } from 'node:http'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import { until } from '../support/until'

const CLIENTS = 8

describe('a process that is told to stop', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 0, times: { stopNotice: 500 } })
    fleet.sandbox.setRateLimit({ limit: 10_000 }) // pages are asked for all the time
  })
  afterEach(() => fleet.sandbox.clearFaults())
  afterAll(() => fleet?.close())

  /** Browsers that never rest, at whichever process the balancer thinks ready; they keep their connections. */
  function startLoad(first: AppProcess, second: AppProcess, cookie: string) {
    const agents = new Map([first, second].map((one) => [one, new Agent({ keepAlive: true, maxSockets: CLIENTS })]))
    const answers: number[] = []
    const failures: unknown[] = []
    let [target, isOn] = [first, true]
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (isOn) {
        const agent = agents.get(target)
        await fleet.ask(target, { path: '/account', headers: { cookie }, ...(agent && { agent }) }).then(
          ({ status }) => answers.push(status),
          (error: unknown) => failures.push(error),
        )
      }
    })
    const balancer = (async () => {
      while (isOn && target === first) {
        if ((await fleet.get(first, '/readyz')).status === 503) target = second
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    return {
      answers,
      failures,
      turnedAway: () => target === second,
      async stop() {
        isOn = false
        await Promise.all([...clients, balancer])
        for (const agent of agents.values()) agent.destroy()
      },
    }
  }

  it('H3: under load and with a renewal of three seconds under way: no request fails, and the new tokens are stored', async () => {
    const [first, second] = [await fleet.start(), await fleet.start()]
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR - 2 * MINUTE) // pages go on with the old token while the new one comes
    const before = fleet.renewals()
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 3000 })
    const load = startLoad(first, second, cookie)
    await until(() => fleet.renewals() > before)
    const stopped = first.stop('SIGTERM')
    expect(await stopped).toBe(0)
    expect(load.turnedAway()).toBe(true)
    await load.stop()
    expect(load.failures).toEqual([])
    expect([...new Set(load.answers)]).toEqual([200])

    await fleet.letTimePass(10 * MINUTE) // past the end of the old one
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
    await second.stop()
  })

  it('H3: answers who is waiting for a renewal, and leaves nobody signed out', async () => {
    const first = await fleet.start()
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR)
    const before = fleet.renewals()
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 3000 })
    const waiting = Promise.all(Array.from({ length: 10 }, () => fleet.get(first, '/people', cookie)))
    await until(() => fleet.renewals() > before)
    const stopped = first.stop('SIGTERM')
    await until(async () => (await fleet.get(first, '/readyz')).status === 503)
    expect((await waiting).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await stopped).toBe(0)

    const second = await fleet.start()
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
    await second.stop()
  })

  it('A6: stores a renewal that nobody waits for any more', async () => {
    const first = await fleet.start()
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR - 2 * MINUTE)
    const before = fleet.renewals()
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 3000 })
    expect((await fleet.get(first, '/people', cookie)).status).toBe(200)
    await until(() => fleet.renewals() > before)
    expect(await first.stop('SIGTERM')).toBe(0)

    await fleet.letTimePass(10 * MINUTE)
    const second = await fleet.start()
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
    await second.stop()
  })

  it('H4: after a mistake nobody caught ends by itself, but stores the renewal under way and answers who waits', async () => {
    const first = await fleet.start()
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR)
    const before = fleet.renewals()
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 1500 })
    const waiting = fleet.get(first, '/people', cookie)
    await until(() => fleet.renewals() > before)
    first.mistake('exception')
    expect((await waiting).status).toBe(200)
    expect(await first.gone).toBe(1) // so that whoever watches it starts another
    expect(first.output()).toContain('uncaught exception')

    const second = await fleet.start()
    expect((await fleet.get(second, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
    await second.stop()
  })

  it('H4: goes on after a rejection nobody awaited, and says so', async () => {
    const one = await fleet.start()
    one.mistake('rejection')
    await until(() => one.output().includes('unhandled rejection'))
    expect((await fleet.get(one, '/readyz')).status).toBe(200)
    await one.stop()
  })
})
