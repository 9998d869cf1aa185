import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** `hang`: nothing reaches Redis; `deaf`: Redis acts, but nobody hears its replies. Both hold back, as a stalled network does. */
type Manner = 'pass' | 'hang' | 'deaf'

export interface RedisProxy {
  url: string
  /** From now on; what was held back goes on its way with `pass`. */
  behave(as: Manner): void
  /** Deaf from the moment a command holding these words has reached Redis. */
  deafAfter(words: string): void
  /** Breaks every connection; what was held back is lost. */
  cut(): void
  close(): Promise<void>
}

/** Stands between a client and a private Redis, and can be as bad as a network. */
export async function startRedisProxy(redisUrl: string): Promise<RedisProxy> {
  const address = new URL(redisUrl)
  const sockets = new Set<Socket>()
  let held: [Socket, Buffer][] = []
  let manner: Manner = 'pass'
  let trigger: string | null = null

  const forward = (to: Socket, chunk: Buffer, heldBy: Manner) => {
    if (manner === heldBy) held.push([to, chunk])
    else to.write(chunk)
  }
  const server = createServer((client) => {
    const upstream =
      address.protocol === 'unix:' ? connect(address.pathname) : connect(Number(address.port), address.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk) => {
      forward(upstream, chunk, 'hang')
      if (trigger === null || !chunk.includes(trigger)) return
      manner = 'deaf'
      trigger = null
    })
    upstream.on('data', (chunk) => forward(client, chunk, 'deaf'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const proxy: RedisProxy = {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave(as) {
      manner = as
      trigger = null
      if (as !== 'pass') return
      for (const [to, chunk] of held) if (!to.destroyed) to.write(chunk)
      held = []
    },
    deafAfter(words) {
      trigger = words
    },
    cut() {
      held = []
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      server.close()
      proxy.cut()
      await once(server, 'close')
    },
  }
  return proxy
}
