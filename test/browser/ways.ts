import type { Visit } from '../support/chromium'
import { MINUTE } from '../support/clock'
import { seatOf } from '../support/connecting'
import { readCode } from '../support/setting-up'
import type { Foyer } from '../support/start-app'
import { until } from '../support/until'
import type { Guide, Place } from './tour'
import { ADMINISTRATOR, heading, passPlanningCenter, PASTOR, personPath, SECRETARY, signIn, TWO_CHURCHES, VOLUNTEER } from './walk'

type Way = Place['go']
type Path = string | ((foyer: Foyer) => string)
type Fault = Omit<Parameters<Foyer['sandbox']['addFault']>[0], 'on'>

export function stranger(path: string): Way {
  return async (guide) => {
    const visit = await guide.stranger()
    await visit.open(path)
    return visit
  }
}

export function as(who: RegExp, path: Path): Way {
  return async ({ foyer, signedIn }) => {
    const visit = await signedIn(who)
    await visit.open(typeof path === 'string' ? path : path(foyer))
    return visit
  }
}

/** The same page with the first fold opened that has these words. */
export function unfolded(words: string, way: Way): Way {
  return async (guide) => {
    const visit = await way(guide)
    await visit.page.locator('summary', { hasText: words }).first().click()
    return visit
  }
}

export function person(part: string): Path {
  return (foyer) => personPath(foyer, part)
}

/** The secretary is signed in beside the administrator. */
export async function whereSomebodyIsSignedIn(guide: Guide): Promise<Visit> {
  await guide.signedIn(SECRETARY)
  return as(ADMINISTRATOR, (foyer) => personPath(foyer, 'Abernathy').replace('/people/', '/signed-in/'))(guide)
}

/* Setting up. */

const UNREGISTERED = { env: { PCO_CLIENT_ID: '', PCO_CLIENT_SECRET: '' } }

export async function findFoyerUnregistered(guide: Guide): Promise<Visit> {
  const other = await guide.otherFoyer(UNREGISTERED)
  const visit = await guide.stranger(other)
  await visit.open('/people')
  return visit
}

/** With whatever stands on the page, as somebody would who has no other code. */
export function giveSetupCode(made?: string): Way {
  return async (guide) => {
    const other = await guide.otherFoyer(UNREGISTERED)
    const visit = await guide.stranger(other)
    await visit.open('/setup')
    await visit.page.getByLabel('The code from the log').fill(made ?? (await readCode(other)))
    await visit.page.getByRole('button', { name: 'Go on' }).click()
    await visit.page.getByText(made ? 'That is not the code' : 'What Foyer found').waitFor()
    return visit
  }
}

export async function tryWrongSecret(guide: Guide): Promise<Visit> {
  const visit = await giveSetupCode()(guide)
  await visit.page.getByLabel('Client id').fill('nobody')
  await visit.page.getByLabel('Secret', { exact: true }).fill('a wrong one')
  await visit.page.getByRole('button', { name: 'Try them' }).click()
  await visit.page.getByText('Planning Center does not know them together').waitFor()
  return visit
}

/* Signing in, and failing. */

/** The volunteer is let in nowhere else: Planning Center asks only those who have not said yes before. */
export async function deny(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger()
  await signIn(visit, VOLUNTEER, { decision: 'Deny' })
  return visit
}

export async function comeLate(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger()
  await visit.open('/people')
  guide.foyer.clock.advance(11 * MINUTE)
  await passPlanningCenter(visit.page, SECRETARY)
  return visit
}

export async function comeFromElsewhere(guide: Guide): Promise<Visit> {
  const [begun, visit] = [await guide.stranger(), await guide.stranger()]
  await begun.open('/people')
  await visit.page.goto(begun.page.url())
  await passPlanningCenter(visit.page, SECRETARY)
  return visit
}

export function failing(fault: Fault): Way {
  return async (guide) => {
    const visit = await guide.stranger()
    guide.foyer.sandbox.addFault({ on: 'token', ...fault })
    await signIn(visit, SECRETARY)
    return visit
  }
}

export async function forgetCookies(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(SECRETARY)
  for (let round = 0; round < 3; round++) {
    await visit.context.clearCookies({ name: 'sid' })
    await visit.open('/account')
  }
  return visit
}

export async function comeFromAnotherChurch(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger(await guide.otherFoyer({ env: { PCO_ORGANIZATIONS: '1' } }))
  await signIn(visit, SECRETARY)
  return visit
}

/* Trouble in the middle of work. */

export async function callAtAnotherName({ foyer, stranger }: Guide): Promise<Visit> {
  const visit = await stranger({ ...foyer, url: foyer.url.replace('localhost', '127.0.0.1') })
  await visit.open('/')
  return visit
}

export async function allowTooLittle(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger()
  guide.foyer.sandbox.addFault({ on: 'token', times: 1, grantScopes: 'openid' })
  await signIn(visit, TWO_CHURCHES, { church: /First Church/ })
  return visit
}

export async function loseTheLogin(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(PASTOR)
  const errors = [{ detail: 'This request could not be authenticated. Error Code Hint: (FLAMINGO)' }]
  guide.foyer.sandbox.addFault({ on: 'api', answer: { status: 401, type: 'json', body: { errors } } })
  await visit.open('/people')
  return visit
}

export function struck(fault: Fault): Way {
  return (guide) => {
    guide.foyer.sandbox.addFault({ on: 'api', ...fault })
    return as(SECRETARY, '/people')(guide)
  }
}

/** The administrator's own limit: everybody else goes on. */
export async function beAskedToPause(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(ADMINISTRATOR)
  guide.foyer.sandbox.addFault({ on: 'api', rateLimit: { retryAfter: 20 } })
  await visit.open('/people')
  return visit
}

export async function loseTheStore(guide: Guide): Promise<Visit> {
  const visit = await guide.signedIn(SECRETARY)
  guide.foyer.proxy?.refuse()
  await until(() => guide.foyer.redis.status !== 'ready')
  await visit.open('/people')
  return visit
}

export async function comeBackAfterSigningOut(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(SECRETARY)
  await visit.page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
  await heading(visit.page, 'You are signed out')
  await visit.page.goBack()
  return visit
}

export async function sendTooLate(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(SECRETARY)
  await addWords(visit, 'Remember the flowers for Sunday.')
  await visit.context.clearCookies({ name: 'sid' })
  await send(visit)
  return visit
}

export async function sendAsSomebodyElse(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(SECRETARY)
  const another = await visit.context.newPage()
  await another.goto(`${guide.foyer.url}/login?prompt=login&return_to=/account`)
  await passPlanningCenter(another, PASTOR)
  await send(visit)
  return visit
}

export async function sendTooMuch(guide: Guide): Promise<Visit> {
  const visit = await guide.freshly(SECRETARY)
  await addWords(visit, 'x'.repeat(20_000))
  await send(visit)
  return visit
}

const send = ({ page }: Visit) => page.getByRole('button', { name: 'Sign out everywhere' }).click()

/** No form of Foyer's has room for words yet; those that come must not lose them. */
async function addWords({ page }: Visit, value: string): Promise<void> {
  await page.locator('form', { hasText: 'Sign out everywhere' }).evaluate((form, words) => {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'note', value: words }))
  }, value)
}

/* A list that Planning Center refreshes. */

/** One of the secretary's own, over which Planning Center takes for ever. */
export async function haveAListRefreshed(guide: Guide): Promise<Visit> {
  guide.foyer.sandbox.setListRunTime(Infinity)
  const visit = await askForARefresh(guide)
  await visit.page.getByRole('progressbar').waitFor()
  return visit
}

export function beRefusedARefresh(status: 403 | 422): Way {
  return (guide) => askForARefresh(guide, { status, type: 'json', body: { errors: [{ status: String(status) }] } })
}

async function askForARefresh({ foyer, signedIn }: Guide, answer?: Fault['answer']): Promise<Visit> {
  const list = foyer.sandbox.churn().addList({ name: 'Ushers', createdById: personPath(foyer, 'Abernathy').replace('/people/', '') })
  if (answer) foyer.sandbox.addFault({ on: 'api', path: `/people/v2/lists/${list.id}/run`, answer })
  const visit = await signedIn(SECRETARY)
  await visit.open(`/lists/${list.id}`)
  await visit.page.getByRole('button', { name: 'Refresh this list in Planning Center' }).click()
  return visit
}

/* A church's connection. */

/** The first to come connects the church, as its administrator; it stays so. */
export function connected(path: string): Way {
  return async (guide) => {
    const visit = await guide.signedIn(ADMINISTRATOR)
    const { page, open } = visit
    await open('/connection/summary')
    const link = page.getByRole('link', { name: 'Go to Planning Center and connect' })
    if (await link.isVisible()) {
      await link.click()
      const [signingIn, choosing, arrived] = [page.getByRole('button', { name: ADMINISTRATOR }), page.getByRole('button', { name: /First Church/ }), page.getByText('Reads with the login of')]
      await signingIn.or(choosing).waitFor()
      // A profile that an earlier visit left has forgotten Planning Center, too.
      if (await signingIn.isVisible()) await signingIn.click()
      else await choosing.click()
      await arrived.waitFor()
    }
    await open(path)
    return visit
  }
}

export async function disconnectByMistake(guide: Guide): Promise<Visit> {
  const visit = await connected('/connection/disconnect')(guide)
  await visit.page.getByRole('textbox', { name: /type the name of your church/ }).fill('Second Church')
  await visit.page.getByRole('button', { name: 'Disconnect First Church' }).click()
  await visit.page.getByText('is not the name of your church').waitFor()
  return visit
}

/* At Planning Center. */

export function sandbox(path: string): Way {
  return async (guide) => {
    const visit = await guide.stranger()
    await visit.page.goto(guide.foyer.sandbox.url + path)
    return visit
  }
}

export async function beAskedWhichChurch(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger()
  await visit.open('/login')
  await visit.page.getByRole('button', { name: TWO_CHURCHES }).click()
  return visit
}

/** Planning Center asks only those who have not said yes before, or have taken it back. */
export async function beAskedToAllow(guide: Guide): Promise<Visit> {
  const visit = await guide.stranger()
  guide.foyer.sandbox.revokeGrants(seatOf(guide.foyer, 'volunteer'))
  await visit.open('/login')
  await visit.page.getByRole('button', { name: VOLUNTEER }).click()
  return visit
}
