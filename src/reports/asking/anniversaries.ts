import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Day } from '../calendar'
import { keptIn, type Span } from '../days'
import type { Report } from '../report'
import { daysKept } from './birthdays'
import { whoIsOn } from './conditions'

/** Somebody with the day of their wedding, or who lives with somebody who has one. */
export interface Spouse {
  id: string
  name: string
  lastName: string | null
  isActive: boolean
  anniversary: Day | null
  /** As Planning Center calls it; null where it says nothing. */
  marital: string | null
}

/** Somebody whose anniversary is kept on a day, with the adults of their household; one of several may be the spouse. */
export interface Anniversary {
  person: Spouse
  day: Day
  household: Spouse[]
}

export interface Anniversaries {
  /** In the order of the days, then by name. */
  found: Anniversary[]
  /** Some more were not read. */
  isPart: boolean
}

interface Row extends Spouse {
  day: Day
  otherId: string | null
  otherName: string
  otherLastName: string | null
  otherIsActive: boolean
  otherAnniversary: Day | null
  otherMarital: string | null
}

/** Of the people of a report, those whose wedding was on one of the days; nobody is listed on the day of the wedding itself. */
export async function readAnniversaries(db: Sql, reader: Reader, report: Report, { span, atMost }: { span: Span; atMost: number }): Promise<Anniversaries> {
  const { organizationId } = reader
  const { rows } = await sql<Row>`
    with wed as (
      select p.id, p.name, p.last_name, p.status, p.anniversary, p.marital_status_id, p.sort_name, kept.day
      from ${daysKept(keptIn(span))}
      join mirror.person p on extract(month from p.anniversary) = kept.month and extract(day from p.anniversary) = kept.day_of_month
      where ${whoIsOn(reader, report)} and not p.child and p.anniversary < kept.day::date
      order by kept.day, p.sort_name, p.id
      limit ${atMost + 1}
    ), home as (
      select distinct wed.id, other.person_id as other_id
      from wed
      join mirror.household_person own on own.organization_id = ${organizationId} and own.person_id = wed.id
      join mirror.household_person other on other.organization_id = ${organizationId} and other.household_id = own.household_id and other.person_id <> wed.id
    )
    select wed.id, wed.name, wed.last_name as "lastName", wed.status = 'active' as "isActive", wed.anniversary, marital.value as marital, wed.day,
      o.id as "otherId", o.name as "otherName", o.last_name as "otherLastName", o.status = 'active' as "otherIsActive",
      o.anniversary as "otherAnniversary", other_marital.value as "otherMarital"
    from wed
    left join home on home.id = wed.id
    left join mirror.person o on o.organization_id = ${organizationId} and o.id = home.other_id and not o.child
    left join mirror.marital_status marital on marital.organization_id = ${organizationId} and marital.id = wed.marital_status_id
    left join mirror.marital_status other_marital on other_marital.organization_id = ${organizationId} and other_marital.id = o.marital_status_id
    order by wed.day, wed.sort_name, wed.id, o.sort_name, o.id`.execute(db)
  const found = together(rows)
  return { found: found.slice(0, atMost), isPart: found.length > atMost }
}

/** One row for each adult of the household; the person stands in all of theirs. */
function together(rows: Row[]): Anniversary[] {
  const found = new Map<string, Anniversary>()
  for (const row of rows) {
    const { id, name, lastName, isActive, anniversary, marital, day } = row
    const one = found.get(id) ?? { person: { id, name, lastName, isActive, anniversary, marital }, day, household: [] }
    found.set(id, one)
    if (row.otherId === null) continue
    const { otherId, otherName, otherLastName, otherIsActive, otherAnniversary, otherMarital } = row
    one.household.push({ id: otherId, name: otherName, lastName: otherLastName, isActive: otherIsActive, anniversary: otherAnniversary, marital: otherMarital })
  }
  return [...found.values()]
}
