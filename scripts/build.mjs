// `tsc` into an empty dist/, without shell idioms so that it runs the same on Windows.
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { spawnSync } from 'node:child_process'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
rmSync('dist', { recursive: true, force: true })
process.exit(spawnSync(process.execPath, [tsc, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1)
