import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { titlesOf } from '../support/titles'

interface Mutant {
  name: string
  /** Which of the nine promises it breaks. */
  promise: number
  killer: { file: string; title: string }
  changes: { file: string; find: string; replace: string }[]
}

const ROOT = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const titles = new Map<string, string[]>()
const titlesIn = (file: string) => titles.get(file) ?? titles.set(file, titlesOf(read(file))).get(file) ?? []
const mutants = JSON.parse(read('test/mutants.json')) as Mutant[]

describe('the mutants', () => {
  it.each(mutants)('$name: what it takes out stands in the source exactly once', ({ changes }) => {
    const found = changes.map(({ file, find }) => ({ file, find, times: read(file).split(find).length - 1 }))
    expect(found.filter(({ times }) => times !== 1)).toEqual([])
    expect(changes.every(({ find, replace }) => find !== replace)).toBe(true)
  })

  it.each(mutants)('$name: the test that has to notice is there', ({ killer: { file, title } }) => {
    expect(titlesIn(file)).toContainEqual(expect.stringContaining(title))
  })

  it('attack every promise, each in its own way', () => {
    expect([...new Set(mutants.map(({ promise }) => promise))].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
    expect(new Set(mutants.map(({ changes }) => JSON.stringify(changes))).size).toBe(mutants.length)
  })
})
