import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRedisServer, type RedisServer } from './redis-server'
import { until } from './until'

/** A primary and a replica that a Sentinel watches, quicker to act than the ones people run. */
export interface Watched {
  /** For REDIS_URL. */
  url: string
  /** For REDIS_SENTINEL_NAME. */
  name: string
  sentinel: RedisServer
  /** Whom Sentinel names now, and the other one. */
  primary(): Promise<RedisServer>
  replica(): Promise<RedisServer>
  /** Until Sentinel names another primary than this one, and that one takes writes. */
  untilReplaced(old: RedisServer): Promise<void>
  /** Until the other one is a replica that has everything. */
  untilReplicated(): Promise<void>
  close(): Promise<void>
}

const NAME = 'foyer-test'
/** Long enough for a busy machine not to lose a primary that is well. */
const DOWN_AFTER_MS = 1000
/** One that fails is tried again after twice as long. */
const FAILOVER_MS = 2000
/** Sentinel stands back for half a minute when its own clock seems to jump; on a busy machine it often does. */
const TILT_MS = 60_000
const WITHIN_MS = 20_000

const REPLICATION = ['--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1']

export async function startSentinel(): Promise<Watched> {
  const first = await startRedisServer(() => REPLICATION)
  const second = await startRedisServer(() => [...REPLICATION, '--replicaof', '127.0.0.1', String(first.port)])
  const sentinel = await startRedisServer(({ folder }) => {
    const file = join(folder, 'sentinel.conf')
    writeFileSync(file, sentinelConfig(first.port))
    return [file, '--sentinel']
  })
  await sentinel.ask('SENTINEL', 'DEBUG', 'INFO-PERIOD', 200, 'PUBLISH-PERIOD', 300, 'TILT-TRIGGER', TILT_MS)

  async function sides(): Promise<[primary: RedisServer, replica: RedisServer]> {
    const [, port] = (await sentinel.ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME)) as [string, string]
    return Number(port) === first.port ? [first, second] : [second, first]
  }
  const watched: Watched = {
    url: `sentinel://127.0.0.1:${sentinel.port}`,
    name: NAME,
    sentinel,
    primary: async () => (await sides())[0],
    replica: async () => (await sides())[1],
    untilReplaced: (old) => until(async () => (await watched.primary()) !== old && (await watched.primary()).ask('SET', 'replaced', 1, 'PX', 1).then(() => true, () => false), WITHIN_MS),
    untilReplicated: () => until(isReplicated, WITHIN_MS),
    async close() {
      for (const server of [sentinel, first, second]) await server.close()
    },
  }

  /** Sentinel must know of the replica, too, or it has nobody to promote. */
  async function isReplicated(): Promise<boolean> {
    const [primary] = await sides()
    const known = String(await sentinel.ask('INFO', 'sentinel'))
    const replication = String(await primary.ask('INFO', 'replication').catch(() => ''))
    return /status=ok,[^\r]*,slaves=1/.test(known) && /state=online,offset=(\d+)[^\r]*\r\n(?:.*\r\n)*master_repl_offset:\1\r/.test(replication)
  }

  await watched.untilReplicated()
  return watched
}

const sentinelConfig = (primaryPort: number) =>
  [
    `sentinel monitor ${NAME} 127.0.0.1 ${primaryPort} 1`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} ${FAILOVER_MS}`,
    `sentinel parallel-syncs ${NAME} 1`,
    '',
  ].join('\n')
