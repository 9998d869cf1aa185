import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from '../config'
import type { Log } from '../log'
import { OAuthError } from './errors'
import type { OAuth } from './oauth'

/** Tokens Planning Center is still to be told about, for 24 hours, by whichever process lives. */
export interface Revocations {
  /** Kept first, then told in the background: whoever signs out does not wait for Planning Center. */
  add(token: string): Promise<void>
  /** One round through what is due. */
  sweep(): Promise<void>
  close(): Promise<void>
}

/** One sorted set: sealed tokens by the time of their next attempt. */
const KEY = 'foyer:revocations'
const ROUND = 50 // tokens told in one round, so that a long outage ends in a queue and not in a storm

const revocation = z.object({ token: z.string(), until: z.number() })

interface Collaborators {
  redis: Redis
  oauth: OAuth
  config: Pick<Config, 'keyring' | 'times'>
  clock: { now(): number }
  log: Log
}

export function createRevocations({ redis, oauth, config: { keyring, times }, clock, log }: Collaborators): Revocations {
  const telling = new Set<Promise<void>>()
  let sweeping = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = sweep().catch((error: unknown) => log.warn({ err: error }, 'revocations not looked through'))
  }, times.revokeEvery)
  timer.unref()

  async function tell(sealed: string, token: string): Promise<void> {
    try {
      await oauth.revoke(token)
    } catch (error) {
      const reason = error instanceof OAuthError ? error.reason : 'unclear'
      log.warn({ err: error }, 'Planning Center was not told of a sign-out yet')
      if (reason !== 'dead') return
    }
    await redis.zrem(KEY, sealed).catch(() => undefined) // told twice does no harm
  }

  const start = (sealed: string, token: string) => {
    const attempt = tell(sealed, token).finally(() => telling.delete(attempt))
    telling.add(attempt)
    return attempt
  }

  async function sweep(): Promise<void> {
    const now = clock.now()
    const due = await redis.zrangebyscore(KEY, 0, now, 'LIMIT', 0, ROUND)
    for (const sealed of due) {
      const entry = read(sealed)
      if (entry === 'unknown-key') continue // another process has the key
      if (!entry || entry.until < now) await redis.zrem(KEY, sealed)
      // Only who moves the due time tells; others see it as not due.
      else if ((await redis.zadd(KEY, 'XX', 'CH', now + times.revokeEvery, sealed)) === 1) await start(sealed, entry.token)
    }
  }

  function read(sealed: string): z.infer<typeof revocation> | 'unknown-key' | null {
    try {
      return revocation.parse(JSON.parse(keyring.open('revocation', KEY, sealed)))
    } catch (error) {
      return error instanceof Error && error.name === 'UnknownKey' ? 'unknown-key' : null
    }
  }

  return {
    async add(token) {
      const now = clock.now()
      const sealed = keyring.seal('revocation', KEY, JSON.stringify({ token, until: now + times.revokeFor }))
      const kept = redis.zadd(KEY, now + times.revokeEvery, sealed)
      // Also when Redis is down: then this attempt is the only one.
      void start(sealed, token)
      await kept
    },
    sweep,
    async close() {
      clearInterval(timer)
      await sweeping
      await Promise.allSettled(telling)
    },
  }
}
