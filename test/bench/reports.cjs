// How long a report takes, from the question to its count and first page: `npm run build`, then
// `node test/bench/reports.cjs [people …]`. Prints, for PostgreSQL and PGlite, how many times as long each takes as counting
// the rows of the same table in the same run, so that another machine tells the same; milliseconds beside it, and how a report
// grows with the church. At last a file of everybody, and the most memory that it took.
const { fork } = require('node:child_process')
const { once } = require('node:events')
const { sql } = require('kysely')
const { createDatabaseFor } = require('./first-load-database.cjs')
const { openCatalogue } = require('../../dist/reports/asking/catalogue.js')
const { countGroups, countPeople, readEverybody, readPeople } = require('../../dist/reports/asking/people.js')
const { choosing } = require('../../dist/reports/definition.js')
const { createLog } = require('../../dist/log.js')

const CHURCH = '1'
const SIZES = process.argv.slice(2).map(Number)
const TURNS = 7
const AT = { now: Date.parse('2026-11-28T15:00:00Z'), timeZone: 'America/Chicago' }
/** Whoever may read is made in one place only; here nobody looks but the bench. */
const reader = { organizationId: CHURCH, personId: '1', isAdministrator: true, level: 'Manager', isAtLeast: () => true, shown: async () => ({ lists: new Set(['1', '2']), tabs: new Set(['1']), fieldDefinitions: new Set(['1', '2', '3']) }) }

const report = (filters, shown) => choosing(filters, shown)
const REPORTS = {
  'everybody active': report({}),
  'without an e-mail address, by campus': report({ membership: ['Member'], email: ['no'] }, { group: 'campus', columns: ['name', 'phone', 'address'] }),
  'children by grade': report({ child: ['yes'] }, { group: 'grade', columns: ['name', 'birthdate', 'household', 'phone'] }),
  'on a list of a tenth': report({ list: ['1'] }),
  'birthdays in March, by day': report({ birthday: ['3'] }, { sort: [{ column: 'birthday', descending: false }], columns: ['name', 'birthday', 'age'] }),
  'a custom field, a phone, no address': report({ 'field-1': ['Choir'], phone: ['yes'], address: ['no'] }, { columns: ['name', 'field-1', 'field-2', 'field-3'] }),
  'everybody, by city, with every contact': report({ status: ['all'] }, { sort: [{ column: 'city', descending: false }, { column: 'zip', descending: true }], columns: ['name', 'emails', 'phones', 'address', 'household'] }),
  'changed in 30 days, newest first': report({ changed: ['30-days'] }, { sort: [{ column: 'changed', descending: true }] }),
}
const FILE = report({ status: ['all'] }, { columns: ['name', 'email', 'emails', 'phone', 'mobile', 'address', 'street', 'city', 'household', 'birthdate', 'age', 'membership', 'campus', 'field-1', 'field-2'] })

async function run() {
  const sizes = SIZES.length > 0 ? SIZES : [10_000, 100_000, 200_000]
  for (const engine of ['postgres', 'pglite']) {
    const times = new Map()
    for (const people of sizes) {
      const keeper = engine === 'postgres' ? fork(require.resolve('./reports-database.cjs')) : null
      const url = keeper ? (await once(keeper, 'message'))[0].url : 'pglite'
      const database = createDatabaseFor(url, createLog('warn'))
      const db = await database.openForWork()
      await fill(db, people)
      const baseline = await median(() => sql`select count(*) from mirror.person where organization_id = ${CHURCH}`.execute(db))
      console.log(`\n${engine}, ${people} people: counting the rows takes ${baseline.toFixed(1)} ms (1×)`)
      const show = (what, ms) => {
        times.set(what, [...(times.get(what) ?? []), ms])
        console.log(`  ${what.padEnd(40)} ${(ms / baseline).toFixed(1).padStart(7)}×  ${ms.toFixed(0).padStart(6)} ms`)
      }
      show('what there is to choose from', await median(() => openCatalogue(db, reader, AT)))
      const catalogue = await openCatalogue(db, reader, AT)
      for (const [what, definition] of Object.entries(REPORTS)) {
        const { report } = catalogue.open(definition)
        show(what, await median(async () => {
          await countPeople(db, reader, report)
          await readPeople(db, reader, report, { offset: 0, atMost: 50 })
          if (report.group) await countGroups(db, reader, report)
        }))
      }
      await file(db, catalogue.open(FILE).report, show)
      await database.close()
      keeper?.send('stop')
    }
    console.log(`\n${engine}: times as long as with ${sizes[0]} people, for ${sizes.map((size) => `${size / sizes[0]}`).join(', ')} times as many`)
    for (const [what, [first, ...others]] of times) console.log(`  ${what.padEnd(40)} ${[first, ...others].map((ms) => (ms / first).toFixed(1).padStart(6)).join('')}`)
  }
}

async function file(db, report, show) {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const began = performance.now()
  let [rows, peak] = [0, before]
  for await (const some of readEverybody(db, reader, report)) {
    rows += some.length
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  const ms = performance.now() - began
  show('a file of everybody', ms)
  console.log(`  ${' '.repeat(40)} ${((rows / ms) * 1000).toFixed(0)} rows a second, ${((peak - before) / 1e6).toFixed(0)} MB more than before at most (PGlite lives in this process)`)
}

async function median(work) {
  const figures = []
  await work() // warm
  for (let turn = 0; turn < TURNS; turn++) {
    const began = performance.now()
    await work()
    figures.push(performance.now() - began)
  }
  return figures.sort((a, b) => a - b)[Math.floor(TURNS / 2)]
}

/** As a church is: a few kinds of membership, two contacts each, households of three, a fifth children, some inactive. */
async function fill(db, people) {
  const rows = (table, columns, select) => sql.raw(`insert into mirror.${table} (organization_id, id, record, seen_at, ${columns}) select '${CHURCH}', n::text, '{}', now(), ${select} from generate_series(1, ${people}) n`).execute(db)
  const share = (table, columns, select, where) => sql.raw(`insert into mirror.${table} (organization_id, id, record, seen_at, ${columns}) select '${CHURCH}', n::text, '{}', now(), ${select} from generate_series(1, ${people}) n where ${where}`).execute(db)
  await rows(
    'person',
    'name, first_name, last_name, sort_name, status, membership, gender, birthdate, child, grade, marital_status_id, primary_campus_id, created_at, updated_at',
    `'First' || n % 900 || ' Last' || n * 7919 % 5003, 'First' || n % 900, 'Last' || n * 7919 % 5003, 'last' || n * 7919 % 5003 || ' first' || n % 900,
     case when n % 6 = 0 then 'inactive' else 'active' end, (array['Member', 'Regular Attender', 'Visitor', null])[1 + n % 4], (array['Male', 'Female'])[1 + n % 2],
     case when n % 9 > 0 then date '1930-01-01' + (n * 31 % 34000) end, n % 5 = 0, case when n % 5 = 0 then n % 14 - 1 end, (1 + n % 4)::text, (1 + n % 3)::text,
     timestamptz '2026-11-28T15:00:00Z' - make_interval(hours => n % 90000), timestamptz '2026-11-28T15:00:00Z' - make_interval(hours => n % 9000)`,
  )
  await share('email', 'person_id, location, is_primary, address, blocked', `n::text, 'Home', true, 'person' || n || '@example.org', n % 40 = 0`, 'n % 4 > 0')
  await share('phone_number', 'person_id, location, is_primary, number, national', `n::text, (array['Mobile', 'Home'])[1 + n % 2], true, '3195550' || n % 1000, '(319) 555-0' || n % 1000`, 'n % 3 > 0')
  await share('address', 'person_id, location, is_primary, street_line_1, city, state, zip, country_code', `n::text, 'Home', true, n || ' Main Street', (array['Cedar Falls', 'Waterloo', 'Hudson', 'Denver'])[1 + n % 4], 'IA', (50600 + n % 40)::text, 'US'`, 'n % 8 > 0')
  await share('household', 'name', `'Household ' || n`, `n <= ${people} / 3`)
  await rows('household_person', 'household_id, person_id', `(1 + n / 3)::text, n::text`)
  for (const [list, every] of [['1', 10], ['2', 2]])
    await sql.raw(`insert into mirror.list_person (organization_id, id, record, seen_at, list_id, person_id) select '${CHURCH}', '${list}:' || n, '{}', now(), '${list}', n::text from generate_series(1, ${people}) n where n % ${every} = 0`).execute(db)
  for (const [field, every, value] of [['1', 7, `(array['Choir', 'Kitchen', 'Welcome team'])[1 + n % 3]`], ['2', 3, `'1974-04-14'`], ['3', 5, `'Words ' || n`]])
    await sql.raw(`insert into mirror.field_datum (organization_id, id, record, seen_at, person_id, field_definition_id, value) select '${CHURCH}', '${field}:' || n, '{}', now(), n::text, '${field}', ${value} from generate_series(1, ${people}) n where n % ${every} = 0`).execute(db)
  await sql.raw(`insert into mirror.campus (organization_id, id, record, seen_at, name) select '${CHURCH}', n::text, '{}', now(), 'Campus ' || n from generate_series(1, 3) n`).execute(db)
  await sql.raw(`insert into mirror.marital_status (organization_id, id, record, seen_at, value) select '${CHURCH}', n::text, '{}', now(), 'Status ' || n from generate_series(1, 4) n`).execute(db)
  await sql.raw(`insert into mirror.list (organization_id, id, record, seen_at, name) select '${CHURCH}', n::text, '{}', now(), 'List ' || n from generate_series(1, 2) n`).execute(db)
  await sql.raw(`insert into mirror.field_definition (organization_id, id, record, seen_at, tab_id, name, data_type) values ('${CHURCH}', '1', '{}', now(), '1', 'Serving in', 'checkboxes'), ('${CHURCH}', '2', '{}', now(), '1', 'Baptism', 'date'), ('${CHURCH}', '3', '{}', now(), '1', 'Notes', 'text')`).execute(db)
  await sql.raw(`insert into sync.mirror (organization_id, as_of, due_at, reconcile_due_at) values ('${CHURCH}', now(), now(), now())`).execute(db)
  await sql.raw('vacuum analyze').execute(db)
}

if (require.main === module) run().catch((error) => {
  console.error(error)
  process.exit(1)
})
