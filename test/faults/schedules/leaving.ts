import { cookiesOf, sessionCookieIn, type Browser } from './browsers'
import { isSignedIn, meaningOf } from './expectations'
import type { Heard, Scene } from './scene'
import { withinLimits, type KnownSession } from './sessions'
import { readPage } from './visits'

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

interface Button {
  at: number
  path(): string
  /** Where the browser is sent when it is done. */
  acknowledgedBy: string
  ends(here: KnownSession | undefined): KnownSession[]
}

async function press(scene: Scene, browser: Browser, button: Button): Promise<void> {
  const csrf = await formToken(scene, browser, button.at)
  if (csrf === null) return
  await scene.whileChanging(browser.login, async () => {
    const here = scene.sessions.of(cookiesOf(browser))
    const doomed = button.ends(here).filter(({ fate, since }) => fate !== 'ended' && since <= scene.stage.clock.now())
    const heard = await scene.ask(browser, button.at, { path: button.path(), form: { _csrf: csrf }, changesItself: true })
    if (heard.answer.status === 303 && heard.answer.headers.location === button.acknowledgedBy)
      for (const session of doomed) endForGood(session, scene.stage.clock.now())
    else {
      complainAboutRefusal(scene, heard)
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

/** 401: the session had ended before; 403: it was replaced by another tab's. */
function complainAboutRefusal(scene: Scene, { answer, known }: Heard): void {
  const meaning = meaningOf(answer)
  if (meaning === 'a passing trouble' && !known.well) return
  if ((meaning === 'sign in first' || meaning === 'refused') && isSignedIn(known) !== 'yes') return
  scene.complain('I2 while nothing is wrong, every page is shown', `a form: ${answer.status} ${answer.headers.location ?? ''}`)
}
