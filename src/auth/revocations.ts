import type { Redis } from 'ioredis'
import type { Config } from '../config'
import type { Log } from '../log'
import { UnknownKey } from '../sealing'
import { OAuthError } from './errors'
import type { OAuth } from './oauth'

/** Tokens Planning Center is still to be told about, for 24 hours, by whichever process lives. */
export interface Revocations {
  /** Resolves when it is written down; Planning Center is told in the background. */
  add(token: string): Promise<void>
  /** One round through what is due. */
  sweep(): Promise<void>
  close(): Promise<void>
}

/** One sorted set by the time of the next attempt; each entry is the time to give up, and the sealed token. */
const KEY = 'foyer:revocations'
const ROUND = 50 // looked at in one round, so that a long outage ends in a queue and not in a storm
const AT_ONCE = 5

/** Only who moves the due time tells; for others it is then not due. */
const CLAIM = `
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not due or tonumber(due) > tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return 1`

interface Collaborators {
  redis: Redis
  oauth: OAuth
  config: Pick<Config, 'keyring' | 'times'>
  clock: { now(): number }
  log: Log
}

export function createRevocations({ redis, oauth, config: { keyring, times }, clock, log }: Collaborators): Revocations {
  const telling = new Set<Promise<void>>()
  let round: Promise<void> | null = null
  let isClosing = false
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'revocations not looked through'))
  }, times.revokeEvery)
  timer.unref()

  function start(entry: string, token: string): Promise<void> {
    const attempt = tell(entry, token).finally(() => telling.delete(attempt))
    telling.add(attempt)
    return attempt
  }

  async function tell(entry: string, token: string): Promise<void> {
    try {
      await oauth.revoke(token)
    } catch (error) {
      log.warn({ err: error }, 'Planning Center was not told of a sign-out yet')
      if (!(error instanceof OAuthError && error.reason === 'dead')) return
    }
    await redis.zrem(KEY, entry).catch(() => undefined) // told twice does no harm
  }

  function sweep(): Promise<void> {
    round ??= lookThrough().finally(() => (round = null))
    return round
  }

  async function lookThrough(): Promise<void> {
    // What this process has no key for stays where it is, for one that has; it must not stand in the way.
    for (let passedOver = 0; !isClosing; ) {
      const due = await redis.zrangebyscore(KEY, 0, clock.now(), 'LIMIT', passedOver, ROUND)
      if (due.length === 0) return
      const next = due.values()
      const takenUp = await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          let left = 0
          for (const entry of next) if (!isClosing && !(await takeUp(entry))) left++
          return left
        }),
      )
      passedOver += takenUp.reduce((sum, left) => sum + left, 0)
    }
  }

  /** False when the entry stays as it is. */
  async function takeUp(entry: string): Promise<boolean> {
    const now = clock.now()
    const opened = open(entry)
    if (opened === null || Number(entry.split(':')[0]) < now) return (await redis.zrem(KEY, entry)) >= 0
    if (opened === 'unknown-key') return false
    if ((await redis.eval(CLAIM, 1, KEY, entry, now, now + times.revokeEvery)) === 1) await start(entry, opened.token)
    return true
  }

  function open(entry: string): { token: string } | 'unknown-key' | null {
    const [until = '', sealed = ''] = entry.split(':')
    try {
      return { token: keyring.open('revocation', `${KEY}:${until}`, sealed) }
    } catch (error) {
      return error instanceof UnknownKey ? 'unknown-key' : null
    }
  }

  return {
    async add(token) {
      const now = clock.now()
      const until = now + times.revokeFor
      const entry = `${until}:${keyring.seal('revocation', `${KEY}:${until}`, token)}`
      const kept = redis.zadd(KEY, now + times.revokeEvery, entry)
      // Also when Redis is down: then this attempt is the only one.
      void start(entry, token)
      await kept
    },
    sweep,
    async close() {
      isClosing = true
      clearInterval(timer)
      await round?.catch(() => undefined)
      await Promise.allSettled(telling)
    },
  }
}
