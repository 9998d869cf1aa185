import type { Request } from 'express'
import type { Audit } from '../audit/audit'
import type { Config } from '../config'
import { PlainError } from '../errors'
import type { Log } from '../log'
import type { PlanningCenter } from '../planning-center'
import { randomId } from '../random'
import type { RateLimiter } from '../rate-limiter'
import type { Arrivals, Callback } from './arrivals'
import type { Binder } from './binder'
import type { Churches } from './churches'
import type { Grants } from './grants'
import type { Identity } from './identity'
import type { LoginAttempt, LoginAttempts } from './login-attempts'
import type { TokenPair } from './oauth'
import { readPermission, type Permission } from './permission'
import { replace, type SignedIn } from './session'
import { sessionKey } from './session-store'
import { describeBrowser, type SignIns } from './sign-ins'

/** The second half of a sign-in: from the code in the callback to a stored session. */
export interface SignInCompletion {
  complete(req: Request, callback: Callback): Promise<void>
}

interface Collaborators {
  config: Pick<Config, 'planningCenter' | 'times'>
  arrivals: Arrivals
  grants: Grants
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
  const { config, arrivals, grants, signIns, attempts, binder, churches, planningCenter, rateLimiter, audit, clock, log } = with_

  /** Tokens that lead to no sign-in are given back, and nothing of them is kept. */
  async function discard(pair: TokenPair, grantId?: string): Promise<void> {
    if (grantId !== undefined && (await grants.end(grantId).then(() => true, () => false))) return
    await arrivals.discard(pair)
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
      const identity = await arrivals.identify(req, pair, attempt)
      const permission = await permissionOf(req, pair, identity)
      const asked = [...config.planningCenter.scopes, ...(attempt.purpose.to === 'sign-in' ? attempt.purpose.also : [])]
      const grant = arrivals.toGrant(pair, { identity, lentFor: 'sign-in', asked })
      grantId = await stored(grants.create(grant, startedAt + config.times.sessionAbsolute))
      await stored(beginSession(req, { ...identity, grantId, signInId: randomId(), startedAt, scopes: grant.scopes, csrf: randomId(), administrator: permission?.administrator ?? false }, permission))
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
      const pair = await arrivals.redeem(req, callback)
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
