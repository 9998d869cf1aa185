import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, Migrator, PostgresDialect, sql, type Dialect, type PostgresPoolClient } from 'kysely'
import { Pool, types, type PoolClient } from 'pg'
import type { DatabaseAddress } from '../config'
import type { Log } from '../log'
import type { Times } from '../times'
import { createPgliteDialect } from './embedded/dialect'
import { startPglite } from './embedded/pglite'
import { migrations } from './migrations'
import type { Tables } from './tables'

export type Sql = Kysely<Tables>

/** Where what outlives a sign-in is kept: connections, the mirror, saved reports, the audit trail. */
export interface Database {
  /**
   * For pages: every statement ends in time for an answer.
   * The first one to ask brings the tables up to this version.
   * @throws whatever the engine says while it cannot be reached; the next one to ask tries again
   */
  open(): Promise<Sql>
  /** For work that nobody waits for, whose statements may take minutes. */
  openForWork(): Promise<Sql>
  /** Whether it can be asked at this moment, told in time for who watches over processes. */
  answers(): Promise<boolean>
  close(): Promise<void>
}

interface Collaborators {
  address: DatabaseAddress
  times: Pick<Times, 'databaseConnect' | 'databaseWorkConnect' | 'databaseStatement' | 'databaseIdle' | 'databaseAnswer'>
  log: Log
}

/** Pages and work each have connections of their own, so that a long piece of work never keeps a page waiting for one. */
const PAGE_CONNECTIONS = 8
const WORK_CONNECTIONS = 3
/** A link that died without a word is asked after this silence whether it is there; systems' own default is two hours. */
const SILENCE_MS = 30_000

export function connectDatabase({ address, times, log }: Collaborators): Database {
  let engines: Engines | undefined
  let migrated: Promise<void> | undefined
  let asked: Promise<boolean> | undefined

  async function open(): Promise<Engines> {
    const opened = (engines ??= connect())
    await (migrated ??= migrate(opened.forWork).catch((error: unknown) => {
      migrated = undefined
      throw error
    }))
    return opened
  }

  function connect(): Engines {
    if (address.engine === 'pglite') {
      const both = new Kysely<Tables>({ dialect: createPgliteDialect(startPglite(address)) })
      return { forPages: both, forWork: both }
    }
    const pool = (max: number, limits: object) => new Kysely<Tables>({ dialect: createPostgresDialect(address.url, { max, ...limits }) })
    const { databaseConnect, databaseWorkConnect, databaseStatement } = times
    const common = { idleTimeoutMillis: times.databaseIdle, keepAlive: true, keepAliveInitialDelayMillis: SILENCE_MS }
    return {
      // The server ends a slow statement; a server that has gone silent is given up a little later.
      forPages: pool(PAGE_CONNECTIONS, { ...common, connectionTimeoutMillis: databaseConnect, statement_timeout: databaseStatement, query_timeout: databaseStatement + 500 }),
      forWork: pool(WORK_CONNECTIONS, { ...common, connectionTimeoutMillis: databaseWorkConnect }),
    }
  }

  function createPostgresDialect(connectionString: string, settings: object): Dialect {
    // Said with the first word, not asked afterwards: what PostgreSQL would compile first answers in less time than that takes.
    const pool = new Pool({ connectionString, application_name: 'foyer', options: '-c jit=off', types: { getTypeParser }, ...settings })
    pool.on('error', (error) => log.warn({ err: error }, 'database')) // an idle connection ended; the next one is new
    return new PostgresDialect({ pool: { connect: async () => leaveWhenLost(await pool.connect()), end: () => pool.end() } })
  }

  return {
    open: async () => (await open()).forPages,
    openForWork: async () => (await open()).forWork,
    answers() {
      // One question at a time, however often somebody looks: those to a silent server take long to be given up.
      asked ??= open()
        .then(({ forPages }) => sql`select 1`.execute(forPages))
        .then(() => true, () => false)
        .finally(() => (asked = undefined))
      return Promise.race([asked, pause(times.databaseAnswer, false, { ref: false })])
    },
    async close() {
      await Promise.all([...new Set(engines && [engines.forPages, engines.forWork])].map((one) => one.destroy()))
    },
  }
}

interface Engines {
  forPages: Sql
  forWork: Sql
}

/**
 * pg tells a connection's end as an event to whoever holds it, and ends the process when nobody listens. And it gives up a
 * question, but keeps the connection it went out on, behind which every later one would wait in vain.
 */
function leaveWhenLost(client: PoolClient): PostgresPoolClient {
  let isLost = false
  const lose = () => void (isLost = true) // the question under way, or the next one, says so to whoever asked
  client.on('error', lose)
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values])
    } catch (error) {
      isLost ||= error instanceof Error && error.message === 'Query read timeout'
      throw error
    }
  }
  const release = () => {
    client.off('error', lose)
    client.release(isLost)
  }
  // Its other form, for cursors, is asked for by nobody.
  return { query: query as unknown as PostgresPoolClient['query'], release }
}

/** Kysely's migrator takes an advisory lock, so that of several processes one migrates and the others wait. */
export async function migrate(db: Sql): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error as Error // Kysely calls it unknown
}

/** Counts as numbers (ours stay far below 2^53); a day as text, for a birthday has no time zone. PGlite gives the same. */
const parsers: Record<number, (text: string) => unknown> = { [types.builtins.INT8]: Number, [types.builtins.DATE]: (text) => text }
const getTypeParser = ((oid: number, format?: 'text') => parsers[oid] ?? (types.getTypeParser(oid, format) as (text: string) => unknown)) as typeof types.getTypeParser
