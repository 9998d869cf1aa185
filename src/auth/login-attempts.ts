import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from '../config'
import { challengeOf, randomId, sameText } from '../random'
import { BrokenSeal, fingerprint } from '../sealing'

/** One way to Planning Center's sign-in page and back: bound to one browser, used once. */
export interface LoginAttempt {
  nonce: string
  verifier: string
  returnTo: string
  purpose: Purpose
}

/** What somebody goes to Planning Center for: to come in, `also` with leave to look around in more products, or to connect their church as they were shown it when they went. */
export type Purpose = { to: 'sign-in'; also: readonly string[] } | { to: 'connect'; organizationId: string; personId: string; choice: string }

/** Why a callback finishes nothing. */
export type NotTaken = { problem: 'unknown' } | { problem: 'expired' | 'other-browser'; attempt: LoginAttempt }

export interface LoginAttempts {
  begin(start: { binder: string; returnTo: string; purpose: Purpose }): Promise<{ state: string; nonce: string; challenge: string }>
  /**
   * Takes the attempt of a state away, so that it can be used once only.
   * @returns the attempt, or why there is none that may go on
   */
  take(state: string, binder: string | undefined): Promise<{ attempt: LoginAttempt; problem?: never } | NotTaken>
  /** At most 300 a minute from one address, so that a whole office restoring its tabs passes, and a tenfold from everywhere. */
  tooMany(address: string): Promise<boolean>
  /** A sign-in ended well in this browser. */
  arrived(binder: string): Promise<void>
  /** True when this browser has arrived several times in a row without ever being signed in afterwards. */
  isLooping(binder: string): Promise<boolean>
  /** Signed out on purpose: what follows is no loop. */
  settled(binder: string): Promise<void>
}

const ATTEMPTS_PER_MINUTE = 300
/** What many addresses together may fill of a Redis that also holds the sessions of those who are in. */
const ALL_ATTEMPTS_PER_MINUTE = 3000
const MINUTE_SECONDS = 60
const LOOPS = 3

const purpose = z.discriminatedUnion('to', [
  z.object({ to: z.literal('sign-in'), also: z.array(z.string()).default([]) }),
  z.object({ to: z.literal('connect'), organizationId: z.string(), personId: z.string(), choice: z.string() }),
])
const shape = z.object({ nonce: z.string(), verifier: z.string(), returnTo: z.string(), purpose, binder: z.string(), begun: z.number() })

/** Counts only arrivals that were followed by another unsigned /login. */
const LOOPING = `
if redis.call('HDEL', KEYS[1], 'arrived') == 0 then return 0 end
return redis.call('HINCRBY', KEYS[1], 'loops', 1)`

const ARRIVED = `
redis.call('HSET', KEYS[1], 'arrived', '1')
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`

const COUNT = `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ${MINUTE_SECONDS}) end
return n`

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'times'>
  clock: { now(): number }
}

export function createLoginAttempts({ redis, config: { keyring, times }, clock }: Collaborators): LoginAttempts {
  function openOrNull(key: string, sealed: string): string | null {
    try {
      return keyring.open('login-attempt', key, sealed)
    } catch (error) {
      if (error instanceof BrokenSeal) return null
      throw error
    }
  }

  return {
    async begin({ binder, ...start }) {
      const [state, nonce, verifier] = [randomId(), randomId(), randomId()]
      const key = attemptKey(state)
      const sealed = keyring.seal('login-attempt', key, JSON.stringify({ nonce, verifier, ...start, binder: fingerprint(binder), begun: clock.now() }))
      await redis.set(key, sealed, 'PX', times.loginMemory, 'NX')
      return { state, nonce, challenge: challengeOf(verifier) }
    },

    async take(state, binder) {
      const key = attemptKey(state)
      const sealed = await redis.get(key)
      // Opened before it is taken: one sealed under a key this process lacks is left for a process that has it.
      const text = sealed && openOrNull(key, sealed)
      if (!text || (await redis.del(key)) !== 1) return { problem: 'unknown' }
      const { binder: bound, begun, ...attempt } = shape.parse(JSON.parse(text))
      if (!binder || !sameText(bound, fingerprint(binder))) return { problem: 'other-browser', attempt }
      if (clock.now() - begun > times.loginAttempt) return { problem: 'expired', attempt }
      return { attempt }
    },

    async tooMany(address) {
      const minute = Math.floor(clock.now() / 1000 / MINUTE_SECONDS)
      const count = async (whose: string) => Number(await redis.eval(COUNT, 1, `foyer:login-rate:${fingerprint(`${whose} ${minute}`)}`))
      // One after the other: who is refused for their own flood takes nothing from everybody's share.
      return (await count(address)) > ATTEMPTS_PER_MINUTE || (await count('everybody')) > ALL_ATTEMPTS_PER_MINUTE
    },

    async arrived(binder) {
      await redis.eval(ARRIVED, 1, loopKey(binder), times.loginLoop)
    },

    isLooping: async (binder) => Number(await redis.eval(LOOPING, 1, loopKey(binder))) >= LOOPS,

    async settled(binder) {
      await redis.del(loopKey(binder))
    },
  }
}

const attemptKey = (state: string) => `foyer:login:${fingerprint(state)}`
const loopKey = (binder: string) => `foyer:login-loop:${fingerprint(binder)}`
