// A process of Foyer's that keeps a church's copy, to be killed: node mirror-process.cjs '<JSON>'
require('../bench/typescript.cjs')
const { pino } = require('pino')
const { connectDatabase } = require('../../src/database/index.ts')
const { createMirror } = require('../../src/mirror/index.ts')
const { createPlanningCenter } = require('../../src/planning-center/index.ts')
const { defaultTimes } = require('../../src/times.ts')

const { databaseUrl, planningCenterUrl, token, church, tabIds, ahead } = JSON.parse(process.argv[2])
const log = pino({ level: 'silent' })
const times = { ...defaultTimes, retryPauseMin: 1, retryPauseMax: 5 }
const mirror = createMirror({
  database: connectDatabase({ address: { engine: 'postgres', url: databaseUrl }, times, log }),
  planningCenter: createPlanningCenter({ url: planningCenterUrl, userAgent: 'Foyer (tests@example.org)', times }),
  lendFor: async () => ({
    access: { tokens: { current: async () => token, renew: async () => token }, allowance: { take: async () => 0, heard() {}, closedFor() {} } },
    tabIds,
    timeZone: 'America/Chicago',
  }),
  heard: async () => undefined,
  config: { times },
  clock: { now: () => Date.now() + ahead },
  log,
})

mirror.runNow(church).then(
  (ended) => process.send({ ended }),
  (error) => process.send({ error: String(error) }),
)
