// The first load of a church: `npm run build`, then `node test/bench/first-load.cjs [people] [pglite|postgres url]`.
// Prints how much of the best possible pace it kept (all kept rows, a hundred an answer, at Planning Center's limit of
// 100 requests in 20 s), what Planning Center refused, the memory of this process, and the same for a run with a hundred changes.
const { fork } = require('node:child_process')
const { once } = require('node:events')
const { createDatabaseFor, countRows } = require('./first-load-database.cjs')
const { connectRedis } = require('../../dist/redis.js')
const { createLog } = require('../../dist/log.js')
const { createMirror } = require('../../dist/mirror/index.js')
const { createPlanningCenter } = require('../../dist/planning-center/index.js')
const { createRateLimiter } = require('../../dist/rate-limiter.js')
const { startPrivateRedis } = require('../../dist/demo/private-redis.js')
const { defaultTimes } = require('../../dist/times.js')

const CHURCH = '463218'
const [people = '10000', databaseUrl = 'pglite'] = process.argv.slice(2)
const log = createLog('warn')

async function run() {
  const sandbox = fork(require.resolve('./first-load-church.cjs'), [people])
  const [{ url, token, personId }] = await once(sandbox, 'message')
  const redis = await startPrivateRedis()
  const connection = connectRedis({ redis: { url: redis.url, sentinelName: null }, times: { ...defaultTimes, redisCommand: 4000 } }, log)
  if (connection.status !== 'ready') await once(connection, 'ready')
  const database = createDatabaseFor(databaseUrl, log)
  const planningCenter = createPlanningCenter({ url, userAgent: 'Foyer (bench@example.org)', times: defaultTimes })
  const limiter = createRateLimiter({ redis: connection, clock: Date })
  const mirror = createMirror({
    database,
    planningCenter,
    lendFor: async () => ({
      access: { tokens: { current: async () => token, renew: async (rejected) => rejected }, allowance: limiter.allowanceFor({ organizationId: CHURCH, personId }, { background: true }) },
      tabIds: await everyTab(planningCenter, token),
      timeZone: 'America/Chicago',
    }),
    heard: async (_church, failure) => failure && console.error(failure),
    config: { times: defaultTimes },
    clock: Date,
    log,
  })
  await mirror.add(CHURCH)

  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 200)
  for (const what of ['first load', 'a hundred changes']) {
    if (what !== 'first load') await tell(sandbox, 'change')
    peak = 0
    const started = performance.now()
    const ended = await mirror.runNow(CHURCH)
    const seconds = (performance.now() - started) / 1000
    const { calls, refused } = await tell(sandbox, 'calls')
    const rows = await countRows(database)
    const optimum = Object.values(rows).reduce((sum, many) => sum + Math.ceil(many / 100), 0)
    const pace = what === 'first load' ? { optimumRequests: optimum, shareOfOptimum: Number(((optimum / 100) * 20 / seconds).toFixed(3)) } : {}
    console.log(JSON.stringify({ what, people, engine: databaseUrl.split(':')[0], ended, seconds: Number(seconds.toFixed(1)), requests: calls, refused429: refused, ...pace, peakMB: Math.round(peak / 1e6), rows: what === 'first load' ? rows : undefined }))
  }
  clearInterval(watch)
  await mirror.close()
  connection.disconnect()
  await Promise.all([database.close(), redis.stop()])
  sandbox.kill()
}

async function everyTab(planningCenter, token) {
  const client = planningCenter.as({ tokens: { current: async () => token, renew: async () => token }, allowance: { take: async () => 0, heard() {}, closedFor() {} }, deadline: performance.now() + 8000 })
  return (await client.list('/people/v2/tabs', { per_page: '100' })).data.map(({ id }) => id)
}

async function tell(child, verb) {
  child.send({ verb })
  const [answer] = await once(child, 'message')
  return answer
}

run().catch((error) => {
  console.error(error)
  process.exit(1)
})
