import { deletePerson, mergePeople } from '../../src/sandbox/world/world'
import { MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { engines } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

describe.each(engines)('a copy of a church on %s', (engine) => {
  let at: Mirroring
  beforeAll(async () => {
    at = await startMirroring({ engine })
    await at.mirror.add(FIRST_CHURCH)
  })
  afterAll(() => at?.close())
  const ruth = () => [...at.church.people.values()].find(({ firstName }) => firstName.startsWith('Ruth')) as { id: string; firstName: string; updatedAt: number }

  it('holds everybody after the first load, and nothing that was not asked for', async () => {
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    expect(at.failures).toEqual([])
    expect(await copyOf(at.database)).toEqual(truthOf(at.church))
    const db = await at.database.open()
    const { as_of } = await db.selectFrom('sync.mirror').select('as_of').executeTakeFirstOrThrow()
    expect(as_of?.getTime()).toBeGreaterThan(0)
    expect(await db.selectFrom('sync.staged').selectAll().execute()).toEqual([])
    const records = await db.selectFrom('mirror.person').select('record').execute()
    expect(JSON.stringify(records)).not.toMatch(/medical|background|login_identifier/)
  })

  it('follows a change with a handful of questions', async () => {
    at.clock.advance(10 * MINUTE)
    Object.assign(ruth(), { firstName: 'Ruthie', updatedAt: Math.floor(at.clock.now() / 1000) * 1000 })
    at.church.revision += 1
    const before = at.sandbox.calls.length
    expect(await at.mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('done')
    expect(await copyOf(at.database)).toEqual(truthOf(at.church))
    expect(at.sandbox.calls.length - before).toBeLessThan(20)
  })

  it('finds deletes, merges and silent changes in the nightly check, and leaves only an id of who is gone', async () => {
    const [keep, remove, gone] = [...at.church.people.keys()].slice(20, 23) as [string, string, string]
    mergePeople(at.sandbox.world, { churchId: FIRST_CHURCH, keep, remove })
    deletePerson(at.sandbox.world, { churchId: FIRST_CHURCH, personId: gone })
    Object.assign(ruth(), { firstName: 'Ruth' })
    at.church.revision += 1
    at.clock.advance(MINUTE)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect(await copyOf(at.database)).toEqual(truthOf(at.church))
    const db = await at.database.open()
    const removed = await db.selectFrom('mirror.removed_person').select(['id', 'survivor_id']).where('id', 'in', [remove, gone]).orderBy('id').execute()
    expect(removed).toEqual([{ id: remove, survivor_id: keep }, { id: gone, survivor_id: null }].sort((a, b) => (a.id < b.id ? -1 : 1)))
  })

  it('asks before it removes many', async () => {
    const many = [...at.church.people.keys()].slice(25, 50)
    const records = many.map((id) => at.church.people.get(id))
    for (const id of many) at.church.people.delete(id)
    at.church.revision += 1
    at.clock.advance(MINUTE)
    const before = await copyOf(at.database)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('held')
    expect(await copyOf(at.database)).toEqual(before)
    for (const record of records) if (record) at.church.people.set(record.id, record)
    at.church.revision += 1
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect(await copyOf(at.database)).toEqual(truthOf(at.church))
  })
})
