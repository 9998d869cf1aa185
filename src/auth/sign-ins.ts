import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from '../config'
import type { Grants } from './grants'
import { BrokenSeal, fingerprint } from '../sealing'
import { lastSeen } from './session-store'

export interface Who {
  organizationId: string
  personId: string
}

/** One place somebody is signed in. */
export interface SignIn {
  id: string
  grantId: string
  sessionKey: string
  /** As the browser names itself, shortened to what a person would say. */
  browser: string
  since: number
}

export interface OpenSignIn extends SignIn {
  lastSeen: number
}

/** Where each person is signed in: an index, put right whenever it is read. It opens no session by itself. */
export interface SignIns {
  add(who: Who, signIn: SignIn): Promise<void>
  list(who: Who): Promise<OpenSignIn[]>
  remove(who: Who, id: string): Promise<void>
}

const shape = z.object({ id: z.string(), grantId: z.string(), sessionKey: z.string(), browser: z.string(), since: z.number() })

/** The index lives as long as its youngest entry can. */
const ADD = `
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('PEXPIRE', KEYS[1], ARGV[3])`

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'times'>
  grants: Pick<Grants, 'end'>
  clock: { now(): number }
}

/** A sign-in is listed just before its session is saved; without one after this long it has ended by itself. */
const SAVED_WITHIN_MS = 60_000

export function createSignIns({ redis, config: { keyring, times }, grants, clock }: Collaborators): SignIns {
  function open(key: string, sealed: string): SignIn | null {
    try {
      return shape.parse(JSON.parse(keyring.open('sign-in', key, sealed)))
    } catch (error) {
      if (error instanceof BrokenSeal) return null
      throw error
    }
  }

  return {
    async add(who, signIn) {
      const key = indexKey(who)
      await redis.eval(ADD, 1, key, signIn.id, keyring.seal('sign-in', key, JSON.stringify(signIn)), times.sessionAbsolute)
    },

    async list(who) {
      const key = indexKey(who)
      const entries = Object.entries(await redis.hgetall(key))
      const read = await Promise.all(
        entries.map(async ([id, sealed]) => {
          const signIn = open(key, sealed)
          const seen = signIn && (await lastSeen(redis, signIn.sessionKey))
          const now = clock.now()
          if (signIn && seen && now - seen < times.sessionIdle && now - signIn.since < times.sessionAbsolute) return { ...signIn, lastSeen: seen }
          if (signIn && now - signIn.since < SAVED_WITHIN_MS) return null
          // Its session ended by itself: then Planning Center need not honour its tokens either.
          if (signIn) await grants.end(signIn.grantId)
          await redis.hdel(key, id)
          return null
        }),
      )
      return read.filter((signIn) => signIn !== null).sort((a, b) => b.lastSeen - a.lastSeen)
    },

    async remove(who, id) {
      await redis.hdel(indexKey(who), id)
    },
  }
}

const indexKey = ({ organizationId, personId }: Who) => `foyer:sign-ins:${fingerprint(`${organizationId}:${personId}`)}`

/** "Firefox on Windows": enough to recognise one's own, nothing to fingerprint anybody with. */
export function describeBrowser(userAgent: string | undefined): string {
  const first = (rules: [RegExp, string][]) => rules.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  // Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
  const browser = first([[/Edg/, 'Edge'], [/OPR\//, 'Opera'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS|Chromium/, 'Chrome'], [/Safari/, 'Safari']])
  const system = first([[/Windows/, 'Windows'], [/iPhone|iPad/, 'iPhone or iPad'], [/Android/, 'Android'], [/Mac OS X/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']])
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}
