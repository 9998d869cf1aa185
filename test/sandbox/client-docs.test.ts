import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import * as client from '../../src/planning-center'
import { startClient, type SandboxClient } from '../support/sandbox-client'

const guide = readFileSync('docs/client.md', 'utf8')
const examples = [...guide.matchAll(/## ([^\n]+)\n|```ts example\n([\s\S]*?)```/g)].reduce<{ heading: string; code: string }[]>(
  (found, [, heading, code]) => (code === undefined ? [...found, { heading: heading ?? '', code: '' }] : [...found, { heading: found.at(-1)?.heading ?? '', code }]),
  [],
).filter(({ code }) => code !== '')

/** As a file of a feature would have it. */
const asFile = ({ code }: { code: string }) => {
  const imports = code.split('\n').filter((line) => line.startsWith('import '))
  const body = code.split('\n').filter((line) => !line.startsWith('import '))
  return `import type { PlanningCenterClient } from '../planning-center'\n${imports.join('\n')}
export async function example(planningCenter: PlanningCenterClient, console: { log(...words: unknown[]): void }): Promise<void> {\n${body.join('\n')}\n}\n`
}

/** What the compiler has to say of these files, of which none need lie on the disk. */
function complaints(files: Map<string, string>): string[] {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')).config, ts.sys, process.cwd())
  const host = ts.createCompilerHost({ ...options, noEmit: true })
  const disk = { ...host }
  host.fileExists = (path) => files.has(path) || disk.fileExists(path)
  host.readFile = (path) => files.get(path) ?? disk.readFile(path)
  host.getSourceFile = (path, ...rest) => (files.has(path) ? ts.createSourceFile(path, files.get(path) ?? '', ts.ScriptTarget.ES2022) : disk.getSourceFile(path, ...rest))
  const program = ts.createProgram([...files.keys(), join(process.cwd(), 'test/types/client.ts')], { ...options, noEmit: true, rootDir: process.cwd() }, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

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

const at = (name: string) => join(process.cwd(), 'src/examples', name)

describe('docs/client.md', () => {
  let told: string[]
  // One look at everything, wrong things among them: the compiler takes its time.
  beforeAll(() => {
    told = complaints(
      new Map([
        ...examples.map((example, index) => [at(`example-${index + 1}.ts`), asFile(example)] as const),
        [at('agreements.ts'), agreements()],
        [at('lying.ts'), agreements().replace('"last_name": \'string\'', '"lsat_name": \'string\'')],
        [at('wrong.ts'), asFile({ code: "await planningCenter.ask('groups').list('groups', { order: 'nmae' })" })],
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
    const { outputText } = ts.transpileModule(asFile(example), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
    const exported: { example?(planningCenter: client.PlanningCenterClient, console: object): Promise<void> } = {}
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The example is the guide's own.
    const load = new Function('exports', 'require', outputText) as (exports: object, require: () => unknown) => void
    load(exported, () => client)
    const said: string[] = []
    await exported.example?.(sandbox.client(), { log: (...words: unknown[]) => void said.push(words.join(' ')) })
    expect(said.length).toBeGreaterThan(0)
    expect(said.join('\n')).not.toMatch(/undefined|NaN|null/)
  })
})
