import type { Response } from 'supertest'
import { MINUTE } from './clock'
import { FIRST_CHURCH } from './mirroring'
import { visitPlanningCenter } from './planning-center-visit'
import { readPage, type ReadPage } from './page'
import { startFoyer, type Browser, type Foyer, type StartOptions } from './start-app'
import { emptyDatabase } from './start-database'
import { until } from './until'

export const GRACE_CHAPEL = '519007'

/** Quick enough that a test need not wait, slow enough for two busy cores. */
const BRISK = { syncLook: 50, connectionLook: 50, retryPauseMin: 1, retryPauseMax: 5, syncPatience: 200, renewCoolDown: 50, renewCoolDownMax: 100 }

/** A Foyer with a database; what runs in the background begins with `foyer.app.start()`. */
export async function startConnecting({ times, ...options }: StartOptions = {}): Promise<Foyer> {
  const foyer = await startFoyer({ database: 'pglite', ...options, times: { ...BRISK, ...times } })
  foyer.sandbox.setRateLimit({ limit: 100_000 })
  return foyer
}

/** For the next test: nobody connected, nobody signed in, and Planning Center as it was. */
export async function startAnew(foyer: Foyer): Promise<void> {
  const { database, redis, sandbox } = foyer
  if (database) await emptyDatabase(database)
  await redis.flushall()
  sandbox.clearFaults()
  sandbox.revokeGrants() // so that everybody is asked for consent again
  sandbox.setPermission(seatOf(foyer, 'administrator'), { siteAdministrator: true, peoplePermissions: 'Manager' })
  sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Manager' })
  sandbox.setPermission(seatOf(foyer, 'volunteer'), { peoplePermissions: 'Viewer' })
}

export async function signedIn(foyer: Foyer, login: string, church?: string): Promise<Browser> {
  const browser = foyer.browser()
  await browser.signIn(login, church ? { church } : {})
  return browser
}

interface Choices {
  way?: 'myself' | 'dedicated'
  /** Ids of custom tabs, with the lowest permission that is shown each. */
  tabs?: Record<string, string>
  exports?: Record<string, string | string[]>
  /** Who says yes on Planning Center's page. */
  login?: string
  church?: string
  decision?: 'allow' | 'deny'
}

/** Step by step as an administrator would, up to the address Planning Center sends the browser back to. */
export async function untilConsent(browser: Browser, { way = 'myself', tabs = {}, exports = { exporters: 'Manager' } }: Choices = {}): Promise<string> {
  const _csrf = await browser.csrf()
  await browser.submit('/connection/way', { _csrf, way }).expect(303)
  const ticked: Record<string, string> = {}
  for (const [id, level] of Object.entries(tabs)) Object.assign(ticked, { [`tab-${id}`]: 'on', [`level-${id}`]: level })
  await browser.submit('/connection/kept', { _csrf, ...ticked }).expect(303)
  await browser.submit('/connection/exports', { _csrf, ...(exports as Record<string, string>), go: 'on' }).expect(303)
  return startOf(browser)
}

/** Presses the link on the summary; the answer is Planning Center's address. */
export async function startOf(browser: Browser): Promise<string> {
  const { text } = await browser.visit('/connection/summary').expect(200)
  const start = readPage(text).links.find(({ href }) => href.startsWith('/connection/start'))?.href ?? ''
  return (await browser.visit(start).expect(303)).headers['location'] ?? ''
}

/** The whole way; the answer is the callback's. */
export async function connect(foyer: Foyer, browser: Browser, choices: Choices = {}): Promise<Response> {
  const address = await untilConsent(browser, choices)
  const { callback } = await visitPlanningCenter(address, {
    login: choices.login ?? 'administrator',
    jar: browser.jar,
    ...(choices.decision && { decision: choices.decision }),
    church: choices.church ?? FIRST_CHURCH,
  })
  return browser.visit(callback.slice(foyer.url.length))
}

/** Grace Chapel has nobody in charge: Sam Haddad is put there, and signs in. */
export async function administratorOfGrace(foyer: Foyer): Promise<Browser> {
  foyer.sandbox.setPermission(seatOf(foyer, 'two-churches', GRACE_CHAPEL), { siteAdministrator: true, peoplePermissions: 'Manager' })
  return signedIn(foyer, 'two-churches', GRACE_CHAPEL)
}

/** What `/connection` says, with its badge. */
export async function connectionPage(browser: Browser): Promise<ReadPage & { badge: string; html: string }> {
  const { text: html } = await browser.visit('/connection').expect(200)
  return { ...readPage(html), badge: /class="badge badge--\w+">([^<]*)</.exec(html)?.[1] ?? '', html }
}

/** Planning Center lets Foyer read no more, a while after it last did: a token that is only seconds old is given a second chance. */
export function revoke({ clock, sandbox }: Foyer, who: Parameters<Foyer['sandbox']['revokeGrants']>[0]): void {
  clock.advance(MINUTE)
  sandbox.revokeGrants(who)
}

export async function lookAgain(browser: Browser): Promise<void> {
  await browser.submit('/connection/look-again', { _csrf: await browser.csrf() }).expect(303)
}

/** A church's copy has gone through its first load. */
export async function untilCopied({ database }: Foyer, organizationId = FIRST_CHURCH): Promise<void> {
  await until(async () => {
    const db = await database?.open()
    const row = await db?.selectFrom('sync.mirror').select('as_of').where('organization_id', '=', organizationId).executeTakeFirst()
    return Boolean(row?.as_of)
  }, 20_000)
}

/** No run is under way, and none is due: what lies there now stays as it is. */
export async function untilQuiet({ database, clock }: Foyer): Promise<void> {
  await until(async () => {
    const db = await database?.open()
    const busy = await db?.selectFrom('sync.mirror').select('organization_id').where((e) => e.or([e('lease_owner', 'is not', null), e('due_at', '<', new Date(clock.now()))])).execute()
    return busy?.length === 0
  }, 20_000)
}

export function seatOf(foyer: Foyer, login: string, churchId = FIRST_CHURCH) {
  const seat = foyer.sandbox.world.logins.find(({ id }) => id === login)?.seats.find((one) => one.churchId === churchId)
  if (!seat) throw new Error(`${login} has no seat in ${churchId}`)
  return { churchId, personId: seat.personId }
}

export function tabId({ sandbox }: Foyer, name: string): string {
  const tab = [...(sandbox.world.churches.get(FIRST_CHURCH)?.tabs.values() ?? [])].find((one) => one.name === name)
  if (!tab) throw new Error(`no tab ${name}`)
  return tab.id
}
