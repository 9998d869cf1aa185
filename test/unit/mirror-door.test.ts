import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

const SOURCE = resolve(__dirname, '../../src')
const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)).split(sep).join('/'))

/** A table of the copy by its name, as a query says it. */
const TABLE = /\b(mirror|sync)\.(person|email|phone_number|address|household|household_person|campus|marital_status|list|list_person|tab|field_definition|field_datum|removed_person|run|staged|mirror)\b/

test('the copy of a church is asked for in one folder, behind who may read it', () => {
  const askers = files.filter((file) => TABLE.test(readFileSync(join(SOURCE, file), 'utf8')))
  expect(askers).toContain('mirror/removals.ts')
  expect(askers.filter((file) => !file.startsWith('mirror/') && !file.startsWith('database/'))).toEqual([])
})
