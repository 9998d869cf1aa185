import { cookiesOf, sessionCookieIn, type Browser } from './browsers'
import { brokenByPage, isSignedIn, learnFromPage } from './expectations'
import type { Heard, Scene } from './scene'
import { withinLimits, type KnownSession } from './sessions'
import { headingOf, readPage } from './visits'

/** Presses "Sign out". */
export const signOut = (scene: Scene, browser: Browser, at: number) =>
  press(scene, browser, { at, path: () => '/logout', acknowledgedBy: '/signed-out', ends: (here) => (here ? [here] : []) })

export const signOutEverywhere = (scene: Scene, browser: Browser, at: number) =>
  press(scene, browser, {
    at,
    path: () => '/account/sign-ins/end-all',
    acknowledgedBy: '/signed-out?everywhere=1',
    ends: () => scene.sessions.ofPerson(browser.login),
  })

/** Ends one of one's other sign-ins, from the list on the account page. */
export function endAnother(scene: Scene, browser: Browser, at: number): Promise<void> {
  const here = scene.sessions.of(cookiesOf(browser))
  const other = scene.sessions.ofPerson(browser.login).find((session) => session !== here && session.fate === 'alive' && session.secrets)
  if (!other) return Promise.resolve()
  return press(scene, browser, { at, path: () => `/account/sign-ins/${other.secrets?.signInId}/end`, acknowledgedBy: '/account', ends: () => [other] })
}

/** The administrator ends all sign-ins of somebody else. */
export async function sendAway(scene: Scene, { login }: Browser, at: number): Promise<void> {
  const administrator = scene.browsers.at(-1)
  const [seat] = scene.stage.sandbox.world.logins.find(({ id }) => id === login)?.seats ?? []
  if (!administrator || !seat) return
  await press(scene, administrator, { at, of: login, path: () => `/signed-in/${seat.personId}/end-all`, acknowledgedBy: '/signed-in', ends: () => scene.sessions.ofPerson(login) })
  // What is said there is said once: the page writes the session.
  await readPage(scene, administrator, { at: at + 1, page: 'signed-in' })
}

interface Button {
  at: number
  /** Whose sign-ins it ends, if not one's own. */
  of?: string
  path(): string
  /** Where the browser is sent when it is done. */
  acknowledgedBy: string
  ends(here: KnownSession | undefined): KnownSession[]
}

async function press(scene: Scene, browser: Browser, button: Button): Promise<void> {
  const csrf = await formToken(scene, browser, button.at)
  if (csrf === null) return
  await scene.whileChanging(button.of ?? browser.login, async () => {
    const here = scene.sessions.of(cookiesOf(browser))
    const doomed = button.ends(here).filter(({ fate, since }) => fate !== 'ended' && since <= scene.stage.clock.now())
    const heard = await scene.ask(browser, button.at, { path: button.path(), form: { _csrf: csrf }, changesItself: button.of === undefined })
    if (heard.answer.status === 303 && heard.answer.headers.location === button.acknowledgedBy) {
      for (const session of doomed) endForGood(session, scene.stage.clock.now())
    } else {
      complainAboutRefusal(scene, heard, { doomed, whose: button.of ?? browser.login })
      for (const session of doomed) if (session.fate === 'alive') session.fate = 'unsure'
    }
  })
}

/** Of a session that had ended by itself the record lies in Redis for a while: it opens nothing. */
function endForGood(session: KnownSession, now: number): void {
  if (session.fate === 'alive' && withinLimits(session, now) === 'yes') session.endedForGoodAt = now
  session.fate = 'ended'
}

/** As the last page gave it; who has none opens the page about themselves first. */
async function formToken(scene: Scene, browser: Browser, at: number): Promise<string | null> {
  const cookie = sessionCookieIn(cookiesOf(browser))
  if (!cookie) return null
  if (browser.form?.cookie !== cookie) await readPage(scene, browser, { at, page: 'account' })
  return browser.form?.cookie === cookie ? browser.form.csrf : null
}

/** What was not done may only be because of a fault, or because there was nothing to do any more. */
function complainAboutRefusal(scene: Scene, { answer, known }: Heard, { doomed, whose }: { doomed: KnownSession[]; whose: string }): void {
  const broken = brokenByPage(answer, known)
  const formIsReplaced = answer.status === 403 && isSignedIn(known) !== 'yes' // another tab's session has taken its place
  const someAreAlive = doomed.some((session) => session.fate === 'alive' && withinLimits(session, known.now) === 'yes')
  const nobodyLeft = answer.status === 404 && (!someAreAlive || scene.isAlsoChangedElsewhere(whose))
  learnFromPage(answer, known)
  if (broken && !formIsReplaced && !nobodyLeft) scene.complain(broken, `a form: ${answer.status}${headingOf(answer)}`)
}
