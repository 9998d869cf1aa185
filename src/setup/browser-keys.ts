import type { Request, Response } from 'express'
import { randomId } from '../random'

/**
 * A random key in a cookie, by which a browser is known before anybody can sign in. It fits the connection as it is, not
 * as PUBLIC_URL wants it: whoever comes by a wrong one must get in all the same, to read what is wrong with it.
 */
export function createBrowserKeys() {
  const nameFor = (req: Request) => (req.secure ? '__Host-setup' : 'setup')
  const of = (req: Request) => new RegExp(`(?:^|;\\s*)${nameFor(req)}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1]

  function replace(req: Request, res: Response, key: string): void {
    res.cookie(nameFor(req), key, { httpOnly: true, sameSite: 'strict', path: '/', secure: req.secure })
  }

  return {
    of,
    replace,
    ensure(req: Request, res: Response): string {
      const known = of(req)
      if (known) return known
      const made = randomId()
      replace(req, res, made)
      return made
    },
  }
}
