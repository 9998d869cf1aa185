import { sql } from 'kysely'
import type { Database } from '../../src/database'

/** Every row of every table of ours, as its table's name and its text. */
export async function everyRowOf(database: Database): Promise<string[]> {
  const db = await database.open()
  const { rows: tables } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer') order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(name)} t`.execute(db)
    found.push(...rows.map(({ text }) => `${name} ${text}`))
  }
  return found
}
