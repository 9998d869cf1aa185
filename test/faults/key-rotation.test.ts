import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import { everythingIn } from '../support/redis-contents'

const secret = () => randomBytes(32).toString('hex')
const [OLD, NEW] = [{ key: secret(), cookies: secret() }, { key: secret(), cookies: secret() }]
const settings = (...known: (typeof OLD)[]) => ({
  ENCRYPTION_KEYS: known.map(({ key }) => key).join(','),
  SESSION_SECRETS: known.map(({ cookies }) => cookies).join(','),
})

/** As docs/running.md tells the operator, with the limits Foyer has by itself. */
const LIMITS = { sessionIdle: 30 * MINUTE, sessionAbsolute: 8 * HOUR, stopNotice: 100 }

describe('while keys and cookie secrets are changed', () => {
  let fleet: Fleet
  beforeEach(async () => {
    fleet = await startFleet({ size: 0, times: LIMITS })
    fleet.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterEach(() => fleet?.close())

  const start = (...known: (typeof OLD)[]) => fleet.start({ env: settings(...known) })
  const page = async (at: AppProcess, cookie: string) => (await fleet.get(at, '/people', cookie)).status
  /** Half of them come to one process first, half to the other: so both renew tokens, and write what the other reads. */
  async function everybodyWorksAt(processes: AppProcess[], cookies: string[]): Promise<void> {
    for (const [n, cookie] of cookies.entries()) {
      for (const at of n % 2 === 0 ? processes : [...processes].reverse()) expect([await page(at, cookie), at.port]).toEqual([200, at.port])
    }
  }

  it('E14: nobody is signed out, with old and new processes at once, a renewal at each step, and then the old key gone', async () => {
    const before = await start(OLD)
    const cookies = [await fleet.signIn(before)]

    // 1. Every process learns to read what the new one will write.
    const reading = await start(OLD, NEW)
    cookies.push(await fleet.signIn(reading))
    await everybodyWorksAt([before, reading], cookies)
    await before.stop('SIGTERM')

    // 2. The new one writes, beside processes of the step before.
    const writing = await start(NEW, OLD)
    cookies.push(await fleet.signIn(writing), await fleet.signIn(reading))
    await everybodyWorksAt([reading, writing], cookies)
    for (let minutes = 0; minutes <= 120; minutes += 20) {
      await fleet.letTimePass(20 * MINUTE)
      await everybodyWorksAt([reading, writing], cookies)
    }
    expect(fleet.renewals()).toBe(cookies.length)
    await reading.stop('SIGTERM')

    // 3. When the oldest sessions have ended by themselves, the old one goes.
    const recent = await fleet.signIn(writing)
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      await fleet.letTimePass(20 * MINUTE)
      await everybodyWorksAt([writing], [recent])
    }
    const after = await start(NEW)
    await everybodyWorksAt([writing, after], [recent])
    expect(await page(after, cookies[0] ?? '')).toBe(303)
  }, 60_000)

  it('E14: a process with a key nobody else has says 503, deletes nothing and keeps the cookie; with the key put back all goes on', async () => {
    const right = await start(OLD)
    const cookie = await fleet.signIn(right)
    const csrf = await fleet.csrf(right, cookie)
    const wrong = await fleet.start({ env: { ...settings(OLD), ENCRYPTION_KEYS: NEW.key } })
    const before = await records()

    for (const path of ['/people', '/account', '/login?return_to=/people']) {
      const { status, headers, body } = await fleet.get(wrong, path, cookie)
      expect([path, status, headers['set-cookie']]).toEqual([path, 503, undefined])
      expect(body).toContain('settings no longer name the key')
    }
    expect((await fleet.signOut(wrong, cookie, csrf)).status).toBe(503)
    expect(await records()).toEqual(before)
    expect(wrong.output()).toContain('ENCRYPTION_KEYS does not have')

    expect(await page(right, cookie)).toBe(200)
    await wrong.stop()
    expect(await page(await start(NEW, OLD), cookie)).toBe(200)
  })

  /** All that lies sealed in Redis. */
  async function records(): Promise<[string, string][]> {
    const redis = new Redis(new URL(fleet.privateRedis?.url ?? '').pathname)
    try {
      return (await everythingIn(redis)).filter(([key]) => /^foyer:(session|grant|sign-ins|revocations)/.test(key)).sort()
    } finally {
      redis.disconnect()
    }
  }
})
