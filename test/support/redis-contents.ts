import type { Redis } from 'ioredis'

/** Every key with everything in it as text, whatever its type. */
export async function everythingIn(redis: Redis): Promise<[string, string][]> {
  const keys = new Set<string>()
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'COUNT', 500)
    found.forEach((key) => keys.add(key))
    cursor = next
  } while (cursor !== '0')
  return Promise.all([...keys].map(async (key) => [key, `${key} ${JSON.stringify(await contentOf(redis, key))}`] as [string, string]))
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key)
  if (type === 'string') return redis.get(key)
  if (type === 'hash') return redis.hgetall(key)
  if (type === 'list') return redis.lrange(key, 0, -1)
  if (type === 'set') return redis.smembers(key)
  if (type === 'zset') return redis.zrange(key, 0, -1, 'WITHSCORES')
  if (type === 'stream') return redis.xrange(key, '-', '+')
  if (type === 'none') return null // it has just ended
  throw new Error(`Redis holds a ${type}, which nobody looks into`)
}
