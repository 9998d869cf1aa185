import { existsSync } from 'node:fs'
import { createApp, createFoyerServer } from './app'
import { ConfigProblems, loadConfig, type Config } from './config'
import { createLog } from './log'
import { createMetrics } from './metrics'
import { openMetrics } from './metrics-server'
import { connectRedis } from './redis'
import { stopGracefully } from './stop'

function readConfig(): Config {
  try {
    if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) process.loadEnvFile('.env')
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

const config = readConfig()
const log = createLog(config.logLevel)
const metrics = createMetrics()
const redis = connectRedis(config, log, metrics.redisFailed)
const durableRedis = config.redis.sentinelName ? connectRedis(config, log, metrics.redisFailed) : undefined
const app = createApp({ config, redis, ...(durableRedis && { durableRedis }), log, metrics, clock: Date })
const server = createFoyerServer(app.handler)
const metricsServer = config.metrics ? openMetrics(metrics, { ...config.metrics, log }) : undefined

// A rejection nobody awaited is a mistake of ours, not a reason to drop everybody's requests.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught exception')
  process.exit(1)
})

server.listen(config.port, () => {
  const address = server.address()
  log.info({ port: typeof address === 'object' && address ? address.port : config.port, publicUrl: config.publicUrl.origin }, 'Foyer is open')
})
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    log.info({ signal }, 'stopping')
    const connections = durableRedis ? [redis, durableRedis] : [redis]
    void stopGracefully({ app, server, connections, metricsServer, times: config.times }).then(() => process.exit(0))
  })
