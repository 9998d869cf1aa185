// Runs several of package.json's scripts, two at a time: `node scripts/side-by-side.mjs lint types`. Prints what each one says once
// it has ended, so that no line stands among another's, and ends with 1 when any of them failed.
import { spawn } from 'node:child_process'

const AT_A_TIME = 2
const waiting = process.argv.slice(2)
let failed = false

await Promise.all(Array.from({ length: AT_A_TIME }, runWhatWaits))
process.exitCode = failed ? 1 : 0

async function runWhatWaits() {
  for (let name = waiting.shift(); name; name = waiting.shift()) await run(name)
}

function run(name) {
  const begun = Date.now()
  const script = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const said = []
  for (const stream of [script.stdout, script.stderr]) stream.on('data', (text) => said.push(text))
  return new Promise((resolve) => {
    script.on('close', (status) => {
      failed ||= status !== 0
      console.log(`${name}: ${status === 0 ? 'well' : 'FAILED'}, after ${Math.round((Date.now() - begun) / 1000)} s`)
      process.stdout.write(Buffer.concat(said))
      resolve()
    })
    script.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
  })
}
