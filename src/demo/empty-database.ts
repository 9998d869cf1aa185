import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Kysely } from 'kysely'
import { migrate } from '../database'
import { createPgliteDialect } from '../database/embedded/dialect'
import { startPglite } from '../database/embedded/pglite'
import type { Tables } from '../database/tables'

const ROOT = resolve(__dirname, '../..')
const MODULES = join(ROOT, 'node_modules')

/**
 * Where a database is kept that has all its tables and nothing in them, so that not every start makes one: that takes PGlite
 * seconds, and loading it one. Tables that are made otherwise make another file.
 */
function snapshotFile(): string {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')) as { version: string }
  const folder = join(ROOT, 'src/database/migrations')
  const digest = createHash('sha256')
  for (const name of readdirSync(folder).sort()) digest.update(readFileSync(join(folder, name)))
  return join(MODULES, '.cache/foyer', `empty-${version}-${digest.digest('hex').slice(0, 12)}.tar`)
}

/** The file, if somebody has made it before. */
export function knownEmptyDatabase(): string | undefined {
  const file = snapshotFile()
  return existsSync(file) ? file : undefined
}

export async function makeEmptyDatabase(): Promise<string> {
  const file = snapshotFile()
  mkdirSync(join(MODULES, '.cache/foyer'), { recursive: true })
  const pglite = startPglite({ folder: null })
  const db = new Kysely<Tables>({ dialect: createPgliteDialect(pglite) })
  await migrate(db)
  // Two thirds of the file otherwise, for databases that nobody makes.
  for (const name of ['template0', 'template1']) {
    await pglite.query('update pg_database set datistemplate = false where datname = $1', [name])
    await pglite.query(`drop database ${name}`, [])
  }
  await pglite.query('checkpoint', []) // or whoever begins with it begins by mending it
  const unfinished = `${file}.${process.pid}`
  await pglite.snapshot(unfinished)
  await db.destroy()
  renameSync(unfinished, file)
  return file
}
