import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

const SOURCE = resolve(__dirname, '../../src')
const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)).split(sep).join('/'))

/** A table with people in it by its name, as a query says it; `sync.mirror` and `sync.run` say how old the copy is, and how it came about. */
const TABLE = /\b(mirror|sync)\.(person|email|phone_number|address|household|household_person|campus|marital_status|list|list_person|tab|field_definition|field_datum|removed_person|list_change|staged)\b/
/** What only lists the tables, for the page that tells of them, asks nothing. */
const ASKS = /from '(kysely|(\.\.?\/)+database(\/\w+)?)'/

/** Reports ask it in a folder of their own, where every question takes a reader. */
test('the copy of a church is asked for in one folder, behind who may read it', () => {
  const textOf = (file: string) => readFileSync(join(SOURCE, file), 'utf8')
  const askers = files.filter((file) => TABLE.test(textOf(file)) && ASKS.test(textOf(file)))
  expect(askers).toEqual(expect.arrayContaining(['mirror/removals.ts', 'reports/asking/conditions.ts']))
  expect(askers.filter((file) => !['mirror/', 'database/', 'reports/asking/'].some((folder) => file.startsWith(folder)))).toEqual([])
})
