import { sql } from 'kysely'
import type { Sql } from '../database'

/**
 * What Planning Center could not give again, as lines of JSON: a head, a line for each row, and an end that says how many
 * there were. The copies of churches' people are left out, and so is who lent Foyer tokens: a church connects anew.
 */
export async function backUp(db: Sql, { at, write }: { at: number; write: (line: object) => Promise<void> }): Promise<number> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (step) => {
      let rows = 0
      await write({ backup: 'foyer', at: new Date(at).toISOString(), migrations: await migrationsOf(step) })
      for (const table of await tablesOf(step))
        for await (const some of pagesOf(step, table)) {
          for (const row of some) await write({ table, row })
          rows += some.length
        }
      await write({ end: rows })
      return rows
    })
}

/** Of Foyer's own tables everything new is backed up unless it is named here. */
const LEFT_OUT = ['connection']
const ROWS_AT_ONCE = 1000

export class NotRestored extends Error {
  override readonly name = 'NotRestored'
}

/**
 * All of it or nothing. Without `replace` nothing that is there is touched.
 * @throws NotRestored, saying why
 */
export async function restore(db: Sql, { lines, replace }: { lines: AsyncIterable<string>; replace: boolean }): Promise<number> {
  return db.transaction().execute(async (step) => {
    const tables = await tablesOf(step)
    await makeRoom(step, tables, replace)
    let [rows, end, isHeaded] = [0, -1, false]
    let waiting: { table: string; rows: object[] } = { table: '', rows: [] }
    const flush = async () => {
      if (waiting.rows.length > 0) await insert(step, waiting)
      rows += waiting.rows.length
      waiting = { table: waiting.table, rows: [] }
    }

    for await (const text of lines) {
      if (text.trim() === '') continue
      const line = parse(text)
      if (!isHeaded) {
        await checkHead(step, line)
        isHeaded = true
      } else if (typeof line.end === 'number') end = line.end
      else {
        if (line.table === undefined || line.row === undefined || !tables.includes(line.table)) throw new NotRestored('The file holds something this Foyer does not know.')
        if (line.table !== waiting.table || waiting.rows.length >= ROWS_AT_ONCE) await flush()
        waiting = { table: line.table, rows: [...waiting.rows, line.row] }
      }
    }
    await flush()
    if (end !== rows) throw new NotRestored('The file breaks off before its end.')
    for (const table of tables) await countOn(step, table)
    return rows
  })
}

interface Line {
  backup?: unknown
  migrations?: unknown
  table?: string
  row?: object
  end?: unknown
}

function parse(text: string): Line {
  try {
    return JSON.parse(text) as Line
  } catch {
    throw new NotRestored('The file breaks off, or is no backup of Foyer’s.')
  }
}

async function checkHead(step: Sql, { backup, migrations }: Line): Promise<void> {
  if (backup !== 'foyer' || !Array.isArray(migrations)) throw new NotRestored('The file is no backup of Foyer’s.')
  const known = await migrationsOf(step)
  if (!migrations.every((name) => known.includes(String(name)))) throw new NotRestored('The file was made by a newer Foyer: restore it with that one.')
}

async function migrationsOf(step: Sql): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(step)
  return rows.map(({ name }) => name)
}

async function tablesOf(step: Sql): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'foyer' order by tablename`.execute(step)
  return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name))
}

const named = (table: string) => sql.table(`foyer.${table}`)

/** In the order of the primary key, each page after the last row of the page before. */
async function* pagesOf(step: Sql, table: string): AsyncGenerator<object[]> {
  const key = await keyOf(step, table)
  const columns = (of: string) => sql.join(key.map((name) => sql.ref(`${of}.${name}`)))
  for (let last: object | undefined; ; ) {
    const after = last ? sql`where (${columns('t')}) > (select ${columns('r')} from jsonb_populate_record(null::${named(table)}, ${JSON.stringify(last)}::jsonb) r)` : sql``
    const { rows } = await sql<{ row: object }>`select to_jsonb(t) as row from ${named(table)} t ${after} order by ${columns('t')} limit ${ROWS_AT_ONCE}`.execute(step)
    yield rows.map(({ row }) => row)
    last = rows.at(-1)?.row
    if (rows.length < ROWS_AT_ONCE) return
  }
}

async function keyOf(step: Sql, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${`foyer.${table}`}::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`.execute(step)
  return rows.map(({ name }) => name)
}

async function makeRoom(step: Sql, tables: string[], replace: boolean): Promise<void> {
  for (const table of tables) {
    if (replace) await sql`delete from ${named(table)}`.execute(step)
    const { rows } = await sql`select 1 from ${named(table)} limit 1`.execute(step)
    if (rows.length > 0) throw new NotRestored(`There is something in foyer.${table} already. With --replace it is deleted first.`)
  }
}

/** Columns that came later keep what they begin with. */
async function insert(step: Sql, { table, rows }: { table: string; rows: object[] }): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)))
  await sql`insert into ${named(table)} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${named(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(step)
}

/** Numbers given out from now on come after those that were restored. */
async function countOn(step: Sql, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_schema = 'foyer' and table_name = ${table} and is_identity = 'YES'`.execute(step)
  for (const { name } of rows)
    await sql`select setval(pg_get_serial_sequence(${`foyer.${table}`}, ${name}), (select coalesce(max(${sql.ref(name)}), 0) + 1 from ${named(table)}), false)`.execute(step)
}
