import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { findPostgres } from '../support/private-postgres'
import { startDatabase, type TestDatabase } from '../support/start-database'
import { until } from '../support/until'

const SCRIPT = resolve(__dirname, '../../deploy/dump.sh')

describe('the nightly dump', () => {
  let database: TestDatabase
  const folder = mkdtempSync(join(tmpdir(), 'foyer-dumps-'))
  const path = [findPostgres(), process.env['PATH']].join(delimiter)
  beforeAll(async () => {
    database = await startDatabase('postgres')
  }, 60_000)
  afterAll(async () => {
    await database?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is written at once, to nobody else’s eyes, holds the tables but nobody of a church, and ends when told', async () => {
    const db = await database.open()
    await db.insertInto('mirror.marital_status').values({ organization_id: '1', id: '1', value: 'Canary', record: JSON.stringify({}), seen_at: new Date() }).execute()
    const host = new URL(database.url ?? '').searchParams.get('host') ?? ''
    const script = spawn('sh', [SCRIPT], { env: { PATH: path, PGHOST: host, PGUSER: 'foyer', PGDATABASE: 'postgres', DUMPS: folder } })
    const gone = once(script, 'exit')
    await until(() => readdirSync(folder).some((file) => file.endsWith('.dump')))
    script.kill('SIGTERM')
    expect((await gone)[0]).toBe(0)

    const [file = ''] = readdirSync(folder)
    expect(file).toMatch(/^foyer-(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.dump$/)
    expect(statSync(join(folder, file)).mode & 0o077).toBe(0)
    const { stdout } = spawnSync('pg_restore', ['--list', join(folder, file)], { encoding: 'utf8', env: { PATH: path } })
    expect(stdout).toContain('TABLE mirror marital_status')
    expect(stdout).toContain('TABLE DATA public kysely_migration')
    expect(stdout).not.toMatch(/TABLE DATA (mirror|sync)/)
  })
})
