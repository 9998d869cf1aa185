import type { CookieOptions, Request, Response } from 'express'
import type { Config } from '../config'
import { randomId } from '../random'
import { fingerprint } from '../sealing'
import { cookieNames } from './session'

/**
 * One cookie per browser that binds sign-in attempts to it: made if absent, shared by all tabs, never cleared by a
 * callback, so that tabs finishing in any order do not spoil each other's attempt.
 *
 * Tabs that come at the same moment to a browser without it each bring one, and the last one stays. So an attempt also
 * has a copy under its own name, for as long as it may arrive.
 */
export interface Binder {
  of(req: Request): string | undefined
  ensure(req: Request, res: Response): string
  keepCopy(req: Request, res: Response, attempt: { state: string; binder: string }): void
  /** What an attempt of this state may be bound to in this browser. */
  allFor(req: Request, state: string): string[]
}

/** Whoever begins and begins and never arrives shall not fill their cookies with it. */
const MOST_COPIES = 5

export function createBinder({ publicUrl, times }: Pick<Config, 'publicUrl' | 'times'>): Binder {
  const name = cookieNames(publicUrl).login
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.protocol === 'https:' }
  const read = (req: Request, cookie: string) => new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1]
  const of = (req: Request) => read(req, name)
  const copyName = (state: string) => `${name}-${fingerprint(state).slice(0, 8)}`
  const copies = (req: Request) => (req.headers.cookie ?? '').split(/;\s*/).filter((cookie) => cookie.startsWith(`${name}-`)).length

  return {
    of,
    ensure(req, res) {
      const known = of(req)
      if (known) return known
      const made = randomId()
      res.cookie(name, made, options)
      return made
    },
    keepCopy(req, res, { state, binder }) {
      if (copies(req) < MOST_COPIES) res.cookie(copyName(state), binder, { ...options, maxAge: times.loginAttempt })
    },
    allFor: (req, state) => [of(req), read(req, copyName(state))].filter((binder) => binder !== undefined),
  }
}
