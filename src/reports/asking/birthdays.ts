import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { yearsBefore, type Day } from '../calendar'
import { keptIn, type Kept, type Span } from '../days'
import type { Report } from '../report'
import { whoIsOn } from './conditions'

export interface Birthday {
  id: string
  name: string
  /** Said so by Planning Center, or younger than 18. */
  isChild: boolean
  birthdate: Day
  /** When it is kept. */
  day: Day
}

export interface Birthdays {
  /** In the order of the days, then by name. */
  people: Birthday[]
  total: number
}

/** Of the people of a report, those whose birthday is kept on one of the days; nobody is listed on the day of their birth. */
export async function readBirthdays(db: Sql, reader: Reader, report: Report, { span, atMost }: { span: Span; atMost: number }): Promise<Birthdays> {
  const kept = sql`from ${daysKept(keptIn(span))}
    join mirror.person p on extract(month from p.birthdate) = kept.month and extract(day from p.birthdate) = kept.day_of_month
    where ${whoIsOn(reader, report)} and p.birthdate < kept.day::date`
  const { rows } = await sql<Birthday>`
    select p.id, p.name, p.child or p.birthdate > ${yearsBefore(report.today, 18)}::date as "isChild",
      p.birthdate, kept.day
    ${kept} order by kept.day, p.sort_name, p.id limit ${atMost}`.execute(db)
  if (rows.length < atMost) return { people: rows, total: rows.length }
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${kept}`.execute(db)
  return { people: rows, total: counted[0]?.total ?? 0 }
}

/** `kept`: each day of the year with the day it is kept on; its types are those of the index. */
export function daysKept(kept: Kept[]) {
  const months = kept.map(({ month }) => month)
  const days = kept.map(({ dayOfMonth }) => dayOfMonth)
  return sql`unnest(${months}::numeric[], ${days}::numeric[], ${kept.map(({ day }) => day)}::text[]) as kept(month, day_of_month, day)`
}
