import { HOUR } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { Heard } from '../support/asking'
import type { AppProcess } from '../support/processes'
import { startRedisServer, type RedisServer } from '../support/redis-server'
import { defaultTimes } from '../../src/times'
import { isSoak } from '../support/soak'
import { throughout, until } from '../support/until'

/** The tests' other processes are patient; how Foyer itself takes an outage is what this is about. */
const REAL = { redisCommand: defaultTimes.redisCommand, redisConnect: defaultTimes.redisConnect }
const PATHS = ['/people', '/account', '/', '/login?return_to=/people', '/people?q=a']
/** Long enough for the pauses between attempts to have grown as long as they get. */
const OUTAGE_MS = 3000
/** Written down at once, as a careful operator would, so that a killed one has lost nothing. */
const KEEPING = ['--appendonly', 'yes', '--appendfsync', 'always']

describe('people at work when Redis', () => {
  let server: RedisServer
  let fleet: Fleet
  let at: AppProcess
  let cookie: string
  let worst = 0
  beforeAll(async () => {
    server = await startRedisServer(() => KEEPING)
    fleet = await startFleet({ size: 1, redis: { url: server.url }, proxied: true })
    at = await fleet.start({ times: REAL })
    // Signed in where nobody is in a hurry.
    const [patient] = fleet.processes
    cookie = await fleet.signIn(patient ?? at)
    fleet.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterAll(async () => {
    server?.thaw()
    await fleet?.close()
    await server?.close()
  })
  beforeEach(async () => {
    worst = 0
    server.thaw()
    if (!(await server.answers())) await server.start() // a test that failed left it dead
    await until(async () => (await ask('/people')).status === 200)
  })

  const ask = (path: string) => fleet.get(at, path, cookie)
  const refused = ({ status }: Heard) => status === 503

  /** Still signed in, told to press again, and with the cookie as it was. */
  function expectPause({ status, headers, body, ms }: Heard): void {
    worst = Math.max(worst, ms)
    expect(status).toBe(503)
    expect(headers['set-cookie']).toBeUndefined()
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(body).toMatch(/still signed in|Nothing is lost/)
  }
  async function everyPagePauses(): Promise<void> {
    for (const path of PATHS) expectPause(await ask(path))
    for (const answer of await Promise.all(PATHS.flatMap((path) => [ask(path), ask(path)]))) expectPause(answer)
    expectPause(await fleet.signOut(at, cookie, 'a form of before'))
  }
  async function comesBack(): Promise<void> {
    const ended = performance.now()
    await until(async () => (await ask('/people')).status === 200)
    const after = performance.now() - ended
    if (isSoak) process.stdout.write(`${expect.getState().currentTestName}: worst answer ${Math.round(worst)} ms, back after ${Math.round(after)} ms\n`)
    expect(after).toBeLessThan(2000)
  }

  it('E1: is dead: every answer within a second, and the same cookie works when it is back', async () => {
    await server.kill()
    await everyPagePauses()
    expect(worst).toBeLessThan(1000)
    await throughout(OUTAGE_MS, async () => refused(await ask('/people')))
    await server.start()
    await until(() => server.answers())
    await comesBack()
  })

  it('E2: is frozen: every answer within bounds, and all is well within two seconds of the thaw', async () => {
    server.freeze()
    await everyPagePauses()
    expect(worst).toBeLessThan(2000)
    await throughout(OUTAGE_MS, async () => refused(await ask('/people')))
    server.thaw()
    await comesBack()
  })

  it('E2: is behind a network that swallows everything: bounded as well, and well within two seconds of its mend', async () => {
    at.redis?.blackHole()
    await everyPagePauses()
    expect(worst).toBeLessThan(2000)
    await throughout(OUTAGE_MS, async () => refused(await ask('/people')))
    at.redis?.pass()
    await comesBack()
  })

  it('E2: freezes while Planning Center is being asked: that page comes all the same', async () => {
    const own = fleet.sandbox.world.logins.find(({ id }) => id === 'secretary')?.seats[0]?.personId ?? ''
    fleet.sandbox.addFault({ on: 'api', times: 1, delayHeaders: 1000 })
    const before = fleet.sandbox.calls.length
    const page = ask(`/people/${own}`)
    await until(() => fleet.sandbox.calls.length > before)
    server.freeze()
    expect((await page).status).toBe(200)
    server.thaw()
    await comesBack()
  })

  it('E8: becomes a replica that takes no writes: pages pause, nobody is signed out, and all is well within two seconds of its return', async () => {
    await server.ask('REPLICAOF', '127.0.0.1', 1)
    await until(async () => refused(await ask('/people')))
    for (const path of ['/people', '/login?return_to=/people']) expectPause(await ask(path))
    expectPause(await fleet.post(at, '/logout', { _csrf: await fleet.csrf(at, cookie) }, cookie))
    await server.ask('REPLICAOF', 'NO', 'ONE')
    await comesBack()
  })

  it('E2: freezes during a renewal: one token call, its pair stored, and the same cookie goes on', async () => {
    await fleet.letTimePass(2 * HOUR)
    const before = fleet.renewals()
    const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 1000 })
    const page = ask('/people')
    await until(() => fleet.renewals() > before)
    server.freeze()
    await throughout(OUTAGE_MS, async () => refused(await ask('/account')))
    server.thaw()
    expect([200, 503]).toContain((await page).status)
    slow.remove()
    await until(async () => (await ask('/people')).status === 200)
    expect(fleet.renewals() - before).toBe(1)
  })
})

describe('Foyer started before Redis', () => {
  it('E15: opens at once, says 503 until Redis has read its file, and then lets people in', async () => {
    const server = await startRedisServer()
    const fleet = await startFleet({ size: 0, redis: { url: server.url } })
    try {
      await server.ask('EVAL', "for n = 1, 2000 do redis.call('SET', 'record ' .. n, n) end", 0)
      await server.ask('SAVE')
      await server.kill()

      const at = await fleet.start({ withoutRedis: true, times: REAL })
      const ready = async () => (await fleet.get(at, '/readyz')).body
      expect((await fleet.get(at, '/livez')).status).toBe(200)
      expect(await ready()).toBe('{"ready":true,"redis":"unavailable"}')
      expect((await fleet.get(at, '/login')).status).toBe(503)

      // 2000 records of 1 ms; asked in between, Redis says LOADING.
      await server.start(['--key-load-delay', '1000', '--loading-process-events-interval-bytes', '1024'])
      await until(() => server.ask('GET', 'x').then(() => false, (error: unknown) => String(error).includes('LOADING')))
      expect((await fleet.get(at, '/login')).status).toBe(503)
      await until(() => server.answers(), 15_000)
      const loaded = performance.now()
      await until(async () => (await ready()).includes('"redis":"ok"'))
      expect(performance.now() - loaded).toBeLessThan(2000)
      const cookie = await fleet.signIn(at)
      expect((await fleet.get(at, '/people', cookie)).status).toBe(200)
    } finally {
      await fleet.close()
      await server.close()
    }
  })
})
