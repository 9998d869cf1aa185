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

const newKey = () => randomBytes(32).toString('hex')
const [oldKey, freshKey] = [newKey(), newKey()]

describe('an attempt to sign in', () => {
  const clock = createClock()
  let server: PrivateRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startPrivateRedis()
    redis = connectRedis({ redis: { url: server.url, sentinelName: null }, times: defaultTimes }, createLog('silent'))
    await until(() => redis.status === 'ready')
  })
  afterAll(async () => {
    redis.disconnect()
    await server.stop()
  })

  const knowing = (...keys: string[]) => {
    const { keyring } = readKeyring(keys)
    if (!keyring) throw new Error('no keyring')
    return createLoginAttempts({ redis, config: { keyring, times: defaultTimes }, clock })
  }
  const binder = 'b'.repeat(43)

  it('is taken once only, by however many callbacks at the same moment', async () => {
    const attempts = knowing(oldKey)
    const { state } = await attempts.begin({ binder, returnTo: '/people' })
    const taken = await Promise.all(Array.from({ length: 20 }, () => attempts.take(state, [binder])))
    expect(taken.filter((one) => 'attempt' in one)).toHaveLength(1)
    expect(taken.filter((one) => 'problem' in one && one.problem === 'unknown')).toHaveLength(19)
  })

  it('begun under a new key is left for the process that knows it', async () => {
    const { state } = await knowing(freshKey, oldKey).begin({ binder, returnTo: '/people?q=a' })
    await expect(knowing(oldKey).take(state, [binder])).rejects.toThrow('ENCRYPTION_KEYS does not have')
    expect(await knowing(freshKey, oldKey).take(state, [binder])).toMatchObject({ attempt: { returnTo: '/people?q=a' } })
  })

  it('holds nothing of the way there in clear', async () => {
    const { state, nonce } = await knowing(oldKey).begin({ binder, returnTo: '/people?q=canary' })
    const [key] = await redis.keys('foyer:login:*')
    const record = `${key} ${await redis.get(key ?? '')}`
    for (const secret of [state, nonce, binder, 'canary']) expect(record).not.toContain(secret)
  })
})
