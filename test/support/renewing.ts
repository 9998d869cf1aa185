import type { Redis } from 'ioredis'
import { createAudit } from '../../src/audit/audit'
import { createGrantVault, type Grant, type GrantVault } from '../../src/auth/grant-vault'
import { createGrants, type Grants } from '../../src/auth/grants'
import { createOAuth } from '../../src/auth/oauth'
import { createRenewal, type Renewal } from '../../src/auth/renewal'
import { createRevocations, type Revocations } from '../../src/auth/revocations'
import { createMetrics, type Metrics } from '../../src/metrics'
import { randomId } from '../../src/random'
import { HOUR } from './clock'
import type { Store } from './start-store'

/** What one process of Foyer renews grants with. */
export interface Renewing {
  vault: GrantVault
  renewal: Renewal
  revocations: Revocations
  grants: Grants
  metrics: Metrics
  close(): Promise<void>
}

export function createRenewing(store: Store, redis: Redis = store.redis): Renewing {
  const world = { config: store.config, clock: store.clock, log: store.log, redis, metrics: createMetrics() }
  const oauth = createOAuth({ ...world, userAgent: 'Foyer (tests@example.org)' })
  const revocations = createRevocations({ ...world, oauth })
  const vault = createGrantVault({ ...world, durable: null })
  const renewal = createRenewal({ ...world, vault, oauth, revocations, audit: createAudit(world) })
  const grants = createGrants({ ...world, vault, renewal, revocations })
  return {
    vault,
    renewal,
    revocations,
    grants,
    metrics: world.metrics,
    async close() {
      await renewal.settled()
      await revocations.close()
    },
  }
}

export const FIRST_REFRESH_TOKEN = 'canary-refresh-0'

/** A grant whose access token has just ended. */
export function spentGrant(store: Store, changes: Partial<Grant> = {}): Grant {
  return {
    accessToken: 'canary-access-0',
    refreshToken: FIRST_REFRESH_TOKEN,
    accessUntil: store.clock.now() - 1000,
    issuedAt: store.clock.now() - 2 * HOUR,
    scopes: ['openid', 'people'],
    organizationId: '1',
    personId: '7',
    ...changes,
  }
}

/** Keeps a grant for eight hours and answers with its id. */
export async function keep(
  store: Store,
  { vault }: Pick<Renewing, 'vault'>,
  grant: Grant = spentGrant(store),
): Promise<string> {
  const id = randomId()
  await vault.create(id, grant, store.clock.now() + 8 * HOUR)
  return id
}
