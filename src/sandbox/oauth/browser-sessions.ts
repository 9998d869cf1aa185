import type { Request, Response } from 'express'
import { randomToken } from './application'

/** Who is signed in to Planning Center itself in a browser, and in which church. */
export interface BrowserSession {
  readonly loginId: string
  churchId: string | undefined
}

// Cookies ignore ports: the name must not be one an application on the same host uses.
const COOKIE = 'planning_center_sandbox'

export interface BrowserSessions {
  read(req: Request): BrowserSession | undefined
  start(req: Request, res: Response, session: BrowserSession): void
  end(req: Request, res: Response): void
}

export function createBrowserSessions(): BrowserSessions {
  const sessions = new Map<string, BrowserSession>()
  return {
    read: req => sessions.get(cookieOf(req)),
    start(req, res, session) {
      sessions.delete(cookieOf(req))
      const id = randomToken()
      sessions.set(id, session)
      res.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax' })
    },
    end(req, res) {
      sessions.delete(cookieOf(req))
      res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax' })
    },
  }
}

const cookieOf = (req: Request) => new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`).exec(req.get('cookie') ?? '')?.[1] ?? ''
