import type { Call } from '../../../src/sandbox'
import { sessionCookieIn, type Answer } from './browsers'
import { idOf, type KnownSession } from './sessions'
import type { Troubles } from './troubles'

/** What a schedule broke, and how it shows. */
export interface Complaint {
  invariant: Invariant
  what: string
}

/** In the numbering of the catalogue, section by section; the last three are Foyer's own promises 2, 9 and 2 again. */
export type Invariant =
  | 'I1 each refresh token is sent at most once, unless its reply was lost'
  | 'I2 while nothing is wrong, every page is shown'
  | 'I3 after "signed out" nothing of the session is left or comes back'
  | 'I4 no token, code, verifier, secret or session id lies where it must not'
  | 'I5 an answer holds nothing of another visitor'
  | 'I6 every request ends in time'
  | 'I7 only signing in and out changes cookies'
  | 'I8 no fault signs anybody out'
  | 'I9 nothing is ever written to Planning Center'
  | 'I10 when the faults are over, everybody goes on without signing in'
  | 'Planning Center is told of every sign-out'
  | 'a new pair is stored before it is used'

/** Tokens, codes, the client secret and our own keys are all 64 hexadecimal digits. */
const OPENS_SOMETHING = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/
/** Whatever else Planning Center knows to open something: verifiers and id_tokens. */
const hasSecret = (text: string, secrets: ReadonlySet<string>) => OPENS_SOMETHING.test(text) || (text.match(/[\w.-]{40,}/g) ?? []).some((word) => secrets.has(word))
/** States, verifiers, session and grant ids, form tokens: none of them is for the log. */
const IDS = /(?<![\w-])[\w-]{43}(?![\w-])/

export function complaintsAboutAnswer(answer: Answer, around: { deadline: number; strangers: string[]; clientId: string; secrets: ReadonlySet<string> }): Complaint[] {
  const { path, cookie: cookies, isForm, status, headers, body, ms } = answer
  const found: Complaint[] = []
  const complain = (invariant: Invariant, what: string) => void found.push({ invariant, what: `${what} (${status} ${isForm ? 'POST' : 'GET'} ${path.replace(/\?.*/, '?…')})` })

  if (ms > around.deadline) complain('I6 every request ends in time', `${Math.round(ms)} ms`)
  const { 'set-cookie': set = [], ...others } = headers
  // The way to Planning Center names the application, which is 64 hexadecimal digits as well.
  const seen = `${body}\n${JSON.stringify(others)}`.replaceAll(around.clientId, '')
  if (hasSecret(seen, around.secrets)) complain('I4 no token, code, verifier, secret or session id lies where it must not', 'in an answer')
  const cookie = sessionCookieIn(cookies)
  if (cookie && seen.includes(idOf(cookie))) complain('I4 no token, code, verifier, secret or session id lies where it must not', 'the session id, in an answer')
  for (const stranger of around.strangers) if (seen.includes(stranger)) complain('I5 an answer holds nothing of another visitor', stranger)
  const mayChange = path.startsWith('/login') || (/^\/(oauth\/callback|logout|account\/sign-ins\/)/.test(path) && status === 303)
  if (set.length > 0 && !mayChange) complain('I7 only signing in and out changes cookies', set.map((line) => line.split('=')[0]).join(', '))
  if (status >= 500 && !/reference/i.test(body)) complain('I2 while nothing is wrong, every page is shown', 'an error page without a reference')
  return found
}

export function complaintsAboutLog(log: string, sessions: KnownSession[]): Complaint[] {
  const invariant = 'I4 no token, code, verifier, secret or session id lies where it must not'
  const line = log.split('\n').find((each) => OPENS_SOMETHING.test(each) || IDS.test(each) || sessions.some(({ cookie }) => each.includes(idOf(cookie))))
  return line === undefined ? [] : [{ invariant, what: `in the log: ${line.slice(0, 300)}` }]
}

export function complaintsAboutRedis(entries: [string, string][], around: { sessions: KnownSession[]; people: string[]; secrets: ReadonlySet<string> }): Complaint[] {
  const invariant = 'I4 no token, code, verifier, secret or session id lies where it must not'
  return entries.flatMap(([key, text]) => {
    const ids = around.sessions.map(({ cookie }) => idOf(cookie))
    const isTold = hasSecret(text, around.secrets) || [...ids, ...around.people].some((word) => text.includes(word))
    return isTold ? [{ invariant, what: `in Redis: ${key}` }] : []
  })
}

/** Everything that Planning Center can tell about a schedule. */
export function complaintsAboutCalls(calls: Call[], troubles: Troubles): Complaint[] {
  const found: Complaint[] = []
  const complain = (invariant: Invariant, what: string) => void found.push({ invariant, what })
  for (const { kind, method, path } of calls) if (kind === 'api' && method !== 'GET') complain('I9 nothing is ever written to Planning Center', `${method} ${path}`)

  const spent = new Map<string, Call>()
  const issuedAt = new Map<string, number>()
  for (const call of calls) {
    if (call.kind !== 'token' || !call.shown) continue
    const before = spent.get(call.shown)
    if (before) complain('I1 each refresh token is sent at most once, unless its reply was lost', `${call.grantType ?? ''} sent again after an answer`)
    // The reply was heard, and named a successor: from now on nobody may send it again.
    const isReplaced = call.issued !== undefined && call.status === 200 && !call.fault?.dropReplyAfterActing && !call.fault?.omit
    if (isReplaced) spent.set(call.shown, call)
    const age = call.at - (issuedAt.get(call.shown) ?? -Infinity)
    if (call.grantType === 'refresh_token' && age < FRESH_MS) complain('I1 each refresh token is sent at most once, unless its reply was lost', 'a pair that had just been handed out was renewed')
    if (call.issued) issuedAt.set(call.issued, call.at)
  }
  for (const { from, to, stored } of troubles.blindStretches) {
    const used = calls.slice(from, to).find(({ kind, shown }) => kind === 'api' && shown !== undefined && !stored.has(shown))
    if (used) complain('a new pair is stored before it is used', used.path)
  }
  return found
}

/** A token this young that Planning Center refuses is given a moment, not replaced. */
export const FRESH_MS = 10_000

/** Did Planning Center make it impossible to go on without a new sign-in, after this session began? */
export function isTrulyLost({ login, bornAtCall }: KnownSession, calls: Call[], troubles: Troubles): boolean {
  return calls.slice(bornAtCall).some(({ kind, loginId, fault, issued }, index) => {
    if (kind !== 'token' || loginId !== login || issued === undefined) return false
    // Where the old pair lives until the new one is used, a lost reply costs nothing.
    if (fault?.dropReplyAfterActing) return troubles.modeAt(bornAtCall + index) !== 'dies-when-successor-is-used'
    return fault?.omit?.includes('refresh_token') ?? false
  })
}

/** The last pair that descends from this one, or null when a reply was lost on the way. */
export function lastOfChain(first: string, calls: Call[]): string | null {
  let last = first
  for (const { kind, shown, issued, fault } of calls) {
    if (kind !== 'token' || shown !== last || issued === undefined) continue
    if (fault?.dropReplyAfterActing || fault?.omit) return null
    last = issued
  }
  return last
}
