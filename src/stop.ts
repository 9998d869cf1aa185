import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { App } from './app'

interface Running {
  app: App
  server: Server
  connections: Redis[]
  metricsServer?: Server | undefined
  times: { stopNotice: number; stopHard: number }
}

/** Idle keep-alive connections come back after every answer; they are closed this often until none is left. */
const CLOSE_IDLE_EVERY_MS = 250

/**
 * Not ready first, so that the balancer turns away; then no new connections, open requests answered, renewals stored
 * (their tokens exist nowhere else), Redis, and last who watches all this. Never longer than `stopHard`.
 */
export async function stopGracefully({ app, server, connections, metricsServer, times }: Running): Promise<void> {
  const hard = pause(times.stopHard, undefined, { ref: false })
  app.stopping()
  await pause(times.stopNotice)
  await Promise.race([hard, closeServer(server).then(() => app.close())])
  await Promise.race([hard, Promise.allSettled(connections.map((redis) => redis.quit()))])
  metricsServer?.close()
  metricsServer?.closeAllConnections()
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Whoever still holds a connection is told to open another one elsewhere.
  server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'))
  const closing = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS)
  server.closeIdleConnections()
  await closed
  clearInterval(closing)
}
