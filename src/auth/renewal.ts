import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Audit } from '../audit/audit'
import type { Config } from '../config'
import type { Log } from '../log'
import type { Metrics } from '../metrics'
import { GrantTrouble, OAuthError, SignInRequired } from './errors'
import { mustRead, revocable, type CommitResult, type Grant, type GrantVault, type KeptGrant } from './grant-vault'
import type { OAuth, TokenPair } from './oauth'
import { createRenewalLocks, type RenewalLock } from './renewal-lock'
import type { Revocations } from './revocations'

/**
 * Renewing a grant: exactly one token call per expiry, however many requests and processes want it.
 * Planning Center hands out a new pair each time and the old one may be dead at once, so the new pair is
 * stored first and used second; and who gets the lock looks again before calling.
 */
export interface Renewal {
  /**
   * Resolves to the grant as it stands after the renewal of `version`, whoever did it.
   * @throws SignInRequired when the grant is gone or Planning Center has ended it; GrantTrouble when it may pass.
   */
  renew(grantId: string, version: number): Promise<KeptGrant>
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>
}

interface Collaborators {
  redis: Redis
  vault: GrantVault
  oauth: OAuth
  revocations: Revocations
  config: Pick<Config, 'times'>
  clock: { now(): number }
  log: Log
  audit: Audit
  metrics: Pick<Metrics, 'lockWaited' | 'renewalLost'>
}

/** Token calls at once from one process, so that an office coming back from an outage does not arrive as one. */
const TOKEN_CALLS_AT_ONCE = 10

export function createRenewal(with_: Collaborators): Renewal {
  const { redis, vault, oauth, revocations, config: { times }, clock, log, audit, metrics } = with_
  const underWay = new Map<string, Promise<KeptGrant>>()
  const takeTurn = createTurnstile(TOKEN_CALLS_AT_ONCE)
  const locks = createRenewalLocks(redis, times.renewLock)

  async function renewOnce(id: string, version: number): Promise<KeptGrant> {
    let waitingSince: number | null = null
    try {
      for (const started = performance.now(); ; ) {
        // The turn comes before the lock: who waits for a turn must not keep other processes waiting.
        const kept = await takeTurn(async () => {
          const lock = await locks.take(id)
          return lock && renewUnderLock(id, version, lock).finally(() => lock.release())
        })
        if (kept && kept.version !== version) return kept
        waitingSince ??= performance.now()
        // A holder that died lets go after one lock's life; two without news is not a queue but a fault.
        if (performance.now() - started > 2 * times.renewLock) throw new GrantTrouble('renewing')
        const seen = await lookAgainSoon(id)
        if (seen.version !== version) return seen
      }
    } finally {
      if (waitingSince !== null) metrics.lockWaited(performance.now() - waitingSince)
    }
  }

  async function lookAgainSoon(id: string): Promise<KeptGrant> {
    await pause(times.renewPollMin + Math.random() * (times.renewPollMax - times.renewPollMin))
    return mustRead(vault, id)
  }

  /** Null when the lock is too short to begin a call under it. */
  async function renewUnderLock(id: string, version: number, lock: RenewalLock): Promise<KeptGrant | null> {
    const kept = await mustRead(vault, id)
    if (kept.version !== version) return kept
    const coolFor = kept.coolUntil - clock.now()
    if (coolFor > 0) throw new GrantTrouble(kept.refused ? 'application-refused' : 'token-endpoint-down', { retryAfterSeconds: Math.ceil(coolFor / 1000) })

    const { refreshToken } = kept.grant
    if (refreshToken === null) return kept.grant.lentFor === 'church' ? leaveAlone(id, kept) : endForGood(id, kept, 'not-renewable')

    if (lock.left() < times.renewLockMargin) return null

    const pair = await oauth.refresh(refreshToken).catch((error: unknown) => afterFailure(id, kept, error))
    if ('version' in pair) return pair
    return store(id, kept, merge(kept.grant, pair), lock)
  }

  /** A refresh that failed for good ends the grant; any other leaves it, and the token endpoint, alone for a while. */
  async function afterFailure(id: string, kept: KeptGrant, error: unknown): Promise<KeptGrant> {
    if (!(error instanceof OAuthError)) throw error
    if (error.reason === 'dead') return kept.grant.lentFor === 'church' ? leaveAlone(id, kept) : endForGood(id, kept, 'revoked')

    const refused = error.reason === 'refused'
    const pauseMs = coolDownAfter(error, kept.failures)
    await vault.coolDown(id, kept.version, { until: clock.now() + pauseMs, failures: kept.failures + 1, refused })
    if (refused) log.error({ err: error }, 'ALARM: Planning Center refuses this application: check PCO_CLIENT_ID and PCO_CLIENT_SECRET')
    else log.warn({ err: error }, 'a renewal failed; trying again later')
    throw new GrantTrouble(refused ? 'application-refused' : 'token-endpoint-down', { retryAfterSeconds: Math.ceil(pauseMs / 1000), cause: error })
  }

  function coolDownAfter({ reason, retryAfterSeconds = 0 }: OAuthError, failures: number): number {
    if (reason === 'refused') return times.renewCoolDownMax
    const asked = Math.min(retryAfterSeconds * 1000, times.renewCoolDownAsked)
    // Without a connection nothing was spent, so there is no harm in asking again soon.
    const first = reason === 'unsent' ? times.renewCoolDownUnsent : times.renewCoolDown
    return Math.max(asked, Math.min(first * 2 ** failures, times.renewCoolDownMax))
  }

  /**
   * Planning Center has been seen to refuse hundreds of churches at once by mistake (planningcenter/developers#1310): a
   * church's tokens are kept until somebody connects it anew, and tried again after a while.
   */
  async function leaveAlone(id: string, { version, failures }: KeptGrant): Promise<KeptGrant> {
    await vault.coolDown(id, version, { until: clock.now() + times.renewCoolDownMax, failures: failures + 1, refused: false })
    const { version: now } = await mustRead(vault, id)
    if (now !== version) return mustRead(vault, id)
    throw new SignInRequired('access-revoked')
  }

  /** Unless somebody renewed behind the lock's back: then the token we sent was merely old. */
  async function endForGood(id: string, { version }: KeptGrant, why: 'revoked' | 'not-renewable'): Promise<KeptGrant> {
    const ended = await vault.remove(id, version)
    if (!ended) return mustRead(vault, id)
    audit.record({ event: 'sign-in-ended', why, organizationId: ended.organizationId, personId: ended.personId })
    throw new SignInRequired('access-revoked')
  }

  /** Keeps offering the new pair to Redis: Planning Center may already have forgotten the old one. */
  async function store(id: string, kept: KeptGrant, grant: Grant, lock: RenewalLock): Promise<KeptGrant> {
    const giveUpAt = performance.now() + times.commitRetry
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await vault.commit(id, kept.version, grant)
        return await afterCommit(id, kept, { grant, result })
      } catch (error) {
        if (error instanceof SignInRequired) throw error
        if (performance.now() > giveUpAt) {
          log.error({ err: error }, 'a renewed grant could not be stored and is lost')
          metrics.renewalLost()
          throw error
        }
        log.warn({ err: error }, 'a renewed grant could not be stored yet')
        await pause(Math.min(50 * 2 ** attempt, 2000))
        await lock.extend().catch(() => false)
      }
    }
  }

  async function afterCommit(id: string, kept: KeptGrant, { grant, result }: { grant: Grant; result: CommitResult }): Promise<KeptGrant> {
    if (result === 'committed') return { grant, version: kept.version + 1, coolUntil: 0, failures: 0, refused: false }
    if (result === 'gone') {
      // Signed out meanwhile: what was just minted belongs to nobody and is given back.
      await revocations.add(revocable(grant))
      throw new SignInRequired('session-ended')
    }
    // Our own commit whose reply was lost also reads as stale. When another's pair stands, ours ends unused by itself:
    // revoking it could take the other with it (RFC 7009 §2.1).
    return mustRead(vault, id)
  }

  return {
    renew(grantId, version) {
      const key = `${grantId}:${version}`
      const running = underWay.get(key)
      if (running) return running
      const renewal = renewOnce(grantId, version).finally(() => underWay.delete(key))
      renewal.catch(() => undefined) // whoever waits hears of it; when nobody does, it has been logged
      underWay.set(key, renewal)
      return renewal
    },
    async settled() {
      await Promise.allSettled(underWay.values())
    },
  }
}

const merge = (old: Grant, pair: TokenPair): Grant => ({
  ...old,
  accessToken: pair.accessToken,
  refreshToken: pair.refreshToken ?? old.refreshToken,
  formerRefreshToken: pair.refreshToken === null ? old.formerRefreshToken : (old.refreshToken ?? undefined),
  accessUntil: pair.accessUntil,
  issuedAt: pair.issuedAt,
  scopes: pair.scopes ?? old.scopes,
})

function createTurnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = places
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
