import { MINUTE } from '../support/clock'
import { beginLife } from '../support/dying'
import { copyOf, FIRST_CHURCH, listsCopied, listsSeen, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

/** Beyond what an undisturbed load asks: what was on its way, and the short collections that each begins with. */
const ASKED_AGAIN = 14

describe.each(engines)('a first load on %s whose process dies', (engine) => {
  let database: TestDatabase
  let at: Mirroring
  let undisturbed: { requests: number; truth: unknown }
  beforeAll(async () => {
    database = await startDatabase(engine)
    at = await startMirroring({ database })
    await at.mirror.add(FIRST_CHURCH)
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    undisturbed = { requests: requests().length, truth: { ...truthOf(at.church), lists: await listsSeen(at) } }
  }, 60_000)
  afterAll(async () => {
    await at?.close()
    await database?.close()
  })
  beforeEach(async () => {
    await emptyDatabase(database)
    await at.mirror.add(FIRST_CHURCH)
    at.sandbox.calls.length = 0
  })

  /** Every step on one engine; what a step does is the same on the other. */
  const everySoMany = engine === 'pglite' || process.env['SOAK'] ? 1 : 6
  const requests = () => at.sandbox.calls.filter(({ kind }) => kind === 'api')
  const asOf = async () => (await (await database.open()).selectFrom('sync.mirror').select('as_of').executeTakeFirstOrThrow()).as_of
  const copied = async () => ({ ...(await copyOf(database)), lists: await listsCopied(database) })

  /** Returns whether it died before it was done. */
  async function loadUntil(death: { requests: number } | { writes: number }): Promise<boolean> {
    const life = beginLife({ database, planningCenter: at.planningCenter })
    const doomed = at.another(life)
    let asked = 0
    const interlude = at.sandbox.beforeAnswer(() => {
      if ('requests' in death && ++asked === death.requests) life.end()
    })
    if ('writes' in death) life.afterWrites(death.writes)
    const ended = await doomed.runNow(FIRST_CHURCH).catch(() => null)
    interlude.remove()
    if (life.isOver()) expect(ended).toBeNull()
    return life.isOver()
  }

  async function mustBeWholeAfterAnother(): Promise<void> {
    if (!(await asOf())) {
      for (const rows of Object.values(await copied())) expect(rows).toEqual([])
      expect(await at.mirror.runNow(FIRST_CHURCH)).toBeNull() // the dead process still holds it
      at.clock.advance(MINUTE + 1000)
      expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    }
    expect(await copied()).toEqual(undisturbed.truth)
    const runs = await (await database.open()).selectFrom('sync.run').select(['kind', 'outcome', 'counts']).execute()
    expect(runs).toMatchObject([{ kind: 'first', outcome: 'done', counts: { added: at.church.people.size, changed: 0, removed: 0 } }])
    expect(requests().length - 1).toBeLessThanOrEqual(undisturbed.requests + ASKED_AGAIN) // one of them signs in
    expect(await (await database.open()).selectFrom('sync.staged').select('id').execute()).toEqual([])
  }

  it('at any question is gone on with by another, to the same end', async () => {
    let died = 0
    for (let requests = 1; await loadUntil({ requests }); requests++, died++) {
      await mustBeWholeAfterAnother()
      await emptyDatabase(database)
      await at.mirror.add(FIRST_CHURCH)
      at.sandbox.calls.length = 0
    }
    expect(died).toBe(undisturbed.requests)
    await mustBeWholeAfterAnother()
  }, 180_000)

  it('after any thing it has written is gone on with by another, to the same end', async () => {
    let died = 0
    for (let writes = 1; await loadUntil({ writes }); writes += everySoMany, died++) {
      await mustBeWholeAfterAnother()
      await emptyDatabase(database)
      await at.mirror.add(FIRST_CHURCH)
      at.sandbox.calls.length = 0
    }
    expect(died * everySoMany).toBeGreaterThan(20)
    await mustBeWholeAfterAnother()
  }, 180_000)

  it('again and again comes to the same end', async () => {
    let died = 0
    while (await loadUntil({ requests: 12 })) {
      at.clock.advance(MINUTE + 1000)
      expect(++died).toBeLessThan(20)
    }
    expect(died).toBeGreaterThan(1)
    expect(await copied()).toEqual(undisturbed.truth)
  }, 60_000)
})
