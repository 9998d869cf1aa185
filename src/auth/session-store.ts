import { RedisStore } from 'connect-redis'
import type { SessionData } from 'express-session'
import type { Redis } from 'ioredis'
import type { Config } from '../config'
import type { Log } from '../log'
import { BrokenSeal, fingerprint } from '../sealing'

const PREFIX = 'foyer:session:'
/** Epoch milliseconds have 13 digits until the year 2286; the record begins with "last seen" in clear. */
const SEEN_DIGITS = 13

/** Moves "last seen" of a record that still exists, leaving the sealed part as whoever wrote last left it. */
const TOUCH = `
local record = redis.call('GET', KEYS[1])
if not record then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. string.sub(record, ${SEEN_DIGITS + 1}), 'PX', ARGV[2])
return 1`

type Callback = (error?: unknown, session?: SessionData | null) => void

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'times'>
  clock: { now(): number }
  log: Log
}

/** The Redis key of a session, known to the index of sign-ins without knowing the id that opens it. */
export const sessionKey = (sessionId: string) => PREFIX + fingerprint(sessionId)

/** When the session behind a key was last used, or null when it is gone. */
export async function lastSeen(redis: Redis, key: string): Promise<number | null> {
  const seen = await redis.getrange(key, 0, SEEN_DIGITS - 1)
  return seen ? Number(seen) : null
}

/**
 * connect-redis, with three differences: records are sealed and their names hashed; idle and absolute limits are
 * compared with the clock (Redis' own expiry only cleans up); and the first save creates while later saves only
 * update, so that a slow request cannot bring a session back after sign-out.
 */
export class SealedSessionStore extends RedisStore {
  constructor(private readonly with_: Collaborators) {
    super({ client: with_.redis, prefix: PREFIX })
  }

  override async get(sessionId: string, done: Callback = () => undefined): Promise<void> {
    let session: SessionData | null
    try {
      session = await this.read(sessionKey(sessionId))
    } catch (error) {
      // Whatever is thrown is a failure: nothing at all would say "no session".
      return done(error ?? new Error('the session store failed'))
    }
    done(null, session)
  }

  override async set(sessionId: string, session: SessionData, done: Callback = () => undefined): Promise<void> {
    const key = sessionKey(sessionId)
    const { redis, config, clock } = this.with_
    const { seenAt: _seenAt, ...kept } = session
    const now = clock.now()
    const left = this.left({ ...kept, seenAt: now }, now)
    try {
      if (left <= 0) await redis.del(key)
      else {
        const record = `${now}.${config.keyring.seal('session', key, JSON.stringify({ ...kept, stored: true }))}`
        if (session.stored) await redis.set(key, record, 'PX', left, 'XX')
        else if ((await redis.set(key, record, 'PX', left, 'NX')) !== 'OK') throw new Error('a new session found its place taken')
        // Not enumerable: express-session would take it for a change and save once more.
        Object.defineProperty(session, 'stored', { value: true, configurable: true })
      }
    } catch (error) {
      return done(error)
    }
    done()
  }

  /** Answers at once: a page does not wait for its own footprint. */
  override async touch(sessionId: string, session: SessionData, done: Callback = () => undefined): Promise<void> {
    done()
    const { redis, config, clock, log } = this.with_
    const now = clock.now()
    const left = this.left({ ...session, seenAt: now }, now)
    if (left <= 0 || now - (session.seenAt ?? 0) < config.times.sessionSeenStep) return
    await redis.eval(TOUCH, 1, sessionKey(sessionId), now, left).catch((error: unknown) => log.warn({ err: error }, 'session not touched'))
  }

  override async destroy(sessionId: string, done: Callback = () => undefined): Promise<void> {
    await super.destroy(fingerprint(sessionId), done)
  }

  private async read(key: string): Promise<SessionData | null> {
    const { redis, config, clock } = this.with_
    const record = await redis.get(key)
    if (!record) return null
    try {
      const text = config.keyring.open('session', key, record.slice(SEEN_DIGITS + 1))
      const session = { ...(JSON.parse(text) as SessionData), seenAt: Number(record.slice(0, SEEN_DIGITS)) }
      if (this.left(session, clock.now()) > 0) return session
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error
      this.with_.log.error({ err: error }, 'session record does not open; removed')
    }
    await redis.del(key)
    return null
  }

  /** Milliseconds until the earlier of the two limits. */
  private left(session: SessionData, now: number): number {
    const { sessionIdle, sessionAbsolute } = this.with_.config.times
    const idle = (session.seenAt ?? now) + sessionIdle
    const absolute = (session.signIn?.startedAt ?? now) + sessionAbsolute
    return Math.min(idle, absolute) - now
  }
}
