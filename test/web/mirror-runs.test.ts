import type { PersonRecord } from '../../src/sandbox/world/world'
import { HOUR, MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

const DAY = 24 * HOUR

describe.each(engines)('the runs of a church’s copy on %s', (engine) => {
  let database: TestDatabase
  let at: Mirroring
  beforeAll(async () => {
    database = await startDatabase(engine)
  })
  afterAll(() => database?.close())
  beforeEach(async () => {
    await emptyDatabase(database)
    at = await startMirroring({ database, sandbox: { people: 120 } })
    await at.mirror.add(FIRST_CHURCH)
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    at.clock.advance(10 * MINUTE)
  })
  afterEach(() => at?.close())

  /** A process that takes up whatever is due, once. */
  const takeDue = async () => {
    const church = await due()
    return church.due_at.getTime() <= at.clock.now() ? at.mirror.runNow(FIRST_CHURCH) : null
  }
  const due = async () => (await database.open()).selectFrom('sync.mirror').select(['due_at', 'reconcile_due_at', 'approved_run_id']).executeTakeFirstOrThrow()
  const history = async () => (await database.open()).selectFrom('sync.run').select(['kind', 'outcome', 'counts', 'problem']).orderBy('id').execute()
  const lastRun = async () => (await history()).at(-1)
  const copied = async () => (await copyOf(database))['people']?.map((row) => (row as string[])[0])
  const seated = () => new Set(at.sandbox.world.logins.flatMap(({ seats }) => seats.map(({ personId }) => personId)))
  const guests = () => [...at.church.people.keys()].filter((id) => !seated().has(id))
  /** They are hidden, as by a mistake of somebody's, or gone, until the answer is called. */
  function leave(ids: string[]): () => void {
    const records = ids.map((id) => at.church.people.get(id)).filter((one): one is PersonRecord => one !== undefined)
    for (const id of ids) at.church.people.delete(id)
    at.church.revision += 1
    return () => {
      for (const record of records) at.church.people.set(record.id, record)
      at.church.revision += 1
    }
  }
  /** Something that happens while Planning Center has the first question about a path. */
  function meanwhile(path: string, act: () => unknown): void {
    const interlude = at.sandbox.beforeAnswer(async (call) => {
      if (call.path !== path) return
      interlude.remove()
      await act()
    })
  }

  it('ask about everybody who would go, so that people who leave in two waves are decided about twice, not for ever', async () => {
    const [first, second] = [guests().slice(0, 25), guests().slice(25, 50)]
    leave(first)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('held')
    expect((await lastRun())?.counts).toEqual({ held: [...first].sort() })
    at.clock.advance(MINUTE)
    expect(await at.decide('really-left')).toBe(true)

    leave(second)
    expect(await takeDue()).toBe('held')
    expect((await lastRun())?.counts).toEqual({ held: [...first, ...second].sort() })
    expect(await copied()).toEqual(expect.arrayContaining([...first, ...second]))
    at.clock.advance(MINUTE)
    expect(await at.decide('really-left')).toBe(true)
    expect(await takeDue()).toBe('done')
    expect(await copied()).toEqual([...at.church.people.keys()].sort())
    expect((await lastRun())?.counts).toMatchObject({ removed: 50 })
  })

  it('remove on one word only those it was said of: many others who are missing meanwhile are asked about anew', async () => {
    const [shown, notShown] = [guests().slice(0, 25), guests().slice(25, 50)]
    const come = leave(shown)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('held')
    at.clock.advance(MINUTE)
    await at.decide('really-left')
    come()
    leave(notShown)
    expect(await takeDue()).toBe('held')
    expect((await due()).approved_run_id).toBeNull()
    expect((await lastRun())?.counts).toEqual({ held: [...notShown].sort() })
    expect(await copied()).toEqual(expect.arrayContaining([...shown, ...notShown]))
  })

  it('do not count those who were joined with others', async () => {
    const some = guests()
    for (let i = 0; i < 60; i += 2) at.churn.mergePeople({ keep: some[i] as string, remove: some[i + 1] as string })
    at.clock.advance(MINUTE)
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect((await lastRun())?.counts).toMatchObject({ removed: 0, merged: 30 })
    expect(await copyOf(database)).toEqual(truthOf(at.church))
  })

  it('begin at once with what an administrator decided while another run was under way', async () => {
    leave(guests().slice(0, 25))
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('held')
    at.clock.advance(20 * MINUTE)
    meanwhile('/people/v2/people', () => (at.clock.advance(1000), at.decide('really-left')))
    expect(await takeDue()).toBe('done') // a short run
    expect(await takeDue()).toBe('done')
    expect(await lastRun()).toMatchObject({ kind: 'reconcile', counts: { removed: 25 } })
    expect(await takeDue()).toBeNull()
  })

  it.each(['incremental', 'reconcile'] as const)('read everything anew at once when other things are to be kept, and leave off the %s run under way', async (kind) => {
    meanwhile('/people/v2/people', () => (at.clock.advance(1000), at.mirror.readAnew(FIRST_CHURCH)))
    expect(await at.mirror.runNow(FIRST_CHURCH, kind)).toBe('interrupted')
    at.clock.advance(1000)
    expect(await takeDue()).toBe('done')
    expect(await lastRun()).toMatchObject({ kind: 'reconcile' })
    expect(await takeDue()).toBeNull()
  })

  it('are not put off by what a run met that somebody has mended meanwhile', async () => {
    at.sandbox.addFault({ on: 'api', path: '/people/v2/people', answer: { status: 403, type: 'json', body: { errors: [] } } })
    at.putOff(at.clock.now() + HOUR)
    meanwhile('/people/v2/campuses', () => (at.clock.advance(1000), at.mirror.add(FIRST_CHURCH)))
    expect(await at.mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('failed')
    expect((await due()).due_at.getTime()).toBeLessThanOrEqual(at.clock.now())
    expect(await takeDue()).toBe('failed')
    expect((await due()).due_at.getTime()).toBeGreaterThan(at.clock.now() + 59 * MINUTE)
  })

  it('never take a short run that was killed for a check of everybody', async () => {
    await killDuring('incremental')
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('done')
    expect((await history()).slice(-2)).toMatchObject([{ kind: 'incremental', outcome: 'stopped' }, { kind: 'reconcile', outcome: 'done' }])

    await killDuring('incremental')
    at.clock.advance(DAY)
    expect(await takeDue()).toBe('done')
    expect((await history()).slice(-2)).toMatchObject([{ kind: 'incremental', outcome: 'stopped' }, { kind: 'reconcile', outcome: 'done' }])
  })

  it('go on with a check of everybody that was killed, unless everything is to be read anew since', async () => {
    await killDuring('reconcile')
    expect(await at.mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('done')
    expect(await lastRun()).toMatchObject({ kind: 'reconcile', outcome: 'done' })
    await killDuring('reconcile')
    at.clock.advance(1000)
    await at.mirror.readAnew(FIRST_CHURCH)
    expect(await takeDue()).toBe('done')
    expect((await history()).slice(-2)).toMatchObject([{ kind: 'reconcile', outcome: 'stopped' }, { kind: 'reconcile', outcome: 'done' }])
  })

  it('that fail are tried again after one minute, two, four, eight and then a quarter of an hour, until one goes through', async () => {
    at.sandbox.addFault({ on: 'api', path: '/people/v2/campuses', answer: { status: 403, type: 'json', body: { errors: [] } } })
    const pauses: number[] = []
    for (let tries = 0; tries < 6; tries++) {
      expect(await at.mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('failed')
      const pause = (await due()).due_at.getTime() - at.clock.now()
      pauses.push(Math.round(pause / MINUTE))
      at.clock.advance(pause)
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15])
    at.sandbox.clearFaults()
    expect(await takeDue()).toBe('done')
    at.sandbox.addFault({ on: 'api', path: '/people/v2/campuses', answer: { status: 403, type: 'json', body: { errors: [] } } })
    expect(await at.mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('failed')
    expect((await due()).due_at.getTime()).toBeLessThanOrEqual(at.clock.now() + MINUTE)
  })

  it('keep what they have read of everybody while Planning Center is out of order, and go on from there', async () => {
    at.sandbox.addFault({ on: 'api', path: '/people/v2/person_mergers', answer: { status: 503 } })
    expect(await at.mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('failed')
    expect(Math.round(((await due()).due_at.getTime() - at.clock.now()) / MINUTE)).toBe(1)
    at.clock.advance(MINUTE)
    at.sandbox.clearFaults()
    const asked = at.sandbox.calls.length
    expect(await takeDue()).toBe('done')
    expect(at.sandbox.calls.slice(asked).filter(({ path }) => path === '/people/v2/people')).toEqual([])
    expect(await history()).toMatchObject([{ kind: 'first' }, { kind: 'reconcile', outcome: 'done', problem: null }])
    expect(await copyOf(database)).toEqual(truthOf(at.church))
  })

  it('are forgotten: the short ones after two weeks, the others after four hundred days', async () => {
    await at.mirror.runNow(FIRST_CHURCH, 'incremental')
    at.clock.advance(15 * DAY)
    await at.mirror.runNow(FIRST_CHURCH, 'reconcile')
    expect((await history()).map(({ kind }) => kind)).toEqual(['first', 'reconcile'])
    at.clock.advance(386 * DAY)
    await at.mirror.runNow(FIRST_CHURCH, 'incremental')
    expect((await history()).map(({ kind }) => kind)).toEqual(['reconcile', 'incremental'])
  })

  async function killDuring(kind: 'incremental' | 'reconcile'): Promise<void> {
    const doomed = at.another()
    meanwhile('/people/v2/households', () => void doomed.close())
    expect(await doomed.runNow(FIRST_CHURCH, kind)).toBe('interrupted')
    at.clock.advance(1000)
  }
})
