// The first load of a church: `npm run build`, then `node test/bench/first-load.cjs [people] [pglite|postgres] [ms an answer takes]`.
// Prints how much of the best possible pace it kept, what Planning Center refused, and the most memory that this process
// and PostgreSQL's connections took; then the same for a run with a hundred changes and for a check of everybody.
// Church, Redis and PostgreSQL have processes of their own; PGlite is in this one, and is most of what it takes.
const { fork } = require('node:child_process')
const { once } = require('node:events')
const { createDatabaseFor, countRows, privateMegabytes } = require('./first-load-database.cjs')
const { connectRedis } = require('../../dist/redis.js')
const { createLog } = require('../../dist/log.js')
const { createMirror } = require('../../dist/mirror/index.js')
const { createPlanningCenter } = require('../../dist/planning-center/index.js')
const { createRateLimiter } = require('../../dist/rate-limiter.js')
const { startPrivateRedis } = require('../../dist/demo/private-redis.js')
const { defaultTimes } = require('../../dist/times.js')

const CHURCH = '463218'
const [people = '10000', engine = 'pglite', delayMs = '0'] = process.argv.slice(2)
const log = createLog('warn')
const RUNS = { 'first load': undefined, 'a hundred changes': 'incremental', 'a check of everybody': 'reconcile' }

async function run() {
  const church = fork(require.resolve('./first-load-church.cjs'), [people, engine, delayMs])
  const [{ url, token, personId, postgres }] = await once(church, 'message')
  const redis = await startPrivateRedis()
  const connection = connectRedis({ redis: { url: redis.url, sentinelName: null }, times: { ...defaultTimes, redisCommand: 4000 } }, log)
  if (connection.status !== 'ready') await once(connection, 'ready')
  const database = createDatabaseFor(postgres?.url ?? 'pglite', log)
  await database.open()
  const atRest = process.memoryUsage().rss
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

  const peak = { rss: 0, postgres: 0 }
  const watch = setInterval(() => {
    peak.rss = Math.max(peak.rss, process.memoryUsage().rss)
    if (postgres) peak.postgres = Math.max(peak.postgres, privateMegabytes(postgres.pid))
  }, 100)
  for (const [what, kind] of Object.entries(RUNS)) {
    if (kind === 'incremental') await tell(church, 'change')
    Object.assign(peak, { rss: 0, postgres: 0 })
    await tell(church, 'calls')
    const started = performance.now()
    const ended = await mirror.runNow(CHURCH, kind)
    const seconds = (performance.now() - started) / 1000
    const { calls, refused } = await tell(church, 'calls')
    const rows = await countRows(database)
    const memory = { atRestMB: Math.round(atRest / 1e6), peakMB: Math.round(peak.rss / 1e6), ...(postgres && { postgresPeakMB: Math.round(peak.postgres) }) }
    const pace = kind === 'incremental' ? {} : paceOf(rows, seconds, calls)
    console.log(JSON.stringify({ what, people, engine, ended, seconds: Number(seconds.toFixed(1)), requests: calls, refused429: refused, ...pace, ...memory, ...(kind === undefined && { rows }) }))
  }
  clearInterval(watch)
  await mirror.close()
  connection.disconnect()
  await Promise.all([database.close(), redis.stop()])
  await tell(church, 'stop')
  church.kill()
}

/** What is kept, a hundred rows a request at the limit; and the least that the requests made could take, the first hundred being free at once. */
function paceOf(rows, seconds, calls) {
  const optimum = Object.values(rows).reduce((sum, many) => sum + Math.ceil(many / 100), 0)
  const share = (of) => Number((of / seconds).toFixed(3))
  return { optimumRequests: optimum, shareOfOptimum: share((optimum / 100) * 20), shareOfLimit: share((Math.ceil(calls / 100) - 1) * 20) }
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
