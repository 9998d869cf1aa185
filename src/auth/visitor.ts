import type { Request, RequestHandler } from 'express'
import type { Config } from '../config'
import type { PlanningCenter, PlanningCenterClient } from '../planning-center'
import type { RateLimiter } from '../rate-limiter'
import { SignInRequired } from './errors'
import type { Grants } from './grants'
import { cookieNames, type SignedIn } from './session'

/** Who is looking, and Planning Center seen with their eyes. Made for one request and never kept. */
export interface Visitor extends Omit<SignedIn, 'csrf' | 'startedAt' | 'administrator'> {
  planningCenter: PlanningCenterClient
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has no other place for the type of a request
  namespace Express {
    interface Request {
      visitor?: Visitor
      /** The same person, for questions asked after this request's own time is over: while a long file is on its way. */
      visitorLater?: () => Visitor
    }
  }
}

interface Collaborators {
  grants: Grants
  planningCenter: PlanningCenter
  rateLimiter: RateLimiter
}

/** Sets `req.visitor` for whoever is signed in; costs nothing until Planning Center is asked. */
export function recogniseVisitor({ grants, planningCenter, rateLimiter }: Collaborators): RequestHandler {
  return (req, _res, next) => {
    const { signIn } = req.session
    if (signIn) {
      const { csrf: _csrf, startedAt: _startedAt, administrator: _administrator, ...who } = signIn
      const until = (deadline: number): Visitor => ({ ...who, planningCenter: planningCenter.as({ tokens: grants.source(signIn.grantId), allowance: rateLimiter.allowanceFor(signIn), deadline }) })
      req.visitor = until(req.deadline)
      req.visitorLater = () => until(Number.POSITIVE_INFINITY) // each call has a time-out of its own
    }
    next()
  }
}

/** Stands before every page that shows anything of the church. */
export function requireSignIn(config: Pick<Config, 'publicUrl'>): RequestHandler {
  const cookie = `${cookieNames(config.publicUrl).session}=`
  return (req, _res, next) => {
    if (req.visitor) return next()
    next(new SignInRequired(req.headers.cookie?.includes(cookie) ? 'session-ended' : 'new-visitor'))
  }
}

/** @throws SignInRequired on a page that `requireSignIn` does not stand before. */
export function visitorOf(req: Request): Visitor {
  if (!req.visitor) throw new SignInRequired('new-visitor')
  return req.visitor
}
