// One process of the built app, as main.js starts it, except that a test may scale durations and move the clock.
const { loadConfig } = require('../../dist/config.js')
const { createLog } = require('../../dist/log.js')
const { serve } = require('../../dist/serve.js')

const read = loadConfig(process.env, { mayLackApplication: true })
const config = { ...read, times: { ...read.times, ...JSON.parse(process.env.TEST_TIMES ?? '{}') } }
let ahead = Number(process.env.TEST_CLOCK_AHEAD ?? 0)
const server = serve({ config, log: createLog(config.logLevel), clock: { now: () => Date.now() + ahead } })
server.once('listening', () => process.send({ port: server.address().port }))

process.on('message', (message) => {
  // A mistake nobody catches, as one in a library's timer would be.
  if (message.mistake === 'exception') return setImmediate(() => { throw new Error('nobody catches this') })
  if (message.mistake === 'rejection') return void Promise.reject(new Error('nobody awaits this'))
  ahead = message.ahead
  process.send({ ahead })
})
// Whoever started it has gone.
process.on('disconnect', () => process.exit(1))
