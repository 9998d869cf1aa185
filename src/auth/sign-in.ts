import type { Request } from 'express'
import type { Audit } from '../audit/audit'
import type { Config } from '../config'
import { PlainError } from '../errors'
import type { Log } from '../log'
import type { PlanningCenter } from '../planning-center'
import { randomId } from '../random'
import type { RateLimiter } from '../rate-limiter'
import type { Binder } from './binder'
import type { Churches } from './churches'
import { GrantTrouble, OAuthError, SignInFailed } from './errors'
import type { Grant } from './grant-vault'
import type { Grants } from './grants'
import { IdentityProblem, type Identity } from './identity'
import type { LoginAttempt, LoginAttempts } from './login-attempts'
import type { OAuth, TokenPair } from './oauth'
import { readPermission, type Permission } from './permission'
import type { Revocations } from './revocations'
import { replace, type SignedIn } from './session'
import { sessionKey } from './session-store'
import { describeBrowser, type SignIns } from './sign-ins'

/** The second half of a sign-in: from the code in the callback to a stored session. */
export interface SignInCompletion {
  complete(req: Request, callback: { code: string; attempt: LoginAttempt }): Promise<void>
}

interface Collaborators {
  config: Pick<Config, 'planningCenter' | 'times'>
  oauth: OAuth
  grants: Grants
  revocations: Revocations
  signIns: SignIns
  attempts: LoginAttempts
  binder: Binder
  churches: Churches
  planningCenter: PlanningCenter
  rateLimiter: RateLimiter
  audit: Audit
  clock: { now(): number }
  log: Log
}

/** Nobody's sign-in waits longer for a note to the administrators. */
const PERMISSION_WAIT_MS = 1500

export function createSignInCompletion(with_: Collaborators): SignInCompletion {
  const { config, oauth, grants, revocations, signIns, attempts, binder, churches, planningCenter, rateLimiter, audit, clock, log } = with_

  /** Tokens that lead to no sign-in are given back, and nothing of them is kept. */
  async function discard(pair: TokenPair, grantId?: string): Promise<void> {
    if (grantId !== undefined && (await grants.end(grantId).then(() => true, () => false))) return
    await revocations.add(pair.refreshToken ?? pair.accessToken).catch((error: unknown) => log.error({ err: error }, 'tokens of a failed sign-in could not be revoked'))
  }

  async function redeem(req: Request, { code, attempt }: { code: string; attempt: LoginAttempt }): Promise<TokenPair> {
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

  /** For the page on which administrators see who is signed in; signing in never fails for it. */
  async function permissionOf(req: Request, { accessToken }: TokenPair, identity: Identity): Promise<Permission | null> {
    const token = () => Promise.resolve(accessToken)
    const deadline = Math.min(req.deadline, performance.now() + PERMISSION_WAIT_MS)
    return readPermission(planningCenter.as({ tokens: { current: token, renew: token }, allowance: rateLimiter.allowanceFor(identity), deadline })).catch(() => null)
  }

  async function enter(req: Request, pair: TokenPair, attempt: LoginAttempt): Promise<Identity> {
    const startedAt = clock.now()
    let grantId: string | undefined
    try {
      const identity = await identify(req, pair, attempt)
      const permission = await permissionOf(req, pair, identity)
      grantId = await stored(grants.create(toGrant(pair, identity, config.planningCenter.scopes), startedAt + config.times.sessionAbsolute))
      await stored(beginSession(req, { ...identity, grantId, signInId: randomId(), startedAt, csrf: randomId() }, permission))
      return identity
    } catch (error) {
      await discard(pair, grantId)
      throw error
    }
  }

  /** A new session id at every sign-in; everything is stored before the browser is sent on. */
  async function beginSession(req: Request, signIn: SignedIn, permission: Permission | null): Promise<void> {
    const { signInId: id, grantId, startedAt: since, name } = signIn
    const browser = describeBrowser(req.get('user-agent'))
    await replace(req, (session) => {
      session.signIn = signIn
      return signIns.add(signIn, { id, grantId, sessionKey: sessionKey(session.id), browser, since, name, permission })
    })
  }

  return {
    async complete(req, callback) {
      const previous = req.session.signIn
      const pair = await redeem(req, callback)
      const signedIn = await enter(req, pair, callback.attempt)
      // Too late: the visitor has been told to try again, and no cookie of this session will ever reach them.
      if (req.res?.headersSent) return void (await grants.end(req.session.signIn?.grantId ?? ''))
      audit.record({ event: 'signed-in', organizationId: signedIn.organizationId, personId: signedIn.personId }, req)
      const bound = binder.of(req)
      await Promise.all([bound && attempts.arrived(bound), churches.remember(signedIn)]).catch((error: unknown) => log.warn({ err: error }, 'a sign-in left no notes'))
      // Last, when the new session is safe: whoever was signed in here before.
      if (previous) void endPrevious(previous, req)
    },
  }

  async function endPrevious({ organizationId, personId, ...previous }: SignedIn, req: Request): Promise<void> {
    try {
      const ended = await grants.end(previous.grantId)
      // As long as it may go on, it can be found and ended from the account page.
      await signIns.remove({ organizationId, personId }, previous.signInId)
      if (ended) audit.record({ event: 'sign-in-ended', why: 'replaced', organizationId, personId }, req)
    } catch (error) {
      log.warn({ err: error }, 'the previous sign-in of this browser could not be ended')
    }
  }
}

const stored = <Result>(work: Promise<Result>): Promise<Result> =>
  work.catch((error: unknown) => {
    throw new PlainError('store-unavailable', { cause: error })
  })

const toGrant = (pair: TokenPair, identity: Identity, asked: string[]): Grant => ({
  accessToken: pair.accessToken,
  refreshToken: pair.refreshToken,
  accessUntil: pair.accessUntil,
  issuedAt: pair.issuedAt,
  scopes: pair.scopes ?? asked, // RFC 6749 §5.1: absent means as asked
  organizationId: identity.organizationId,
  personId: identity.personId,
})

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

