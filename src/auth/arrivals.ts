import type { Request } from 'express'
import type { Config } from '../config'
import type { Log } from '../log'
import type { Churches } from './churches'
import { GrantTrouble, OAuthError, SignInFailed } from './errors'
import type { Grant } from './grant-vault'
import { IdentityProblem, type Identity } from './identity'
import type { LoginAttempt } from './login-attempts'
import type { OAuth, TokenPair } from './oauth'
import type { Revocations } from './revocations'

/** What a browser brings back from Planning Center, and the attempt it belongs to. */
export interface Callback {
  code: string
  attempt: LoginAttempt
}

/** From the code in a callback to tokens, and to whose they are: the same for a sign-in and for a church's connection. */
export interface Arrivals {
  /** @throws SignInFailed, or GrantTrouble when it may pass */
  redeem(req: Request, callback: Callback): Promise<TokenPair>
  /** @throws SignInFailed, also for a church that may not come in here */
  identify(req: Request, pair: TokenPair, attempt: LoginAttempt): Promise<Identity>
  /** Tokens that lead nowhere are given back. */
  discard(pair: TokenPair): Promise<void>
  toGrant(pair: TokenPair, of: { identity: Identity; lentFor: Grant['lentFor']; asked: readonly string[] }): Grant
}

interface Collaborators {
  config: Pick<Config, 'planningCenter'>
  oauth: OAuth
  revocations: Revocations
  churches: Churches
  log: Log
}

export function createArrivals({ config, oauth, revocations, churches, log }: Collaborators): Arrivals {
  async function discard(pair: TokenPair): Promise<void> {
    await revocations.add(pair.refreshToken ?? pair.accessToken).catch((error: unknown) => log.error({ err: error }, 'tokens that led nowhere could not be revoked'))
  }

  async function redeem(req: Request, { code, attempt }: Callback): Promise<TokenPair> {
    const asked = oauth.redeem({ code, verifier: attempt.verifier })
    return inTime(asked, req.deadline, (late) => void discard(late)).catch((error: unknown) => {
      if (!(error instanceof OAuthError)) throw error
      if (error.reason === 'dead') throw new SignInFailed('code-rejected', { returnTo: attempt.returnTo, cause: error })
      if (error.reason === 'refused') {
        log.error({ err: error }, 'ALARM: Planning Center refuses this application: check PCO_CLIENT_ID and PCO_CLIENT_SECRET')
        throw new GrantTrouble('application-refused', { retryAfterSeconds: 60, cause: error })
      }
      throw new GrantTrouble('token-endpoint-down', { cause: error })
    })
  }

  async function identify(req: Request, pair: TokenPair, { nonce, returnTo }: LoginAttempt): Promise<Identity> {
    const identity = await inTime(oauth.identify({ idToken: pair.idToken, accessToken: pair.accessToken, nonce }), req.deadline, () => undefined).catch((error: unknown) => {
      if (error instanceof OAuthError) throw new GrantTrouble('token-endpoint-down', { cause: error })
      if (!(error instanceof IdentityProblem)) throw error
      throw new SignInFailed(error.reason === 'church-unknown' ? 'church-unknown' : 'identity-unverified', { returnTo, cause: error })
    })
    const { organizations } = config.planningCenter
    if (organizations && !organizations.has(identity.organizationId)) {
      const listed = await churches.namesOf(organizations)
      throw new SignInFailed('church-not-listed', { church: { id: identity.organizationId, name: identity.organizationName }, listed })
    }
    return identity
  }

  return {
    redeem,
    identify,
    discard,
    toGrant: (pair, { identity, lentFor, asked }) => ({
      accessToken: pair.accessToken,
      refreshToken: pair.refreshToken,
      accessUntil: pair.accessUntil,
      issuedAt: pair.issuedAt,
      scopes: pair.scopes ?? [...asked], // RFC 6749 §5.1: absent means as asked
      organizationId: identity.organizationId,
      personId: identity.personId,
      lentFor,
    }),
  }
}

/** The result, or a failure at the deadline; what still comes afterwards goes to `whenLate`. */
async function inTime<Result>(work: Promise<Result>, deadline: number, whenLate: (late: Result) => void): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      work.then(whenLate, () => undefined)
      reject(new OAuthError('unclear', 'redeem'))
    }, Math.max(0, deadline - performance.now()))
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
