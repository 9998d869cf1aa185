// Stands between Foyer's demo or tests and a server of their own, a Redis or a PostgreSQL:
// `node server-keeper.cjs '{"server","args","folder","temporary","stopSignal","owner"}'`.
// A server would outlive a parent that is killed outright; the keeper does not, because the end of its standard input
// cannot be missed. Plain JavaScript, so that tests can start it without a build. Says `{"pid"}` once the server runs.
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { claimFolder } = require('../database/embedded/claim-folder.cjs')

// PostgreSQL waits for its clients on SIGTERM, so it is stopped with SIGINT; and it runs as no root, so it gets an owner.
const { server: program, args, folder, temporary, stopSignal = 'SIGTERM', owner } = JSON.parse(process.argv[2])
/** Both write what they have in milliseconds; one that hangs is not worth waiting for. */
const PATIENCE_MS = 3000
/** Enough of its last words to say why it did not start. */
const LAST_WORDS = 2000

const claim = claimOrLeave()
const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...owner })
let lastWords = ''
for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (lastWords = (lastWords + text).slice(-LAST_WORDS)))
server.on('error', (error) => leave(1, error.message))
server.on('exit', (code) => leave(code ?? 1, code ? lastWords : ''))
server.on('spawn', () => {
  claim.add(server.pid)
  process.stdout.write(`${JSON.stringify({ pid: server.pid })}\n`)
})

process.stdout.on('error', () => {}) // the parent is gone; its closed standard input says so too
for (const event of ['end', 'error']) process.stdin.on(event, endServer)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, endServer)
process.stdin.resume()

function endServer() {
  server.kill(stopSignal)
  setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS).unref()
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
