import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Report } from '../report'
import { of } from './columns'
import { whoIsOn } from './conditions'
import { isChildOn } from './people'

/** Somebody on a report, and where a message reaches them. */
export interface Reached {
  id: string
  name: string
  isChild: boolean
  /** The primary one that mail may be sent to; of those who have only blocked ones null. */
  address: string | null
  /** There is one, but Planning Center sends nothing there any more. */
  isBlocked: boolean
}

/** By name, at most so many. */
export async function readEmails(db: Sql, reader: Reader, report: Report, atMost: number): Promise<Reached[]> {
  const { rows } = await sql<{ id: string; name: string; is_child: boolean; address: string | null; blocked: boolean | null }>`
    select p.id, p.name, ${isChildOn(report.today)} as is_child, e.address, e.blocked from mirror.person p
    left join lateral (select e.address, e.blocked from mirror.email e where ${of('e')} and e.address <> ''
      order by e.blocked, e.is_primary desc, e.id limit 1) as e on true
    where ${whoIsOn(reader, report)} order by p.sort_name collate "C", p.id limit ${atMost}`.execute(db)
  await pause()
  return rows.map(({ id, name, is_child, address, blocked }) => ({ id, name, isChild: is_child, address: blocked ? null : (address?.trim() ?? null), isBlocked: blocked === true }))
}
