import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Allowance } from './planning-center'
import { fingerprint } from './sealing'

/**
 * Planning Center's limit, shared by all processes: about 100 requests in 20 seconds for each person, over all
 * applications. Every request is kept for one period and a margin; so whether Planning Center counts in fixed or in
 * sliding windows, no stretch of that length holds more. What other applications spent is learnt from the headers.
 */
export interface RateLimiter {
  /** For one request (or a series) of one person. Work that nobody waits for leaves room for pages that somebody does. */
  allowanceFor(who: { organizationId: string; personId: string }, how?: { background: boolean }): Allowance
}

interface Limit {
  limit: number
  periodMs: number
}
const DOCUMENTED: Limit = { limit: 100, periodMs: 20_000 }
/** What background work leaves of the limit: more would slow it down, less would make the person whose limit it is wait. */
const LEFT_FOR_PAGES = 0.02
/** Requests booked in this order may arrive a little closer together. */
const ON_THE_WAY_MS = 500
/** People whose limit differs from the documented one; the oldest is forgotten, not the memory filled. */
const REMEMBERED = 10_000

/** Books one request, or answers how long until enough of them leave the period. `closed` is a 429's pause. */
const TAKE = `
local now, period, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local closed = tonumber(redis.call('ZSCORE', KEYS[1], 'closed') or 0)
if closed > now then return {math.ceil(closed - now), 0} end
redis.call('ZREM', KEYS[1], 'closed')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - period)
local spent = redis.call('ZCARD', KEYS[1])
if spent >= limit then
  local last = redis.call('ZRANGE', KEYS[1], spent - limit, spent - limit, 'WITHSCORES')
  return {math.ceil(tonumber(last[2]) + period - now) + 1, spent}
end
redis.call('ZADD', KEYS[1], now, ARGV[4])
if redis.call('PTTL', KEYS[1]) < period then redis.call('PEXPIRE', KEYS[1], period) end
return {0, spent + 1}`

/** Books what others spent, as far as the count of an answer exceeds ours. */
const HEARD = `
local now, period, count = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - period)
local ours = redis.call('ZCARD', KEYS[1])
if redis.call('ZSCORE', KEYS[1], 'closed') then ours = ours - 1 end
local missing = count - ours
for i = 1, missing do redis.call('ZADD', KEYS[1], now, ARGV[4] .. ':' .. i) end
if missing > 0 and redis.call('PTTL', KEYS[1]) < period then redis.call('PEXPIRE', KEYS[1], period) end
return missing`

const CLOSE = `
redis.call('ZADD', KEYS[1], ARGV[1], 'closed')
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`

export function createRateLimiter({ redis, clock }: { redis: Redis; clock: { now(): number } }): RateLimiter {
  const limits = new Map<string, Limit>()

  function remember(key: string, { limit, periodMs }: Limit): void {
    limits.delete(key)
    if (limit === DOCUMENTED.limit && periodMs === DOCUMENTED.periodMs) return
    limits.set(key, { limit, periodMs })
    if (limits.size > REMEMBERED) for (const [oldest] of limits) return void limits.delete(oldest)
  }

  return {
    allowanceFor({ organizationId, personId }, { background } = { background: false }) {
      const key = `foyer:spent:${fingerprint(`${organizationId}:${personId}`)}`
      // Nobody waits for these: they make the next request's answer better, not this one's.
      const note = (script: string, ...args: (string | number)[]) => void redis.eval(script, 1, key, ...args).catch(() => undefined)
      let booked = 0

      return {
        async take() {
          const { limit, periodMs } = limits.get(key) ?? DOCUMENTED
          const room = background ? Math.max(1, limit - Math.ceil(limit * LEFT_FOR_PAGES)) : limit
          const [waitMs = 0, spent = 0] = (await redis.eval(TAKE, 1, key, clock.now(), periodMs + ON_THE_WAY_MS, room, randomUUID())) as number[]
          booked = spent
          return waitMs
        },
        heard({ limit, periodMs, count }) {
          remember(key, { limit, periodMs })
          if (count > booked) note(HEARD, clock.now(), periodMs + ON_THE_WAY_MS, Math.min(count, limit), randomUUID())
        },
        closedFor: (ms) => void (ms > 0 && note(CLOSE, clock.now() + ms, ms)),
      }
    },
  }
}
