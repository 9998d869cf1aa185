// Can the tests fail? Each mutant of test/mutants.json takes one guard out of a copy of the source; the test it names has
// to notice. Prints who noticed what, and ends with 1 when a mutant lives. `npm run test:mutants -- lock` runs those whose
// name holds "lock".
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const COPIED = ['src', 'test', 'views', 'public', 'scripts', 'docs', 'README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.env.example', 'package.json', 'package-lock.json', 'tsconfig.json', 'jest.config.cjs']
/** A mutant may make a test wait for what never comes. */
const LONGEST_RUN_MS = 180_000

const wanted = process.argv.slice(2)
const mutants = JSON.parse(readFileSync('test/mutants.json', 'utf8')).filter(({ name }) => wanted.length === 0 || wanted.some((words) => name.includes(words)))
const jest = join(createRequire(import.meta.url).resolve('jest/package.json'), '../bin/jest.js')
const copy = mkdtempSync(join(tmpdir(), 'foyer-mutants-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))

for (const name of COPIED.filter((name) => existsSync(name))) cpSync(name, join(copy, name), { recursive: true })
symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'), 'junction')

let survivors = 0
console.log('| promise | mutant | the test that noticed | seconds |\n|---|---|---|---|')
for (const [file, killers] of byFile(mutants)) {
  const healthy = run(file, killers.map(({ killer }) => killer.title))
  if (healthy.failed.length > 0 || healthy.passed === 0) fail(`${file} does not pass without a mutant:\n${healthy.failed.join('\n') || healthy.said}`)
  for (const mutant of killers) report(mutant, kill(mutant))
}
console.log(`\n${mutants.length - survivors} of ${mutants.length} mutants killed`)
process.exit(survivors > 0 || mutants.length === 0 ? 1 : 0)

function kill({ changes, killer }) {
  const before = changes.map(({ file }) => readFileSync(join(copy, file), 'utf8'))
  for (const change of changes) apply(change)
  const result = run(killer.file, [killer.title])
  changes.forEach(({ file }, n) => writeFileSync(join(copy, file), before[n]))
  return result
}

/** As plain text: a pattern in the code means nothing here. */
function apply({ file, find, replace }) {
  const path = join(copy, file)
  const parts = readFileSync(path, 'utf8').split(find)
  if (parts.length !== 2) fail(`${JSON.stringify(find)} stands in ${file} ${parts.length - 1} times instead of once`)
  writeFileSync(path, parts.join(replace))
}

function run(file, titles) {
  const started = performance.now()
  const project = file.split('/')[1]
  const only = titles.map(asPattern).join('|')
  const args = [jest, '--selectProjects', project, '--runInBand', '--forceExit', '--json', '--testPathPatterns', `${file}$`, '--testNamePattern', only]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', timeout: LONGEST_RUN_MS, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, FORCE_COLOR: '0' } })
  const seconds = (performance.now() - started) / 1000
  const results = stdout.trim().startsWith('{') ? JSON.parse(stdout).testResults.flatMap(({ assertionResults }) => assertionResults) : []
  const named = (status) => results.filter((result) => result.status === status).map(({ title }) => title)
  return { failed: named('failed'), passed: named('passed').length, seconds, said: stderr.slice(-2000) }
}

/** Each case of `it.each` has words of its own where the title has a placeholder. */
function asPattern(title) {
  return title.split(/%[a-z]|\$\w+/).map((words) => words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('.*')
}

function report({ name, promise }, { failed, seconds, said }) {
  if (failed.length === 0) survivors++
  if (failed.length === 0 && said) console.error(said)
  const noticed = failed[0] ? `${failed[0]}${failed.length > 1 ? ` (and ${failed.length - 1} more)` : ''}` : '**nobody: it lives**'
  console.log(`| ${promise} | ${name} | ${noticed} | ${seconds.toFixed(1)} |`)
}

function byFile(all) {
  const files = new Map()
  for (const mutant of all) files.set(mutant.killer.file, [...(files.get(mutant.killer.file) ?? []), mutant])
  return files
}

function fail(words) {
  console.error(words)
  process.exit(1)
}
