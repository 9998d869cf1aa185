import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Audit } from '../audit/audit'
import type { Config } from '../config'
import type { Grants } from './grants'
import { BrokenSeal, fingerprint } from '../sealing'
import { permissionShape, type Permission } from './permission'
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
  /** As Planning Center said when they signed in; the permission is null when it did not say. */
  name: string
  permission: Permission | null
}

export interface OpenSignIn extends SignIn {
  lastSeen: number
}

/** Where each person is signed in: an index, put right whenever it is read. It opens no session by itself. */
export interface SignIns {
  add(who: Who, signIn: SignIn): Promise<void>
  list(who: Who): Promise<OpenSignIn[]>
  /** Everybody of a church, those who came last first; `more` when there are others still. */
  listChurch(organizationId: string): Promise<{ people: { personId: string; signIns: OpenSignIn[] }[]; more: boolean }>
  remove(who: Who, id: string): Promise<void>
}

const shape = z.object({
  id: z.string(),
  grantId: z.string(),
  sessionKey: z.string(),
  browser: z.string(),
  since: z.number(),
  name: z.string(),
  permission: permissionShape.nullable(),
})

/** The index lives as long as its youngest entry can. */
const ADD = `
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('PEXPIRE', KEYS[1], ARGV[3])`

/** People by the time at which their last sign-in ends at the latest; whose time has come is forgotten on the way. */
const NOTE = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
return redis.call('PEXPIRE', KEYS[1], ARGV[4])`

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'times'>
  grants: Pick<Grants, 'end'>
  audit: Audit
  clock: { now(): number }
}

/** A sign-in is listed just before its session is saved; without one after this long it has ended by itself. */
const SAVED_WITHIN_MS = 60_000
/** Nobody reads further; and a church is read a few people at a time, so that other visitors' commands come in between. */
const MOST_PEOPLE = 200
const PEOPLE_AT_ONCE = 25

export function createSignIns({ redis, config: { keyring, times }, grants, audit, clock }: Collaborators): SignIns {
  const endOf = (signIn: SignIn) => signIn.since + times.sessionAbsolute

  function seal(key: string, signIn: SignIn): string {
    return `${endOf(signIn)}.${keyring.seal('sign-in', key, JSON.stringify(signIn))}`
  }

  /** The time stands before the seal: what has ended needs no key, lest one nobody has any more stand in the way for ever. */
  function open(key: string, entry: string): SignIn | null {
    const [, until, sealed = ''] = /^(\d+)\.(.+)$/.exec(entry) ?? []
    const text = clock.now() < Number(until ?? 0) ? unseal(key, sealed) : null
    return text === null ? null : shape.parse(JSON.parse(text))
  }

  function unseal(key: string, sealed: string): string | null {
    try {
      return keyring.open('sign-in', key, sealed)
    } catch (error) {
      if (error instanceof BrokenSeal) return null
      throw error
    }
  }

  async function list({ organizationId, personId }: Who): Promise<OpenSignIn[]> {
    const key = indexKey({ organizationId, personId })
    const entries = Object.entries(await redis.hgetall(key))
    const read = await Promise.all(
      entries.map(async ([id, entry]) => {
        const signIn = open(key, entry)
        const seen = signIn && (await lastSeen(redis, signIn.sessionKey))
        const now = clock.now()
        if (signIn && seen && now - seen < times.sessionIdle) return { ...signIn, lastSeen: seen }
        if (signIn && now - signIn.since < SAVED_WITHIN_MS) return null
        // Its session ended by itself: then Planning Center need not honour its tokens either.
        if (signIn && (await grants.end(signIn.grantId))) audit.record({ event: 'sign-in-ended', why: 'unused', organizationId, personId })
        await redis.hdel(key, id)
        return null
      }),
    )
    return read.filter((signIn) => signIn !== null).sort((a, b) => b.lastSeen - a.lastSeen)
  }

  return {
    async add({ organizationId, personId }, signIn) {
      const [key, church] = [indexKey({ organizationId, personId }), churchKey(organizationId)]
      // Sealed alike each time, so that a person is there once.
      const person = keyring.sealStable('sign-in', church, personId)
      await Promise.all([
        redis.eval(ADD, 1, key, signIn.id, seal(key, signIn), times.sessionAbsolute),
        redis.eval(NOTE, 1, church, clock.now(), endOf(signIn), person, times.sessionAbsolute),
      ])
    },

    list,

    async listChurch(organizationId) {
      const church = churchKey(organizationId)
      const noted = await redis.zrevrangebyscore(church, '+inf', clock.now(), 'LIMIT', 0, MOST_PEOPLE + 1)
      // A Set: somebody stands there twice when the keys have changed in between.
      const personIds = [...new Set(noted.slice(0, MOST_PEOPLE).map((sealed) => unseal(church, sealed)))].filter((personId) => personId !== null)
      const people: { personId: string; signIns: OpenSignIn[] }[] = []
      for (let from = 0; from < personIds.length; from += PEOPLE_AT_ONCE) {
        const some = personIds.slice(from, from + PEOPLE_AT_ONCE)
        people.push(...(await Promise.all(some.map(async (personId) => ({ personId, signIns: await list({ organizationId, personId }) })))))
      }
      return { people: people.filter(({ signIns }) => signIns.length > 0), more: noted.length > MOST_PEOPLE }
    },

    async remove(who, id) {
      await redis.hdel(indexKey(who), id)
    },
  }
}

const indexKey = ({ organizationId, personId }: Who) => `foyer:sign-ins:${fingerprint(`${organizationId}:${personId}`)}`
const churchKey = (organizationId: string) => `foyer:church-sign-ins:${fingerprint(organizationId)}`

/** "Firefox on Windows": enough to recognise one's own, nothing to fingerprint anybody with. */
export function describeBrowser(userAgent: string | undefined): string {
  const first = (rules: [RegExp, string][]) => rules.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  // Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
  const browser = first([[/Edg/, 'Edge'], [/OPR\//, 'Opera'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS|Chromium/, 'Chrome'], [/Safari/, 'Safari']])
  const system = first([[/Windows/, 'Windows'], [/iPhone|iPad/, 'iPhone or iPad'], [/Android/, 'Android'], [/Mac OS X/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']])
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}
