import type { RequestHandler } from 'express'
import type { Config } from '../config'
import { PlainError } from '../errors'
import { isOurOwnForm } from '../web/protection'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Stands before every route: what is not a reading request needs a session and its CSRF token. Signing out is the
 * exception: without a session it has nothing to change and simply says so.
 */
export function protectForms({ publicUrl }: Pick<Config, 'publicUrl'>): RequestHandler {
  return (req, _res, next) => {
    if (READING.has(req.method)) return next()
    const { signIn } = req.session
    if (!signIn) return next(req.path === '/logout' ? undefined : new PlainError('form-without-session'))
    next(isOurOwnForm(req, { origin: publicUrl.origin, csrf: signIn.csrf }) ? undefined : new PlainError('form-too-old'))
  }
}
