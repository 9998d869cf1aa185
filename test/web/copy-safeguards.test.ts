import { MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, startMirroring, truthOf, type Mirroring } from '../support/mirroring'

jest.setTimeout(60_000)

/** Enough that 25 of them are not one in twenty. */
const LARGE = 600

describe('a church’s copy', () => {
  let at: Mirroring
  afterEach(() => at?.close())
  const copied = async (options: Parameters<typeof startMirroring>[0] = {}) => {
    at = await startMirroring(options)
    await at.mirror.add(FIRST_CHURCH)
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    at.clock.advance(20 * MINUTE)
  }
  const guests = () => {
    const seated = new Set(at.sandbox.world.logins.flatMap(({ seats }) => seats.map(({ personId }) => personId)))
    return [...at.church.people.keys()].filter((id) => !seated.has(id))
  }
  function lose(many: number): void {
    for (const id of guests().slice(-many)) at.church.people.delete(id)
    at.church.revision += 1
  }

  it('is brought up to date by one process at a time: one that was taken for dead, and is not, writes nothing any more', async () => {
    await copied()
    const held = holdFirst('/people/v2/campuses')
    const slow = at.mirror.runNow(FIRST_CHURCH, 'reconcile')
    await held.reached
    const second = at.another()
    expect(await second.runNow(FIRST_CHURCH, 'reconcile')).toBeNull()
    at.clock.advance(2 * MINUTE)
    expect(await second.runNow(FIRST_CHURCH)).toBe('done')
    const asOf = await at.asOf()
    held.release()
    expect(await slow).toBe('interrupted')
    expect([await at.asOf(), await copyOf(at.database)]).toEqual([asOf, truthOf(at.church)])
    expect(await (await at.database.open()).selectFrom('sync.staged').selectAll().execute()).toEqual([])
  })

  it('goes back for nobody: who was seen later than a run has read them stays as they were seen', async () => {
    await copied()
    const [id = ''] = guests()
    const db = await at.database.open()
    // Moved on a moment ago at Planning Center, and opened by somebody since the run has read them.
    Object.assign(at.church.people.get(id) ?? {}, { firstName: 'Read', updatedAt: Math.floor(at.clock.now() / 1000) * 1000 })
    at.church.revision += 1
    const held = holdFirst('/people/v2/person_mergers')
    const run = at.mirror.runNow(FIRST_CHURCH, 'reconcile')
    await held.reached
    await db.updateTable('mirror.person').set({ first_name: 'Seen', seen_at: new Date(at.clock.now() + MINUTE) }).where('id', '=', id).execute()
    held.release()
    expect(await run).toBe('done')
    expect(await db.selectFrom('mirror.person').select('first_name').where('id', '=', id).execute()).toEqual([{ first_name: 'Seen' }])
  })

  it('asks nobody about twenty people, though they are a third of the church', async () => {
    await copied()
    lose(20)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect((await copyOf(at.database))['people']).toHaveLength(at.church.people.size)
  })

  it('asks nobody about twenty-five people of six hundred', async () => {
    await copied({ sandbox: { people: LARGE } })
    lose(25)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect((await copyOf(at.database))['people']).toHaveLength(at.church.people.size)
  })

  it('holds of custom tabs only the one that was ticked', async () => {
    const ofTab = (one: Mirroring['church'], tabId: string) => [...one.fieldDefinitions.values()].filter((field) => field.tabId === tabId && field.deletedAt === null).map(({ id }) => id)
    const ticked = (one: Mirroring['church']) => [...one.tabs.keys()].find((tabId) => [...one.fieldData.values()].some(({ fieldDefinitionId }) => ofTab(one, tabId).includes(fieldDefinitionId))) ?? ''
    await copied({ tabIds: (church) => [ticked(church)] })
    const fields = ofTab(at.church, ticked(at.church))
    const values = [...at.church.fieldData.values()].filter(({ fieldDefinitionId }) => fields.includes(fieldDefinitionId)).map(({ id }) => id)
    expect(values.length).toBeGreaterThan(0)
    expect(values.length).toBeLessThan(at.church.fieldData.size)
    expect((await copyOf(at.database))['fieldData']?.map((row) => (row as string[])[0])).toEqual(values.sort())
  })

  /** Holds the first answer to a path until released. */
  function holdFirst(path: string): { reached: Promise<void>; release(): void } {
    let [reach, release] = [() => {}, () => {}]
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const act = at.sandbox.beforeAnswer(async (call) => {
      if (call.path !== path) return
      act.remove()
      reach()
      await released
    })
    return { reached, release }
  }
})
