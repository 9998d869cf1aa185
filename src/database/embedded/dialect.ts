import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Dialect, type Driver } from 'kysely'
import type { Pglite } from './pglite'

/** Kysely on PGlite. It has one connection: whoever holds it in a transaction keeps everybody else waiting. */
export function createPgliteDialect(pglite: Pglite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function createDriver(pglite: Pglite): Driver {
  const connection = createConnection(pglite)
  let turn: Promise<void> = Promise.resolve()
  let endTurn = () => {}
  const say = (text: string) => async () => void (await connection.executeQuery(CompiledQuery.raw(text)))

  return {
    init: async () => {},
    async acquireConnection() {
      const before = turn
      let end = () => {}
      turn = new Promise((resolve) => (end = resolve))
      await before
      endTurn = end
      return connection
    },
    beginTransaction: say('begin'),
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
    releaseConnection: () => Promise.resolve(endTurn()),
    destroy: () => pglite.close(),
  }
}

function createConnection(pglite: Pglite): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
      const { rows, affectedRows } = await pglite.query(sql, parameters)
      return { rows: rows as Row[], ...(affectedRows !== undefined && { numAffectedRows: BigInt(affectedRows) }) }
    },
    // Long answers are read by keyset on both engines, so that nobody holds the one connection.
    streamQuery: () => {
      throw new Error('PGlite answers whole: read by keyset instead.')
    },
  }
}
