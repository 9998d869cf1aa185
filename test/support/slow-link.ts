import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A link to Redis on which every command arrives late, while its sender hears nothing. */
export async function startSlowLink(redisUrl: string, lateByMs: number): Promise<{ url: string; close(): Promise<void> }> {
  const { protocol, pathname, port, hostname } = new URL(redisUrl)
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const redis = protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname)
    for (const socket of [client, redis]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => [client, redis].forEach((one) => one.destroy()))
    }
    client.on('data', (commands) => void pause(lateByMs, undefined, { ref: false }).then(() => redis.writable && redis.write(commands)))
    redis.pipe(client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
