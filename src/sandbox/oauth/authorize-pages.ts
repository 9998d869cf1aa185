import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import { callOf } from '../calls'
import { showPage } from '../pages'
import type { Authority } from './authority'
import { readAuthorizeRequest, type AuthorizeRequest } from './authorize-request'
import type { BrowserSession, BrowserSessions } from './browser-sessions'
import { OAuthRefusal, refusals } from './errors'
import { churchPage, consentPage, errorPage, signedOutPage, signInPage } from './page-models'
import type { Holder } from './tokens'

/** GET /oauth/authorize and the pages on the way: sign in, choose a church, allow or deny. */
export function createAuthorizePages(authority: Authority, sessions: BrowserSessions): Router {
  const router = express.Router()
  const readForm = express.urlencoded({ extended: false })
  router.get('/oauth/authorize', (req, res) => authorize(req, res, { ...authority, sessions }))
  router.post('/oauth/authorize/sign-in', readForm, (req, res) => signIn(req, res, { ...authority, sessions }))
  router.post('/oauth/authorize/church', readForm, (req, res) => chooseChurch(req, res, { ...authority, sessions }))
  router.post('/oauth/authorize/decision', readForm, (req, res) => decide(req, res, { ...authority, sessions }))
  router.get('/logout', (req, res) => {
    sessions.end(req, res)
    showPage(res, signedOutPage())
  })
  router.use('/oauth/authorize', showRefusals)
  return router
}

type Context = Authority & { sessions: BrowserSessions }

const requestOf = (req: Request, { application }: Authority) =>
  readAuthorizeRequest(new URL(req.originalUrl, 'http://sandbox').searchParams, application)

const signInPageFor = ({ query }: AuthorizeRequest, { world }: Authority) => signInPage(world, `/oauth/authorize/sign-in?${query}`)

function authorize(req: Request, res: Response, context: Context): void {
  const request = requestOf(req, context)
  const { prompts } = request
  const session = context.sessions.read(req)
  const login = session && context.world.logins.find(({ id }) => id === session.loginId)
  const holder = session && holderOf(session, context)
  const refusal = promptRefusal(request, { session, holder }, context)
  if (refusal) return redirectWithRefusal(res, request, refusal)
  if (!login || prompts.has('login')) return showPage(res, signInPageFor(request, context))
  if (!holder || prompts.has('select_account')) return showPage(res, churchPage(login, context.world, request))
  const mayPass = context.tokens.covers(holder, request.scopes) && !prompts.has('consent')
  if (mayPass) return redirectWithCode(res, request, holder, context)
  showPage(res, consentPage({ holder, login, request }, context))
}

/** `prompt=none` forbids every page (OpenID Connect Core §3.1.2.6). */
function promptRefusal(
  { prompts, scopes }: AuthorizeRequest,
  { session, holder }: { session: BrowserSession | undefined; holder: Holder | undefined },
  { tokens }: Authority,
): OAuthRefusal | undefined {
  const known = [...prompts].every(prompt => ['none', 'login', 'select_account', 'consent'].includes(prompt))
  if (!known || (prompts.has('none') && prompts.size > 1)) return refusals.malformed()
  if (!prompts.has('none')) return undefined
  if (!session) return refusals.loginRequired()
  if (!holder) return refusals.accountSelectionRequired()
  return tokens.covers(holder, scopes) ? undefined : refusals.consentRequired()
}

function signIn(req: Request, res: Response, context: Context): void {
  const request = requestOf(req, context)
  const loginId = chosen(req, 'login')
  const login = context.world.logins.find(({ id }) => id === loginId)
  if (!login || login.seats.length === 0) {
    const complaint = 'No active Planning Center accounts were found for this person. Choose somebody else.'
    return showPage(res, { ...signInPageFor(request, context), complaint, status: 403 })
  }
  const onlySeat = login.seats.length === 1 ? login.seats[0] : undefined
  context.sessions.start(req, res, { loginId: login.id, churchId: onlySeat?.churchId })
  res.redirect(303, authorizePath(request, ['login', 'select_account']))
}

function chooseChurch(req: Request, res: Response, context: Context): void {
  const request = requestOf(req, context)
  const session = context.sessions.read(req)
  const church = chosen(req, 'church')
  if (session) session.churchId = holderOf({ ...session, churchId: church }, context)?.churchId
  res.redirect(303, authorizePath(request, ['select_account']))
}

function decide(req: Request, res: Response, context: Context): void {
  const request = requestOf(req, context)
  const session = context.sessions.read(req)
  const holder = session && holderOf(session, context)
  const decision = chosen(req, 'decision')
  if (!holder) res.redirect(303, authorizePath(request, []))
  else if (decision === 'allow') redirectWithCode(res, request, holder, context)
  else redirectWithRefusal(res, request, refusals.denied())
}

/** The value of the button that was pressed. */
const chosen = (req: Request, name: string) => {
  const body = (req.body ?? {}) as Record<string, unknown>
  return typeof body[name] === 'string' ? body[name] : undefined
}

/** The page that asked must not ask again: its prompt is taken out of what comes next. */
function authorizePath({ query }: AuthorizeRequest, answered: string[]): string {
  const rest = new URLSearchParams(query)
  const open = (rest.get('prompt') ?? '').split(' ').filter(prompt => prompt && !answered.includes(prompt))
  if (open.length > 0) rest.set('prompt', open.join(' '))
  else rest.delete('prompt')
  return `/oauth/authorize?${rest.toString()}`
}

function holderOf({ loginId, churchId }: BrowserSession, { world }: Authority): Holder | undefined {
  const seat = world.logins.find(({ id }) => id === loginId)?.seats.find(seat => seat.churchId === churchId)
  return seat && { loginId, churchId: seat.churchId, personId: seat.personId }
}

function redirectWithCode(res: Response, request: AuthorizeRequest, holder: Holder, { codes }: Authority): void {
  Object.assign(callOf(res), { loginId: holder.loginId, personId: holder.personId })
  const { code } = codes.issue({ ...request, holder })
  redirectBack(res, request, { code })
}

function redirectWithRefusal(res: Response, request: AuthorizeRequest, { error, description }: OAuthRefusal): void {
  redirectBack(res, request, { error, error_description: description })
}

function redirectBack(res: Response, { redirectUri, state }: AuthorizeRequest, answer: Record<string, string>): void {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...answer, ...(state !== undefined && { state }) }))
    url.searchParams.set(name, value)
  res.set('Cache-Control', 'no-store').redirect(302, url.href)
}

const showRefusals: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof OAuthRefusal) showPage(res, errorPage(error))
  else next(error)
}
