import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startPglite } from '../database/embedded/pglite'

const MODULES = resolve(__dirname, '../../node_modules')

/** Where an empty database is kept, so that not every start makes one: that takes PGlite seconds, and loading it a third of one. */
function snapshotFile(): string {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')) as { version: string }
  return join(MODULES, '.cache/foyer', `empty-${version}.tar`)
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
  const unfinished = `${file}.${process.pid}`
  await pglite.snapshot(unfinished)
  await pglite.close()
  renameSync(unfinished, file)
  return file
}
