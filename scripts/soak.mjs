// The fault tests, longer: a script because not every system's shell can set a variable for one command.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
const args = [jest, '--selectProjects', 'faults', ...process.argv.slice(2)]
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, SOAK: '1' } }).status ?? 1)
