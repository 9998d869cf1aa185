import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { randomId } from '../random'
import { fingerprint } from '../sealing'

/** One renewal of a grant at a time, over all processes. */
export interface RenewalLock {
  /** Milliseconds this holder may still rely on; counted from before Redis was asked, on a clock that never jumps. */
  left(): number
  /** Pushes the end out again; false when it is somebody else's by now. */
  extend(): Promise<boolean>
  /** Gives it up if it is still ours: never another holder's. */
  release(): Promise<void>
}

export interface RenewalLocks {
  /** The lock, or null when another holds it. */
  take(grantId: string): Promise<RenewalLock | null>
}

const EXTEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** How often a lock is asked to go that may be ours without our knowing. */
const LET_GO_EVERY_MS = 200

export function createRenewalLocks(redis: Redis, lifeMs: number): RenewalLocks {
  return {
    async take(grantId) {
      const key = `foyer:renewal:${fingerprint(grantId)}`
      const owner = randomId()
      const asked = performance.now()
      try {
        return (await redis.set(key, owner, 'PX', lifeMs, 'NX')) === 'OK' ? createLock(owner, key, asked) : null
      } catch (error) {
        void letGo(key, owner, asked + lifeMs)
        throw error
      }
    },
  }

  /**
   * When the answer to the SET is lost, Redis may have carried it out, or do so when it thaws: nobody would hold that
   * lock. One that could not be released in an outage is held by nobody either, and others would wait for its end.
   */
  async function letGo(key: string, owner: string, until: number): Promise<void> {
    while (performance.now() < until) {
      const heard = await redis.eval(RELEASE, 1, key, owner).then(() => true, () => false)
      if (heard) return
      await pause(LET_GO_EVERY_MS, undefined, { ref: false })
    }
  }

  function createLock(owner: string, key: string, asked: number): RenewalLock {
    let until = asked + lifeMs
    return {
      left: () => until - performance.now(),
      async extend() {
        const askedAgain = performance.now()
        if ((await redis.eval(EXTEND, 1, key, owner, lifeMs)) !== 1) return false
        until = askedAgain + lifeMs
        return true
      },
      async release() {
        await redis.eval(RELEASE, 1, key, owner).catch(() => void letGo(key, owner, until))
      },
    }
  }
}
