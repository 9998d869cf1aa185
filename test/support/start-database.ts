import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../src/database'
import { startPglite } from '../../src/database/embedded/pglite'
import { defaultTimes } from '../../src/times'
import { startPrivatePostgres, type PrivatePostgres } from './private-postgres'

export const engines = ['pglite', 'postgres'] as const
export type Engine = (typeof engines)[number]

/** A database of its own for a test, on either engine; empty but for the tables. */
export interface TestDatabase extends Database {
  /** What another process would put into DATABASE_URL; null for an engine that lives in this process alone. */
  url: string | null
}

export async function startDatabase(engine: Engine = 'pglite'): Promise<TestDatabase> {
  return engine === 'pglite' ? startPgliteDatabase() : startPostgresDatabase()
}

const log = pino({ level: 'silent' })
const connect = (address: Parameters<typeof connectDatabase>[0]['address']) => connectDatabase({ address, times: defaultTimes, log })

async function startPgliteDatabase(): Promise<TestDatabase> {
  return { ...connect({ engine: 'pglite', folder: null, snapshot: await freshSnapshot() }), url: null }
}

async function startPostgresDatabase(): Promise<TestDatabase> {
  const server: PrivatePostgres = await startPrivatePostgres()
  const database = connect({ engine: 'postgres', url: server.url })
  return {
    ...database,
    url: server.url,
    async close() {
      await database.close()
      await server.stop()
    },
  }
}

/** PGlite takes two seconds to make an empty database, and 0.3 to load one: so it is made once for all tests. */
async function freshSnapshot(): Promise<string> {
  const { version } = require('@electric-sql/pglite') as { version?: string }
  const folder = resolve(__dirname, '../../node_modules/.cache/foyer')
  const file = join(folder, `empty-${createHash('sha256').update(version ?? '').digest('hex').slice(0, 12)}.tar`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const pglite = startPglite({ folder: null })
  const unfinished = `${file}.${process.pid}`
  await pglite.snapshot(unfinished)
  await pglite.close()
  renameSync(unfinished, file)
  return file
}

/** Empties every table, for the next case of a test. */
export async function emptyDatabase(database: Database): Promise<void> {
  const db = await database.open()
  const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer')`.execute(db)
  if (rows.length > 0) await sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')}`).execute(db)
}
