// One process of the built app, as main.js composes it, except that a test may scale durations and move the clock.
const { createApp, createFoyerServer } = require('../../dist/app.js')
const { loadConfig } = require('../../dist/config.js')
const { createLog } = require('../../dist/log.js')
const { connectRedis } = require('../../dist/redis.js')
const { stopGracefully } = require('../../dist/stop.js')

const read = loadConfig(process.env)
const config = { ...read, times: { ...read.times, ...JSON.parse(process.env.TEST_TIMES ?? '{}') } }
const log = createLog(config.logLevel)
let ahead = Number(process.env.TEST_CLOCK_AHEAD ?? 0)
const redis = connectRedis(config, log)
const app = createApp({ config, redis, log, clock: { now: () => Date.now() + ahead } })
const server = createFoyerServer(app.handler)

process.on('message', (message) => {
  ahead = message.ahead
  process.send({ ahead })
})
process.on('SIGTERM', () => void stopGracefully({ app, server, connections: [redis], times: config.times }).then(() => process.exit(0)))
redis.once('ready', () => server.listen(0, () => process.send({ port: server.address().port })))
