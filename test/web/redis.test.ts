import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { defaultTimes } from '../../src/times'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { createLog } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { startProxy } from '../support/proxy'
import { until } from '../support/until'

describe('the connection to Redis', () => {
  let folder: string
  let server: PrivateRedis
  let open: Redis[]
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-test-redis-'))
    server = await startPrivateRedis({ folder })
    open = []
    lines.length = 0
  })
  afterEach(async () => {
    for (const redis of open) if (redis.status !== 'end') redis.disconnect()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function connect(url = server.url): Redis {
    const redis = connectRedis({ redis: { url, sentinelName: null }, times: defaultTimes }, log)
    open.push(redis)
    return redis
  }
  async function connected(url?: string): Promise<Redis> {
    const redis = connect(url)
    if (redis.status !== 'ready') await once(redis, 'ready')
    return redis
  }
  /** How long a command took to fail. */
  async function failsAfter(command: () => Promise<unknown>): Promise<number> {
    const started = performance.now()
    await expect(command()).rejects.toThrow()
    return performance.now() - started
  }
  const answers = (redis: Redis) =>
    redis.ping().then(
      () => true,
      () => false,
    )

  it('E1: fails at once when Redis is dead, and works again by itself when it is back', async () => {
    const redis = await connected()
    await server.stop()
    await until(() => redis.status !== 'ready')
    for (let n = 0; n < 5; n++) expect(await failsAfter(() => redis.get('x'))).toBeLessThan(100)
    server = await startPrivateRedis({ folder })
    await until(() => answers(redis))
  })

  it('E2: fails within 600 ms when Redis is frozen, and works again soon after it thaws', async () => {
    const redis = await connected()
    process.kill(server.pid, 'SIGSTOP')
    for (let n = 0; n < 4; n++) expect(await failsAfter(() => redis.get('x'))).toBeLessThan(600)
    process.kill(server.pid, 'SIGCONT')
    const thawed = performance.now()
    await until(() => answers(redis))
    expect(performance.now() - thawed).toBeLessThan(3000)
  })

  it('E2: fails all who wait together within 600 ms', async () => {
    const redis = await connected()
    process.kill(server.pid, 'SIGSTOP')
    const waits = await Promise.all(Array.from({ length: 20 }, () => failsAfter(() => redis.get('x'))))
    process.kill(server.pid, 'SIGCONT')
    expect(Math.max(...waits)).toBeLessThan(700)
  })

  it('E3: writes nothing later that failed while Redis was away', async () => {
    const redis = await connected()
    await server.stop()
    await until(() => redis.status !== 'ready')
    await expect(redis.set('ghost', '1')).rejects.toThrow()
    server = await startPrivateRedis({ folder })
    await until(() => answers(redis))
    expect(await redis.exists('ghost')).toBe(0)
  })

  it('E6: runs nothing twice when only the reply was lost, and says so at once', async () => {
    const proxy = await startProxy(server.url)
    const redis = await connected(proxy.url)
    proxy.deafAfter('counter')
    const counting = redis.incr('counter')
    const counted = counting.then(
      () => 'answered',
      () => 'failed',
    )
    const direct = await connected()
    await until(async () => (await direct.get('counter')) === '1')
    proxy.cut()
    const cut = performance.now()
    proxy.pass()
    expect(await counted).toBe('failed')
    expect(performance.now() - cut).toBeLessThan(300) // not only when the command would have timed out
    await until(() => answers(redis))
    expect(await redis.get('counter')).toBe('1')
    await proxy.close()
  })

  it('E2: finds out that a link is only half there, and makes another', async () => {
    const proxy = await startProxy(server.url)
    const redis = await connected(proxy.url)
    const links: string[] = []
    redis.on('close', () => links.push('closed'))
    proxy.blackHole()
    for (let n = 0; n < 3; n++) await expect(redis.get('x')).rejects.toThrow()
    await until(() => links.length > 0)
    proxy.cut()
    proxy.pass()
    await until(() => answers(redis))
    await proxy.close()
  })

  it('does not take the failures of three days for three in a row', async () => {
    const redis = await connected()
    let closed = 0
    redis.on('close', () => (closed += 1))
    for (let n = 0; n < 4; n++) {
      await expect(redis.eval('return redis.error_reply("Command timed out?")', 0)).rejects.toThrow()
      await redis.ping()
    }
    expect(closed).toBe(0)
  })

  it('E15: comes about when Foyer was started before Redis', async () => {
    await server.stop()
    const redis = connect()
    await expect(redis.get('x')).rejects.toThrow()
    server = await startPrivateRedis({ folder })
    await until(() => answers(redis), 10_000)
  })

  it('reaches a Redis in a folder with a space in its name', async () => {
    const spaced = mkdtempSync(join(tmpdir(), 'My Projects '))
    const there = await startPrivateRedis({ folder: spaced })
    const redis = connect(there.url)
    await until(() => answers(redis), 2000).finally(() => redis.disconnect())
    await there.stop()
    rmSync(spaced, { recursive: true, force: true })
  })

  it('G3: says in the log that it broke, without what was being written', async () => {
    const redis = await connected()
    await redis.set('text', '1')
    await redis.lpush('text', 'canary-value').catch((error: unknown) => log.warn({ err: error }, 'failed'))
    await server.stop()
    await until(() => lines.some((line) => line.includes('"redis"')))
    await redis.set('key', 'canary-value').catch((error: unknown) => log.warn({ err: error }, 'failed'))
    expect(lines.join('')).toContain('failed')
    expect(lines.join('')).not.toContain('canary')
    server = await startPrivateRedis({ folder })
    await until(() => answers(redis))
  })
})

describe('the address of Redis', () => {
  it.each([
    ['redis://127.0.0.1/2', { host: '127.0.0.1', port: 6379, db: 2 }],
    ['rediss://user:p%40ss@redis.example:7000', { host: 'redis.example', port: 7000, username: 'user', password: 'p@ss', tls: { servername: 'redis.example' } }],
    ['sentinel://one:1,two/3', { sentinels: [{ host: 'one', port: 1 }, { host: 'two', port: 26379 }], name: 'church', db: 3, username: null, password: null }],
    ['sentinel://:a:b%2F@one', { username: null, password: 'a:b/', sentinelPassword: 'a:b/' }],
    ['sentinel://user:pass@one', { username: 'user', password: 'pass', sentinelPassword: 'pass' }],
    ['sentinels://:pass@one', { password: 'pass', tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }],
  ])('goes where %s says', (url, options) => {
    const redis = connectRedis({ redis: { url, sentinelName: 'church' }, times: defaultTimes }, createLog('silent'))
    redis.disconnect()
    expect(redis.options).toMatchObject(options)
  })
})
