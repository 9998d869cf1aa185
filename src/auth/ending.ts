import type { Request, Response } from 'express'
import type { Redis } from 'ioredis'
import type { Audit, EndOfSignIn } from '../audit/audit'
import type { Config } from '../config'
import type { Log } from '../log'
import type { Binder } from './binder'
import type { Grants } from './grants'
import type { LoginAttempts } from './login-attempts'
import { rememberParting } from './parting'
import { cookieNames, destroy, type SignedIn } from './session'
import type { SignIn, SignIns, Who } from './sign-ins'

/** Every way out. The order matters: tokens first, so that nothing of them is left once the session cannot be asked for any more. */
export interface Ending {
  /** The sign-in this request came with; its browser forgets it. */
  here(here: SignedIn, how: EndOfSignIn, res: Response): Promise<void>
  /** One in another browser. */
  elsewhere(whose: Who, signIn: SignIn, how: EndOfSignIn, req: Request): Promise<void>
}

interface Collaborators {
  config: Pick<Config, 'publicUrl'>
  redis: Redis
  grants: Grants
  signIns: SignIns
  attempts: LoginAttempts
  binder: Binder
  audit: Audit
  log: Log
}

export function createEnding({ config, redis, grants, signIns, attempts, binder, audit, log }: Collaborators): Ending {
  const cookie = cookieNames(config.publicUrl).session

  async function endGrant(grantId: string, { organizationId, personId }: Who, how: EndOfSignIn, req: Request): Promise<void> {
    if (await grants.end(grantId)) audit.record({ event: 'sign-in-ended', ...how, organizationId, personId }, req)
  }

  return {
    async here(here, how, res) {
      const { req } = res
      await endGrant(here.grantId, here, how, req)
      await destroy(req)
      const bound = binder.of(req)
      await Promise.all([signIns.remove(here, here.signInId), bound && attempts.settled(bound)]).catch((error: unknown) => log.warn({ err: error }, 'sign-out left an index entry'))
      res.clearCookie(cookie, { httpOnly: true, sameSite: 'lax', path: '/', secure: config.publicUrl.protocol === 'https:' })
      rememberParting(res, config.publicUrl)
      res.set('Clear-Site-Data', '"cache", "storage"')
    },

    async elsewhere(whose, signIn, how, req) {
      await endGrant(signIn.grantId, whose, how, req)
      await redis.del(signIn.sessionKey)
      await signIns.remove(whose, signIn.id)
    },
  }
}
