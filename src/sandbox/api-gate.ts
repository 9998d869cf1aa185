import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import {
  sendBadScope,
  sendEmptyUnauthorized,
  sendNotFound,
  sendTooManyRequests,
  sendUnauthorized,
  type Hint,
} from './api-errors'
import { callOf, nameOf } from './calls'
import type { Application } from './oauth/application'
import type { TokenPair, Tokens } from './oauth/tokens'
import type { RateLimits } from './rate-limits'
import type { World } from './world/world'

/**
 * Product as the address names it → the scope that opens it. Current asks for none; that of Webhooks is documented but
 * not among those that can be asked for, so the sandbox does without.
 */
const SCOPES: Record<string, string | null> = {
  api: 'api',
  calendar: 'calendar',
  'check-ins': 'check_ins',
  current: null,
  giving: 'giving',
  groups: 'groups',
  people: 'people',
  publishing: 'publishing',
  registrations: 'registrations',
  services: 'services',
  webhooks: null,
}

interface Gate {
  world: World
  application: Application
  tokens: Tokens
  rateLimits: RateLimits
}

/** Everything that is decided before a product sees the request: who calls, how often, and for which product. */
export function guardApi({ world, application, tokens, rateLimits }: Gate): RequestHandler {
  return (req, res, next) => {
    setCommonHeaders(res)
    const bearer = bearerOf(req)
    if (bearer === undefined) return sendEmptyUnauthorized(res)
    const pair = tokens.byAccess(bearer)
    // Which hint a made-up token gets is not known; an application can only treat it like an expired one.
    if (!pair) return sendUnauthorized(res, 'BABOON')
    Object.assign(callOf(res), { loginId: pair.holder.loginId, personId: pair.holder.personId, shown: nameOf(pair.refreshToken) })
    if (!countRequest(req, res, rateLimits, pair)) return
    const hint = refusalOf(pair, { world, application, tokens })
    if (hint) return sendUnauthorized(res, hint)
    tokens.use(pair)
    const product = productOf(req)
    const scope = SCOPES[product]
    if (scope === undefined) return sendNotFound(res)
    if (scope !== null && !pair.scopes.has(scope)) return sendBadScope(res, product)
    res.locals.caller = { churchId: pair.holder.churchId, personId: pair.holder.personId, scopes: pair.scopes }
    next()
  }
}

/** Whatever no product has. */
export const refuseUnknown: RequestHandler = (_req, res) => sendNotFound(res)

const productOf = (req: Request) => req.path.split('/')[1] ?? ''

export const bearerOf = (req: Request) => /^bearer (\S+)$/i.exec(req.get('authorization') ?? '')?.[1]

function setCommonHeaders(res: Response): void {
  res.set({ 'X-Request-Id': randomUUID(), Vary: 'Accept, Accept-Encoding, Origin', 'Access-Control-Allow-Origin': '*' })
}

function countRequest(req: Request, res: Response, rateLimits: RateLimits, { holder }: TokenPair): boolean {
  const depth = Number(req.query.offset) > 30_000 ? 'deep' : 'shallow'
  const { limit, count, periodSeconds, retryAfterSeconds } = rateLimits.count(userKey(holder), depth)
  res.set({
    'X-PCO-API-Request-Rate-Limit': String(limit),
    // With its unit, as in the documentation; some clients have only ever met a bare number.
    'X-PCO-API-Request-Rate-Period': `${periodSeconds} seconds`,
    'X-PCO-API-Request-Rate-Count': String(count),
  })
  if (retryAfterSeconds === undefined) return true
  const detail = `Rate limit exceeded: ${count} of ${limit} requests per ${periodSeconds} seconds`
  sendTooManyRequests(res, detail, retryAfterSeconds)
  return false
}

export const userKey = ({ churchId, personId }: { churchId: string; personId: string }) => `${churchId}/${personId}`

function refusalOf(pair: TokenPair, { world, application, tokens }: Omit<Gate, 'rateLimits'>): Hint | undefined {
  if (application.deleted) return 'CHINCHILLA'
  if (pair.revoked) return 'CAPUCHIN'
  if (tokens.isExpired(pair)) return 'BABOON'
  const church = world.churches.get(pair.holder.churchId)
  if (!church) return 'LEMMING'
  return church.people.has(pair.holder.personId) ? undefined : 'FLAMINGO'
}
