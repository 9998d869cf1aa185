import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { Redis } from 'ioredis'
import { findRedisServer, startPrivateRedis } from './private-redis'

export interface DemoRedis {
  /** What the settings say; nobody connects to it when it is only played. */
  url: string
  /** For the first lines on the terminal. */
  description: string
  /** For the foot of every page; null when it is a real Redis. */
  footNote: string | null
  connect: (connectTo: () => Redis) => Promise<Redis>
  stop: () => Promise<void>
}

/** A private Redis if the machine has one, else ioredis-mock, which nothing outside the demo may load. */
export async function startDemoRedis(): Promise<DemoRedis> {
  const server = findRedisServer()
  if (!server) return playRedis()

  const { url, stop } = await startPrivateRedis()
  return { url, description: `a private ${server}, gone with the demo`, footNote: null, connect: untilConnected, stop }
}

async function untilConnected(connectTo: () => Redis): Promise<Redis> {
  const redis = connectTo()
  if (redis.status !== 'ready') await once(redis, 'ready')
  return redis
}

function playRedis(): DemoRedis {
  const RedisMock = createRequire(__filename)('ioredis-mock') as new () => Redis
  return {
    url: 'redis://played-by-ioredis-mock',
    description: 'none found (6.2 or newer); ioredis-mock plays its part, in memory only',
    footNote: 'There is no Redis on this computer: ioredis-mock plays its part, and everybody is signed out when the demo ends.',
    connect: () => Promise.resolve(new RedisMock()),
    stop: () => Promise.resolve(),
  }
}
