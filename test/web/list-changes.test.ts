import { everyRowOf } from '../support/every-row'
import { HOUR, MINUTE } from '../support/clock'
import { FIRST_CHURCH, startMirroring, type Mirroring } from '../support/mirroring'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)
const DAY = 24 * HOUR

describe.each(engines)('who came onto a list and who left it, on %s', (engine) => {
  let database: TestDatabase
  let at: Mirroring
  beforeAll(async () => {
    database = await startDatabase(engine)
  })
  afterAll(() => database?.close())
  beforeEach(async () => {
    await emptyDatabase(database)
    at = await startMirroring({ database })
    await at.mirror.add(FIRST_CHURCH)
    await run()
  })
  afterEach(() => at?.close())

  const run = async (kind?: 'incremental' | 'reconcile') => {
    at.clock.advance(MINUTE)
    expect([await at.mirror.runNow(FIRST_CHURCH, kind), at.failures]).toEqual(['done', []])
  }
  const changes = async () => (await database.open()).selectFrom('mirror.list_change').select(['list_id', 'person_id', 'entered']).orderBy('at').orderBy('entered').execute()
  const list = () => [...at.church.lists.values()].find(({ name }) => name === 'Newsletter by e-mail') as { id: string; refreshedAt: number; updatedAt: number }
  const on = () => [...at.church.listResults.values()].filter(({ listId }) => listId === list().id)
  const off = () => [...at.church.people.values()].filter(({ id }) => !on().some(({ personId }) => personId === id))
  /** As somebody does it in Planning Center by hand. */
  function put(personId: string): void {
    at.church.listResults.set(`added-${personId}`, { id: `added-${personId}`, listId: list().id, personId, createdAt: at.clock.now() })
    touch()
  }
  function take(personId: string): void {
    for (const [id, result] of at.church.listResults) if (result.personId === personId && result.listId === list().id) at.church.listResults.delete(id)
    touch()
  }
  function touch(): void {
    Object.assign(list(), { refreshedAt: at.clock.now(), updatedAt: at.clock.now() })
    at.church.revision += 1
  }

  it('is nobody when a list is read for the first time, however often it is read after that', async () => {
    expect(await changes()).toEqual([])
    touch()
    await run('incremental')
    await run('reconcile')
    expect(await changes()).toEqual([])
  })

  it('is told once of each, whichever run finds it', async () => {
    const [comes, goes, later] = [off()[0]?.id as string, on()[0]?.personId as string, off()[1]?.id as string]
    put(comes)
    take(goes)
    await run('incremental')
    const first = [{ list_id: list().id, person_id: goes, entered: false }, { list_id: list().id, person_id: comes, entered: true }]
    expect(await changes()).toEqual(first)
    await run('incremental')
    await run('reconcile')
    expect(await changes()).toEqual(first)
    put(later)
    await run('reconcile')
    expect(await changes()).toEqual([...first, { list_id: list().id, person_id: later, entered: true }])
  })

  it('goes with the list, and with whoever is gone from the church', async () => {
    const [comes, goes] = [off().filter(({ id }) => !isSeated(id))[0]?.id as string, on().filter(({ personId }) => !isSeated(personId))[0]?.personId as string]
    put(comes)
    take(goes)
    await run('incremental')
    at.churn.deletePerson(comes)
    await run('reconcile')
    expect((await changes()).map(({ person_id }) => person_id)).toEqual([goes])
    expect((await everyRowOf(database)).filter((row) => row.includes(`"${comes}"`) && !row.startsWith('mirror.removed_person'))).toEqual([])
    at.churn.deleteList(list().id)
    await run('incremental')
    expect(await changes()).toEqual([])
  })

  it('is kept for 400 days', async () => {
    put(off()[0]?.id as string)
    await run('incremental')
    at.clock.advance(399 * DAY)
    await run('incremental')
    expect(await changes()).toHaveLength(1)
    at.clock.advance(2 * DAY)
    await run('incremental')
    expect(await changes()).toEqual([])
  })

  it('goes with the copy', async () => {
    put(off()[0]?.id as string)
    await run('incremental')
    const db = await database.open()
    await db.transaction().execute((step) => at.mirror.forget(step, FIRST_CHURCH))
    expect(await changes()).toEqual([])
  })

  const isSeated = (id: string) => at.sandbox.world.logins.some(({ seats }) => seats.some(({ personId }) => personId === id))
})
