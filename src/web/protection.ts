import helmet from 'helmet'
import type { RequestHandler } from 'express'
import { PlainError } from '../errors'
import { sameText } from '../random'

/** The headers of every answer. Nothing is framed, nothing inline runs, nothing is kept by a cache. */
export function secureHeaders(publicUrl: URL): RequestHandler[] {
  const https = publicUrl.protocol === 'https:'
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          // Every start of the OAuth flow is a link: this directive would stop a form's redirect to Planning Center.
          formAction: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: https ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set({ 'Cache-Control': 'no-store', 'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' })
      next()
    },
  ]
}

/** Answers only to its own name, so that no link or cookie is ever made for another. */
export function onlyOurHost(publicUrl: URL): RequestHandler {
  // Read as an address, so that upper case and a port that goes without saying are still our name.
  const isOurs = (host: string) => {
    const address = `${publicUrl.protocol}//${host}`
    return /^[\w.:[\]-]+$/.test(host) && URL.canParse(address) && new URL(address).href === publicUrl.href
  }
  return (req, _res, next) => next(isOurs(req.headers.host ?? '') ? undefined : new PlainError('wrong-host'))
}

/**
 * A form counts only when our own page sent it: Fetch Metadata first (OWASP), `Origin` where a browser has none,
 * and the session's token in either case. `SameSite=Lax` is a third layer, not relied on.
 */
export function isOurOwnForm(request: { headers: Record<string, unknown>; body: unknown }, expected: { origin: string; csrf: string }): boolean {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers['origin']
  if (site !== undefined ? site !== 'same-origin' && site !== 'none' : origin !== undefined && origin !== expected.origin) return false
  const token = (request.body as { _csrf?: unknown } | undefined)?._csrf
  return typeof token === 'string' && sameText(token, expected.csrf)
}
