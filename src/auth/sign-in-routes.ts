import { Router, type Request } from 'express'
import { PlainError } from '../errors'
import { SignInFailed } from './errors'
import type { Binder } from './binder'
import type { LoginAttempt, LoginAttempts, NotTaken, Purpose } from './login-attempts'
import { CALLBACK_PATH, type OAuth } from './oauth'
import { forgetParting, hasParted } from './parting'
import { safeReturnTo } from './return-to'
import type { SignInCompletion } from './sign-in'
import type { Callback } from './arrivals'

interface Collaborators {
  config: { publicUrl: URL; planningCenter: { url: string; scopes: readonly string[]; explorerScopes: readonly string[] } }
  attempts: LoginAttempts
  oauth: OAuth
  binder: Binder
  completion: SignInCompletion
  /** Of an attempt to connect a church, by somebody who is signed in. Null where there is nothing to connect it to. */
  connecting: { complete(req: Request, callback: Callback): Promise<void> } | null
}

/** From "Sign in with Planning Center" to the page one wanted. Both ends are GET: see `formAction` in web/protection. */
export function createSignInRoutes({ config, attempts, oauth, binder, completion, connecting }: Collaborators): Router {
  const routes = Router()
  const asked = (also: readonly string[]) => [...new Set([...config.planningCenter.scopes, ...also])]

  routes.get('/login', async (req, res) => {
    const { returnTo, prompt, again, also } = readLogin(req, config.planningCenter.explorerScopes)
    if (!isVisit(req)) return void res.status(204).end()
    if (config.publicUrl.protocol === 'https:' && !req.secure) throw new PlainError('not-over-https')
    if (req.visitor && !prompt && !again) return res.redirect(303, returnTo)
    if (await attempts.tooMany(req.ip ?? '')) throw new SignInFailed('too-many-attempts', { returnTo })

    const bound = binder.ensure(req, res)
    if (!req.visitor && (await attempts.isLooping(bound))) throw new SignInFailed('cookies-refused', { returnTo })
    const purpose: Purpose = { to: 'sign-in', also }
    res.redirect(303, oauth.authorizeUrl({ ...(await attempts.begin({ binder: bound, returnTo, purpose })), prompt, scopes: asked(also) }))
  })

  routes.get(CALLBACK_PATH, async (req, res) => {
    res.set('Referrer-Policy', 'no-referrer') // this address holds a code
    const taken = await attempts.take(readState(req), binder.of(req))
    if (taken.problem !== 'unknown') res.locals.connecting = taken.attempt.purpose.to === 'connect'
    if (taken.problem) return res.redirect(303, await wayOn(req, taken))
    const { attempt } = taken
    res.locals.returnTo = attempt.returnTo
    const code = readCode(req, attempt)
    if (attempt.purpose.to === 'connect') await connecting?.complete(req, { code, attempt })
    else await completion.complete(req, { code, attempt })
    if (hasParted(req, config.publicUrl)) forgetParting(res, config.publicUrl)
    res.redirect(303, attempt.returnTo)
  })

  /** Where a callback leads that finishes nothing. Planning Center is not asked, and its code stays unspent. */
  async function wayOn(req: Request, taken: NotTaken): Promise<string> {
    if (taken.problem === 'unknown') {
      if (req.visitor) return '/' // a reload, or a step back
      throw new SignInFailed('attempt-unknown')
    }
    const { problem, attempt: { returnTo, purpose } } = taken
    if (problem === 'expired') throw new SignInFailed('attempt-expired', { returnTo })
    // Nobody goes on by themselves to lend a church's tokens: a link from elsewhere would be enough to make them.
    if (purpose.to === 'connect') throw new SignInFailed('other-browser', { returnTo })
    if (req.visitor) return returnTo // another tab of this browser was quicker
    // Tabs opened at the same moment, before this browser had its cookie, were given one each, and the last has stayed.
    // A stranger's callback gets no further by this: what begins is this browser's own sign-in.
    const bound = binder.of(req)
    if (bound) return oauth.authorizeUrl({ ...(await attempts.begin({ binder: bound, returnTo, purpose })), scopes: asked(purpose.also) })
    throw new SignInFailed('other-browser', { returnTo })
  }

  function readCode(req: Request, { returnTo }: LoginAttempt): string {
    const { code, error, iss } = readAnswer(req, returnTo)
    // RFC 9207: named only by some servers, but never wrongly.
    if (iss !== undefined && iss !== config.planningCenter.url) throw new SignInFailed('issuer-mismatch', { returnTo })
    if (error !== undefined) throw new SignInFailed(error === 'access_denied' ? 'denied' : 'provider-refused', { returnTo })
    if (code === undefined) throw new SignInFailed('callback-malformed', { returnTo })
    return code
  }

  return routes
}

/** @param offered scopes that may be asked for here; others are as if nobody had named them */
function readLogin(req: Request, offered: readonly string[]): { returnTo: string; prompt: 'login' | 'select_account' | undefined; again: boolean; also: string[] } {
  const { return_to: returnTo, prompt, again, also } = req.query
  const named = typeof also === 'string' ? also.split(' ') : []
  return { returnTo: safeReturnTo(returnTo), prompt: prompt === 'login' || prompt === 'select_account' ? prompt : undefined, again: again === '1', also: offered.filter((scope) => named.includes(scope)) }
}

/** First of all, so that whatever else is wrong with a callback, its attempt is used up and its destination known. */
function readState(req: Request): string {
  const { state } = req.query
  if (!isWellFormed(state, /^[\w-]{43}$/)) throw new SignInFailed('callback-malformed')
  return state
}

function readAnswer(req: Request, returnTo: string): { code: string | undefined; error: string | undefined; iss: string | undefined } {
  const read = (name: string, pattern: RegExp) => {
    const value = req.query[name]
    if (value === undefined || isWellFormed(value, pattern)) return value
    throw new SignInFailed('callback-malformed', { returnTo })
  }
  return { code: read('code', /^[\x21-\x7e]{1,512}$/), error: read('error', /^[\w .-]{1,100}$/), iss: read('iss', /^https?:\/\/[\x21-\x7e]{1,200}$/) }
}

/** RFC 6749 §3.1: a parameter at most once; and none longer or stranger than Planning Center sends. */
const isWellFormed = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value)

/** Somebody opens an address: no browser guessing ahead, and no picture, frame or script on somebody else's page. */
const isVisit = (req: Request) =>
  !/prefetch|prerender/.test(`${req.get('sec-purpose') ?? ''} ${req.get('purpose') ?? ''}`) && (req.get('sec-fetch-dest') ?? 'document') === 'document'

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has no other place for the type of res.locals
  namespace Express {
    interface Locals {
      /** Where a visitor wanted to go, for failures on the way there. */
      returnTo?: string
      /** They were on the way to connect their church, and are signed in as before. */
      connecting?: boolean
    }
  }
}
