import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Redis } from 'ioredis'
import { createLog } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { startSentinel, type Watched } from '../support/redis-sentinel'
import { until } from '../support/until'
import { defaultTimes } from '../../src/times'

/** Many, because what loses one depends on the moment at which it hears of the failover. */
const CONNECTIONS = 20

/** What is waited for has limits of its own; this is for a busy machine to set the scene again. */
const PATIENCE_MS = 60_000

describe('connections to a Redis that Sentinel watches', () => {
  let watched: Watched
  let gone: Server
  const held: Socket[] = []
  let open: Redis[] = []
  const log = createLog('silent')
  beforeAll(async () => {
    watched = await startSentinel()
    gone = createServer((socket) => void held.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
    await once(gone, 'listening')
  })
  afterEach(() => {
    for (const redis of open) redis.disconnect()
    open = []
  })
  afterAll(async () => {
    await watched.close()
    held.forEach((socket) => socket.destroy())
    gone.close()
  })

  /** The Sentinel named first is on a machine that is no more: it accepts, and says nothing. */
  async function connectAll(): Promise<void> {
    const { port } = gone.address() as AddressInfo
    const url = watched.url.replace('//', `//127.0.0.1:${port},`)
    open = Array.from({ length: CONNECTIONS }, () => connectRedis({ redis: { url, sentinelName: watched.name }, times: defaultTimes }, log))
    await until(() => open.every(({ status }) => status === 'ready'))
  }
  const writes = (redis: Redis) => redis.set('key', '1').then(() => true, () => false)
  const allWrite = async () => (await Promise.all(open.map(writes))).every(Boolean)

  it('E7: all find the new primary within 15 s of the old one’s death, though a Sentinel went with it', async () => {
    await connectAll()
    const old = await watched.primary()
    await old.kill()
    await until(allWrite, 15_000)
    await old.start(['--replicaof', '127.0.0.1', String((await watched.primary()).port)])
    await watched.untilReplicated()
  }, PATIENCE_MS)

  it('E8: all move on when the primary freezes, and none goes back when it thaws', async () => {
    await connectAll()
    const old = await watched.primary()
    old.freeze()
    await until(allWrite, 15_000)
    old.thaw()
    await watched.untilReplicated()
    await until(allWrite) // whoever had not moved on by itself was sent away from what is a replica now
    expect((await Promise.all(open.map((redis) => redis.role()))).map(([role]) => role)).toEqual(open.map(() => 'master'))
  }, PATIENCE_MS)

  it('E8: all move on within 2 s when the primary is made a replica by hand', async () => {
    await connectAll()
    await watched.sentinel.ask('SENTINEL', 'FAILOVER', watched.name)
    await until(async () => !(await allWrite()))
    const failing = performance.now()
    await until(allWrite)
    expect(performance.now() - failing).toBeLessThan(2000)
    await watched.untilReplicated()
  }, PATIENCE_MS)
})
