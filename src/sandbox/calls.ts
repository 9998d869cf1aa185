import { createHash } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Fault } from './faults'

export type CallKind = 'authorize' | 'token' | 'revoke' | 'userinfo' | 'discovery' | 'api' | 'avatar' | 'other'

/** One request as it arrived, without anything that could be used to get in. */
export interface Call {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly query: Record<string, string>
  /** 0 as long as no answer has left, and for ever when it was dropped. */
  status: number
  readonly kind: CallKind
  grantType?: string
  loginId?: string
  personId?: string
  /** Names of the code or pair that was shown and of the pair that was handed out: a chain can be followed by them, and nothing opened. */
  shown?: string | undefined
  issued?: string
  /** The fault it suffered. */
  fault?: Fault
  readonly userAgent: string
  readonly authorization: 'basic' | 'bearer' | 'none'
}

/** Notes every request in the order of arrival; what only later steps learn (who, which grant) they add themselves. */
export function recordCalls(calls: Call[], now: () => number): RequestHandler {
  return (req, res, next) => {
    const call: Call = {
      at: now(),
      method: req.method,
      path: req.path,
      query: harmlessQuery(req),
      status: 0,
      kind: kindOf(req.path),
      userAgent: req.get('user-agent') ?? '',
      authorization: authorizationOf(req),
    }
    calls.push(call)
    current.set(res, call)
    // Not on 'finish': a client in the same process may have read the answer before that event.
    const writeHead = res.writeHead.bind(res) as (...head: unknown[]) => Response
    res.writeHead = ((...head: unknown[]) => {
      call.status = Number(head[0])
      return writeHead(...head)
    }) as typeof res.writeHead
    next()
  }
}

/** What a call is remembered by instead of the code or refresh token it was about. */
export const nameOf = (secret: string) => createHash('sha256').update(secret).digest('hex').slice(0, 16)

const current = new WeakMap<Response, Call>()

export function callOf(res: Response): Call {
  const call = current.get(res)
  if (!call) throw new Error('This request was not recorded')
  return call
}

function kindOf(path: string): CallKind {
  if (path === '/oauth/token') return 'token'
  if (path === '/oauth/revoke') return 'revoke'
  if (path === '/oauth/userinfo') return 'userinfo'
  if (/^\/oauth\/authorize(\/|$)/.test(path)) return 'authorize'
  if (path === '/oauth/discovery/keys' || path.startsWith('/.well-known/')) return 'discovery'
  if (path.startsWith('/avatars/')) return 'avatar'
  return /^\/[a-z_-]+\/v2(\/|$)/.test(path) ? 'api' : 'other'
}

const SECRETS = ['client_secret', 'code', 'code_verifier', 'token', 'access_token', 'refresh_token', 'id_token']

function harmlessQuery(req: Request): Record<string, string> {
  const query = [...new URL(req.originalUrl, 'http://sandbox').searchParams]
  return Object.fromEntries(query.filter(([name]) => !SECRETS.includes(name)))
}

function authorizationOf(req: Request): Call['authorization'] {
  const scheme = /^(basic|bearer) /i.exec(req.get('authorization') ?? '')?.[1]?.toLowerCase()
  return scheme === 'basic' || scheme === 'bearer' ? scheme : 'none'
}
