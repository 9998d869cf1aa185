import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { loadConfig, type Config } from '../../src/config'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { createLog, type Log } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { createClock, type TestClock } from './clock'

export const CLIENT_ID = 'foyer-test-client'
export const CLIENT_SECRET = 'canary-client-secret-4fb1'
const KEY = 'a1'.repeat(32)

/** What the modules below the app are made of: a real Redis, a clock, a log, settings. */
export interface Store {
  config: Config
  redis: Redis
  privateRedis: PrivateRedis
  log: Log
  clock: TestClock
  logged(): string
  /** Another connection, as another process has. */
  connect(url?: string): Promise<Redis>
  /** Every key with everything in it, as text. */
  dump(): Promise<string>
  close(): Promise<void>
}

export interface StoreOptions {
  times?: Partial<Config['times']>
  planningCenterUrl?: string
  encryptionKeys?: string
}

export function coreConfig(
  { times, planningCenterUrl, encryptionKeys }: StoreOptions,
  redisUrl = 'redis://localhost',
): Config {
  const config = loadConfig({
    PUBLIC_URL: 'http://localhost:3000',
    PCO_URL: planningCenterUrl,
    PCO_CLIENT_ID: CLIENT_ID,
    PCO_CLIENT_SECRET: CLIENT_SECRET,
    PCO_CONTACT: 'tests@example.org',
    REDIS_URL: redisUrl,
    ENCRYPTION_KEYS: encryptionKeys ?? KEY,
  })
  return { ...config, times: { ...config.times, ...times } }
}

export async function startStore(options: StoreOptions = {}): Promise<Store> {
  const privateRedis = await startPrivateRedis()
  const config = coreConfig(options, privateRedis.url)
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const connections: Redis[] = []

  async function connect(url = privateRedis.url): Promise<Redis> {
    const redis = connectRedis({ redis: { url, sentinelName: null }, times: config.times }, log)
    connections.push(redis)
    if (redis.status !== 'ready') await once(redis, 'ready')
    return redis
  }

  const redis = await connect()
  return {
    config,
    redis,
    privateRedis,
    log,
    clock: createClock(),
    logged: () => lines.join(''),
    connect,
    dump: () => dump(redis),
    async close() {
      for (const connection of connections) if (connection.status !== 'end') connection.disconnect()
      await privateRedis.stop()
    },
  }
}

async function dump(redis: Redis): Promise<string> {
  const keys = await redis.keys('*')
  const contents = await Promise.all(
    keys.map(async (key) => {
      const type = await redis.type(key)
      if (type === 'string') return redis.get(key)
      if (type === 'hash') return redis.hgetall(key)
      return redis.zrange(key, 0, -1, 'WITHSCORES')
    }),
  )
  return JSON.stringify(keys.map((key, index) => [key, contents[index]]))
}
