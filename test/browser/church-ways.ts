import type { SyncOutcome } from '../../src/database/tables'
import type { Visit } from '../support/chromium'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH } from '../support/mirroring'
import type { Foyer } from '../support/start-app'
import { until } from '../support/until'
import type { Guide, Place } from './tour'
import { ADMINISTRATOR, SECRETARY } from './walk'
import { as, connected } from './ways'

type Way = Place['go']
interface State {
  state: 'working' | 'slow' | 'again' | 'permission' | 'settings' | 'closed'
  why?: string | null | undefined
  detail?: string | null | undefined
}

/** The church's connection as the database says it stands; it stays so until the next place says another. */
export function standing({ state, why, detail }: State): Way {
  return async (guide) => {
    await say({ state, why, detail })(guide)
    return as(ADMINISTRATOR, '/connection')(guide)
  }
}

function say({ state, why = null, detail = null }: State) {
  return async (guide: Guide) => {
    const db = await connectedOnce(guide)
    await db.updateTable('foyer.connection').set({ state, why, detail, state_since: new Date(guide.foyer.clock.now()) }).execute()
  }
}

/** For whoever may read it, the copy of a church that is connected, or what is made of it. */
export function copied(who: RegExp, path = '/connection/sync'): Way {
  return async (guide) => {
    await makeCopy(guide)
    return as(who, path)(guide)
  }
}

/** Somebody was found on a list, and somebody else on it no more. */
export async function listChanged(guide: Guide): Promise<Visit> {
  await makeCopy(guide)
  const db = await databaseOf(guide.foyer)
  const [list] = await db.selectFrom('mirror.list').select('id').where('name', '=', 'Newsletter by e-mail').execute()
  const [one, other] = await db.selectFrom('mirror.person').select('id').orderBy('sort_name').limit(2).execute()
  const change = (person_id = '', entered: boolean) => ({ organization_id: FIRST_CHURCH, list_id: list?.id ?? '', person_id, entered, at: new Date(guide.foyer.clock.now()) })
  await db.insertInto('mirror.list_change').values([change(one?.id, true), change(other?.id, false), change('1', false)]).onConflict((conflict) => conflict.doNothing()).execute()
  return as(SECRETARY, '/reports/list-changes')(guide)
}

/** Everybody is being looked at, and so far some were found. */
export function underWay(who: RegExp): Way {
  return async (guide) => {
    await makeCopy(guide)
    const part = (read: number, expected: number) => ({ done: read === expected, read, expected })
    const checkpoint = { cuts: { people: ['2006-01-01', '2020-01-01'], households: ['2006-01-01'] }, parts: { 'people 0': part(38, 38), 'people 1': part(10, 22) } }
    await writeRun(guide.foyer, { outcome: 'running', checkpoint })
    return as(who, '/connection/sync')(guide)
  }
}

/** So many were missed at once that somebody has to say what became of them. */
export function manyMissed(who: RegExp): Way {
  return async (guide) => {
    await makeCopy(guide)
    const people = [...(guide.foyer.sandbox.world.churches.get(FIRST_CHURCH)?.people.keys() ?? [])]
    await writeRun(guide.foyer, { outcome: 'held', counts: { held: people.slice(0, 30) } })
    return as(who, '/connection/sync')(guide)
  }
}

export async function makeCopy(guide: Guide): Promise<void> {
  const db = await connectedOnce(guide)
  await db.deleteFrom('sync.run').where('problem', '=', WRITTEN).execute()
  const { as_of } = await db.selectFrom('sync.mirror').select('as_of').executeTakeFirstOrThrow()
  if (as_of) return
  const mirror = await startCopying(guide.foyer)
  await mirror.runNow(FIRST_CHURCH)
  await mirror.close()
}

/** What only a large church would show for longer than a moment. */
async function writeRun(foyer: Foyer, run: { outcome: SyncOutcome; checkpoint?: object; counts?: object }): Promise<void> {
  const at = new Date(foyer.clock.now())
  const { outcome, checkpoint = {}, counts = {} } = run
  await (await databaseOf(foyer))
    .insertInto('sync.run')
    .values({
      organization_id: FIRST_CHURCH, kind: 'reconcile', outcome, problem: WRITTEN, started_at: at, heard_at: at, ended_at: outcome === 'running' ? null : at,
      checkpoint: JSON.stringify(checkpoint), counts: JSON.stringify(counts),
    })
    .execute()
}
/** Marks what was written here, so that the next place finds it. */
const WRITTEN = 'unexpected'

/** By whoever comes first, on the way an administrator goes; that takes a while. */
async function connectedOnce(guide: Guide) {
  const db = await databaseOf(guide.foyer)
  const row = await db.selectFrom('foyer.connection').select('state').executeTakeFirst()
  if (!row) await connected('/connection')(guide)
  return db
}

async function databaseOf({ database }: Foyer) {
  if (!database) throw new Error('this Foyer has no database')
  return database.open()
}

/** Somebody else of the church, on a page that has nothing to do with it. */
export function reading(who: RegExp, path: string, state: State): Way {
  return async (guide) => {
    await say(state)(guide)
    const visit = await as(who, path)(guide)
    // Pages say what was known a moment ago.
    await until(async () => {
      await visit.open(path)
      return visit.page.locator('.banner, .foot__copy').isVisible()
    })
    return visit
  }
}

export async function lookedThrough(guide: Guide): Promise<Visit> {
  await connectedOnce(guide)
  return as(ADMINISTRATOR, '/audit')(guide)
}
