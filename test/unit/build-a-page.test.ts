import { readFileSync } from 'node:fs'

const guide = readFileSync('docs/build-a-page.md', 'utf8')
const blocks = [...guide.matchAll(/^```\w+ (in )?(\S+)\n([^]*?)^```$/gm)].map(([, part, file = '', code = '']) => ({ file, code, isPart: part !== undefined }))
const whole = [...new Set(blocks.filter(({ isPart }) => !isPart).map(({ file }) => file))]
/** What is typed to have the page: not what the guide shows of other things one could do. */
const typed = blocks.filter(({ file }) => file !== 'test/web/features.test.ts')
const linesOf = (code: string) => code.split('\n').filter((line) => line.trim() !== '')

describe('docs/build-a-page.md', () => {
  it.each(whole)('has %s letter by letter', (file) => {
    const told = blocks.filter((block) => block.file === file).map(({ code }) => code)
    expect(told.join('\n')).toBe(readFileSync(file, 'utf8'))
  })

  it.each(blocks.filter(({ isPart }) => isPart))('has lines that stand in $file', ({ file, code }) => {
    const there = new Set(readFileSync(file, 'utf8').split('\n'))
    expect(linesOf(code).filter((line) => !there.has(line))).toEqual([])
  })

  it('is about five files, and says truly how many lines they take: fewer than 60', () => {
    const lines = typed.flatMap(({ code }) => linesOf(code)).length
    expect([...new Set(typed.map(({ file }) => file))]).toHaveLength(5)
    expect(lines).toBeLessThan(60)
    expect(guide).toContain(`the blocks below, ${lines} lines in all`)
  })
})
