import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Audit } from './audit/audit'
import { SignInFailed, SignInRequired } from './auth/errors'
import { CALLBACK_PATH } from './auth/oauth'
import { hasParted } from './auth/parting'
import { cookieNames, destroy } from './auth/session'
import type { Grants } from './auth/grants'
import type { Config } from './config'
import { ConnectionRefused } from './connection/errors'
import { createAdministrators } from './directory/administrators'
import { answerFor, reasonOf } from './error-pages'
import type { SentForm } from './error-pages/error-page'
import { PlainError } from './errors'
import type { Log } from './log'
import { PlanningCenterError } from './planning-center'
import { ExportRefused } from './reports/errors'
import { show } from './web/views'

interface Collaborators {
  config: Pick<Config, 'operatorName' | 'publicUrl' | 'times'>
  grants: Grants
  audit: Audit
  log: Log
  clock: { now(): number }
}

/** Every failure of every route ends here: a redirect to sign in, or a page with its own sentence. */
export function answerFailures({ config, grants, audit, log, clock }: Collaborators): ErrorRequestHandler {
  const administrators = createAdministrators({ clock, config })

  return async (error: unknown, req, res, _next) => {
    if (res.headersSent) return
    recordRefusal(error, req)
    if (error instanceof SignInFailed && error.returnTo) res.locals.returnTo = error.returnTo
    const asksForPage = (req.method === 'GET' || req.method === 'HEAD') && req.accepts(['html', 'json']) === 'html'
    if (await isEnd(error, req)) res.locals.frame.visitor = null
    if (error instanceof SignInRequired && asksForPage && !hasParted(req, config.publicUrl)) {
      if (!mayComeFromForm(req, config.publicUrl)) return res.redirect(303, signInUrl(req, res))
      // `form-action` would stop a form's redirects at Planning Center's door; a page that moves on by itself is no form.
      res.set('Refresh', `0; url=${signInUrl(req, res)}`)
    }

    const answer = answerFor(error, {
      reference: req.reference,
      operatorName: config.operatorName,
      signInUrl: signInUrl(req, res),
      consentUrl: `${signInUrl(req, res)}&again=1`,
      retryUrl: retryUrl(req, res),
      form: formOf(req),
      name: req.visitor?.name ?? null,
      church: req.visitor?.organizationName ?? null,
      cookie: (req.headers.cookie ?? '').includes(`${cookieNames(config.publicUrl).session}=`),
      connecting: res.locals.connecting === true,
      administrators: asksForPage && req.visitor && isRefusal(error) ? await administrators.namesFor(req.visitor) : [],
    })
    log[answer.logLevel]({ err: error, reference: req.reference }, 'failed')
    if (answer.retryAfterSeconds !== undefined) res.set('Retry-After', String(answer.retryAfterSeconds))
    if (req.accepts(['html', 'json']) === 'json') return void res.status(answer.status).json({ error: answer.page.title, reference: req.reference })
    show(res, answer.page, answer.status)
  }

  /** Whoever came as far as the callback and is not signed in now failed to, whatever the reason. */
  function recordRefusal(error: unknown, req: Request): void {
    const connecting = req.res?.locals.connecting === true
    const why = reasonOf(error, { connecting }).replace(/^[a-z-]+:/, '')
    const { organizationId, personId } = req.visitor ?? {}
    if (connecting) audit.record({ event: 'connection-refused', why, ...(organizationId && personId && { organizationId, personId }) }, req)
    else if (error instanceof SignInFailed || req.path === CALLBACK_PATH) {
      const church = error instanceof SignInFailed ? error.church?.id : undefined
      audit.record({ event: 'sign-in-failed', why, ...(church && { organizationId: church }) }, req)
    } else if (organizationId && personId && (isRefusal(error) || why === 'scope-missing' || why === 'not-managed')) {
      audit.record({ event: 'access-refused', why, organizationId, personId }, req)
    }
  }

  /** The grant is dead, or its owner or church is gone: then the session has nothing behind it any more. */
  async function isEnd(error: unknown, req: Request): Promise<boolean> {
    const gone = error instanceof PlanningCenterError && (error.reason === 'person-gone' || error.reason === 'church-gone') ? error.reason : null
    const signIn = req.session?.signIn
    if (!signIn || !(gone || error instanceof SignInRequired)) return false
    try {
      const { grantId, organizationId, personId } = signIn
      if ((await grants.end(grantId)) && gone) audit.record({ event: 'sign-in-ended', why: gone, organizationId, personId }, req)
      await destroy(req)
    } catch (failure) {
      log.warn({ err: failure }, 'a session without a grant could not be removed')
    }
    return true
  }
}

/** What somebody else than the visitor can open: the page names who. */
const isRefusal = (error: unknown) =>
  (error instanceof PlanningCenterError && error.reason === 'forbidden') ||
  (error instanceof PlainError && error.reason === 'administrators-only') ||
  (error instanceof ConnectionRefused && error.reason === 'not-administrator') ||
  error instanceof ExportRefused

/** A search or a filter of ours: its answers are sent to an address with a question. */
const mayComeFromForm = (req: Request, { origin }: URL) =>
  req.originalUrl.includes('?') && (req.get('sec-fetch-site') === 'same-origin' || (req.get('referer') ?? '').startsWith(`${origin}/`))

/** Where signing in leads back to: this page, or for a form the page it stood on. */
function signInUrl(req: Request, res: Response): string {
  const page = req.method === 'GET' ? req.originalUrl : pathOf(req.get('referer'))
  const returnTo = res.locals.returnTo ?? (page.startsWith(CALLBACK_PATH) ? '/' : page)
  return `/login?return_to=${encodeURIComponent(returnTo)}`
}

/** A callback can't be repeated: its code is spent. */
function retryUrl(req: Request, res: Response): string | null {
  if (req.path === CALLBACK_PATH) return signInUrl(req, res)
  return req.method === 'GET' ? ownAddress(req) : null
}

/** Two slashes at its beginning would lead to another host. */
const ownAddress = (req: Request) => req.originalUrl.replace(/^[/\\]+/, '/')

function pathOf(referer: string | undefined): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const { pathname, search } = new URL(referer)
  return pathname + search
}

function formOf(req: Request): SentForm | null {
  if (req.method !== 'POST' || !req.body) return null
  const fields = Object.entries(req.body as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  )
  return { action: ownAddress(req), button: BUTTONS.find(({ of }) => of.test(req.path))?.words ?? null, fields }
}

/** What stands on those buttons of ours that are pressed most in trouble. */
const BUTTONS = [
  { of: /^\/logout$|\/end$/, words: 'Sign out' },
  { of: /\/end-all$/, words: 'Sign out everywhere' },
  { of: /^\/lists\/\d+\/refresh$/, words: 'Refresh the list' },
]
