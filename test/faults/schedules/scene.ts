import { ask, type Question } from '../../support/asking'
import { cookiesOf, createSessions, LOGINS, newBrowser, sessionCookieIn, type Answer, type Browser, type Revoked, type Sessions } from './browsers'
import { complaintsAboutAnswer, isTrulyLost, type Complaint, type Invariant } from './invariants'
import type { Circumstances } from './expectations'
import type { HeldLocks } from './held-locks'
import { PUBLIC_URL, type Stage } from './stage'
import { lookInto, type KnownSession } from './sessions'
import { createTroubles, type Troubles } from './troubles'

/** One schedule being played: who is there, what is known of them, what is wrong, and what was broken. */
export interface Scene {
  stage: Stage
  troubles: Troubles
  browsers: Browser[]
  sessions: Sessions
  revoked: Revoked
  complaints: Complaint[]
  complain(invariant: Invariant, what: string): void
  /** Asks one instance with a browser's cookies, and keeps what it sets. */
  ask(browser: Browser, at: number, request: Request): Promise<Heard>
  /** While it works, nobody can say whether this person is signed in. */
  whileChanging<Result>(login: string, work: () => Promise<Result>): Promise<Result>
  /** From within one change: another is under way, whose answer has not come yet. */
  isAlsoChangedElsewhere(login: string): boolean
  /** Finds out what lies under sessions that are new. */
  lookIntoSessions(): Promise<void>
}

export interface Request {
  path: string
  form?: Record<string, string> | undefined
  /** In place of the browser's own. */
  cookie?: string
  /** Asked from within `whileChanging`: that change is no surprise. */
  changesItself?: boolean
}

export interface Heard {
  answer: Answer
  known: Circumstances
}

/** The first byte after 8 scaled seconds, and some for a machine that is busy with other things. */
const DEADLINE_MS = 9000

export function createScene(stage: Stage, locks: HeldLocks): Scene {
  const { sandbox, clock } = stage
  const troubles = createTroubles(stage, locks)
  const sessions = createSessions()
  const changing = new Map<string, { underWay: number; count: number }>()
  const changesOf = (login: string) => {
    const known = changing.get(login) ?? { underWay: 0, count: 0 }
    changing.set(login, known)
    return known
  }

  const scene: Scene = {
    stage,
    troubles,
    browsers: LOGINS.map(newBrowser),
    sessions,
    revoked: new Map(),
    complaints: [],
    complain: (invariant, what) => void scene.complaints.push({ invariant, what }),

    async ask(browser, at, { path, form, cookie = cookiesOf(browser), changesItself = false }) {
      const { login } = browser
      const session = sessions.of(cookie)
      const isWell = troubles.watch()
      const { count } = changesOf(login)
      const isAlone = () => changesOf(login).underWay === Number(changesItself)
      const wasAlone = isAlone()
      const port = stage.instances[at % stage.instances.length]?.port ?? 0
      const hadEnded = session?.fate === 'ended'
      if (session) session.seenAtMost = clock.now()
      const answer = { ...(await ask(port, asBrowser({ path, form, cookie }))), cookie, isForm: form !== undefined }
      browser.jar.keep(new URL(PUBLIC_URL), answer.headers['set-cookie'] ?? [])
      scene.complaints.push(...complaintsAboutAnswer(answer, { deadline: DEADLINE_MS, strangers: strangersTo(login, path, stage), clientId: sandbox.clientId, secrets: sandbox.secrets }))
      rememberForm(browser, answer)
      const steady = wasAlone && isAlone() && changesOf(login).count === count
      return { answer, known: { session, hadEnded, now: clock.now(), well: isWell(), steady, lost: session ? isTrulyLost(session, sandbox.calls, troubles) : false, troubles } }
    },

    async whileChanging(login, work) {
      changesOf(login).underWay++
      changesOf(login).count++
      try {
        return await work()
      } finally {
        changesOf(login).underWay--
      }
    },

    isAlsoChangedElsewhere: (login) => changesOf(login).underWay > 1,

    async lookIntoSessions() {
      if (troubles.isRedisFrozen()) return
      const unknown = sessions.all().filter(({ secrets, fate }) => secrets === null && fate === 'alive')
      await Promise.all(unknown.map((session: KnownSession) => lookInto(session, stage)))
    },
  }
  return scene
}

function asBrowser({ path, form, cookie }: Pick<Request, 'path' | 'form'> & { cookie: string }): Question {
  const headers = { host: new URL(PUBLIC_URL).host, cookie }
  if (!form) return { path, headers }
  const body = new URLSearchParams(form).toString()
  return { method: 'POST', path, body, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, 'sec-fetch-site': 'same-origin' } }
}

function rememberForm(browser: Browser, { body, cookie: cookies }: Answer): void {
  const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1]
  const cookie = sessionCookieIn(cookies)
  if (csrf && cookie) browser.form = { cookie, csrf }
}

/** Words that only others may be shown: the list each person keeps to themselves, and on the page about oneself all addresses. */
function strangersTo(login: string, path: string, { sandbox }: Stage): string[] {
  const others = sandbox.world.logins.filter(({ id }) => id !== login)
  return others.flatMap(({ id, email }) => [privateListOf(id), ...(path === '/account' ? [email] : [])])
}

export const privateListOf = (login: string) => `Only for ${login}’s eyes`
