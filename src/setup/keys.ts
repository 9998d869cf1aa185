import type { Redis } from 'ioredis'
import type { Config } from '../config'
import { isStoreFailure } from '../errors'
import { BrokenSeal, fingerprint, UnknownKey } from '../sealing'
import { good, unsure, wrong, type Check } from './findings'

/** Written by whichever process looks first, and opened by every other one. */
const WITNESS = 'foyer:setup:keys'

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'keyring' | 'sessionSecrets' | 'usesPublishedSecrets' | 'times'>
}

/** Processes with different keys sign each other's people out; a record that each of them can open shows that they have the same. */
export function keysCheck({ redis, config }: Collaborators): Check {
  const { keyring, sessionSecrets, times } = config

  async function compare(): Promise<'same' | 'other-keys' | 'other-secrets'> {
    const ours = sessionSecrets.map(fingerprint)
    await redis.set(WITNESS, keyring.seal('setup', WITNESS, ours[0] ?? ''), 'PX', times.sessionAbsolute, 'NX')
    const sealed = await redis.get(WITNESS)
    try {
      return sealed === null || ours.includes(keyring.open('setup', WITNESS, sealed)) ? 'same' : 'other-secrets'
    } catch (error) {
      if (error instanceof UnknownKey) return 'other-keys'
      if (!(error instanceof BrokenSeal)) throw error
      await redis.del(WITNESS)
      return 'same'
    }
  }

  return {
    about: 'The keys (SESSION_SECRETS, ENCRYPTION_KEYS)',
    async look() {
      const found = await compare().catch((error: unknown) => {
        if (isStoreFailure(error)) return null
        throw error
      })
      if (found === null) return unsure('Whether all processes of Foyer have the same can be told once REDIS_URL is right.')
      if (found === 'other-keys') return wrong('Another process of Foyer has, or had, other ENCRYPTION_KEYS: give all of them the same, and change them as docs/running.md says.')
      if (found === 'other-secrets') return wrong('Another process of Foyer has, or had, other SESSION_SECRETS: give all of them the same, and change them as docs/running.md says.')
      if (config.usesPublishedSecrets) return unsure('They are those that anybody can read in Foyer’s source, good for a try: make your own, as .env.example says.')
      return good('They are your own, and the same in all processes of Foyer that have looked.')
    },
  }
}
