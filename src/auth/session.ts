import { setTimeout as pause } from 'node:timers/promises'
import session, { type SessionData } from 'express-session'
import type { Request, RequestHandler } from 'express'
import type { Config } from '../config'
import { PlainError } from '../errors'
import type { SealedSessionStore } from './session-store'

/** Who signed in, as Planning Center named them then. No token: those lie in the grant. */
export interface SignedIn {
  grantId: string
  /** Names this sign-in in the list of the account page; opens nothing. */
  signInId: string
  organizationId: string
  organizationName: string
  personId: string
  name: string
  email: string | null
  startedAt: number
  /** What Foyer may use for them, as it was said at the sign-in: Planning Center decides with every question. */
  scopes?: string[]
  csrf: string
  /** As Planning Center said at the sign-in: good for a hint on a page, never for opening one. */
  administrator?: boolean
}

declare module 'express-session' {
  interface SessionData {
    signIn?: SignedIn
    /** Set on records that came from, or went to, the store: they are only ever updated. */
    stored?: boolean
    seenAt?: number
    /** What has just been done, to be said on the next page. */
    notice?: string
  }
}

export interface CookieNames {
  session: string
  login: string
  parting: string
}

/** `__Host-` binds a cookie to this host, https and path `/` (RFC 6265bis); http exists on localhost only. */
export const cookieNames = (publicUrl: URL): CookieNames =>
  publicUrl.protocol === 'https:'
    ? { session: '__Host-sid', login: '__Host-login', parting: '__Host-signed-out' }
    : { session: 'sid', login: 'login', parting: 'signed-out' }

/** An old session that Redis did not remove at once: asked again for about a minute, then left to its idle limit. */
const REMOVE_AGAIN_MS = 250
const GIVE_UP_MS = 60_000

export function createSessions(config: Pick<Config, 'publicUrl' | 'sessionSecrets'>, store: SealedSessionStore): RequestHandler {
  return session({
    name: cookieNames(config.publicUrl).session,
    secret: config.sessionSecrets,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: false, // the cookie lives as long as the browser; the limits are kept on the server
    // Never 'destroy': after a read that failed there is no req.session either, and the answer would delete the record.
    unset: 'keep',
    cookie: { secure: config.publicUrl.protocol === 'https:', httpOnly: true, sameSite: 'lax', path: '/' },
  })
}

/**
 * A session under a new id at every sign-in (ASVS 7.2.4), saved before the redirect that relies on it is sent. The one
 * before goes last: a fault on the way leaves the visitor signed in as they were.
 */
export async function replace(req: Request, fill: (session: Request['session']) => Promise<void>): Promise<void> {
  const { sessionID: before, sessionStore } = req
  try {
    sessionStore.generate(req)
    await fill(req.session)
  } catch (error) {
    forget(req)
    throw error
  }
  await save(req)
  // Too late: the visitor has been told to try again, and goes on with the cookie they have.
  if (req.res?.headersSent) return
  // If that fails it may have been carried out all the same; then only the new one is left to go on with.
  const removed = () => new Promise<boolean>((resolve) => sessionStore.destroy(before, (error: unknown) => resolve(!error)))
  if (!(await removed())) void untilTrue(removed)
}

async function untilTrue(attempt: () => Promise<boolean>): Promise<void> {
  for (let wait = REMOVE_AGAIN_MS; wait < GIVE_UP_MS; wait *= 2) {
    await pause(wait, undefined, { ref: false })
    if (await attempt()) return
  }
}

/** @throws PlainError for a form whose session has ended. */
export function signedIn(req: Request): SignedIn {
  if (!req.session.signIn) throw new PlainError('form-without-session')
  return req.session.signIn
}

/** Said once. */
export function takeNotice({ session: { notice }, session }: Request): string | null {
  if (notice === undefined) return null
  delete session.notice
  return notice
}

/** Saves before the redirect that relies on it is sent. */
export const save = (req: Request) => settle(req, (done) => req.session.save(done))

export const destroy = (req: Request) => settle(req, (done) => req.session.destroy(done))

function settle(req: Request, act: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) =>
    act((error) => {
      if (!error) return resolve()
      forget(req)
      reject(error instanceof Error ? error : new Error('the session store failed'))
    }),
  )
}

/** Otherwise the failure's page would carry a cookie for a session that does not exist, in place of one that does. */
function forget(req: Request): void {
  Object.assign(req, { session: undefined, sessionID: undefined })
}

export type { SessionData }
