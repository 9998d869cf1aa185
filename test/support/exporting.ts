import { createSettingsStore, type Settings } from '../../src/connection/settings'
import { startCopying } from './copying'
import { FIRST_CHURCH } from './mirroring'
import type { Browser, Foyer } from './start-app'
import { until } from './until'

/** A Foyer whose copy is made, and the browsers of those who look at it. */
export async function copyOnce(foyer: Foyer): Promise<void> {
  const mirror = await startCopying(foyer)
  await mirror.runNow(FIRST_CHURCH)
  await mirror.close()
}

/** The church chooses anew who may export. */
export async function letExport({ database, clock }: Foyer, chosen: Partial<Settings>): Promise<void> {
  if (!database) throw new Error('start this Foyer with a database')
  const settings = createSettingsStore({ database, clock })
  await settings.settle(await database.open(), FIRST_CHURCH, await settings.change(FIRST_CHURCH, () => ({ exporters: [], childExporters: [], exportersByName: [], ...chosen })))
}

export function createDesk(foyer: Foyer): (login: string) => Promise<Browser> {
  const browsers = new Map<string, Promise<Browser>>()
  return (login) => {
    const known = browsers.get(login) ?? signIn(foyer, login)
    browsers.set(login, known)
    return known
  }
}

async function signIn(foyer: Foyer, login: string): Promise<Browser> {
  const browser = foyer.browser()
  await browser.signIn(login)
  return browser
}

/** What the trail says was taken out, oldest first. */
export async function takenOut({ database }: Foyer): Promise<{ why: string | null; person_id: string | null }[]> {
  const db = await database?.open()
  return (await db?.selectFrom('foyer.audit').select(['why', 'person_id']).where('event', '=', 'exported').orderBy('id').execute()) ?? []
}

/** Events are written down a moment later than they happen. */
export async function untilTakenOut(foyer: Foyer, many: number): Promise<(string | null)[]> {
  await until(async () => (await takenOut(foyer)).length >= many)
  return (await takenOut(foyer)).map(({ why }) => why)
}
