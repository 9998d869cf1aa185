import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { connectDatabase, type Database } from '../../src/database'
import type { Mirror } from '../../src/mirror'
import { defaultTimes } from '../../src/times'
import { MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'
import { until } from '../support/until'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

const log = pino({ level: 'silent' })

describe.each(engines)('several processes at one church’s copy on %s', (engine) => {
  let database: TestDatabase
  let at: Mirroring
  /** Each process has connections of its own, where the engine has more than one. */
  const connections: Database[] = []
  beforeAll(async () => {
    database = await startDatabase(engine)
    at = await startMirroring({ database, times: { syncLook: 20, syncEvery: 50 } })
  }, 60_000)
  afterAll(async () => {
    await at?.close()
    await Promise.all(connections.map((one) => one.close()))
    await database?.close()
  })
  beforeEach(async () => {
    await emptyDatabase(database)
    await at.mirror.add(FIRST_CHURCH)
  })

  const another = () => {
    if (database.url === null) return at.another()
    const own = connectDatabase({ address: { engine: 'postgres', url: database.url }, times: defaultTimes, log })
    connections.push(own)
    return at.another({ database: own })
  }
  const runs = async () => (await database.open()).selectFrom('sync.run').select(['kind', 'outcome', 'started_at', 'ended_at', 'counts']).orderBy('id').execute()
  /** What Planning Center has a question about is held back until released. */
  function holdBack(path: string): { reached: Promise<void>; release(): void } {
    let [reach, release] = [() => {}, () => {}]
    const reached = new Promise<void>((resolveReached) => (reach = resolveReached))
    const released = new Promise<void>((resolveReleased) => (release = resolveReleased))
    const act = at.sandbox.beforeAnswer(async (call) => {
      if (call.path !== path) return
      act.remove()
      reach()
      await released
    })
    return { reached, release }
  }

  it('do one run at a time, however often somebody presses and however many look', async () => {
    const processes = [another(), another(), another()]
    for (const one of processes) one.start()
    const press = (times: number) => (processes[times % 3] as Mirror).runNow(FIRST_CHURCH, times % 2 ? 'incremental' : 'reconcile')
    const pressed = await Promise.all(Array.from({ length: 12 }, (_, times) => press(times)))
    await until(async () => (await runs()).filter(({ outcome }) => outcome === 'done').length >= 8, 15_000)
    await Promise.all(processes.map((one) => one.close()))

    expect(pressed.filter((ended) => ended !== null).length).toBeLessThanOrEqual(1)
    const all = await runs()
    expect(all.filter(({ kind }) => kind === 'first')).toMatchObject([{ outcome: 'done', counts: { added: at.church.people.size } }])
    for (const [index, { started_at }] of all.entries()) expect(started_at.getTime()).toBeGreaterThanOrEqual(all[index - 1]?.ended_at?.getTime() ?? 0)
    expect(await copyOf(database)).toEqual(truthOf(at.church))
  }, 40_000)

  it('write nothing any more when they have stood still for too long and another has taken the church over', async () => {
    const [slow, quick] = [another(), another()]
    const held = holdBack('/people/v2/households')
    const standing = slow.runNow(FIRST_CHURCH)
    await held.reached
    expect(await quick.runNow(FIRST_CHURCH)).toBeNull()
    at.clock.advance(2 * MINUTE)
    expect(await quick.runNow(FIRST_CHURCH)).toBe('done')
    const [before, history] = [await copyOf(database), await runs()]
    held.release()
    expect(await standing).toBe('interrupted')
    expect([await copyOf(database), await runs()]).toEqual([before, history])
    expect(before).toEqual(truthOf(at.church))
  })

  it('take a church from themselves no more than from another: who stood still is not who takes it up anew', async () => {
    const one = another()
    const held = holdBack('/people/v2/households')
    const standing = one.runNow(FIRST_CHURCH)
    await held.reached
    at.clock.advance(2 * MINUTE)
    expect(await one.runNow(FIRST_CHURCH)).toBe('done')
    held.release()
    expect(await standing).toBe('interrupted')
    expect(await copyOf(database)).toEqual(truthOf(at.church))
  })

  if (engine === 'postgres') {
    it('lose what they are just making true when another has taken the church over meanwhile', async () => {
      const [slow, quick] = [another(), another()]
      const db = await database.open()
      let standing: Promise<unknown> = Promise.resolve()
      let taking: Promise<unknown> = Promise.resolve()
      await db.transaction().execute(async (step) => {
        await sql`lock table mirror.tab in access exclusive mode`.execute(step)
        standing = slow.runNow(FIRST_CHURCH)
        await until(() => isWaiting(1))
        at.clock.advance(2 * MINUTE)
        taking = quick.runNow(FIRST_CHURCH)
        await until(() => isWaiting(2))
      })
      expect([await standing, await taking]).toEqual(['interrupted', 'done'])
      expect(await copyOf(database)).toEqual(truthOf(at.church))
      expect(await runs()).toMatchObject([{ outcome: 'done', counts: { added: at.church.people.size } }])
    }, 40_000)

    it.each([3, 9, 14])('go on where one was killed, at its question %s', async (question) => {
      let asked = 0
      const child = await startProcess()
      const interlude = at.sandbox.beforeAnswer(() => {
        if (++asked === question) child.kill('SIGKILL')
      })
      await once(child, 'exit')
      interlude.remove()
      await mustGoOn()
    }, 60_000)

    it('go on where one was killed while it made true what it had read', async () => {
      const db = await database.open()
      await db.transaction().execute(async (step) => {
        await sql`lock table mirror.tab in access exclusive mode`.execute(step)
        const child = await startProcess()
        await until(() => isWaiting(1), 30_000)
        child.kill('SIGKILL')
        await once(child, 'exit')
      })
      await mustGoOn()
    }, 60_000)
  }

  async function startProcess(): Promise<ChildProcess> {
    const known = { databaseUrl: database.url, planningCenterUrl: at.sandbox.url, token: await at.token(), church: FIRST_CHURCH, tabIds: [...at.church.tabs.keys()], ahead: at.clock.now() - Date.now() }
    return fork(resolve(__dirname, '../support/mirror-process.cjs'), [JSON.stringify(known)])
  }

  async function mustGoOn(): Promise<void> {
    for (const rows of Object.values(await copyOf(database))) expect(rows).toEqual([])
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBeNull()
    at.clock.advance(2 * MINUTE)
    expect(await at.mirror.runNow(FIRST_CHURCH)).toBe('done')
    expect(await copyOf(database)).toEqual(truthOf(at.church))
    expect(await runs()).toMatchObject([{ kind: 'first', outcome: 'done', counts: { added: at.church.people.size } }])
  }

  const isWaiting = async (many: number) => {
    const { rows } = await sql<{ many: number }>`select count(*) as many from pg_stat_activity where wait_event_type = 'Lock' and query like '%mirror%'`.execute(await database.openForWork())
    return (rows[0]?.many ?? 0) >= many
  }
})
