import type { Server } from 'node:http'
import { createApp, createFoyerServer, type World } from './app'
import { createMetrics } from './metrics'
import { openMetrics } from './metrics-server'
import { connectDurableRedis, connectRedis } from './redis'
import { stopGracefully } from './stop'

/** One process of Foyer, from its connections to its end. */
export function serve({ config, log, clock }: Pick<World, 'config' | 'log' | 'clock'>): Server {
  const metrics = createMetrics()
  const redis = connectRedis(config, log, metrics.redisFailed)
  const durableRedis = connectDurableRedis(config, log, metrics.redisFailed)
  const app = createApp({ config, redis, ...(durableRedis && { durableRedis }), log, metrics, clock })
  const server = createFoyerServer(app.handler)
  const metricsServer = config.metrics ? openMetrics(metrics, { ...config.metrics, log }) : undefined

  let ending: Promise<void> | undefined
  const end = (code: number) => {
    const connections = durableRedis ? [redis, durableRedis] : [redis]
    ending ??= stopGracefully({ app, server, connections, metricsServer, times: config.times }).then(() => process.exit(code))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      end(0)
    })
  // A rejection nobody awaited is a mistake of ours, not a reason to drop everybody's requests.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception')
    // A port that is taken: nobody is being answered. Otherwise renewals under way hold tokens that exist nowhere else.
    if (server.listening) end(1)
    else process.exit(1)
  })

  server.listen(config.port, () => {
    const address = server.address()
    log.info({ port: typeof address === 'object' && address ? address.port : config.port, publicUrl: config.publicUrl.origin }, 'Foyer is open')
  })
  return server
}
