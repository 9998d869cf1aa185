import type { Request, Response } from 'express'
import type { PlanningCenter, PlanningCenterClient } from '../planning-center'
import type { RateLimiter } from '../rate-limiter'
import type { Arrivals, Callback } from './arrivals'
import type { Binder } from './binder'
import type { Grants } from './grants'
import type { Identity } from './identity'
import type { LoginAttempts, Purpose } from './login-attempts'
import type { OAuth } from './oauth'

/** A church's own tokens: on their way from Planning Center, and as long as it is connected. They belong to no session. */
export interface Lending {
  /** The address of Planning Center's consent. `asAnother`: it asks for a password, whoever is signed in there. */
  begin(req: Request, res: Response, wish: Omit<Purpose & { to: 'connect' }, 'to'> & { returnTo: string; asAnother: boolean }): Promise<string>
  /** @throws SignInFailed or GrantTrouble; then nothing is left of the tokens */
  receive(req: Request, callback: Callback): Promise<Lent>
}

/** Either kept or given back, by whoever received it. */
export interface Lent {
  identity: Identity
  /** Planning Center as this login sees it. */
  planningCenter: PlanningCenterClient
  /** The id to find the tokens by from now on. */
  keep(): Promise<string>
  giveBack(): Promise<void>
}

/** Whatever else people sign in for: a copy is made of People, and for as long as it is kept. */
const FOR_THE_COPY = ['openid', 'people']

/** It ends when somebody disconnects the church, or Planning Center does; Redis wants a date. */
const NO_END = Date.UTC(2286, 0)

interface Collaborators {
  arrivals: Arrivals
  attempts: LoginAttempts
  binder: Binder
  oauth: OAuth
  grants: Grants
  planningCenter: PlanningCenter
  rateLimiter: RateLimiter
}

export function createLending({ arrivals, attempts, binder, oauth, grants, planningCenter, rateLimiter }: Collaborators): Lending {
  return {
    async begin(req, res, { returnTo, asAnother, ...wish }) {
      const attempt = await attempts.begin({ binder: binder.ensure(req, res), returnTo, purpose: { to: 'connect', ...wish } })
      return oauth.authorizeUrl({ ...attempt, scopes: FOR_THE_COPY, prompt: asAnother ? 'login select_account' : 'select_account' })
    },

    async receive(req, callback) {
      const pair = await arrivals.redeem(req, callback)
      try {
        const identity = await arrivals.identify(req, pair, callback.attempt)
        const token = () => Promise.resolve(pair.accessToken)
        return {
          identity,
          planningCenter: planningCenter.as({ tokens: { current: token, renew: token }, allowance: rateLimiter.allowanceFor(identity), deadline: req.deadline }),
          keep: () => grants.create(arrivals.toGrant(pair, { identity, lentFor: 'church', asked: FOR_THE_COPY }), NO_END),
          giveBack: () => arrivals.discard(pair),
        }
      } catch (error) {
        await arrivals.discard(pair)
        throw error
      }
    },
  }
}
