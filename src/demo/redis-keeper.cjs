// Stands between Foyer's demo or tests and their private Redis: `node redis-keeper.cjs '{"server","args","folder","temporary"}'`.
// Redis would outlive a parent that is killed outright; the keeper does not, because the end of its standard input
// cannot be missed. Plain JavaScript, so that tests can start it without a build. Says `{"pid"}` once Redis runs.
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { claimFolder } = require('../database/embedded/claim-folder.cjs')

const { server, args, folder, temporary, stopSignal = 'SIGTERM', owner } = JSON.parse(process.argv[2])
/** Redis writes its append-only file on SIGTERM in milliseconds; one that hangs is not worth waiting for. */
const PATIENCE_MS = 3000
/** Enough of Redis' last words to say why it did not start. */
const LAST_WORDS = 2000

const claim = claimOrLeave()
const redis = spawn(server, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...owner })
let lastWords = ''
for (const stream of [redis.stdout, redis.stderr]) stream.on('data', (text) => (lastWords = (lastWords + text).slice(-LAST_WORDS)))
redis.on('error', (error) => leave(1, error.message))
redis.on('exit', (code) => leave(code ?? 1, code ? lastWords : ''))
redis.on('spawn', () => {
  claim.add(redis.pid)
  process.stdout.write(`${JSON.stringify({ pid: redis.pid })}\n`)
})

process.stdout.on('error', () => {}) // the parent is gone; its closed standard input says so too
for (const event of ['end', 'error']) process.stdin.on(event, endRedis)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, endRedis)
process.stdin.resume()

function endRedis() {
  redis.kill(stopSignal)
  setTimeout(() => redis.kill('SIGKILL'), PATIENCE_MS).unref()
}

function leave(code, reason) {
  if (reason) fs.writeSync(2, reason)
  claim.release()
  if (temporary) fs.rmSync(folder, { recursive: true, force: true })
  process.exitCode = code
  process.stdin.destroy()
}

function claimOrLeave() {
  try {
    return claimFolder(folder)
  } catch (error) {
    fs.writeSync(2, error.message)
    process.exit(1)
  }
}
