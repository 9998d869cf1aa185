import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Report } from '../report'
import { whoIsOn } from './conditions'
import { isChildOn } from './people'

/** How many of the people on a report are children. */
export async function countChildren(db: Sql, reader: Reader, report: Report): Promise<number> {
  const { rows } = await sql<{ many: number }>`select count(*) as many from mirror.person p where ${whoIsOn(reader, report)} and ${isChildOn(report.today)}`.execute(db)
  return rows[0]?.many ?? 0
}
