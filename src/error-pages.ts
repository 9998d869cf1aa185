import { GrantTrouble, SignInFailed, SignInRequired, type GrantTroubleReason, type SignInFailedReason } from './auth/errors'
import { ConnectionRefused } from './connection/errors'
import { ListNotRefreshed, type ListNotRefreshedReason } from './directory/errors'
import { connectionPages, type ConnectionFailure } from './error-pages/connecting'
import type { ErrorContext, ErrorPage, LogLevel, Told, Words } from './error-pages/error-page'
import { exportPages } from './error-pages/exports'
import { listPages } from './error-pages/lists'
import { ownPages } from './error-pages/own'
import { planningCenterPages } from './error-pages/planning-center'
import { reportPages } from './error-pages/reports'
import { grantPages, signInFailedPages, signInRequiredPages } from './error-pages/signing-in'
import { isDatabaseFailure, isStoreFailure, PlainError, type PlainReason } from './errors'
import { PlanningCenterError, type PlanningCenterReason } from './planning-center/errors'
import { CopyMoved, ExportRefused, NotSaved, type NotSavedReason } from './reports/errors'
import { UnknownKey } from './sealing'
import type { Page } from './web/page'

export type { ErrorContext } from './error-pages/error-page'

export interface Answer {
  status: number
  page: Page
  logLevel: LogLevel
  retryAfterSeconds?: number
}

/** Everything that can end a request early. A reason without a page does not compile. */
export type Reason =
  | PlainReason
  | `planning-center:${PlanningCenterReason}`
  | `sign-in-required:${SignInRequired['reason']}`
  | `sign-in:${SignInFailedReason}`
  | `grant:${GrantTroubleReason}`
  | `connection:${ConnectionFailure}`
  | `list:${ListNotRefreshedReason}`
  | `report:${NotSavedReason | 'copy-moved'}`
  | `export:${ExportRefused['reason']}`

/** The one place where a failure becomes a status, a page and a log level. */
export function answerFor(error: unknown, context: ErrorContext): Answer {
  const entry = errorPages[reasonOf(error, context)]
  const retryAfterSeconds = entry.retryAfterSeconds && (askedPause(error) ?? entry.retryAfterSeconds)
  const told: Told = {
    ...context,
    operator: context.operatorName ?? 'whoever runs this Foyer',
    product: productName(error),
    seconds: retryAfterSeconds ?? 0,
    refusedChurch: error instanceof SignInFailed ? error.church : undefined,
    listedChurches: error instanceof SignInFailed ? error.listed : [],
    named: namedBy(error),
  }
  const answer = { status: entry.status, page: errorPage(entry, told), logLevel: entry.log }
  return retryAfterSeconds ? { ...answer, retryAfterSeconds } : answer
}

export function reasonOf(error: unknown, { connecting = false }: { connecting?: boolean } = {}): Reason {
  if (error instanceof PlainError) return error.reason
  if (error instanceof PlanningCenterError) return `planning-center:${error.reason}`
  if (error instanceof SignInRequired) return `sign-in-required:${error.reason}`
  if (error instanceof SignInFailed) return connecting ? whileConnecting(error.reason) : `sign-in:${error.reason}`
  if (error instanceof ConnectionRefused) return `connection:${error.reason}`
  if (error instanceof ListNotRefreshed) return `list:${error.reason}`
  if (error instanceof NotSaved || error instanceof CopyMoved) return `report:${error.reason}`
  if (error instanceof ExportRefused) return `export:${error.reason}`
  if (error instanceof GrantTrouble) return `grant:${error.reason}`
  if (error instanceof UnknownKey) return 'grant:key-unknown'
  if (isStoreFailure(error)) return 'store-unavailable'
  if (isDatabaseFailure(error)) return 'database-unavailable'
  return requestProblem(error) ?? 'unexpected'
}

/** Whoever is connecting a church is signed in, and stays so. */
function whileConnecting(reason: SignInFailedReason): Reason {
  if (reason === 'church-not-listed') return 'connection:other-church'
  return reason === 'denied' || reason === 'attempt-expired' || reason === 'other-browser' ? `connection:${reason}` : 'connection:unfinished'
}

/** What Express and its body parser throw (http-errors): `expose` says that the request was at fault, not we. */
function requestProblem(error: unknown): Reason | undefined {
  if (error instanceof URIError) return 'bad-request'
  if (!(error instanceof Error) || !('status' in error) || !('expose' in error) || error.expose !== true) return undefined
  if (error.status === 404) return 'page-not-found'
  return error.status === 413 ? 'too-large' : 'bad-request'
}

const errorPages: Record<Reason, ErrorPage> = {
  ...ownPages,
  ...named('planning-center', planningCenterPages),
  ...named('sign-in-required', signInRequiredPages),
  ...named('sign-in', signInFailedPages),
  ...named('grant', grantPages),
  ...named('connection', connectionPages),
  ...named('list', listPages),
  ...named('report', reportPages),
  ...named('export', exportPages),
}

function named<Family extends string, R extends string>(family: Family, pages: Record<R, ErrorPage>) {
  const entries = Object.entries(pages).map(([reason, page]) => [`${family}:${reason}`, page])
  return Object.fromEntries(entries) as Record<`${Family}:${R}`, ErrorPage>
}

function namedBy(error: unknown): string[] {
  if (error instanceof SignInFailed && error.church) return [error.church.name]
  if (error instanceof ListNotRefreshed) return error.maker === null ? [] : [error.maker]
  if (error instanceof ExportRefused) return [...error.whoMay]
  return error instanceof ConnectionRefused ? error.named : []
}

function askedPause(error: unknown): number | undefined {
  if (error instanceof PlanningCenterError || error instanceof GrantTrouble) return error.retryAfterSeconds
  return undefined
}

/** `check_ins`, as an address names it, is "Check-Ins" to everybody else. */
function productName(error: unknown): string {
  const product = (error instanceof PlanningCenterError && error.product) || 'people'
  return product.replace(/_/g, '-').replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

function errorPage(entry: ErrorPage, told: Told): Page {
  const say = (words: Words) => (typeof words === 'string' ? words : words(told))
  const { form, retryUrl } = told
  return {
    view: 'error',
    title: entry.title,
    happened: say(entry.happened),
    kept: say(entry.kept),
    over: entry.over ?? false,
    advice: say(entry.advice ?? ''),
    action: entry.action?.(told) ?? (entry.again && retryUrl ? { href: retryUrl, text: 'Try again' } : null),
    sendAgain: entry.again && form ? { ...form, button: form.button ? `${form.button} again` : 'Send it again' } : null,
    // Names with an underscore are our own hidden fields, which nobody typed.
    typed: entry.showsTyped ? (form?.fields.filter(({ name, value }) => !name.startsWith('_') && value !== '') ?? []) : [],
    facts: entry.facts?.(told) ?? [],
    reference: told.reference,
  }
}
