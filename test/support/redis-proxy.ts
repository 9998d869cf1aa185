import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface RedisProxy {
  url: string
  /** From now on: `pass` everything, `swallow` replies (Redis acts and nobody hears), or `hang` (nothing arrives at all). */
  behave(as: 'pass' | 'swallow' | 'hang'): void
  /** Once a command holding these words has reached Redis, its reply and every later one are swallowed. */
  swallowAfter(words: string): void
  /** Ends every connection there is, as a network that breaks. */
  cut(): void
  close(): Promise<void>
}

/** Stands between a client and a private Redis, and can be as bad as a network. */
export async function startRedisProxy(redisUrl: string): Promise<RedisProxy> {
  const address = new URL(redisUrl)
  const sockets = new Set<Socket>()
  let manner: 'pass' | 'swallow' | 'hang' = 'pass'
  let trigger: string | null = null

  const server = createServer((client) => {
    const upstream = address.protocol === 'unix:' ? connect(address.pathname) : connect(Number(address.port), address.hostname)
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
      if (manner === 'hang') return
      upstream.write(chunk)
      if (trigger !== null && chunk.includes(trigger)) {
        manner = 'swallow'
        trigger = null
      }
    })
    upstream.on('data', (chunk) => manner === 'pass' && client.write(chunk))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave(as) {
      manner = as
      trigger = null
    },
    swallowAfter(words) {
      trigger = words
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
