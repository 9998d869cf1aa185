import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Day } from '../calendar'

/** Somebody was found on a list, or on it no more. */
export interface ListChange {
  listId: string
  personId: string
  /** Null for somebody who is gone from Planning Center. */
  name: string | null
  entered: boolean
  at: number
}

export interface WatchedList {
  id: string
  name: string
}

export interface ListChanges {
  /** Those the reader is shown, by name. */
  lists: WatchedList[]
  /** List by list, the latest first. */
  changes: ListChange[]
  total: number
  /** The first that was ever noticed; null for none. */
  firstAt: number | null
}

interface Asked {
  /** Null for every list. */
  listId: string | null
  since: Day
  timeZone: string
  atMost: number
}

export async function readListChanges(db: Sql, reader: Reader, { listId, since, timeZone, atMost }: Asked): Promise<ListChanges> {
  const { organizationId } = reader
  const shown = [...(await reader.shown()).lists]
  const { rows: lists } = await sql<WatchedList>`
    select l.id, coalesce(nullif(l.name, ''), nullif(l.description, ''), 'List without a name') as name
    from mirror.list l where l.organization_id = ${organizationId} and l.id = any(${shown}::text[]) order by lower(coalesce(nullif(l.name, ''), l.description)), l.id`.execute(db)
  const asked = lists.filter(({ id }) => listId === null || id === listId).map(({ id }) => id)
  const changed = sql`from mirror.list_change c where c.organization_id = ${organizationId} and c.list_id = any(${asked}::text[])`
  const { rows } = await sql<Omit<ListChange, 'at'> & { at: Date; total: number }>`
    select c.list_id as "listId", c.person_id as "personId", p.name, c.entered, c.at, count(*) over () as total
    from (select c.* ${changed} and c.at >= (${since}::date::timestamp at time zone ${timeZone})) as c
    left join mirror.person p on p.organization_id = ${organizationId} and p.id = c.person_id
    order by c.at desc, p.sort_name nulls last, c.person_id limit ${atMost}`.execute(db)
  const { rows: first } = await sql<{ at: Date | null }>`select min(c.at) as at ${changed}`.execute(db)
  return { lists, changes: rows.map(({ total: _total, at, ...change }) => ({ ...change, at: at.getTime() })), total: rows[0]?.total ?? 0, firstAt: first[0]?.at?.getTime() ?? null }
}
