import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Client } from 'pg'
import { until } from './until'

export interface PrivatePostgres {
  url: string
  /** Ends it, and every connection to it; what it holds is there again after `start`, if it is `lasting`. */
  halt(): Promise<void>
  start(): Promise<void>
  /** For good. */
  stop(): Promise<void>
}

interface Options {
  /** Can be halted and started again; if this process is killed, a folder stays behind. */
  lasting?: boolean
}

const CLUSTER = ['-U', 'foyer', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--wal-segsize=1']
const KEPT = resolve(__dirname, '../../node_modules/.cache/foyer')
const KEEPER = resolve(__dirname, '../../src/demo/server-keeper.cjs')
/** On a machine that is busy with other tests. */
const STARTS_WITHIN_MS = 20_000
/** Nothing of a test needs to outlive a power failure. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((setting) => ['-c', setting])

/** A PostgreSQL that nobody else can reach and that ends with this process. */
export async function startPrivatePostgres({ lasting = false }: Options = {}): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postgres-'))
  const owner = ordinaryUser()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  makeCluster(data, owner)

  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...FAST]
  const task = { server: program('postgres'), args, folder, temporary: !lasting, stopSignal: 'SIGINT', owner }
  const url = `postgres://foyer@localhost/postgres?host=${encodeURIComponent(folder)}`
  let keeper: Keeper | null = null

  const server: PrivatePostgres = {
    url,
    async halt() {
      if (!keeper) return
      keeper.ref()
      const gone = once(keeper, 'exit')
      keeper.stdin.end()
      keeper = null
      await gone
    },
    async start() {
      keeper = await startKept(task, url)
    },
    async stop() {
      await server.halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

/** PostgreSQL's own files before anybody asks it anything. Making them takes more than a second, so the first ones are kept to be copied. */
function makeCluster(data: string, owner?: { uid: number; gid: number }): void {
  const { mtimeMs } = statSync(program('postgres')) // another version reads no files of this one
  const kind = [program('postgres'), mtimeMs, ...CLUSTER].join(' ')
  const kept = join(KEPT, `cluster-${createHash('sha256').update(kind).digest('hex').slice(0, 12)}`)
  if (existsSync(kept)) return void run('cp', ['-pR', kept, data])

  run(program('initdb'), ['-D', data, ...CLUSTER], owner)
  const unfinished = `${kept}.${process.pid}`
  mkdirSync(KEPT, { recursive: true })
  run('cp', ['-pR', data, unfinished])
  try {
    renameSync(unfinished, kept)
  } catch {
    rmSync(unfinished, { recursive: true }) // another test was quicker
  }
}

function run(name: string, args: string[], owner?: { uid: number; gid: number }): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8', ...owner })
  if (status !== 0) throw new Error(`${name}: ${stderr || error?.message}`)
  return stdout
}

type Keeper = ChildProcessByStdio<Writable, Readable, Readable>

async function startKept(task: object, url: string): Promise<Keeper> {
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(task)], { stdio: 'pipe', detached: true })
  let said = ''
  let complaint = ''
  keeper.stdout.on('data', (text: Buffer) => (said += text.toString()))
  keeper.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  await until(async () => {
    if (keeper.exitCode !== null) throw new Error(`PostgreSQL ended while starting: ${complaint}`)
    return said.includes('\n') && answers(url)
  }, STARTS_WITHIN_MS)
  for (const part of [keeper, keeper.stdin, keeper.stdout, keeper.stderr] as { unref?(): void }[]) part.unref?.()
  return keeper
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

/** Debian keeps the server's programs away from the PATH. */
export function findPostgres(): string | null {
  const onThePath = (process.env['PATH'] ?? '').split(delimiter)
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : []
  return [...debian.reverse(), ...onThePath].find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null
}

const DEBIAN = '/usr/lib/postgresql'

function program(name: string): string {
  const folder = findPostgres()
  if (!folder) throw new Error('There is no PostgreSQL here: run "npm run test:setup".')
  return join(folder, name)
}
