import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { titlesOf } from '../support/titles'

const ROOT = join(__dirname, '../..')
const LAST = { A: 22, B: 22, C: 14, D: 11, E: 16, F: 8, G: 7, H: 10 }
const everyId = Object.entries(LAST).flatMap(([letter, last]) => Array.from({ length: last }, (_, n) => `${letter}${n + 1}`))

interface Row {
  id: string
  cells: string[]
}

const rows: Row[] = readFileSync(join(ROOT, 'test/faults/README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id, ...cells] = line.split('|').map((cell) => cell.trim())
    return id && /^[A-H]\d+$/.test(id) ? [{ id, cells: cells.slice(0, -1) }] : []
  })

const testFiles = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file.split(sep).join('/')}`)
/** Which tests say of themselves that they show a row: `it('B4: …')`, or several: `it('C7, C9: …')`. */
const shownIn = new Map<string, string[]>()
for (const file of testFiles)
  for (const title of titlesOf(readFileSync(join(ROOT, file), 'utf8')))
    for (const id of /^((?:[A-H]\d+,? ?)+):/.exec(title)?.[1]?.match(/[A-H]\d+/g) ?? []) shownIn.set(id, [...(shownIn.get(id) ?? []), file])

describe('the catalogue of what can go wrong', () => {
  it('has every row once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(everyId)
  })

  it('says for each what goes wrong, what Foyer does, and where the test is, or why there can be none', () => {
    const thin = rows.filter(({ cells: [wrong = '', does = '', test = ''] }) => wrong.length < 15 || does.length < 8 || !/^(`test\/[\w/.-]+`(, )?)+$|^cannot apply: .{20}/.test(test))
    expect(thin).toEqual([])
  })

  it('names for each a file that has a test of this number', () => {
    const missing = rows.flatMap(({ id, cells: [, , test = ''] }) =>
      [...test.matchAll(/`([^`]+)`/g)]
        .filter(([, file = '']) => !shownIn.get(id)?.includes(file))
        .map(([, file = '']) => `${id}: no test in ${file} has a title that begins with "${id}:" (those that have: ${[...new Set(shownIn.get(id))].join(', ') || 'none'})`),
    )
    expect(missing).toEqual([])
  })

  it('is not claimed to be tested by a number it does not have', () => {
    expect([...shownIn.keys()].filter((id) => !everyId.includes(id))).toEqual([])
  })
})
