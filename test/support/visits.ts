import { ask, cookiesOf, type Heard, type Question } from './asking'
import { CookieJar, visitPlanningCenter } from './planning-center-visit'
import type { AppProcess } from './processes'

/** No port of this name is open: the processes are asked at ports of their own, in this name. */
const HOST = 'localhost:1'
export const ORIGIN = `http://${HOST}`

/** What a browser does at one process of several, in the name of the public address. */
export interface Visits {
  /** Walks the true sign-in at one process and returns the cookies it gave; by default as the secretary. */
  signIn(at: AppProcess, as?: { login?: string; jar?: CookieJar }): Promise<string>
  get(at: AppProcess, path: string, cookie?: string): Promise<Heard>
  /** As a form of ours; with `fields._csrf` from `csrf`. */
  post(at: AppProcess, path: string, fields: Record<string, string>, cookie: string): Promise<Heard>
  /** Any request. */
  ask(at: AppProcess, question: Question): Promise<Heard>
  /** What a session's forms carry; asks neither for tokens nor Planning Center. */
  csrf(at: AppProcess, cookie: string): Promise<string>
  /** Presses "Sign out"; pass the `csrf` from before when nothing may be asked now. */
  signOut(at: AppProcess, cookie: string, csrf?: string): Promise<Heard>
}

/** @param hear is told of every answer */
export function createVisits(hear: (answer: Heard) => void): Visits {
  async function heard(at: AppProcess, question: Question): Promise<Heard> {
    const answer = await ask(at.port, { ...question, headers: { host: HOST, ...question.headers } })
    hear(answer)
    return answer
  }
  const get = (at: AppProcess, path: string, cookie = '') => heard(at, { path, headers: { cookie } })
  const post = (at: AppProcess, path: string, fields: Record<string, string>, cookie: string) => {
    const headers = { cookie, origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
    return heard(at, { method: 'POST', path, headers, body: new URLSearchParams(fields).toString() })
  }
  async function csrf(at: AppProcess, cookie: string): Promise<string> {
    const { body } = await get(at, '/privacy', cookie)
    return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
  }

  return {
    get,
    post,
    ask: heard,
    csrf,
    signOut: async (at, cookie, token) => post(at, '/logout', { _csrf: token ?? (await csrf(at, cookie)) }, cookie),
    async signIn(at, { login = 'secretary', jar = new CookieJar() } = {}) {
      const started = await get(at, '/login?return_to=/people')
      expect(started.status).toBe(303)
      const { callback } = await visitPlanningCenter(started.headers.location ?? '', { login, jar })
      const arrived = await get(at, callback.slice(ORIGIN.length), cookiesOf(started))
      expect(arrived.status).toBe(303)
      return cookiesOf(arrived)
    },
  }
}
