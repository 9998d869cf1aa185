import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { connectDatabase } from '../../src/database'
import { migrations } from '../../src/database/migrations'
import { defaultTimes } from '../../src/times'
import { engines, startDatabase, type TestDatabase } from '../support/start-database'

describe.each(engines)('the database on %s', (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startDatabase(engine)
  })
  afterAll(() => database?.close())

  it('is brought up to date once, whoever comes first', async () => {
    // Tests otherwise begin on PGlite with tables that are there already.
    const bare = engine === 'pglite' ? connectDatabase({ address: { engine, folder: null }, times: defaultTimes, log: pino({ level: 'silent' }) }) : database
    const [db] = await Promise.all([bare.open(), bare.openForWork(), bare.open()])
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    expect(rows.map(({ name }) => name)[0]).toBe('0001-mirror')
    if (bare !== database) await bare.close()
  })

  it('has the tables of every step, and no other', async () => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(await database.open())
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations))
  })

  it('gives the same kinds of values as the other engine', async () => {
    const db = await database.open()
    const { rows } = await sql`select count(*) as many, 9007199254740991::bigint as large, date '2000-02-29' as day,
      timestamptz '2026-11-23T10:00:00Z' as moment, '{"a":[1]}'::jsonb as json, null::text as nothing, 7::smallint as small,
      array['x','y'] as words, ${['b']}::text[] as sent from (values (1),(2)) as two`.execute(db)
    expect(rows).toEqual([
      { many: 2, large: 9007199254740991, day: '2000-02-29', moment: new Date('2026-11-23T10:00:00Z'), json: { a: [1] }, nothing: null, small: 7, words: ['x', 'y'], sent: ['b'] },
    ])
  })

  it('undoes a transaction that failed, and says why in the same words', async () => {
    const db = await database.open()
    const campus = { organization_id: '1', id: '7', name: 'Main', record: JSON.stringify({}), seen_at: new Date() }
    await db.insertInto('mirror.campus').values(campus).execute()
    const again = db.transaction().execute(async (step) => {
      await step.insertInto('mirror.campus').values({ ...campus, id: '8' }).execute()
      await step.insertInto('mirror.campus').values(campus).execute()
    })
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'campus_pkey' })
    expect(await db.selectFrom('mirror.campus').select('id').execute()).toEqual([{ id: '7' }])
  })

  it('answers others while a transaction is open, as soon as it is over', async () => {
    const db = await database.open()
    const order: string[] = []
    await Promise.all([
      db.transaction().execute(async (step) => {
        await sql`select 1`.execute(step)
        order.push('inside')
        await sql`select 2`.execute(step)
      }),
      db.transaction().execute(async (step) => void (await sql`select 3`.execute(step))),
    ])
    expect(order).toEqual(['inside'])
    const changed = await db.updateTable('mirror.campus').set({ name: 'North' }).where('id', '=', '7').executeTakeFirst()
    expect(changed.numUpdatedRows).toBe(1n)
  })
})

describe('a database in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-database-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const connect = () => connectDatabase({ address: { engine: 'pglite', folder }, times: defaultTimes, log: pino({ level: 'silent' }) })

  it('is there again after a restart, and belongs to one at a time', async () => {
    const first = connect()
    const db = await first.open()
    await db.insertInto('mirror.marital_status').values({ organization_id: '1', id: '1', value: 'Married', record: JSON.stringify({}), seen_at: new Date() }).execute()
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
    expect(rows[0]?.version).toMatch(/^18\./) // the folder inside is named after it
    await first.close()

    const second = connect()
    const found = await (await second.open()).selectFrom('mirror.marital_status').select('value').execute()
    expect(found).toEqual([{ value: 'Married' }])
    await second.close()

    writeFileSync(join(folder, `owner-${process.ppid}`), '') // another living process
    const third = connect()
    await expect(third.open()).rejects.toThrow(/in use by another Foyer/)
    await expect(third.close()).rejects.toThrow(/in use/)
  }, 30_000)
})

test('PostgreSQL compiles nothing before it answers', async () => {
  const database = await startDatabase('postgres')
  const { rows } = await sql<{ jit: string }>`show jit`.execute(await database.open())
  await database.close()
  expect(rows).toEqual([{ jit: 'off' }])
})

describe('a database out of reach', () => {
  it('says so to each who asks, and works once it can be reached', async () => {
    const address = { engine: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' } as const
    const database = connectDatabase({ address, times: defaultTimes, log: pino({ level: 'silent' }) })
    await expect(database.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await expect(database.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await database.close()
  })
})
