// The picture of a church, asked and drawn: `npm run build`, then `node test/bench/overview.cjs [pglite|postgres] [people ...]`.
// Prints for each size how long the question takes (the best, the middle and the worst of nine), the page with it, and what
// PostgreSQL computed for one question, which is the same on a busy machine.
require('./typescript.cjs')
const { sql } = require('kysely')
const ejs = require('ejs')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { createDatabaseFor } = require('./first-load-database.cjs')
const { createLog } = require('../../dist/log.js')
const { readOverview } = require('../../dist/reports/asking/overview.js')
const { overviewPage } = require('../../dist/reports/overview/page.js')
const { firstMonth } = require('../../dist/reports/overview/sections.js')
const { startPrivatePostgres } = require('../support/private-postgres.ts')

const CHURCH = '463218'
const TIMES = 9
const [engine = 'postgres', ...sizes] = process.argv.slice(2)
const now = Date.parse('2026-11-28T16:00:00Z')
const at = { today: '2026-11-28', timeZone: 'America/Chicago', firstMonth: firstMonth('2026-11-28') }

async function run() {
  const postgres = engine === 'postgres' ? await startPrivatePostgres() : null
  const database = createDatabaseFor(postgres?.url ?? 'pglite', createLog('warn'))
  const db = await database.openForWork() // a page would give up on a machine that does much else
  let people = 0
  for (const size of sizes.length > 0 ? sizes.map(Number) : [10_000, 100_000, 200_000]) {
    await fill(await database.openForWork(), people, size)
    people = size
    const asked = []
    const drawn = []
    const computed = []
    for (let time = 0; time <= TIMES; time++) {
      const [started, before] = [performance.now(), await computedMs(db)]
      const overview = await readOverview(db, { organizationId: CHURCH }, at)
      const read = performance.now()
      const page = overviewPage({ church: 'First Church', overview, asOf: now, now, ...at })
      await ejs.renderFile(join(__dirname, '../../views/reports/overview.ejs'), page, { root: join(__dirname, '../../views'), cache: true })
      // The first is what somebody waits for after a restart, and no measure of the rest.
      if (time > 0) [asked.push(read - started), drawn.push(performance.now() - started), computed.push((await computedMs(db)) - before)]
    }
    console.log(JSON.stringify({ engine, people, askedMs: spread(asked), withPageMs: spread(drawn), ...(postgres && { computedMs: spread(computed) }) }))
  }
  await database.close()
  await postgres?.stop()
}

/** By the connection that is asked, in hundredths of a second. */
async function computedMs(db) {
  if (engine !== 'postgres') return 0
  const { rows } = await sql`select pg_backend_pid() as pid`.execute(db)
  const [, numbers = ''] = readFileSync(`/proc/${rows[0].pid}/stat`, 'utf8').split(') ')
  const [user, system] = numbers.split(' ').slice(11, 13).map(Number)
  return (user + system) * 10
}

const spread = (times) => [0, Math.floor(times.length / 2), times.length - 1].map((place) => Math.round(times.toSorted((a, b) => a - b)[place]))

/** People as wide as Planning Center's are, most with an e-mail address, a phone number and an address. */
async function fill(db, from, to) {
  const each = (table, columns, values, which) =>
    sql.raw(`insert into mirror.${table} (organization_id, id, record, seen_at, ${columns})
      select '${CHURCH}', n::text, jsonb_build_object('attributes', repeat(md5(n::text), 30)), now(), ${values} from generate_series(${from + 1}, ${to}) n where ${which}`).execute(db)
  await each(
    'person',
    'name, first_name, last_name, sort_name, status, membership, birthdate, child, primary_campus_id, created_at, updated_at, inactivated_at',
    `'Person ' || n, 'Person', n::text, n::text, case when n % 12 = 0 then 'inactive' else 'active' end, (array['Member', 'Regular Attender', 'Guest', null])[1 + n % 4],
      case when n % 9 > 0 then date '2026-11-01' - (n::bigint * 7919 % 32000)::int end, n % 5 = 0, case when n % 3 > 0 then (1 + n % 2)::text end,
      timestamptz '2026-11-28' - (n % 4000) * interval '1 day', timestamptz '2026-11-28' - (n * 7 % 900) * interval '1 hour', case when n % 12 = 0 then timestamptz '2026-11-27' end`,
    'true',
  )
  const contact = 'person_id, is_primary'
  await each('email', `${contact}, address, blocked`, `n::text, true, n || '@example.org', n % 50 = 0`, 'n % 5 > 0')
  await each('phone_number', `${contact}, number, national`, `n::text, true, '(319) 555-0101', '(319) 555-0101'`, 'n % 4 > 0')
  await each('address', `${contact}, street_line_1, city, state, zip`, `n::text, true, '118 Larkspur Lane', 'Cedar Falls', 'IA', '50613'`, 'n % 3 > 0')
  if (from === 0) await sql`insert into mirror.campus (organization_id, id, name, record, seen_at) values (${CHURCH}, '1', 'Main', '{}', now()), (${CHURCH}, '2', 'North', '{}', now())`.execute(db)
  await sql.raw('vacuum analyze').execute(db)
}

run().catch((error) => {
  console.error(error)
  process.exit(1)
})
