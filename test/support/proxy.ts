import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  url: string
  /** Every reply arrives this much later. */
  delayReplies(ms: number): void
  /** Cuts what is open and refuses what comes, until told otherwise. */
  down(isDown: boolean): void
  close(): Promise<void>
}

/** A TCP proxy in front of a Redis, for what networks do. */
export async function startProxy(target: string): Promise<Proxy> {
  const { pathname } = new URL(target)
  const open = new Set<Socket>()
  let delay = 0
  let isDown = false

  const server = createServer((client) => {
    if (isDown) return void client.destroy()
    const upstream = connect({ path: pathname })
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk) => upstream.write(chunk))
    // One after the other: a network delays replies, but never lets a later one overtake.
    let lastLeaves = 0
    upstream.on('data', (chunk) => {
      const now = Date.now()
      lastLeaves = Math.max(lastLeaves, now + delay)
      if (lastLeaves <= now) client.write(chunk)
      else setTimeout(() => client.writable && client.write(chunk), lastLeaves - now).unref()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const cut = () => open.forEach((socket) => socket.destroy())
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delayReplies(ms) {
      delay = ms
    },
    down(down) {
      isDown = down
      if (down) cut()
    },
    async close() {
      cut()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
