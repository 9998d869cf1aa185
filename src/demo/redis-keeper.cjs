// Stands between Foyer's demo or tests and their private Redis: `node redis-keeper.cjs '{"server","args","folder","temporary"}'`.
// Redis would outlive a parent that is killed outright; the keeper does not, because the end of its standard input
// cannot be missed. Plain JavaScript, so that tests can start it without a build. Says `{"pid"}` once Redis runs.
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { server, args, folder, temporary } = JSON.parse(process.argv[2])
/** Redis writes its append-only file on SIGTERM in milliseconds; one that hangs is not worth waiting for. */
const PATIENCE_MS = 3000
/** Enough of Redis' last words to say why it did not start. */
const LAST_WORDS = 2000

const claim = claimFolder()
const redis = spawn(server, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
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
  redis.kill('SIGTERM')
  setTimeout(() => redis.kill('SIGKILL'), PATIENCE_MS).unref()
}

function leave(code, reason) {
  if (reason) fs.writeSync(2, reason)
  claim.release()
  if (temporary) fs.rmSync(folder, { recursive: true, force: true })
  process.exitCode = code
  process.stdin.destroy()
}

/**
 * Two Redis servers on one append-only file silently ruin it, and Redis itself takes no lock: files named after the
 * owners' processes are the lock. Everybody writes first and looks second, so of two at once at least one gives way.
 */
function claimFolder() {
  const mine = new Set()
  const claim = {
    add(pid) {
      const file = path.join(folder, `owner-${pid}`)
      fs.writeFileSync(file, '')
      mine.add(file)
    },
    release: () => mine.forEach((file) => fs.rmSync(file, { force: true })),
  }
  claim.add(process.pid)

  for (const [name, pid] of fs.readdirSync(folder).flatMap((entry) => [...entry.matchAll(/^owner-(\d+)$/g)])) {
    const file = path.join(folder, name)
    if (mine.has(file)) continue
    if (isAlive(Number(pid))) {
      claim.release()
      fs.writeSync(2, `${folder} is in use by another Foyer. Stop that one first, or delete ${file} if none is running.`)
      process.exit(1)
    }
    fs.rmSync(file, { force: true })
  }
  return claim
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM' // somebody else's process, but a living one
  }
}
