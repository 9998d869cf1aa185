import type { Redis } from 'ioredis'
import { fingerprint } from '../sealing'
import { randomId } from '../random'

/** One renewal of a grant at a time, over all processes. */
export interface RenewalLock {
  /** Milliseconds this holder may still rely on; counted from before Redis was asked, on a clock that never jumps. */
  left(): number
  /** Pushes the end out again; false when it is somebody else's by now. */
  extend(): Promise<boolean>
  /** Gives it up if it is still ours: never another holder's. */
  release(): Promise<void>
}

const EXTEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** Takes the lock, or answers null when another holds it. */
export async function takeRenewalLock(redis: Redis, grantId: string, lifeMs: number): Promise<RenewalLock | null> {
  const key = `foyer:renewal:${fingerprint(grantId)}`
  const owner = randomId()
  let until = performance.now() + lifeMs
  const taken = await redis.set(key, owner, 'PX', lifeMs, 'NX')
  // Null may also mean that our first attempt got through and only its reply was lost.
  if (taken !== 'OK' && (await redis.get(key)) !== owner) return null

  return {
    left: () => until - performance.now(),
    async extend() {
      const asked = performance.now()
      if ((await redis.eval(EXTEND, 1, key, owner, lifeMs)) !== 1) return false
      until = asked + lifeMs
      return true
    },
    async release() {
      // Failing to release costs others the lock's life, nothing more.
      await redis.eval(RELEASE, 1, key, owner).catch(() => undefined)
    },
  }
}
