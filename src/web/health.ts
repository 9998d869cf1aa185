import { Router } from 'express'
import type { Redis } from 'ioredis'
import { evictionPolicy } from '../redis'

/**
 * `/livez`: the process answers. `/readyz`: false only while stopping; Redis is reported but does not count, or one
 * outage would take every process out of the balancer and leave nobody to say "you are still signed in".
 */
export function createHealth({ redis, isStopping }: { redis: Redis; isStopping: () => boolean }): Router {
  const routes = Router()
  routes.get('/livez', (_req, res) => void res.type('text').send('ok\n'))
  routes.get('/readyz', async (_req, res) => {
    const state = await stateOf(redis)
    res.status(isStopping() ? 503 : 200).json({ ready: !isStopping(), redis: state })
  })
  return routes
}

async function stateOf(redis: Redis): Promise<string> {
  try {
    await redis.ping()
    const policy = await evictionPolicy(redis).catch(() => null) // some will not say: that is no trouble
    return policy ? `may sign people out: maxmemory-policy is ${policy}, not noeviction` : 'ok'
  } catch {
    return 'unavailable'
  }
}
