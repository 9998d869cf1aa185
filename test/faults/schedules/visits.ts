import { visitPlanningCenter } from '../../support/planning-center-visit'
import type { PageName, TabOrder } from './actions'
import { cookiesOf, sessionCookieIn, type Answer, type Browser } from './browsers'
import { brokenByPage, learnFromPage, meaningOf } from './expectations'
import type { Heard, Scene } from './scene'
import { beginSession } from './sessions'
import { PUBLIC_URL } from './stage'

const NOT_SHOWN = 'I2 while nothing is wrong, every page is shown'

/** Opens one page in several tabs at once, each at its own instance. */
export async function readPages(scene: Scene, browser: Browser, { at, page }: { at: number[]; page: PageName }): Promise<void> {
  await Promise.all(at.map((instance) => readPage(scene, browser, { at: instance, page })))
}

export async function readPage(scene: Scene, browser: Browser, { at, page, cookie }: { at: number; page: PageName; cookie?: string }): Promise<Answer> {
  const { answer, known } = await scene.ask(browser, at, { path: addressOf(scene, page), ...(cookie !== undefined && { cookie }) })
  const broken = brokenByPage(answer, known)
  if (broken) scene.complain(broken, `${page}: ${answer.status}${headingOf(answer)} for ${describe(known.session)}${known.well ? ', and all was well' : ''}`)
  if (answer.status === 200) checkEyes(scene, browser, answer)
  learnFromPage(answer, known)
  return answer
}

function addressOf({ stage }: Scene, page: PageName): string {
  if (page !== 'person') return `/${page}`
  return `/people/${stage.sandbox.world.logins.find(({ id }) => id === 'pastor')?.seats[0]?.personId ?? ''}`
}

/** Whose page it is stands in its head. */
function checkEyes(scene: Scene, { login }: Browser, { body }: Answer): void {
  const name = scene.stage.sandbox.world.logins.find(({ id }) => id === login)?.name.replace("'", '&#39;')
  const shown = /<bdi class="eyes__name">([^<]*)</.exec(body)?.[1]
  if (shown !== name) scene.complain('I5 an answer holds nothing of another visitor', `${login} is shown as ${shown ?? 'nobody'}`)
}

export const headingOf = ({ body }: Answer) => ` "${/<h1[^>]*>([^<]*)</.exec(body)?.[1] ?? ''}"`
const describe = (session: Heard['known']['session']) => (session ? `a session that is ${session.fate}` : 'somebody without a session')

/** Comes in through Planning Center, in one tab or in several. */
export async function signIn(scene: Scene, browser: Browser, how: { at: number[]; tabs: TabOrder; again: boolean }): Promise<void> {
  const revoked = scene.revoked.get(browser.login)
  await scene.whileChanging(browser.login, async () => {
    const begun = how.tabs === 'at once' ? await Promise.all(how.at.map(begin)) : await inTurn(how.at, begin)
    const callbacks: { at: number; path: string }[] = []
    for (const one of begun) if (one) callbacks.push({ at: one.at + 1, path: await passPlanningCenter(browser, one.address) })
    if (how.tabs === 'the other way round') callbacks.reverse()
    if (how.tabs === 'at once') await Promise.all(callbacks.map((callback) => arrive(scene, browser, { ...callback, revoked })))
    else await inTurn(callbacks, (callback) => arrive(scene, browser, { ...callback, revoked }))
  })
  if (sessionCookieIn(cookiesOf(browser))) await readPage(scene, browser, { at: how.at[0] ?? 0, page: 'account' })

  async function begin(at: number): Promise<{ at: number; address: string } | null> {
    const { answer, known } = await scene.ask(browser, at, { path: `/login?return_to=/account${how.again ? '&again=1' : ''}` })
    const { location = '' } = answer.headers
    if (answer.status === 303 && location.startsWith('http')) return { at, address: location }
    const isIn = answer.status === 303 && location === '/account' && known.session !== undefined
    if (!isIn && (known.well || meaningOf(answer) !== 'a passing trouble')) scene.complain(NOT_SHOWN, `the way to Planning Center: ${answer.status} ${location}`)
    return null
  }
}

async function inTurn<From, To>(all: From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = []
  for (const one of all) done.push(await work(one))
  return done
}

async function passPlanningCenter(browser: Browser, address: string): Promise<string> {
  const { callback } = await visitPlanningCenter(address, { login: browser.login, jar: browser.planningCenter })
  return callback.slice(PUBLIC_URL.length)
}

interface Arrival {
  at: number
  path: string
  /** How often the person had revoked everything when this sign-in began. */
  revoked: number | undefined
}

async function arrive(scene: Scene, browser: Browser, { at, path, revoked }: Arrival): Promise<void> {
  const { clock, sandbox } = scene.stage
  const calls = sandbox.calls.length
  const { answer, known } = await scene.ask(browser, at, { path })
  // One that met with trouble may not be used up.
  if (meaningOf(answer) !== 'a passing trouble') browser.callbacks.push(path)
  const { location = '' } = answer.headers
  // It was bound to a cookie that another tab's has replaced: it begins again by itself.
  if (answer.status === 303 && location.startsWith('http')) return arrive(scene, browser, { at, revoked, path: await passPlanningCenter(browser, location) })
  const isRevoked = scene.revoked.get(browser.login) !== revoked
  const set = (answer.headers['set-cookie'] ?? []).map(sessionCookieIn).find(Boolean)
  if (answer.status === 303 && location === '/account' && set) {
    // In trouble the one before is removed as soon as Redis answers.
    if (known.session) known.session.fate = known.well ? 'ended' : 'unsure'
    const session = beginSession({ cookie: set, login: browser.login, now: clock.now(), calls })
    return scene.sessions.add(isRevoked ? { ...session, fate: 'unsure', revokedAt: clock.now() } : session)
  }
  const isInAlready = answer.status === 303 && location === '/account' && known.session !== undefined
  const mayFail = (!known.well && meaningOf(answer) === 'a passing trouble') || (isRevoked && answer.status === 400)
  if (!isInAlready && !mayFail) scene.complain(NOT_SHOWN, `coming back from Planning Center: ${answer.status}${headingOf(answer)}`)
}

/** The back button, long afterwards. */
export async function goBack(scene: Scene, browser: Browser, at: number): Promise<void> {
  const path = browser.callbacks.at(-1)
  if (path === undefined) return
  const { answer, known } = await scene.ask(browser, at, { path })
  const isHarmless = (answer.status === 303 && answer.headers.location === '/') || answer.status === 400
  if (!isHarmless && (known.well || meaningOf(answer) !== 'a passing trouble')) scene.complain(NOT_SHOWN, `an old callback: ${answer.status}${headingOf(answer)}`)
}
