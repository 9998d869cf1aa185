import type { Request } from 'express'
import type { Application } from './application'
import { refusals } from './errors'

/** The parameters of a form or JSON body; a doubled or nested one makes the whole request malformed. */
export function parametersOf(req: Request): Record<string, string> {
  const body: unknown = req.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body) || body === null) throw refusals.malformed()
  const entries = Object.entries(body)
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) throw refusals.malformed()
  return Object.fromEntries(entries)
}

/** By Basic header or by body, but not by both at once (RFC 6749 §2.3). */
export function isOurClient(req: Request, parameters: Record<string, string>, application: Application): boolean {
  const basic = /^basic (\S+)$/i.exec(req.get('authorization') ?? '')?.[1]
  const inBody = parameters.client_secret !== undefined
  if (basic !== undefined && inBody) throw refusals.malformed()
  const [id, secret] = basic === undefined ? [parameters.client_id, parameters.client_secret] : decodeBasic(basic)
  return !application.deleted && id === application.clientId && secret === application.clientSecret
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function decodeBasic(credentials: string): [string | undefined, string | undefined] {
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? []
  try {
    return [decodeURIComponent(id ?? ''), decodeURIComponent(secret ?? '')]
  } catch {
    return [undefined, undefined]
  }
}
