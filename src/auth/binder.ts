import type { Request, Response } from 'express'
import type { Config } from '../config'
import { randomId } from '../random'
import { cookieNames } from './session'

/**
 * One cookie per browser that binds sign-in attempts to it: made if absent, shared by all tabs, never cleared by a
 * callback, so that tabs finishing in any order do not spoil each other's attempt.
 */
export interface Binder {
  of(req: Request): string | undefined
  ensure(req: Request, res: Response): string
}

export function createBinder({ publicUrl }: Pick<Config, 'publicUrl'>): Binder {
  const name = cookieNames(publicUrl).login
  const of = (req: Request) => new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1]

  return {
    of,
    ensure(req, res) {
      const known = of(req)
      if (known) return known
      const made = randomId()
      res.cookie(name, made, { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.protocol === 'https:' })
      return made
    },
  }
}
