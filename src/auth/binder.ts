import type { CookieOptions, Request, Response } from 'express'
import type { Config } from '../config'
import { randomId } from '../random'
import { fingerprint } from '../sealing'
import { cookieNames } from './session'

/**
 * One cookie per browser that binds sign-in attempts to it: made if absent, shared by all tabs, never cleared by a
 * callback, so that tabs finishing in any order do not spoil each other's attempt.
 */
export interface Binder {
  of(req: Request): string | undefined
  /** What an attempt of this state may be bound to in this browser. */
  allFor(req: Request, state: string): string[]
  ensure(req: Request, res: Response): string
  /** Several tabs that come at once to a browser without a binder each bring one, and the last one stays: so each of their attempts has a copy of its own. */
  copyFor(req: Request, res: Response, attempt: { state: string; binder: string }): void
}

export function createBinder({ publicUrl, times }: Pick<Config, 'publicUrl' | 'times'>): Binder {
  const name = cookieNames(publicUrl).login
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.protocol === 'https:' }
  const read = (req: Request, cookie: string) => new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1]
  const of = (req: Request) => read(req, name)
  const copyName = (state: string) => `${name}-${fingerprint(state).slice(0, 8)}`

  return {
    of,
    allFor: (req, state) => [of(req), read(req, copyName(state))].filter((binder) => binder !== undefined),
    ensure(req, res) {
      const known = of(req)
      if (known) return known
      const made = randomId()
      res.cookie(name, made, options)
      return made
    },
    copyFor(req, res, { state, binder }) {
      if (of(req) !== binder) res.cookie(copyName(state), binder, { ...options, maxAge: times.loginAttempt })
    },
  }
}
