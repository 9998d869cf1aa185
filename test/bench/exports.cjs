// How fast people leave Foyer as files, and how much memory that takes. On PostgreSQL, in the built code (`npm run build` first):
//   node --expose-gc test/bench/exports.cjs [people]
const { execFileSync, spawn } = require('node:child_process')
const { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } = require('node:fs')
const { join } = require('node:path')
const { tmpdir } = require('node:os')
const { setTimeout: pause } = require('node:timers/promises')
const { sql } = require('kysely')
const { pino } = require('pino')

const PEOPLE = Number(process.argv[2] ?? 200_000)
const CHURCH = '1'
const built = (file) => require(join(__dirname, '../../dist', file))

async function main() {
  const { connectDatabase } = built('database/index.js')
  const { defaultTimes } = built('times.js')
  const server = await startPostgres()
  const database = connectDatabase({ address: { engine: 'postgres', url: server.url }, times: { ...defaultTimes, databaseStatement: 60_000 }, log: pino({ level: 'silent' }) })
  try {
    const db = await database.open()
    await fill(db)
    const { openCatalogue } = built('reports/asking/catalogue.js')
    const { countPeople, readEverybody } = built('reports/asking/people.js')
    const { findHouseholds } = built('reports/asking/households.js')
    const { readDefinition } = built('reports/definition.js')
    const reader = { organizationId: CHURCH, personId: '1', level: 'Manager', isAdministrator: true, isAtLeast: () => true, shown: async () => ({ lists: new Set(), tabs: new Set(), fieldDefinitions: new Set() }) }
    const query = { column: ['name', 'email', 'phone', 'street', 'city', 'zip', 'birthdate', 'membership', 'created'] }
    const { report } = (await openCatalogue(db, reader, { now: Date.now(), timeZone: 'America/Chicago' })).open(readDefinition(query))
    const about = { church: 'First Church', title: 'Everybody', asOf: Date.now(), madeBy: 'Ruth Abernathy', madeAt: Date.now(), timeZone: 'America/Chicago' }
    const { withoutReach } = built('reports/outgoing/table.js')
    const table = async () => ({ statement: { ...about, many: await countPeople(db, reader, report), unit: 'people', withheld: 0 }, columns: report.columns, batches: withoutReach(readEverybody(db, reader, report), report.columns, true) })

    await measure('rows alone (the baseline)', async function* () { for await (const rows of readEverybody(db, reader, report)) yield { length: rows.length } })
    await measure('CSV', async () => built('reports/outgoing/csv.js').csvOf(await table()))
    await measure('Excel', async () => built('reports/outgoing/excel.js').excelOf(await table()))
    const { lettersTable } = built('reports/outgoing/letters.js')
    await measure('letters, CSV', async () => built('reports/outgoing/csv.js').csvOf(lettersTable(await findHouseholds(db, reader, report), about, true)))
    const printing = { sheet: '5160', start: 1, right: 0, down: 0 }
    const { labelsOf } = built('reports/outgoing/envelopes.js')
    await measure('labels, PDF', async () => built('reports/outgoing/labels.js').labelsPdf(labelsOf(await findHouseholds(db, reader, report), '5160', true), printing, { title: 'Labels', statement: 'First Church' }))
  } finally {
    await database.close()
    server.stop()
  }
}

async function measure(name, begin) {
  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const began = performance.now()
  let first = 0
  let size = 0
  for await (const part of await begin()) {
    first ||= performance.now() - began
    size += part.length
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  clearInterval(watching)
  const seconds = (performance.now() - began) / 1000
  console.log(`${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s  first after ${(first / 1000).toFixed(2)} s  ${Math.round(PEOPLE / seconds)} people/s  ${(size / 1e6).toFixed(1)} MB  memory ${Math.round(before / 1e6)} → ${Math.round(peak / 1e6)} MB`)
}

/** Households of two adults and a child, with what most people have. */
async function fill(db) {
  const many = sql.lit(PEOPLE)
  for (const statement of [
    sql`insert into sync.mirror (organization_id, as_of, due_at, reconcile_due_at) values (${CHURCH}, now(), now(), now())`,
    sql`insert into mirror.person (organization_id, id, name, first_name, last_name, sort_name, status, child, birthdate, membership, record, seen_at, created_at)
      select ${CHURCH}, i::text, 'Person' || i || ' Family' || i / 3, 'Person' || i, 'Family' || i / 3, 'family' || lpad((i / 3)::text, 8, '0') || ' ' || i, 'active', i % 3 = 2, date '1950-01-01' + i % 20000, 'Member', '{}', now(), now() from generate_series(1, ${many}) as i`,
    sql`insert into mirror.email (organization_id, id, person_id, address, blocked, is_primary, record, seen_at) select ${CHURCH}, i::text, i::text, 'person' || i || '@example.org', false, true, '{}', now() from generate_series(1, ${many}) as i`,
    sql`insert into mirror.phone_number (organization_id, id, person_id, number, national, is_primary, record, seen_at) select ${CHURCH}, i::text, i::text, '(555) 555-0100', '(555) 555-0100', true, '{}', now() from generate_series(1, ${many}) as i`,
    sql`insert into mirror.address (organization_id, id, person_id, street_line_1, city, state, zip, country_code, is_primary, record, seen_at) select ${CHURCH}, i::text, i::text, i / 3 || ' Main Street', 'Springfield', 'IL', '62701', 'US', true, '{}', now() from generate_series(1, ${many}) as i`,
    sql`insert into mirror.household (organization_id, id, name, primary_contact_id, record, seen_at) select ${CHURCH}, (i + 1)::text, 'Family' || i, (i * 3)::text, '{}', now() from generate_series(0, ${many} / 3) as i`,
    sql`insert into mirror.household_person (organization_id, id, household_id, person_id, record, seen_at) select ${CHURCH}, (i / 3 + 1) || ':' || i, (i / 3 + 1)::text, i::text, '{}', now() from generate_series(1, ${many}) as i`,
    sql`analyze`,
  ]) await statement.execute(db)
}

async function startPostgres() {
  const bin = readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin')).reverse().find((folder) => existsSync(join(folder, 'initdb')))
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const asRoot = process.getuid() === 0
  const run = (program, args) => (asRoot ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...args]] : [join(bin, program), args])
  if (asRoot) execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  execFileSync(...run('initdb', ['--auth=trust', '--username=foyer', '--no-sync', '--pgdata', join(folder, 'db')]), { stdio: 'ignore', cwd: '/' })
  const server = spawn(...run('postgres', ['-D', join(folder, 'db'), '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']), { stdio: 'ignore', cwd: '/' })
  const url = `postgresql://foyer@/postgres?host=${encodeURIComponent(folder)}`
  const { Client } = require('pg')
  for (let turn = 0; turn < 200; turn++) {
    const client = new Client({ connectionString: url })
    if (await client.connect().then(() => client.end().then(() => true), () => false)) break
    await pause(100)
  }
  return { url, stop: () => { server.kill('SIGINT'); rmSync(folder, { recursive: true, force: true }) } }
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
