import type { Clock } from '../world/world'
import { randomToken } from './application'

/** What becomes of the old pair when a refresh hands out a new one. */
export type RotationMode = 'dies-at-once' | 'dies-when-successor-is-used' | 'reuse-kills-everything'
export const ROTATION_MODES = ['dies-at-once', 'dies-when-successor-is-used', 'reuse-kills-everything'] as const

/** One human in one church. */
export interface Holder {
  readonly loginId: string
  readonly churchId: string
  readonly personId: string
}

export type Who = Pick<Holder, 'churchId' | 'personId'>

/** Doorkeeper keeps both tokens in one row: revoking either kills the pair. */
export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
  readonly holder: Holder
  readonly scopes: ReadonlySet<string>
  readonly issuedAt: number
  /** The authorization all its successors descend from. */
  readonly family: string
  expiresAt: number
  revoked: boolean
  spent: boolean
  /** Still alive until this pair is first used. */
  predecessor: TokenPair | undefined
}

export const ACCESS_SECONDS = 7200
const REFRESH_LIFE_MS = 90 * 24 * 3_600_000

export interface Tokens {
  issue(grant: Pick<TokenPair, 'holder' | 'scopes' | 'family'>): TokenPair
  rotate(pair: TokenPair, scopes: ReadonlySet<string>, mode: RotationMode): TokenPair
  byAccess(token: string): TokenPair | undefined
  byRefresh(token: string): TokenPair | undefined
  /** Called when a living access token is presented. */
  use(pair: TokenPair): void
  isExpired(pair: TokenPair): boolean
  isTooOldToRefresh(pair: TokenPair): boolean
  covers(who: Who, scopes: ReadonlySet<string>): boolean
  expire(who?: Who): void
  revoke(who?: Who): void
  revokeFamily(family: string): void
  alive(): { access: number; refresh: number }
}

export function createTokens(clock: Clock, secrets: Set<string>): Tokens {
  const pairs: TokenPair[] = []
  const accessIndex = new Map<string, TokenPair>()
  const refreshIndex = new Map<string, TokenPair>()
  const of = (who?: Who) => pairs.filter(({ holder }) => !who || isSame(holder, who))
  const isExpired = (pair: TokenPair) => clock.now() >= pair.expiresAt
  const isTooOldToRefresh = (pair: TokenPair) => clock.now() >= pair.issuedAt + REFRESH_LIFE_MS
  const revokeAll = (doomed: TokenPair[]) => doomed.forEach(pair => void (pair.revoked = true))

  function issue(grant: Pick<TokenPair, 'holder' | 'scopes' | 'family'>, predecessor?: TokenPair): TokenPair {
    const issuedAt = clock.now()
    const fresh = { issuedAt, expiresAt: issuedAt + ACCESS_SECONDS * 1000, revoked: false, spent: false, predecessor }
    const pair = { ...grant, ...fresh, accessToken: randomToken(), refreshToken: randomToken() }
    pairs.push(pair)
    accessIndex.set(pair.accessToken, pair)
    refreshIndex.set(pair.refreshToken, pair)
    secrets.add(pair.accessToken).add(pair.refreshToken)
    return pair
  }

  return {
    issue: grant => issue(grant),
    rotate(pair, scopes, mode) {
      pair.spent = true
      const lingers = mode === 'dies-when-successor-is-used'
      if (!lingers) pair.revoked = true
      return issue({ holder: pair.holder, scopes, family: pair.family }, lingers ? pair : undefined)
    },
    byAccess: token => accessIndex.get(token),
    byRefresh: token => refreshIndex.get(token),
    use(pair) {
      if (pair.predecessor) pair.predecessor.revoked = true
      pair.predecessor = undefined
    },
    isExpired,
    isTooOldToRefresh,
    covers: (who, scopes) =>
      of(who).some(
        pair => !pair.revoked && !isTooOldToRefresh(pair) && [...scopes].every(scope => pair.scopes.has(scope)),
      ),
    expire: who => of(who).forEach(pair => void (pair.expiresAt = Math.min(pair.expiresAt, clock.now()))),
    revoke: who => revokeAll(of(who)),
    revokeFamily: family => revokeAll(pairs.filter(pair => pair.family === family)),
    alive: () => {
      const living = pairs.filter(pair => !pair.revoked)
      return {
        access: living.filter(pair => !isExpired(pair)).length,
        refresh: living.filter(pair => !isTooOldToRefresh(pair)).length,
      }
    },
  }
}

const isSame = (holder: Holder, who: Who) => holder.churchId === who.churchId && holder.personId === who.personId
