import { Router } from 'express'
import type { Redis } from 'ioredis'

/**
 * `/livez`: the process answers. `/readyz`: false only while stopping; Redis is reported but does not count, or one
 * outage would take every process out of the balancer and leave nobody to say "you are still signed in".
 */
export function createHealth({ redis, isStopping }: { redis: Redis; isStopping: () => boolean }): Router {
  const routes = Router()
  routes.get('/livez', (_req, res) => void res.type('text').send('ok\n'))
  routes.get('/readyz', async (_req, res) => {
    const answers = await redis.ping().then(() => true, () => false)
    res.status(isStopping() ? 503 : 200).json({ ready: !isStopping(), redis: answers ? 'ok' : 'unavailable' })
  })
  return routes
}
