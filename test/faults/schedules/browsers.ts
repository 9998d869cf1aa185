import type { Heard } from '../../support/asking'
import { CookieJar } from '../../support/planning-center-visit'
import { idOf, type KnownSession } from './sessions'
import { PUBLIC_URL } from './stage'

/** One browser of one person. */
export interface Browser {
  /** Of whom: a login of the sample church. */
  login: string
  /** Foyer's cookies, and those of Planning Center. */
  jar: CookieJar
  planningCenter: CookieJar
  /** The token of the last page's forms, and the cookie it came with. */
  form: { cookie: string; csrf: string } | null
  /** Addresses Planning Center sent it back to. */
  callbacks: string[]
}

/** Of whom, and how often so far, the permission was taken away on Planning Center's own page. */
export type Revoked = Map<string, number>

/** What came back, and what had been sent. */
export interface Answer extends Heard {
  cookie: string
  isForm: boolean
}

/** The first two browsers are one person's; the last is one who may end everybody's sign-ins. */
export const LOGINS = ['secretary', 'secretary', 'pastor', 'administrator']

export const newBrowser = (login: string): Browser => ({ login, jar: new CookieJar(), planningCenter: new CookieJar(), form: null, callbacks: [] })

export const cookiesOf = ({ jar }: Browser) => jar.header(new URL(PUBLIC_URL))

export const sessionCookieIn = (cookies: string) => /(?:^|; )sid=([^;]+)/.exec(cookies)?.[1]

/** All sessions of a schedule, by the cookie that opens them. */
export interface Sessions {
  add(session: KnownSession): void
  of(cookies: string): KnownSession | undefined
  ofPerson(login: string): KnownSession[]
  all(): KnownSession[]
}

export function createSessions(): Sessions {
  const known = new Map<string, KnownSession>()
  const all = () => [...known.values()]
  return {
    add: (session) => void known.set(idOf(session.cookie), session),
    of: (cookies) => known.get(idOf(sessionCookieIn(cookies) ?? '')),
    ofPerson: (login) => all().filter((session) => session.login === login),
    all,
  }
}
