import { Router, type Request, type Response } from 'express'
import { PlainError } from '../errors'
import { SignInFailed } from './errors'
import type { Binder } from './binder'
import type { LoginAttempt, LoginAttempts } from './login-attempts'
import { CALLBACK_PATH, type OAuth } from './oauth'
import { forgetParting, hasParted } from './parting'
import { safeReturnTo } from './return-to'
import type { SignInCompletion } from './sign-in'

interface Collaborators {
  config: { publicUrl: URL; planningCenter: { url: string } }
  attempts: LoginAttempts
  oauth: OAuth
  binder: Binder
  completion: SignInCompletion
}

/** From "Sign in with Planning Center" to the page one wanted. Both ends are GET: see `formAction` in web/protection. */
export function createSignInRoutes({ config, attempts, oauth, binder, completion }: Collaborators): Router {
  const routes = Router()

  routes.get('/login', async (req, res) => {
    const { returnTo, prompt, again } = readLogin(req)
    if (isPrefetch(req)) return void res.status(204).end()
    if (config.publicUrl.protocol === 'https:' && !req.secure) throw new PlainError('not-over-https')
    if (req.visitor && !prompt && !again) return res.redirect(303, returnTo)
    if (await attempts.tooMany(req.ip ?? '')) throw new SignInFailed('too-many-attempts', { returnTo })

    const bound = binder.ensure(req, res)
    if (!req.visitor && (await attempts.isLooping(bound))) throw new SignInFailed('cookies-refused', { returnTo })
    const attempt = await attempts.begin({ binder: bound, returnTo })
    binder.keepCopy(req, res, { state: attempt.state, binder: bound })
    res.redirect(303, oauth.authorizeUrl({ ...attempt, prompt }))
  })

  routes.get(CALLBACK_PATH, async (req, res) => {
    res.set('Referrer-Policy', 'no-referrer') // this address holds a code
    const attempt = await takeAttempt(req, res)
    if (!attempt) return res.redirect(303, '/')
    const code = readCode(req, attempt)
    await completion.complete(req, { code, attempt })
    if (hasParted(req, config.publicUrl)) forgetParting(res, config.publicUrl)
    res.redirect(303, attempt.returnTo)
  })

  /** Null for a reload or a step back by somebody who is signed in already. All of it before any call to Planning Center. */
  async function takeAttempt(req: Request, res: Response): Promise<LoginAttempt | null> {
    const { state } = readCallback(req)
    const taken = await attempts.take(state, binder.allFor(req, state))
    if ('attempt' in taken) {
      res.locals.returnTo = taken.attempt.returnTo
      return taken.attempt
    }
    if (taken.problem === 'unknown' && req.visitor) return null
    if (taken.problem === 'unknown') throw new SignInFailed('attempt-unknown')
    throw new SignInFailed(taken.problem === 'expired' ? 'attempt-expired' : 'other-browser', { returnTo: taken.returnTo })
  }

  function readCode(req: Request, { returnTo }: LoginAttempt): string {
    const { code, error, iss } = readCallback(req)
    // RFC 9207: named only by some servers, but never wrongly.
    if (iss !== undefined && iss !== config.planningCenter.url) throw new SignInFailed('issuer-mismatch', { returnTo })
    if (error !== undefined) throw new SignInFailed(error === 'access_denied' ? 'denied' : 'provider-refused', { returnTo })
    if (code === undefined) throw new SignInFailed('callback-malformed', { returnTo })
    return code
  }

  return routes
}

function readLogin(req: Request): { returnTo: string; prompt: 'login' | 'select_account' | undefined; again: boolean } {
  const { return_to: returnTo, prompt, again } = req.query
  return { returnTo: safeReturnTo(returnTo), prompt: prompt === 'login' || prompt === 'select_account' ? prompt : undefined, again: again === '1' }
}

/** RFC 6749 §3.1: a parameter at most once; and none longer or stranger than Planning Center sends. */
function readCallback(req: Request): { state: string; code: string | undefined; error: string | undefined; iss: string | undefined } {
  const { state, code, error, iss } = req.query
  const wellFormed = (value: unknown, pattern: RegExp) => value === undefined || (typeof value === 'string' && pattern.test(value))
  if (state === undefined || !wellFormed(state, /^[\w-]{43}$/) || !wellFormed(code, /^[\x21-\x7e]{1,512}$/) || !wellFormed(error, /^[\w .-]{1,100}$/) || !wellFormed(iss, /^https?:\/\/[\x21-\x7e]{1,200}$/))
    throw new SignInFailed('callback-malformed')
  return { state, code, error, iss } as { state: string; code: string | undefined; error: string | undefined; iss: string | undefined }
}

/** A browser guessing ahead begins no attempt. */
const isPrefetch = (req: Request) => /prefetch|prerender/.test(`${req.get('sec-purpose') ?? ''} ${req.get('purpose') ?? ''}`)

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has no other place for the type of res.locals
  namespace Express {
    interface Locals {
      /** Where a visitor wanted to go, for failures on the way there. */
      returnTo?: string
    }
  }
}
