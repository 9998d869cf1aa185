import { pino } from 'pino'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../src/database'
import { knownEmptyDatabase, makeEmptyDatabase } from '../../src/demo/empty-database'
import { defaultTimes, type Times } from '../../src/times'
import { startPrivatePostgres, type PrivatePostgres } from './private-postgres'

export const engines = ['pglite', 'postgres'] as const
export type Engine = (typeof engines)[number]

/** A database of its own for a test, on either engine; empty but for the tables. */
export interface TestDatabase extends Database {
  /** What another process would put into DATABASE_URL; null for an engine that lives in this process alone. */
  url: string | null
}

export async function startDatabase(engine: Engine = 'pglite'): Promise<TestDatabase> {
  return engine === 'pglite' ? startPgliteDatabase() : databaseOn(await startPrivatePostgres())
}

const log = pino({ level: 'silent' })
const connect = (address: Parameters<typeof connectDatabase>[0]['address'], times: Partial<Times> = {}) => connectDatabase({ address, times: { ...defaultTimes, ...times }, log })

async function startPgliteDatabase(): Promise<TestDatabase> {
  return { ...connect({ engine: 'pglite', folder: null, snapshot: knownEmptyDatabase() ?? (await makeEmptyDatabase()) }), url: null }
}

/** One that ends with its server. */
export function databaseOn(server: PrivatePostgres, times: Partial<Times> = {}): TestDatabase {
  const database = connect({ engine: 'postgres', url: server.url }, times)
  return {
    ...database,
    url: server.url,
    async close() {
      await database.close()
      await server.stop()
    },
  }
}

/** Empties every table, for the next case of a test. */
export async function emptyDatabase(database: Database): Promise<void> {
  const db = await database.open()
  const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer')`.execute(db)
  const truncate = sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')}`)
  // What an app does in the background takes the same tables in an order of its own.
  if (rows.length > 0) await truncate.execute(db).catch((error: unknown) => ((error as { code?: string }).code === DEADLOCK ? truncate.execute(db) : Promise.reject(error as Error)))
}

/** PostgreSQL, appendix A. */
const DEADLOCK = '40P01'
