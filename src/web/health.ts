import { Router } from 'express'
import type { Redis } from 'ioredis'
import { evictionPolicy } from '../redis'

interface Collaborators {
  redis: Redis
  /** Null without one. */
  database: { answers(): Promise<boolean> } | null
  isStopping: () => boolean
}

/**
 * `/livez`: the process answers. `/readyz`: false only while stopping; Redis and the database are reported but do not count,
 * or one outage would take every process out of the balancer and leave nobody to say "you are still signed in".
 */
export function createHealth({ redis, database, isStopping }: Collaborators): Router {
  const routes = Router()
  routes.get('/livez', (_req, res) => void res.type('text').send('ok\n'))
  routes.get('/readyz', async (_req, res) => {
    const [redisIs, answers] = await Promise.all([stateOf(redis), database?.answers()])
    res.status(isStopping() ? 503 : 200).json({ ready: !isStopping(), redis: redisIs, ...(answers !== undefined && { database: answers ? 'ok' : 'unavailable' }) })
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
