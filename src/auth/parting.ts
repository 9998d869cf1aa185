import type { Request, Response } from 'express'
import { cookieNames } from './session'

/**
 * Somebody pressed "Sign out" in this browser. Planning Center may still be open in it, and would let the next page,
 * or the back button of whoever sits down next, straight in again. So after signing out on purpose nothing signs in
 * by itself until somebody presses the button.
 */
export function rememberParting(res: Response, publicUrl: URL): void {
  res.cookie(cookieNames(publicUrl).parting, '1', attributes(publicUrl))
}

export function forgetParting(res: Response, publicUrl: URL): void {
  res.clearCookie(cookieNames(publicUrl).parting, attributes(publicUrl))
}

export const hasParted = (req: Request, publicUrl: URL) =>
  new RegExp(`(?:^|;\\s*)${cookieNames(publicUrl).parting}=1(?:;|$)`).test(req.headers.cookie ?? '')

const attributes = (publicUrl: URL) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.protocol === 'https:' }) as const
