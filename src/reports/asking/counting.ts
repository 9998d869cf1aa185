import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Report } from '../report'
import { matching } from './people'

const COUNTED_AT_ONCE = 6
/** Whoever opens a page full of reports does not wait longer for their numbers. */
const LONGEST_MS = 2500

/** How many people are on each, a few reports in one question; null for those there was no time for. */
export async function countReports(db: Sql, reader: Reader, reports: readonly Report[]): Promise<(number | null)[]> {
  const counts: (number | null)[] = reports.map(() => null)
  const until = performance.now() + LONGEST_MS
  for (let first = 0; first < reports.length && performance.now() < until; first += COUNTED_AT_ONCE) {
    const some = reports.slice(first, first + COUNTED_AT_ONCE)
    const columns = some.map((report, index) => sql`(select count(*) from (${matching(reader, report)}) as them) as ${sql.ref(`c${index}`)}`)
    const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(db)
    some.forEach((_report, index) => (counts[first + index] = rows[0]?.[`c${index}`] ?? null))
  }
  return counts
}
