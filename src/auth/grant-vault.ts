import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from '../config'
import type { Log } from '../log'
import { GrantTrouble, SignInRequired } from './errors'
import { BrokenSeal, fingerprint } from '../sealing'

/** The tokens somebody lent us, and whose they are. */
export interface Grant {
  accessToken: string
  /** Null when Planning Center gave none: then the grant ends with its access token. */
  refreshToken: string | null
  /** The one before: Planning Center may honour it until its successor has been used, which may never be. */
  formerRefreshToken?: string | undefined
  /** Epoch ms at which the access token ends. */
  accessUntil: number
  /** Epoch ms at which it was issued. */
  issuedAt: number
  scopes: string[]
  organizationId: string
  personId: string
  lentFor: 'sign-in' | 'church'
}

export interface KeptGrant {
  grant: Grant
  version: number
  /** Epoch ms before which the token endpoint is left alone, after this many failures in a row. */
  coolUntil: number
  failures: number
  /** The last failure was the token endpoint refusing us, not the grant. */
  refused: boolean
}

export type CommitResult = 'committed' | 'stale' | 'gone'

/**
 * Grants in Redis: a hash of version, sealed tokens and cool-down, that ends by itself at a fixed time.
 * Every write is conditional and touches one key, so that a write which Redis executes late, after its caller gave
 * up, is harmless, and so that everything works on a Cluster.
 */
export interface GrantVault {
  create(id: string, grant: Grant, until: number): Promise<void>
  read(id: string): Promise<KeptGrant | null>
  /** Replaces the tokens if nobody else has since `fromVersion`; never brings back what was removed. */
  commit(id: string, fromVersion: number, grant: Grant): Promise<CommitResult>
  /** Removes the grant and returns what was in it at that moment; null when it is gone, or has moved on from `version`. */
  remove(id: string, version?: number): Promise<Grant | null>
  coolDown(id: string, version: number, pause: { until: number; failures: number; refused: boolean }): Promise<void>
}

const CREATE = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'v', '1', 'p', ARGV[1], 'x', ARGV[2])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return 1`

const COMMIT = `
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return 'gone' end
if version ~= ARGV[1] then return 'stale' end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'p', ARGV[3])
redis.call('HDEL', KEYS[1], 'c', 'f', 'r')
return 'committed'`

const REMOVE = `
if redis.call('HGET', KEYS[1], 'v') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

const COOL = `
if redis.call('HGET', KEYS[1], 'v') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'c', ARGV[2], 'f', ARGV[3], 'r', ARGV[4])
return 1`

const grantShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  formerRefreshToken: z.string().optional(),
  accessUntil: z.number(),
  issuedAt: z.number(),
  scopes: z.array(z.string()),
  organizationId: z.string(),
  personId: z.string(),
  lentFor: z.enum(['sign-in', 'church']).default('sign-in'),
})

/** @throws SignInRequired when the grant is gone: signed out, ended, or past its time. */
export async function mustRead(vault: GrantVault, id: string): Promise<KeptGrant> {
  const kept = await vault.read(id)
  if (!kept) throw new SignInRequired('session-ended')
  return kept
}

/** The token whose revocation ends the pair: either does, but the access token may be long dead. */
export const revocable = ({ refreshToken, accessToken }: Grant) => refreshToken ?? accessToken

interface Collaborators {
  redis: Redis
  /** With Sentinel: a connection of its own, on which a commit waits for a replica without holding up others. */
  durable: Redis | null
  config: Pick<Config, 'keyring'>
  clock: { now(): number }
  log: Log
}

/** How long a commit waits for one replica; afterwards it counts as done all the same. */
const REPLICA_WAIT_MS = 100

export function createGrantVault({ redis, durable, config: { keyring }, clock, log }: Collaborators): GrantVault {
  const seal = (key: string, grant: Grant) => keyring.seal('grant', key, JSON.stringify(grant))
  const waitForReplica = durable && createReplicaWait(durable)

  async function open(key: string, sealed: string): Promise<Grant | null> {
    try {
      return grantShape.parse(JSON.parse(keyring.open('grant', key, sealed)))
    } catch (error) {
      // Sealed under a key, or in a shape, that another version or process of ours may know: never deleted.
      if (!(error instanceof BrokenSeal)) throw new GrantTrouble('key-unknown', { cause: error })
      log.error({ err: error }, 'grant record does not open; removed')
      await redis.del(key)
      return null
    }
  }

  async function read(id: string): Promise<KeptGrant | null> {
    const key = grantKey(id)
    const [version, sealed, until, coolUntil, failures, refused] = await redis.hmget(key, 'v', 'p', 'x', 'c', 'f', 'r')
    // Redis ends it as well; but only the clock decides.
    if (until && clock.now() >= Number(until)) return null
    const grant = sealed ? await open(key, sealed) : null
    return grant && { grant, version: Number(version), coolUntil: Number(coolUntil ?? 0), failures: Number(failures ?? 0), refused: refused === '1' }
  }

  return {
    async create(id, grant, until) {
      const key = grantKey(id)
      if ((await redis.eval(CREATE, 1, key, seal(key, grant), until)) !== 1) throw new Error('a new grant found its place taken')
    },

    read,

    async commit(id, fromVersion, grant) {
      const key = grantKey(id)
      const writer = durable ?? redis
      const args = [String(fromVersion), String(fromVersion + 1), seal(key, grant)]
      const result = (await writer.eval(COMMIT, 1, key, ...args)) as CommitResult
      if (waitForReplica && result === 'committed' && (await waitForReplica()) === 0) log.warn('a renewed grant was not acknowledged by a replica')
      return result
    },

    async remove(id, version) {
      // Opened before it is deleted, so that nothing is deleted that cannot be read.
      for (;;) {
        const kept = await read(id)
        if (!kept || (version !== undefined && kept.version !== version)) return null
        if ((await redis.eval(REMOVE, 1, grantKey(id), String(kept.version))) === 1) return kept.grant
      }
    },

    async coolDown(id, version, { until, failures, refused }) {
      await redis.eval(COOL, 1, grantKey(id), String(version), until, failures, refused ? 1 : 0)
    },
  }
}

/**
 * WAIT speaks for everything its connection wrote before, and holds up everything after it. So commits share one:
 * whoever comes while one is under way joins the next, and a replica that is away costs a whole office one pause each.
 */
function createReplicaWait(durable: Redis): () => Promise<number> {
  let underWay: Promise<unknown> = Promise.resolve()
  let next: Promise<number> | null = null
  return () => {
    next ??= underWay.then(() => {
      next = null
      const wait = durable.wait(1, REPLICA_WAIT_MS)
      underWay = wait.catch(() => undefined)
      return wait
    })
    return next
  }
}

const grantKey = (id: string) => `foyer:grant:${fingerprint(id)}`
