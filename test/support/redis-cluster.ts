import { Cluster } from 'ioredis'
import { startRedisServer } from './redis-server'
import { until } from './until'

export interface RedisCluster {
  /** A client with the habits of src/redis.ts: fails fast, keeps nothing for later. */
  connect(): Promise<Cluster>
  /** How many keys lie on each node. */
  sizes(): Promise<number[]>
  close(): Promise<void>
}

const SLOTS = 16_384
const NODES = 3
/** The nodes' own conversation, in the other half of our ports; by itself Redis would take one that systems give out. */
const HALF = 5000
const busOf = (port: number) => (port < 25_000 ? port + HALF : port - HALF)

/** Three primaries, each with a third of the slots. */
export async function startCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: NODES }, () => startRedisServer(({ port }) => ['--cluster-enabled', 'yes', '--cluster-port', String(busOf(port))])))
  await Promise.all(
    nodes.map((node, n) => node.ask('CLUSTER', 'ADDSLOTSRANGE', Math.ceil((n * SLOTS) / NODES), Math.ceil(((n + 1) * SLOTS) / NODES) - 1)),
  )
  const [first, ...others] = nodes
  for (const { port } of others) await first?.ask('CLUSTER', 'MEET', '127.0.0.1', port, busOf(port))
  const knowsAll = async (node: (typeof nodes)[number]) => {
    const state = String(await node.ask('CLUSTER', 'INFO'))
    return state.includes('cluster_state:ok') && state.includes(`cluster_slots_ok:${SLOTS}`)
  }
  await until(async () => (await Promise.all(nodes.map(knowsAll))).every(Boolean), 20_000)

  return {
    async connect() {
      const cluster = new Cluster(
        nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
        { enableOfflineQueue: false, redisOptions: { maxRetriesPerRequest: 0, commandTimeout: 4000 } },
      )
      await until(() => cluster.status === 'ready')
      return cluster
    },
    sizes: () => Promise.all(nodes.map(async (node) => Number(await node.ask('DBSIZE')))),
    close: async () => void (await Promise.all(nodes.map((node) => node.close()))),
  }
}
