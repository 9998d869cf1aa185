import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { backUp, restore } from '../../src/backup/backup'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

const MOMENT = Date.parse('2026-11-23T10:00:00.123Z')

describe('a backup', () => {
  const databases = new Map<string, TestDatabase>()
  beforeAll(async () => {
    for (const engine of engines) databases.set(engine, await startDatabase(engine))
  }, 60_000)
  afterAll(() => Promise.all([...databases.values()].map((database) => database.close())))
  beforeEach(async () => {
    for (const database of databases.values()) {
      await database.open()
      await emptyDatabase(database)
    }
  })

  const open = async (engine: string) => {
    const database = databases.get(engine)
    if (!database) throw new Error(engine)
    return database.open()
  }
  const event = (index: number) => ({ key: `k${index}`, at: new Date(MOMENT + index), organization_id: '1', event: 'signed-in', why: index % 2 ? 'quo"te\nüñ' : null, person_id: '9007199254740993', by_person_id: null, network: null, reference: null })
  const fill = async (engine: string, many: number) => {
    const db = await open(engine)
    for (let from = 0; from < many; from += 500) await db.insertInto('foyer.audit').values(Array.from({ length: Math.min(500, many - from) }, (_, index) => event(from + index))).execute()
  }
  const write = async (engine: string): Promise<string[]> => {
    const lines: string[] = []
    await backUp(await open(engine), { at: MOMENT, write: (line) => Promise.resolve(void lines.push(JSON.stringify(line))) })
    return lines
  }
  const read = async (engine: string, lines: string[], replace = false) => restore(await open(engine), { lines: each(lines), replace })
  const rows = async (engine: string) => (await open(engine)).selectFrom('foyer.audit').selectAll().orderBy('id').execute()

  it.each(engines.flatMap((from) => engines.map((to) => [from, to] as const)))('of %s is read by %s, to the last row', async (from, to) => {
    await fill(from, 2345)
    const before = await rows(from)
    const lines = await write(from)
    await emptyDatabase(databases.get(to) as TestDatabase)
    expect(await read(to, lines)).toBe(2345)
    expect(await rows(to)).toEqual(before)
    await (await open(to)).insertInto('foyer.audit').values({ ...event(9999) }).execute() // numbers go on where they were
    expect(Math.max(...(await rows(to)).map(({ id }) => Number(id)))).toBe(Math.max(...before.map(({ id }) => Number(id))) + 1)
  }, 60_000)

  it.each(engines)('holds nobody of a church and no way to Planning Center, on %s', async (engine) => {
    const db = await open(engine)
    await db.insertInto('mirror.marital_status').values({ organization_id: '1', id: '1', value: 'Canary', record: JSON.stringify({}), seen_at: new Date() }).execute()
    const told = (await write(engine)).join('\n')
    expect(told).not.toMatch(/Canary|sealed_grant|"table":"connection"/)
  })

  it.each(engines)('is not read over anything that is there, unless told to, on %s', async (engine) => {
    await fill(engine, 3)
    const lines = await write(engine)
    await expect(read(engine, lines)).rejects.toThrow('There is something in foyer.audit already. With --replace it is deleted first.')
    expect(await rows(engine)).toHaveLength(3)
    await (await open(engine)).insertInto('foyer.audit').values(event(50)).execute()
    expect(await read(engine, lines, true)).toBe(3)
    expect(await rows(engine)).toHaveLength(3)
  })

  it.each(engines)('that breaks off, is newer or is something else changes nothing, on %s', async (engine) => {
    await fill(engine, 3)
    const lines = await write(engine)
    const [head = '', ...others] = lines
    const newer = JSON.stringify({ ...(JSON.parse(head) as object), migrations: ['0001-mirror', '9999-later'] })
    await expect(read(engine, lines.slice(0, -1), true)).rejects.toThrow('The file breaks off before its end.')
    await expect(read(engine, [head, others[0] ?? '', (others[1] ?? '').slice(0, 20)], true)).rejects.toThrow('The file breaks off')
    await expect(read(engine, [newer, ...others], true)).rejects.toThrow('made by a newer Foyer')
    await expect(read(engine, ['{"some":"thing"}'], true)).rejects.toThrow('no backup of Foyer’s')
    await expect(read(engine, [], true)).rejects.toThrow('The file breaks off before its end.')
    await expect(read(engine, [head, '{"table":"connection","row":{}}', '{"end":1}'], true)).rejects.toThrow('something this Foyer does not know')
    expect(await rows(engine)).toHaveLength(3)
  })

  it('is made and read by the built commands, which say what they did', async () => {
    await fill('postgres', 3)
    const folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'))
    const file = join(folder, 'monday.jsonl')
    const env = { ...process.env, NODE_ENV: 'test', PCO_CLIENT_ID: 'id', PCO_CLIENT_SECRET: 'secret', REDIS_URL: 'redis://localhost', DATABASE_URL: databases.get('postgres')?.url ?? '' }
    const command = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(__dirname, '../../dist/backup.js'), ...words], { encoding: 'utf8', env, cwd: folder })
      return { status, said: stdout + stderr }
    }
    expect(command('backup', file)).toEqual({ status: 0, said: `3 rows are in ${file}. Keep it to yourself: it says who did what.\n` })
    expect(statSync(file).mode & 0o077).toBe(0)
    const written = readFileSync(file, 'utf8')
    expect(command('backup', file)).toMatchObject({ status: 1, said: expect.stringContaining('file already exists') as string })
    expect(readFileSync(file, 'utf8')).toBe(written)
    expect(command('restore', file)).toMatchObject({ status: 1, said: expect.stringContaining('There is something in foyer.audit already') as string })
    expect(command('restore', file, '--replace')).toEqual({ status: 0, said: '3 rows are restored.\n' })
    expect(command('restore', join(folder, 'none'), '--replace')).toMatchObject({ status: 1, said: expect.stringContaining('no such file') as string })
    expect(command()).toMatchObject({ status: 1, said: expect.stringContaining('npm run backup -- FILE') as string })
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it('covers every table of Foyer’s own, but for who lent tokens', async () => {
    const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'foyer' order by 1`.execute(await open('pglite'))
    for (const { name } of tables.filter(({ name }) => name !== 'connection')) {
      const { rows: keys } = await sql`select 1 from pg_index where indrelid = ${`foyer.${name}`}::regclass and indisprimary`.execute(await open('pglite'))
      expect([name, keys.length]).toEqual([name, 1]) // it is read in the order of its key
    }
  })
})

// eslint-disable-next-line @typescript-eslint/require-await -- lines of a file come one by one
async function* each(lines: string[]): AsyncGenerator<string> {
  yield* lines
}
