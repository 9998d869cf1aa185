import { z } from 'zod'
import type { Config } from '../config'

/** One answer, as far as facts need it. */
export interface Answer {
  status: number
  headers: Headers
  json: Record<string, unknown>
}

export interface Asking {
  /** Reads; with a token as whoever it belongs to. */
  get(path: string, with_?: { token?: string; headers?: Record<string, string> }): Promise<Answer>
  /** The token endpoint and its neighbor, as this application. */
  oauth(path: '/oauth/token' | '/oauth/revoke', form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  /** Somewhere else, as nobody. */
  picture(url: string): Promise<Answer>
}

const TIMEOUT_MS = 15_000
const object = z.record(z.string(), z.unknown()).catch({})

/** Nothing but GET, save for the two calls of OAuth itself; no redirect is followed. */
export function createAsking({ url, clientId, clientSecret, contact }: Config['planningCenter'], version: string): Asking {
  const agent = { 'User-Agent': `Foyer first contact (${contact})`, Accept: 'application/json' }
  // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')

  async function send(address: URL, init: RequestInit): Promise<Answer> {
    const response = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: object.parse(parse(text)) }
  }

  return {
    get: (path, { token, headers } = {}) =>
      send(new URL(path, url), { headers: { ...agent, 'X-PCO-API-Version': version, ...(token && { Authorization: `Bearer ${token}` }), ...headers } }),
    oauth: (path, form, headers) => send(new URL(path, url), { method: 'POST', body: new URLSearchParams(form), headers: { ...agent, Authorization: `Basic ${basic}`, ...headers } }),
    picture: (address) => send(new URL(address), { headers: { 'User-Agent': agent['User-Agent'] } }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/* Words for what was seen, in which nothing of anybody's can stand. */

const word = (value: unknown) => (typeof value === 'string' && /^[\w .;:/+=*-]{1,60}$/.test(value) ? value : value === undefined || value === null ? 'absent' : 'something else')

export const header = ({ headers }: Answer, name: string) => word(headers.get(name))
/** "400 invalid_grant" */
export const refusal = ({ status, json }: Answer) => `${status}${json['error'] === undefined ? '' : ` ${word(json['error'])}`}`
export const field = ({ json }: Answer, name: string) => word(json[name])
export const presence = (value: unknown) => (value === undefined || value === null ? 'absent' : 'present')

/** "64 hexadecimal characters", never the token. */
export function shapeOf(token: unknown): string {
  if (typeof token !== 'string') return 'absent'
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return 'a JWT'
  return `${token.length} ${/^[0-9a-f]+$/.test(token) ? 'hexadecimal characters' : 'characters'}`
}
