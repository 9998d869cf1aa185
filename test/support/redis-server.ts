import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Redis } from 'ioredis'
import { findRedisServer } from '../../src/demo/private-redis'
import { until } from './until'

/** A Redis on a port and in a folder of its own, which can be killed, frozen and started again. */
export interface RedisServer {
  port: number
  url: string
  folder: string
  /** Starts it again at the same port, with what lies in its folder; it need not answer yet. */
  start(moreArgs?: string[]): Promise<void>
  /** As a power failure would: nothing is written down any more. */
  kill(): Promise<void>
  freeze(): void
  thaw(): void
  /** One command over a connection of its own. */
  ask(...command: (string | number)[]): Promise<unknown>
  answers(): Promise<boolean>
  close(): Promise<void>
}

/** Ends Redis when this process ends, however it ends. */
const KEEPER = resolve(__dirname, '../../src/demo/server-keeper.cjs')
/** Below the ports that systems give out by themselves (Linux: from 32768). */
const [FIRST_PORT, LAST_PORT] = [20_000, 29_999]
const PORTS_TO_TRY = 20

/** `argsFor` may name the folder and the port, for what Redis wants to hear twice. */
export async function startRedisServer(argsFor: (at: { port: number; folder: string }) => string[] = () => []): Promise<RedisServer> {
  for (let tried = 1; ; tried++) {
    const server = createRedisServer(freshPort(), argsFor)
    try {
      await server.start()
      await until(() => server.answers())
      return server
    } catch (error) {
      await server.close() // most likely the port is taken
      if (tried === PORTS_TO_TRY) throw error
    }
  }
}

const freshPort = () => FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT))

function createRedisServer(port: number, argsFor: (at: { port: number; folder: string }) => string[]): RedisServer {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-test-redis-'))
  const args = [...argsFor({ port, folder }), '--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '']
  let running: { keeper: ChildProcess; pid: number } | null = null
  const signal = (name: NodeJS.Signals) => running && process.kill(running.pid, name)

  const server: RedisServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    folder,
    async start(moreArgs = []) {
      running = await startKept([...args, ...moreArgs], folder)
    },
    async kill() {
      if (!running) return
      const gone = once(running.keeper, 'close')
      signal('SIGKILL')
      running = null
      await gone
    },
    freeze: () => void signal('SIGSTOP'),
    thaw: () => void signal('SIGCONT'),
    ask: (...command) => askRedis(port, command),
    answers: () => isThere(port, running?.pid ?? 0).catch(() => false),
    async close() {
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return server
}

async function startKept(args: string[], folder: string): Promise<{ keeper: ChildProcess; pid: number }> {
  const task = { server: findRedisServer() ?? 'redis-server', args, folder, temporary: false }
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(task)], { stdio: 'pipe', detached: true })
  keeper.stdin.on('error', () => undefined)
  let complaint = ''
  keeper.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = once(keeper, 'close').then(() => Promise.reject(new Error(`Redis ended while starting: ${complaint}`)))
  const [said] = (await Promise.race([once(keeper.stdout, 'data'), ended])) as [Buffer]
  ended.catch(() => undefined)
  return { keeper, pid: (JSON.parse(said.toString()) as { pid: number }).pid }
}

/** Ready, and not somebody else's at the same port. */
async function isThere(port: number, pid: number): Promise<boolean> {
  if ((await askRedis(port, ['PING'])) !== 'PONG') return false
  return String(await askRedis(port, ['INFO', 'server'])).includes(`process_id:${pid}\r`)
}

async function askRedis(port: number, [name = '', ...args]: (string | number)[]): Promise<unknown> {
  const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true, enableReadyCheck: false, disableClientInfo: true, retryStrategy: null, commandTimeout: 5000 })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return await redis.call(String(name), ...args)
  } finally {
    redis.disconnect()
  }
}
