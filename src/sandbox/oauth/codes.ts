import type { Clock } from '../world/world'
import { randomToken } from './application'
import type { Holder, Who } from './tokens'

/** An authorization code and everything it is bound to. */
export interface Code {
  readonly code: string
  readonly holder: Holder
  readonly scopes: ReadonlySet<string>
  readonly redirectUri: string
  readonly challenge: string | undefined
  readonly nonce: string | undefined
  readonly issuedAt: number
  redeemed: boolean
}

const LIFE_MS = 600_000 // Doorkeeper's ten minutes

export interface Codes {
  issue(grant: Omit<Code, 'code' | 'issuedAt' | 'redeemed'>): Code
  find(code: string): Code | undefined
  isExpired(code: Code): boolean
  discard(who?: Who): void
}

export function createCodes(clock: Clock, secrets: Set<string>): Codes {
  const codes = new Map<string, Code>()
  return {
    issue(grant) {
      const code = { ...grant, code: randomToken(), issuedAt: clock.now(), redeemed: false }
      codes.set(code.code, code)
      secrets.add(code.code)
      return code
    },
    find: code => codes.get(code),
    isExpired: ({ issuedAt }) => clock.now() >= issuedAt + LIFE_MS,
    discard(who) {
      for (const { code, holder } of codes.values()) {
        if (!who || (holder.churchId === who.churchId && holder.personId === who.personId)) codes.delete(code)
      }
    },
  }
}
