import { types } from 'node:util'
import { sql } from 'kysely'
import { countCopy } from '../../src/mirror/forgetting'
import { kinds } from '../../src/mirror/kinds'
import type { Database, Sql } from '../../src/database'
import { MINUTE } from '../support/clock'
import { FIRST_CHURCH, startMirroring, type Mirroring } from '../support/mirroring'
import { startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

const TABLES = [...Object.keys(kinds), 'removed_person']
/** When it was written is all that may differ. */
const OF_THE_MOMENT = ['seen_at', 'removed_at', 'started_at', 'heard_at', 'ended_at', 'as_of', 'due_at', 'reconcile_due_at', 'lease_until', 'first_read_at']

/** A value with its type, as it came out of the engine. */
function described(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return String(value)
  if (OF_THE_MOMENT.includes(name)) return types.isDate(value) ? 'a moment' : `${typeof value}!`
  if (types.isDate(value)) return `moment ${value.toISOString()}`
  return [typeof value, typeof value === 'bigint' ? String(value) : value]
}
const rowsOf = (rows: object[]) => JSON.stringify(rows.map((row) => Object.entries(row).map(([name, value]) => [name, described(name, value)])), null, 1)

describe('a copy on PGlite and the same on Postgres', () => {
  let pglite: TestDatabase
  let postgres: TestDatabase
  let at: Mirroring
  beforeAll(async () => {
    ;[pglite, postgres] = [await startDatabase('pglite'), await startDatabase('postgres')]
    at = await startMirroring({ database: pglite })
    const other = at.another({ database: postgres })
    const both = async (kind?: 'incremental' | 'reconcile') => expect([await at.mirror.runNow(FIRST_CHURCH, kind), await other.runNow(FIRST_CHURCH, kind)]).toEqual(['done', 'done'])
    await at.mirror.add(FIRST_CHURCH)
    await other.add(FIRST_CHURCH)
    await both()
    const people = [...at.church.people.values()].slice(40, 50)
    const [a, b, c, d] = people.map(({ id }) => id) as [string, string, string, string]
    at.churn.editPerson(a, { nickname: 'Zoë “Ω” \u{1f54a}', lastName: 'Ångström' })
    at.churn.mergePeople({ keep: a, remove: b })
    at.clock.advance(MINUTE)
    await both('incremental')
    at.churn.deletePerson(c)
    at.churn.editPerson(d, { lastName: 'Quiet' }, { silently: true })
    at.clock.advance(MINUTE)
    await both('reconcile')
  }, 180_000)
  afterAll(async () => {
    await at?.close()
    await pglite?.close()
    await postgres?.close()
  })

  const onBoth = async (ask: (db: Sql, database: Database) => Promise<unknown>) => [await ask(await pglite.open(), pglite), await ask(await postgres.open(), postgres)]

  it.each(TABLES)('have the same in %s, value by value and type by type', async (name) => {
    const [one, other] = await onBoth(async (db) => rowsOf((await sql<object>`select * from ${sql.table(`mirror.${name}`)} order by organization_id, id`.execute(db)).rows))
    expect(one).toBe(other)
    expect(one).not.toBe('[]')
  })

  it('tell the same history, and how they stand', async () => {
    const [one, other] = await onBoth(async (db) => rowsOf([...(await db.selectFrom('sync.run').selectAll().orderBy('id').execute()), ...(await db.selectFrom('sync.mirror').selectAll().execute())]))
    expect(one).toBe(other)
    expect(one).toContain('"merged": 1')
  })

  it('put people in the same order, whatever their names are written with', async () => {
    const [one, other] = await onBoth(async (db) => (await db.selectFrom('mirror.person').select(['sort_name', 'id']).orderBy('sort_name').orderBy('id').execute()).map(({ sort_name: name, id }) => `${name} ${id}`))
    expect(one).toEqual(other)
  })

  it('count in numbers, add up in the same type, and say how many rows they touched', async () => {
    const [one, other] = await onBoth(async (db) => ({
      counts: await countCopy(db, FIRST_CHURCH),
      sums: rowsOf((await sql<object>`select count(*) as count, sum(grade) as sum, avg(grade) as average, max(birthdate) as day, min(created_at) as moment, bool_or(child) as any_child, array_agg(id order by id) as ids, extract(month from min(birthdate)) as month from mirror.person`.execute(db)).rows),
      touched: described('', (await db.updateTable('mirror.person').set({ status: 'active' }).where('status', '=', 'active').executeTakeFirst()).numUpdatedRows),
      deleted: described('', (await db.deleteFrom('mirror.person').where('id', '=', 'nobody').executeTakeFirst()).numDeletedRows),
    }))
    expect(one).toEqual(other)
    expect(one).toMatchObject({ counts: { person: at.church.people.size } })
  })

  it('refuse the same, in the same words', async () => {
    const refusal = (db: Sql) => sql`insert into mirror.campus (organization_id, id, name, record, seen_at) select organization_id, id, name, record, seen_at from mirror.campus limit 1`.execute(db).then(
      () => 'none',
      (error: { message: string; code?: string; constraint?: string }) => [error.message, error.code, error.constraint],
    )
    const [one, other] = await onBoth(refusal)
    expect(one).toEqual(other)
    expect(one).toContain('23505')
  })
})
