import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as client from '../../src/planning-center'
import { asFile, complaints, exampleFile, runExample } from '../support/compiling'
import { startClient, type SandboxClient } from '../support/sandbox-client'

const guide = readFileSync('docs/client.md', 'utf8')
const examples = [...guide.matchAll(/## ([^\n]+)\n|```ts example\n([\s\S]*?)```/g)].reduce<{ heading: string; code: string }[]>(
  (found, [, heading, code]) => (code === undefined ? [...found, { heading: heading ?? '', code: '' }] : [...found, { heading: found.at(-1)?.heading ?? '', code }]),
  [],
).filter(({ code }) => code !== '')

/** Every word of every description, written down as a type of its own and held against the types of the client. */
function agreements(): string {
  const union = (words: readonly string[]) => words.map((word) => JSON.stringify(word)).join(' | ') || 'never'
  const record = (entries: Record<string, string>) => (Object.keys(entries).length === 0 ? 'object' : `{ ${Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join('; ')} }`)
  const each = <Value>(entries: Readonly<Record<string, Value>>, write: (value: Value) => string) => record(Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, write(value)])))
  const lines = Object.values(client.descriptions).flatMap(({ product, types }) => [
    `same<keyof Products[${JSON.stringify(product)}], ${union(Object.keys(types))}>(true)`,
    ...Object.entries(types).map(([name, { attributes = {}, relationships = {}, edges = {}, include = [], order = [], where = {} }]) => {
      const expected = `{
        attributes: ${each(attributes, (kind) => `'${kind}'`)}; where: ${each(where, (kind) => `'${kind}'`)}; include: ${union(include)}; order: ${union(order)}
        relationships: ${each(relationships, ({ many }) => `'${many ? 'many' : 'one'}'`)}
        edges: ${each(edges, ({ to, many, filters = [] }) => `['${to}', '${many ? 'many' : 'one'}', ${union(filters)}]`)} }`
      return `same<Products[${JSON.stringify(product)}][${JSON.stringify(name)}], ${expected}>(true)`
    }),
  ])
  return `import type { Products } from '../planning-center/types'
declare function same<A, B>(agree: [A] extends [B] ? ([B] extends [A] ? true : false) : false): void
same<keyof Products, ${union(Object.keys(client.descriptions))}>(true)\n${lines.join('\n')}\n`
}

describe('docs/client.md', () => {
  let told: string[]
  // One look at everything, wrong things among them: the compiler takes its time.
  beforeAll(() => {
    told = complaints(
      new Map([
        ...examples.map((example, index) => [exampleFile(`example-${index + 1}.ts`), asFile(example.code)] as const),
        [exampleFile('agreements.ts'), agreements()],
        [exampleFile('lying.ts'), agreements().replace('"last_name": \'string\'', '"lsat_name": \'string\'')],
        [exampleFile('wrong.ts'), asFile("await planningCenter.ask('groups').list('groups', { order: 'nmae' })")],
      ]),
    )
  }, 240_000)
  const about = (name: string) => told.filter((complaint) => complaint.includes(`/${name}`))

  it('has examples that compile', () => expect(about('example-')).toEqual([]))
  it('tells of descriptions whose every word is in the types, and no other', () => expect(about('agreements.ts')).toEqual([]))
  it('tells of types that are written from the descriptions, and of a sandbox that has the same', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/describe.mjs', '--check'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
  it('would be told of a word that a description does not have', () => expect(about('lying.ts')).toHaveLength(1))
  it('would be told of an example that does not compile', () => expect(about('wrong.ts')).toEqual([expect.stringContaining('nmae')]))
  it('promises that no typo compiles, and none of those tried does', () => expect(about('types/client.ts')).toEqual([]))
})

describe('the examples of docs/client.md', () => {
  let sandbox: SandboxClient
  beforeAll(async () => {
    sandbox = await startClient()
  })
  afterAll(() => sandbox.close())

  it.each(examples.map((example, index) => [`${index + 1}, of "${example.heading}"`, example] as const))('number %s, says something', async (_title, example) => {
    const said = await runExample(example.code, sandbox.client())
    expect(said.length).toBeGreaterThan(0)
    expect(said.join('\n')).not.toMatch(/undefined|NaN|null/)
  })
})
