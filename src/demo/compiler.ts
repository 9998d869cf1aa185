import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = resolve(__dirname, '../..')
const END_WITH_PARENT = resolve(ROOT, 'src/demo/end-with-parent.cjs')

/** What the TypeScript of package-lock.json prints around each compilation. */
const BEGUN = /- (Starting compilation|File change detected)/
const ENDED = /- Found (\d+) errors?\./

export interface Compilation {
  /** `performance.now()` at its start. */
  begunAt: number
  /** TypeScript's own words; empty when it compiled. */
  complaints: string[]
}

/** `tsc --watch`: tells of every compilation. One with errors writes no file. */
export function watchSources(onCompiled: (compilation: Compilation) => void): { stop(): void } {
  const tsc = createRequire(__filename).resolve('typescript/bin/tsc')
  const compiler = spawn(process.execPath, ['--require', END_WITH_PARENT, tsc, '--watch', '--preserveWatchOutput', '--noEmitOnError'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  })

  let current: Compilation = { begunAt: performance.now(), complaints: [] }
  createInterface({ input: compiler.stdout }).on('line', (line) => {
    if (BEGUN.test(line)) current = { begunAt: performance.now(), complaints: [] }
    else if (ENDED.test(line)) onCompiled(current)
    else if (line.trim()) current.complaints.push(line)
  })
  return { stop: () => void compiler.stdin.end() }
}
