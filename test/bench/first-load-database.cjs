const { readdirSync, readFileSync } = require('node:fs')
const { sql } = require('kysely')
const { connectDatabase } = require('../../dist/database/index.js')
const { defaultTimes } = require('../../dist/times.js')

exports.createDatabaseFor = (url, log) =>
  connectDatabase({ address: url === 'pglite' ? { engine: 'pglite', folder: null } : { engine: 'postgres', url }, times: defaultTimes, log })

const TABLES = ['person', 'email', 'phone_number', 'address', 'household', 'campus', 'marital_status', 'list', 'list_person', 'tab', 'field_definition', 'field_datum', 'removed_person']

/** The collections that are kept; who is in a household comes with the household. */
exports.countRows = async (database) => {
  const db = await database.open()
  const counts = await Promise.all(TABLES.map(async (name) => [name, (await sql`select count(*) as many from ${sql.table(`mirror.${name}`)}`.execute(db)).rows[0].many]))
  return Object.fromEntries(counts)
}

/** What a server's processes keep for themselves; what they share is the same for a church of any size. */
exports.privateMegabytes = (serverPid) => readdirSync('/proc').reduce((sum, name) => sum + (/^\d+$/.test(name) ? ownOf(name, serverPid) : 0), 0) / 1000

function ownOf(pid, serverPid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return read('PPid') === serverPid ? read('RssAnon') : 0
  } catch {
    return 0 // it has just ended
  }
}
