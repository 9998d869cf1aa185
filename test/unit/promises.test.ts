import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { titlesOf } from '../support/titles'

const ROOT = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const promises = read('docs/promises.md').split(/^## /m).slice(1)
const named = promises.flatMap((promise) => [...promise.matchAll(/^- `([^`]+)`: \*(.+)\*$/gm)].map(([, file = '', title = '']) => ({ file, title })))

describe('the page of promises', () => {
  it('has nine, each with what can go wrong, what happens then, and tests', () => {
    expect(promises.map((promise) => Number.parseInt(promise, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const promise of promises) {
      expect(promise).toMatch(/\*\*What can go wrong\.\*\* .{40}[^]*\*\*What happens then\.\*\* .{40}[^]*\*\*The tests\.\*\*\n\n- /)
      expect(promise.match(/^- /gm)?.length).toBe(promise.match(/^- `[^`]+`: \*.+\*$/gm)?.length)
    }
  })

  it.each(named)('$file has the test "$title"', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true)
    expect(titlesOf(read(file))).toContainEqual(expect.stringContaining(title))
  })

  it('is linked from the README, which promises the same', () => {
    expect(read('README.md')).toContain('(docs/promises.md)')
    expect(read('README.md').match(/^\| .+ \| `test\//gm)?.length).toBe(promises.length)
  })
})
