import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

export interface PrivateRedis {
  /** `unix:///…/redis.sock`, or `redis://127.0.0.1:port` on Windows, whose Redis knows no unix sockets. */
  url: string
  /** The server's own process. */
  pid: number
  stop: () => Promise<void>
}

/** GETDEL, which Foyer consumes sign-in attempts with, came with 6.2. */
const OLDEST_REDIS = 6.02
/** macOS allows 104 bytes for a socket's path, Linux 108. */
const LONGEST_SOCKET_PATH = 100
const START_WITHIN_MS = 10_000
/** The keeper runs from the source folder in the demo, too: it needs no build and is copied nowhere. */
const KEEPER = resolve(__dirname, '../../src/demo/server-keeper.cjs')

/** The first Redis or Valkey on the PATH that is new enough. */
export function findRedisServer(): string | null {
  return ['redis-server', 'valkey-server'].find((name) => redisVersion(name) >= OLDEST_REDIS) ?? null
}

function redisVersion(server: string): number {
  const { stdout } = spawnSync(server, ['--version'], { encoding: 'utf8', windowsHide: true })
  const [, major, minor] = /\bv=(\d+)\.(\d+)/.exec(stdout ?? '') ?? []
  return Number(major ?? 0) + Number(minor ?? 0) / 100
}

/**
 * A Redis of our own that nobody else can reach and that ends with this process, however this process ends.
 * With a `folder` it keeps its data there, for one owner at a time; without, in a temporary one removed at stop.
 * @throws Error if no Redis is on the PATH, or the folder is in use, or Redis does not start.
 */
export async function startPrivateRedis(options: { folder?: string } = {}): Promise<PrivateRedis> {
  const server = findRedisServer()
  if (!server) throw new Error('There is no redis-server or valkey-server 6.2 or newer on the PATH.')

  const folder = options.folder === undefined ? mkdtempSync(join(shortTemporaryFolder(), 'foyer-redis-')) : ownFolder(options.folder)
  const address = process.platform === 'win32' ? { port: await freePort() } : { path: socketPath(folder) }
  const args = [...listening(address), '--dir', folder, '--save', '', ...(options.folder === undefined ? [] : KEEPING)]
  const keeper = startKeeper({ server, args, folder, temporary: options.folder === undefined })
  const pid = await untilReady(keeper, address)

  return {
    url: address.path === undefined ? `redis://127.0.0.1:${address.port}` : `unix://${address.path}`,
    pid,
    async stop() {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return
      keeper.ref()
      const gone = once(keeper, 'exit')
      keeper.stdin.end()
      await gone
    },
  }
}

const KEEPING = ['--appendonly', 'yes', '--appendfsync', 'everysec']

type Address = { path: string; port?: never } | { port: number; path?: never }

function listening(address: Address): string[] {
  return address.path === undefined
    ? ['--bind', '127.0.0.1', '--port', String(address.port)]
    : ['--port', '0', '--unixsocket', address.path, '--unixsocketperm', '700']
}

function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return realpathSync(folder)
}

function socketPath(folder: string): string {
  const inside = join(folder, 'redis.sock')
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside
  // The same folder always gets the same address, so that a client finds a restarted Redis again.
  return join(shortTemporaryFolder(), `foyer-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`)
}

function shortTemporaryFolder(): string {
  const room = LONGEST_SOCKET_PATH - '/foyer-0123456789abcdef.sock'.length
  return process.platform === 'win32' || Buffer.byteLength(tmpdir()) <= room ? tmpdir() : '/tmp'
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

type Keeper = ChildProcessByStdio<Writable, Readable, Readable>

function startKeeper(task: { server: string; args: string[]; folder: string; temporary: boolean }): Keeper {
  // Detached, so that Ctrl-C in a terminal reaches Foyer alone and Foyer ends Redis last.
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(task)], { stdio: 'pipe', detached: true, windowsHide: true })
  keeper.stdin.on('error', () => undefined) // it ended first; its exit is what counts
  return keeper
}

/** Redis listens before it has read its file, and says LOADING meanwhile: only PONG is ready. */
async function untilReady(keeper: Keeper, address: Address): Promise<number> {
  let said = ''
  let complaint = ''
  keeper.stdout.on('data', (text: Buffer) => (said += text.toString()))
  keeper.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const closed = once(keeper, 'close').then(() => 'closed' as const)

  const deadline = Date.now() + START_WITHIN_MS
  for (;;) {
    if (said.includes('\n') && (await answersPing(address))) break
    if ((await Promise.race([closed, pause(10)])) === 'closed') throw new Error(complaint || 'The private Redis ended while starting.')
    if (Date.now() > deadline) {
      keeper.stdin.end()
      throw new Error(`The private Redis did not start within ${START_WITHIN_MS / 1000} seconds.`)
    }
  }
  for (const part of [keeper, keeper.stdin, keeper.stdout, keeper.stderr] as { unref?(): void }[]) part.unref?.()
  return (JSON.parse(said) as { pid: number }).pid
}

function answersPing(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.write('PING\r\n'))
    socket.once('data', (reply) => {
      socket.destroy()
      resolve(reply.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}
