import { setImmediate as pause } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { yearsBefore } from '../calendar'
import { CopyMoved } from '../errors'
import type { Cell, Column, Report, ReportRow } from '../report'
import { drawn, type Drawn, type Source } from './columns'
import { matching, whoIsOn } from './conditions'

export { matching } from './conditions'

const ROWS_AT_ONCE = 1000
const CHILDHOOD_YEARS = 18

/** Said so by Planning Center, or younger than 18. */
export const isChildOn = (today: string): RawBuilder<boolean> => sql<boolean>`(p.child or coalesce(p.birthdate > ${yearsBefore(today, CHILDHOOD_YEARS)}::date, false))`

export async function countPeople(db: Sql, reader: Reader, report: Report): Promise<number> {
  const { rows } = await sql<{ many: number }>`select count(*) as many from (${matching(reader, report)}) as them`.execute(db)
  return rows[0]?.many ?? 0
}

/** One page of the screen. Whoever is asked for the same page again gets the same people, in the same order. */
export async function readPeople(db: Sql, reader: Reader, report: Report, { offset, atMost }: { offset: number; atMost: number }): Promise<ReportRow[]> {
  const { keys, joins, order } = orderOf(report)
  const chosen = sql`select p.id ${keys} from mirror.person p ${joins} where ${whoIsOn(reader, report)} order by ${order} limit ${atMost} offset ${offset}`
  const { rows } = await sql<CopiedRow>`select ${rowOf(report)} from (${chosen}) as chosen
    join mirror.person p on p.organization_id = ${reader.organizationId} and p.id = chosen.id ${joinsOf(drawnFor(report))}
    order by ${order}`.execute(db)
  return rows.map((row) => toRow(row, report))
}

/**
 * For files, however many there are: who is on it is asked once, and is a few megabytes at most; then they are read a
 * thousand at a time, and nothing is held open meanwhile.
 * @throws CopyMoved when the copy was brought up to date before the last of them was read
 */
export async function* readEverybody(db: Sql, reader: Reader, report: Report): AsyncGenerator<ReportRow[]> {
  const { keys, joins, order } = orderOf(report)
  const church = reader.organizationId
  const asOf = sql`(select extract(epoch from m.as_of)::float8 from sync.mirror m where m.organization_id = ${church})`
  const { rows: all } = await sql<{ ids: string | null; as_of: number | null }>`select string_agg(chosen.id, ',' order by ${order}) as ids, ${asOf} as as_of
    from (select p.id ${keys} from mirror.person p ${joins} where ${whoIsOn(reader, report)}) as chosen`.execute(db)

  for (const ids of slices(all[0]?.ids ?? '', ROWS_AT_ONCE)) {
    const { rows } = await sql<CopiedRow & { as_of: number | null }>`select ${rowOf(report)}, ${asOf} as as_of
      from unnest(string_to_array(${ids}, ',')) with ordinality as chosen(id, place)
      join mirror.person p on p.organization_id = ${church} and p.id = chosen.id ${joinsOf(drawnFor(report))}
      order by chosen.place`.execute(db)
    if (rows.length !== ids.split(',').length || rows.some(({ as_of }) => as_of !== all[0]?.as_of)) throw new CopyMoved()
    yield rows.map((row) => toRow(row, report))
    await pause() // others are answered between two pieces, also by an engine in this process
  }
}

/** How many stand in each group, in the groups' order; those who have none come last. */
export async function countGroups(db: Sql, reader: Reader, report: Report): Promise<{ group: Cell; count: number }[]> {
  if (report.group === null) return []
  const group = drawn(report.group, report.today)
  const { rows } = await sql<{ group: Cell; count: number }>`select cell as "group", count(*) as count
    from (select ${group.cell} as cell, ${group.key} as key from mirror.person p ${joinsOf([group])} where ${whoIsOn(reader, report)}) as them
    group by cell, key order by key nulls last, ${tie(report.group, sql`cell`)}`.execute(db)
  return rows
}

type CopiedRow = { id: string; name: string; is_child: boolean; group: Cell } & Record<`c${number}`, Cell>

function rowOf({ columns, group, today }: Report): RawBuilder<unknown> {
  const cells = columns.map((column, index) => sql`${drawn(column, today).cell} as ${sql.ref(`c${index}`)}`)
  return sql.join([sql`p.id`, sql`p.name`, sql`${isChildOn(today)} as is_child`, sql`${group ? drawn(group, today).cell : sql`null::text`} as "group"`, ...cells])
}

const toRow = (row: CopiedRow, { columns }: Report): ReportRow => ({
  id: row.id,
  name: row.name,
  isChild: row.is_child,
  group: row.group,
  cells: columns.map((_column, index) => row[`c${index}`] ?? null),
})

const drawnFor = ({ columns, group, today }: Report): Drawn[] => [...columns, ...(group ? [group] : [])].map((column) => drawn(column, today))

function joinsOf(some: Drawn[]): RawBuilder<unknown> {
  const sources = new Map(some.flatMap(({ source }): [string, Source][] => (source ? [[source.name, source]] : [])))
  return sources.size === 0 ? sql`` : sql.join([...sources.values()].map(({ name, join }) => sql`left join ${join} as ${sql.ref(name)} on true`), sql` `)
}

/** By the group first, then as asked for, and at last by id, so that no two rows are ever without an order. */
function orderOf({ group, sort, today }: Report): Record<'keys' | 'joins' | 'order', RawBuilder<unknown>> {
  const grouped = group ? drawn(group, today) : null
  const by = [
    ...(group && grouped ? [{ key: grouped.key, descending: false }, { key: tie(group, grouped.cell), descending: false }] : []),
    ...sort.map(({ by: column, descending }) => ({ key: drawn(column, today).key, descending })),
  ]
  const name = (index: number) => sql.ref(`k${index}`)
  return {
    keys: sql.join(by.map(({ key }, index) => sql`, ${key} as ${name(index)}`), sql` `),
    joins: joinsOf([...(grouped ? [grouped] : []), ...sort.map(({ by: column }) => drawn(column, today))]),
    order: sql.join([...by.map(({ descending }, index) => sql`${name(index)} ${descending ? sql`desc` : sql`asc`} nulls last`), sql`id`]),
  }
}

/** Groups that differ in case or accents only are two, one after the other. */
const tie = ({ type }: Column, cell: RawBuilder<unknown>): RawBuilder<unknown> => (type === 'text' ? sql`(${cell}) collate "C"` : cell)

function* slices(ids: string, atOnce: number): Generator<string> {
  let from = 0
  while (from < ids.length) {
    let end = from - 1
    for (let many = 0; many < atOnce && end < ids.length; many++) {
      const comma = ids.indexOf(',', end + 1)
      end = comma < 0 ? ids.length : comma
    }
    yield ids.slice(from, end)
    from = end + 1
  }
}
