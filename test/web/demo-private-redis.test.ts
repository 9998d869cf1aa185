import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { transformSync } from '@swc/core'
import { Redis } from 'ioredis'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'

const ROOT = resolve(__dirname, '../..')
let folder: string
let running: PrivateRedis[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-test-'))
})
afterEach(async () => {
  await Promise.all(running.map((redis) => redis.stop()))
  running = []
  rmSync(folder, { recursive: true, force: true })
})

describe('the private Redis', () => {
  it('is ready when it says so, and leaves no process and no file behind when stopped', async () => {
    const redis = await start()
    const socket = new URL(redis.url).pathname
    expect(await ask(redis, (client) => client.set('who', 'me'))).toBe('OK')
    expect(existsSync(socket)).toBe(true)

    await redis.stop()

    expect(isAlive(redis.pid)).toBe(false)
    expect(existsSync(dirname(socket))).toBe(false)
    await redis.stop()
  })

  it('runs several at once that know nothing of each other', async () => {
    const [one, two, three] = await Promise.all([start(), start(), start()])
    await ask(one, (client) => client.set('who', 'one'))
    await ask(two, (client) => client.set('who', 'two'))

    expect(await ask(one, (client) => client.get('who'))).toBe('one')
    expect(await ask(two, (client) => client.get('who'))).toBe('two')
    expect(await ask(three, (client) => client.get('who'))).toBeNull()
  })

  it('keeps what it acknowledged in its folder, at the same address, even when Redis itself is killed', async () => {
    const first = await start({ folder })
    await ask(first, (client) => client.set('who', 'me'))
    process.kill(first.pid, 'SIGKILL')
    await until(() => !readdirSync(folder).some((name) => name.startsWith('owner-')))

    const second = await start({ folder })

    expect(second.url).toBe(first.url)
    expect(await ask(second, (client) => client.get('who'))).toBe('me')
  })

  it('refuses a second owner of the same folder in one sentence, and is free again after the first', async () => {
    const first = await start({ folder })

    await expect(startPrivateRedis({ folder })).rejects.toThrow(`${folder} is in use by another Foyer. Stop that one first`)
    expect(await ask(first, (client) => client.ping())).toBe('PONG')

    await first.stop()
    expect(await ask(await start({ folder }), (client) => client.ping())).toBe('PONG')
  })

  it('is not kept out by the traces of an owner that is long gone', async () => {
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'exit')
    writeFileSync(join(folder, `owner-${gone.pid}`), '')

    expect(await ask(await start({ folder }), (client) => client.ping())).toBe('PONG')
  })

  it('works in a folder whose path is too long for a socket', async () => {
    const deep = join(folder, 'a-very-long-name-'.repeat(8))

    expect(await ask(await start({ folder: deep }), (client) => client.set('who', 'me'))).toBe('OK')
    expect(readdirSync(deep)).toContain('appendonlydir')
  })

  it('ends with its parent, even one that is killed outright, and frees the folder', async () => {
    const { parent, redis } = await startInAnotherProcess({ folder })
    expect(isAlive(redis.pid)).toBe(true)
    await expect(startPrivateRedis({ folder })).rejects.toThrow('in use by another Foyer')

    parent.kill('SIGKILL')

    await until(() => !isAlive(redis.pid))
    await until(() => !readdirSync(folder).some((name) => name.startsWith('owner-')))
    expect(await ask(await start({ folder }), (client) => client.ping())).toBe('PONG')
  })

  it('removes its temporary folder even when the parent is killed', async () => {
    const { parent, redis } = await startInAnotherProcess({})

    parent.kill('SIGKILL')

    await until(() => !existsSync(dirname(new URL(redis.url).pathname)))
    expect(isAlive(redis.pid)).toBe(false)
  })
})

async function start(options: { folder?: string } = {}): Promise<PrivateRedis> {
  const redis = await startPrivateRedis(options)
  running.push(redis)
  return redis
}

async function ask<Answer>({ url }: { url: string }, question: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis({ path: new URL(url).pathname })
  try {
    return await question(client)
  } finally {
    client.disconnect()
  }
}

/** A process of its own, laid out as after a build, so that the keeper is found where the demo finds it. */
async function startInAnotherProcess(options: { folder?: string }): Promise<{ parent: ChildProcess; redis: PrivateRedis }> {
  const tree = mkdtempSync(join(folder, 'tree-'))
  const built = join(tree, 'dist/demo/private-redis.js')
  mkdirSync(dirname(built), { recursive: true })
  symlinkSync(join(ROOT, 'src'), join(tree, 'src'), 'junction')
  const source = readFileSync(join(ROOT, 'src/demo/private-redis.ts'), 'utf8')
  writeFileSync(built, transformSync(source, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }).code)

  const script = `require(${JSON.stringify(built)}).startPrivateRedis(${JSON.stringify(options)})
    .then((redis) => { console.log(JSON.stringify(redis)); setInterval(() => {}, 1e6) })`
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  return { parent, redis: JSON.parse(line.toString()) as PrivateRedis }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10)
}
