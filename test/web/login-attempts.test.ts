import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { createLoginAttempts } from '../../src/auth/login-attempts'
import { defaultTimes } from '../../src/times'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { createLog } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { readKeyring } from '../../src/sealing'
import { createClock } from '../support/clock'
import { until } from '../support/until'

const MOST_IN_A_MINUTE = 3000
/** Ten thousand presses keep a busy machine's Redis and us at it for a while; what is tested is not how long. */
const PATIENCE_MS = 15_000

const newKey = () => randomBytes(32).toString('hex')
const [oldKey, freshKey] = [newKey(), newKey()]

describe('an attempt to sign in', () => {
  const clock = createClock()
  let server: PrivateRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startPrivateRedis()
    redis = connectRedis({ redis: { url: server.url, sentinelName: null }, times: { ...defaultTimes, redisCommand: PATIENCE_MS } }, createLog('silent'))
    await until(() => redis.status === 'ready')
  })
  afterAll(async () => {
    redis?.disconnect()
    await server?.stop()
  })

  const knowing = (...keys: string[]) => attemptsOf(keys, clock)
  const attemptsOf = (keys: string[], clock: { now(): number }) => {
    const { keyring } = readKeyring(keys)
    if (!keyring) throw new Error('no keyring')
    return createLoginAttempts({ redis, config: { keyring, times: defaultTimes }, clock })
  }
  const binder = 'b'.repeat(43)
  const purpose = { to: 'sign-in', also: [] } as const

  it('is taken once only, by however many callbacks at the same moment', async () => {
    const attempts = knowing(oldKey)
    const { state } = await attempts.begin({ binder, returnTo: '/people', purpose })
    const taken = await Promise.all(Array.from({ length: 20 }, () => attempts.take(state, binder)))
    expect(taken.filter((one) => 'attempt' in one)).toHaveLength(1)
    expect(taken.filter((one) => 'problem' in one && one.problem === 'unknown')).toHaveLength(19)
  })

  it('B18: ten thousand within a minute, from a hundred addresses, fill no Redis', async () => {
    await redis.flushall()
    const attempts = attemptsOf([oldKey], { now: () => 1_790_000_000_000 })
    const press = async (n: number) => {
      const refused = await attempts.tooMany(`192.0.2.${n % 100}`)
      if (!refused) await attempts.begin({ binder, returnTo: '/people?q=Abernathy', purpose })
      return refused
    }
    let refused = 0
    for (let batch = 0; batch < 10_000; batch += 500)
      refused += (await Promise.all(Array.from({ length: 500 }, (_, n) => press(batch + n)))).filter(Boolean).length
    const keys = await redis.keys('foyer:login:*')
    expect([keys.length, refused]).toEqual([MOST_IN_A_MINUTE, 10_000 - MOST_IN_A_MINUTE])
    const sizes = await Promise.all(keys.slice(0, 50).map((key) => redis.strlen(key)))
    expect(Math.max(...sizes)).toBeLessThan(500)
  })

  it('B18: is let go of by Redis after two hours, and its address after a minute', async () => {
    const attempts = knowing(oldKey)
    await redis.flushall()
    await attempts.tooMany('192.0.2.1')
    await attempts.begin({ binder, returnTo: '/people', purpose })
    for (const key of await redis.keys('*')) {
      const seconds = await redis.ttl(key)
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(key.startsWith('foyer:login:') ? 7200 : 60)
    }
  })

  it('E14: begun under a new key is left for the process that knows it', async () => {
    const { state } = await knowing(freshKey, oldKey).begin({ binder, returnTo: '/people?q=a', purpose })
    await expect(knowing(oldKey).take(state, binder)).rejects.toThrow('ENCRYPTION_KEYS does not have')
    expect(await knowing(freshKey, oldKey).take(state, binder)).toMatchObject({ attempt: { returnTo: '/people?q=a' } })
  })

  it('E12: holds nothing of the way there in clear', async () => {
    const { state, nonce } = await knowing(oldKey).begin({ binder, returnTo: '/people?q=canary', purpose })
    const [key] = await redis.keys('foyer:login:*')
    const record = `${key} ${await redis.get(key ?? '')}`
    for (const secret of [state, nonce, binder, 'canary']) expect(record).not.toContain(secret)
  })
})
