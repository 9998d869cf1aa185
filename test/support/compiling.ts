import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import * as client from '../../src/planning-center'

/** Where a file of an example would lie. */
export const exampleFile = (name: string) => join(process.cwd(), 'src/examples', name)

/** An example as a file of a feature would have it. */
export function asFile(code: string): string {
  const imports = code.split('\n').filter((line) => line.startsWith('import '))
  const body = code.split('\n').filter((line) => !line.startsWith('import '))
  return `import type { PlanningCenterClient } from '../planning-center'\n${imports.join('\n')}
export async function example(planningCenter: PlanningCenterClient, console: { log(...words: unknown[]): void }): Promise<void> {\n${body.join('\n')}\n}\n`
}

/** What the compiler has to say of these files, of which none need lie on the disk. */
export function complaints(files: Map<string, string>): string[] {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')).config, ts.sys, process.cwd())
  const host = ts.createCompilerHost({ ...options, noEmit: true })
  const disk = { ...host }
  host.fileExists = (path) => files.has(path) || disk.fileExists(path)
  host.readFile = (path) => files.get(path) ?? disk.readFile(path)
  host.getSourceFile = (path, ...rest) => (files.has(path) ? ts.createSourceFile(path, files.get(path) ?? '', ts.ScriptTarget.ES2022) : disk.getSourceFile(path, ...rest))
  const program = ts.createProgram([...files.keys(), join(process.cwd(), 'test/types/client.ts')], { ...options, noEmit: true, rootDir: process.cwd() }, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

/** @returns what it prints */
export async function runExample(code: string, planningCenter: client.PlanningCenterClient): Promise<string[]> {
  const { outputText } = ts.transpileModule(asFile(code), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
  const exported: { example?(planningCenter: client.PlanningCenterClient, console: object): Promise<void> } = {}
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The example is our own.
  const load = new Function('exports', 'require', outputText) as (exports: object, require: () => unknown) => void
  load(exported, () => client)
  const said: string[] = []
  await exported.example?.(planningCenter, { log: (...words: unknown[]) => void said.push(words.join(' ')) })
  return said
}
