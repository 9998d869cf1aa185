import { createRateLimiter, type RateLimiter } from '../../src/rate-limiter'
import { startStore, type Store } from '../support/start-store'

const ADA = { organizationId: '1', personId: '7' }
const PERIOD = 20_000
/** Requests may arrive a little closer together than they were booked. */
const HELD = PERIOD + 500

describe('the rate limiter', () => {
  let store: Store
  let now: number
  let limiter: RateLimiter
  beforeAll(async () => {
    store = await startStore()
  })
  beforeEach(async () => {
    await store.redis.flushall()
    now = 1_790_000_000_000
    limiter = process()
  })
  afterAll(() => store.close())

  /** One process of several that share the limit and, here, the time. */
  const process = () => createRateLimiter({ redis: store.redis, clock: { now: () => now } })
  const take = (who = ADA, by = limiter) => by.allowanceFor(who).take()
  async function takeMany(count: number, by = limiter): Promise<number[]> {
    return Promise.all(Array.from({ length: count }, () => take(ADA, by)))
  }
  const booked = (waits: number[]) => waits.filter((wait) => wait === 0).length
  /** What an answer's headers say, after one request. */
  async function hear(limit: { limit: number; periodMs: number; count: number }, by = limiter): Promise<void> {
    const allowance = by.allowanceFor(ADA)
    await allowance.take()
    allowance.heard(limit)
    await store.redis.ping()
  }

  it('lets a hundred requests through at once, and the next one after twenty seconds', async () => {
    expect(booked(await takeMany(100))).toBe(100)
    now += 3000
    expect(await take()).toBe(HELD - 3000 + 1)
    now += HELD - 3000 + 1
    expect(await take()).toBe(0)
  })

  it('counts all processes together', async () => {
    const [here, there] = [process(), process()]
    expect(booked(await takeMany(60, here)) + booked(await takeMany(60, there))).toBe(100)
  })

  it('counts every person, and every church, apart', async () => {
    await takeMany(100)
    expect(await take({ organizationId: '1', personId: '8' })).toBe(0)
    expect(await take({ organizationId: '2', personId: '7' })).toBe(0)
    expect(await take({ organizationId: '17', personId: '' })).toBe(0)
  })

  it('keeps the last of the room for pages when work is done that nobody waits for', async () => {
    const background = () => limiter.allowanceFor(ADA, { background: true }).take()
    const waits = await Promise.all(Array.from({ length: 110 }, background))
    expect(booked(waits)).toBe(98)
    expect([await take(), await take()]).toEqual([0, 0])
    expect(await take()).toBeGreaterThan(0)
    now += HELD + 1
    await hear({ limit: 1, periodMs: PERIOD, count: 0 })
    now += HELD + 1
    expect(await background()).toBe(0) // however small the limit, the work goes on
  })

  it('slows down when another app spends from the same limit', async () => {
    await hear({ limit: 100, periodMs: PERIOD, count: 90 })
    expect(booked(await takeMany(30))).toBe(10)
  })

  it('believes the count of every process’s answers', async () => {
    await hear({ limit: 100, periodMs: PERIOD, count: 100 }, process())
    expect(await take()).toBeGreaterThan(0)
  })

  it('is not fooled by its own requests in flight', async () => {
    const allowances = Array.from({ length: 10 }, () => limiter.allowanceFor(ADA))
    for (const allowance of allowances) await allowance.take()
    allowances.forEach((allowance, index) => allowance.heard({ limit: 100, periodMs: PERIOD, count: 10 - index }))
    await store.redis.ping()
    expect(booked(await takeMany(100))).toBe(90)
  })

  it('holds a lowered limit at once', async () => {
    await takeMany(40)
    await hear({ limit: 50, periodMs: PERIOD, count: 41 })
    expect(booked(await takeMany(20))).toBe(9)
  })

  it('holds a limit lowered below what is spent, and says truly when there is room', async () => {
    for (let n = 0; n < 29; n++) {
      await take()
      now += 100
    }
    await hear({ limit: 10, periodMs: PERIOD, count: 30 })
    const wait = await take()
    now += wait
    expect(await take()).toBe(0)
  })

  it('follows a limit that is raised again', async () => {
    await hear({ limit: 50, periodMs: PERIOD, count: 1 })
    await hear({ limit: 120, periodMs: PERIOD, count: 2 })
    expect(booked(await takeMany(130))).toBe(118)
  })

  it('asks nothing before a 429’s pause is over, in no process', async () => {
    limiter.allowanceFor(ADA).closedFor(7000)
    expect(await take(ADA, process())).toBe(7000)
    now += 6999
    expect(await take()).toBe(1)
    now += 1
    expect(await take()).toBe(0)
  })

  it('has not forgotten what was spent when a short pause is over', async () => {
    await takeMany(100)
    limiter.allowanceFor(ADA).closedFor(20)
    await store.redis.ping()
    expect(await store.redis.pttl((await store.redis.keys('foyer:spent:*'))[0] ?? '')).toBeGreaterThan(1000)
    now += 20
    expect(await take()).toBeGreaterThan(0)
  })

  it('has not forgotten it after a pause of no time at all, either', async () => {
    await takeMany(100)
    limiter.allowanceFor(ADA).closedFor(0)
    await store.redis.ping()
    expect(await take()).toBeGreaterThan(0)
  })

  it('counts a pause as no request', async () => {
    limiter.allowanceFor(ADA).closedFor(500)
    const late = limiter.allowanceFor(ADA)
    late.heard({ limit: 100, periodMs: PERIOD, count: 40 })
    now += 500
    expect(booked(await takeMany(100))).toBe(60)
  })

  it('keeps nothing about anybody for longer than a period', async () => {
    await take()
    const [key = ''] = await store.redis.keys('foyer:spent:*')
    expect(key).not.toMatch(/:7|1:7/)
    expect(await store.redis.pttl(key)).toBeLessThanOrEqual(HELD)
    expect(await store.redis.pttl(key)).toBeGreaterThan(0)
  })

  describe.each([
    ['fixed', 0],
    ['sliding', 0],
    ['fixed', 1500],
    ['sliding', 1500],
  ] as const)('with Planning Center counting in %s windows, %i ms away at most', (windows, slowest) => {
    it('is never answered 429, whenever requests come', async () => {
      const random = seeded(42)
      const arrived: number[] = []
      for (let burst = 0; burst < 60; burst++) {
        const wanted = Math.floor(random() * 60)
        for (let n = 0; n < wanted; n++) if ((await take()) === 0) arrived.push(now + Math.floor(random() * slowest))
        now += Math.floor(random() * 9000)
      }
      expect(mostInAnyWindow(windows, arrived)).toBeLessThanOrEqual(100)
      expect(arrived.length).toBeGreaterThan(500)
    })
  })
})

/** Counts as the server would: in windows that begin at multiples of the period, or in the period before each request. */
function mostInAnyWindow(windows: 'fixed' | 'sliding', arrived: number[]): number {
  const times = [...arrived].sort((a, b) => a - b)
  const inWindow = (end: number) =>
    times.filter((time) =>
      windows === 'sliding' ? time > end - PERIOD && time <= end : Math.floor(time / PERIOD) === Math.floor(end / PERIOD),
    ).length
  return Math.max(...times.map(inWindow))
}

/** mulberry32: the same arrivals in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
