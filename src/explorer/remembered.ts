import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from '../config'
import type { Log } from '../log'
import { fingerprint } from '../sealing'

/** The last questions of each person, as addresses of the explorer: for nobody but themselves. */
export interface Remembered {
  /** Newest first, each once. Empty where the store does not answer: nobody's page fails for it. */
  of(person: Whose): Promise<string[]>
  /** Never waited for. */
  add(person: Whose, address: string): void
  forget(person: Whose): Promise<void>
}

interface Whose {
  organizationId: string
  personId: string
}

export const EXPLORED_KEYS = 'foyer:explored:'

const MOST_SHOWN = 10
/** Looking through pages of the same question leaves many that are alike. */
const MOST_KEPT = 30

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'times'>
  log: Log
}

export function createRemembered({ redis, config: { keyring, times }, log }: Collaborators): Remembered {
  const keyOf = ({ organizationId, personId }: Whose) => EXPLORED_KEYS + fingerprint(`${organizationId} ${personId}`)
  const complain = (error: unknown) => log.warn({ err: error }, 'the last questions of the explorer could not be kept')

  /** One that cannot be opened, under a key of before, is passed over. */
  function open(key: string, sealed: string): string[] {
    try {
      return [z.string().parse(keyring.open('explored', key, sealed))]
    } catch {
      return []
    }
  }

  return {
    async of(person) {
      const key = keyOf(person)
      const kept = await redis.lrange(key, 0, MOST_KEPT - 1).catch((error: unknown) => (complain(error), []))
      return [...new Set(kept.flatMap((sealed) => open(key, sealed)))].slice(0, MOST_SHOWN)
    },
    add(person, address) {
      const key = keyOf(person)
      redis
        .multi()
        .lpush(key, keyring.seal('explored', key, address))
        .ltrim(key, 0, MOST_KEPT - 1)
        .pexpire(key, times.exploredKept)
        .exec()
        .catch(complain)
    },
    forget: async (person) => void (await redis.del(keyOf(person))),
  }
}
