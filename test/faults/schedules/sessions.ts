import type { Redis } from 'ioredis'
import { sessionKey } from '../../../src/auth/session-store'
import type { Config } from '../../../src/config'
import { nameOf } from '../../../src/sandbox/calls'
import { fingerprint } from '../../../src/sealing'
import { ABSOLUTE, IDLE } from './actions'

/** What is known of one session from outside: what the browser was told, and when. */
export interface KnownSession {
  /** The cookie's value, as the browser sends it. */
  cookie: string
  key: string
  login: string
  since: number
  /** "Last seen" as Foyer keeps it lies between these two. */
  seenAtLeast: number
  seenAtMost: number
  /** `unsure`: something was tried that may have ended it. */
  fate: 'alive' | 'unsure' | 'ended'
  /** When the person took the permission away on Planning Center's own page. */
  revokedAt: number | null
  /** Somebody was told "you are signed out": from then on nothing of it may exist. */
  endedForGoodAt: number | null
  /** Calls Planning Center had been asked when it began; losses before do not concern it. */
  bornAtCall: number
  secrets: { grantKey: string; signInId: string; firstPair: string } | null
}

export interface Beginning {
  cookie: string
  login: string
  now: number
  calls: number
}

export function beginSession({ cookie, login, now, calls }: Beginning): KnownSession {
  return {
    cookie,
    key: sessionKey(idOf(cookie)),
    login,
    since: now,
    seenAtLeast: now,
    seenAtMost: now,
    fate: 'alive',
    revokedAt: null,
    endedForGoodAt: null,
    bornAtCall: calls,
    secrets: null,
  }
}

/** `s%3A<id>.<signature>` */
export const idOf = (cookie: string) => decodeURIComponent(cookie).replace(/^s:/, '').replace(/\..*$/, '')

/** By the clock alone: is a session of this age still one? */
export function withinLimits({ since, seenAtLeast, seenAtMost }: KnownSession, now: number): 'yes' | 'no' | 'perhaps' {
  if (now - since >= ABSOLUTE || now - seenAtMost >= IDLE) return 'no'
  return now - seenAtLeast < IDLE ? 'yes' : 'perhaps'
}

export const deadKeysOf = ({ key, secrets }: KnownSession) => (secrets ? [key, secrets.grantKey] : [key])

/** Reads, with Foyer's own keys, what lies under a session: to know what must be gone when it has ended. */
export async function lookInto(session: KnownSession, { control, config }: { control: Redis; config: Config }): Promise<void> {
  const record = await control.get(session.key)
  if (record === null) return
  const { keyring } = config
  const { signIn } = JSON.parse(keyring.open('session', session.key, record.slice(record.indexOf('.') + 1))) as { signIn: { grantId: string; signInId: string } }
  const grantKey = `foyer:grant:${fingerprint(signIn.grantId)}`
  const sealed = await control.hget(grantKey, 'p')
  const { refreshToken } = sealed ? (JSON.parse(keyring.open('grant', grantKey, sealed)) as { refreshToken: string | null }) : { refreshToken: null }
  session.secrets = { grantKey, signInId: signIn.signInId, firstPair: nameOf(refreshToken ?? '') }
}
