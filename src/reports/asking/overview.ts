import { sql, type RawBuilder } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { lastSunday, yearsBefore, type Day } from '../calendar'
import { hasAge, isAddress, numberOf } from './columns'

/** A church in numbers, all of one moment. Each is counted as the report counts that lists exactly those people. */
export interface Overview {
  everybody: number
  active: number
  inactive: number
  /** Of active people; those without one under null. */
  memberships: Share[]
  campuses: CampusShare[]
  /** By the value of the filter. */
  ages: Record<AgeBand, number>
  /** Of everybody, by the month they were added in (`2026-11`). */
  months: Share[]
  newThisMonth: number
  since: Record<'added' | 'changed' | 'inactivated' | 'removed' | 'joined', number>
  /** Of active people. */
  missing: Record<'email' | 'phone' | 'address' | 'birthdate' | 'childBirthdate', number>
  blocked: number
}

export interface Share {
  value: string | null
  many: number
}

export interface CampusShare extends Share {
  /** Null for those who have none, and for a campus that is gone. */
  name: string | null
}

/** How old, as the filter has it, and the last age of each. */
const BANDS = [['-5', 5], ['6-11', 11], ['12-17', 17], ['18-29', 29], ['30-44', 44], ['45-64', 64], ['65-', null]] as const
export type AgeBand = (typeof BANDS)[number][0] | 'unknown'
export const ageBands: readonly AgeBand[] = [...BANDS.map(([value]) => value), 'unknown']

export interface OnDay {
  /** Today by the church's calendar. */
  today: Day
  timeZone: string
  /** From this day on months are counted. */
  firstMonth: Day
}

/** One question for all of it, so that no number is older than another, and everybody is gone through once. */
export async function readOverview(db: Sql, { organizationId: church }: Reader, at: OnDay): Promise<Overview> {
  const start = (day: Day) => sql`(${day}::date)::timestamp at time zone ${at.timeZone}`
  const sunday = start(lastSunday(at.today))
  const month = start(`${at.today.slice(0, 8)}01`)
  const active = sql`status = 'active'`
  const counted = (condition: RawBuilder<unknown>) => sql<number>`count(*) filter (where ${condition})`
  const byValue = (value: RawBuilder<unknown>, condition: RawBuilder<unknown>) =>
    sql`(select coalesce(json_agg(json_build_object('value', value, 'many', many)), '[]') from (select ${value} as value, count(*) as many from them where ${condition} group by 1) as shares)`
  const gone = (condition: RawBuilder<unknown>) => sql`(select count(*) from mirror.removed_person r where r.organization_id = ${church} and r.removed_at >= ${sunday} and ${condition})`

  const whose = (condition: RawBuilder<unknown>) => sql`(select count(*) from them where ${active} and ${condition})`

  const { rows } = await sql<Row>`with them as materialized (
      select p.status, nullif(p.membership, '') as membership, nullif(p.primary_campus_id, '') as campus, ${bandOn(at.today)} as band, p.child, p.birthdate,
        p.id, p.created_at, p.updated_at, p.inactivated_at
      from mirror.person p where p.organization_id = ${church})
    select count(*) as everybody, ${counted(active)} as active, ${counted(sql`status = 'inactive'`)} as inactive,
      ${byValue(sql`membership`, active)} as memberships, ${byValue(sql`band`, active)} as ages,
      (select coalesce(json_agg(json_build_object('value', coalesce(t.campus, c.id), 'name', c.name, 'many', coalesce(t.many, 0))), '[]')
        from (select campus, count(*) as many from them where ${active} group by 1) t
          full join (select id, name from mirror.campus where organization_id = ${church}) c on c.id = t.campus) as campuses,
      ${byValue(sql`to_char(created_at at time zone ${at.timeZone}, 'YYYY-MM')`, sql`created_at >= ${start(at.firstMonth)}`)} as months,
      ${counted(sql`created_at >= ${month}`)} as new_this_month,
      ${counted(sql`created_at >= ${sunday}`)} as added, ${counted(sql`updated_at >= ${sunday}`)} as changed,
      ${counted(sql`status = 'inactive' and inactivated_at >= ${sunday}`)} as inactivated,
      ${gone(sql`r.survivor_id is null`)} as removed, ${gone(sql`r.survivor_id is not null`)} as joined,
      ${whose(sql`not exists (select 1 from mirror.email e where e.organization_id = ${church} and e.person_id = them.id and e.address <> '')`)} as email,
      ${whose(sql`not exists (select 1 from mirror.phone_number n where n.organization_id = ${church} and n.person_id = them.id and ${numberOf('n')} is not null)`)} as phone,
      ${whose(sql`not exists (select 1 from mirror.address a where a.organization_id = ${church} and a.person_id = them.id and ${isAddress('a')})`)} as address,
      ${whose(sql`exists (select 1 from mirror.email e where e.organization_id = ${church} and e.person_id = them.id and e.address <> '' and e.blocked)`)} as blocked,
      ${counted(sql`${active} and birthdate is null`)} as birthdate, ${counted(sql`${active} and child and birthdate is null`)} as child_birthdate
    from them`.execute(db)
  const [row] = rows
  if (!row) throw new Error('a count without groups has one row')
  return toOverview(row)
}

type Since = Overview['since']
interface Row extends Since {
  everybody: number
  active: number
  inactive: number
  memberships: Share[]
  ages: { value: AgeBand; many: number }[]
  campuses: CampusShare[]
  months: Share[]
  new_this_month: number
  email: number
  phone: number
  address: number
  birthdate: number
  child_birthdate: number
  blocked: number
}

function toOverview(row: Row): Overview {
  const { everybody, active, inactive, memberships, campuses, months, blocked } = row
  const { added, changed, inactivated, removed, joined } = row
  const { email, phone, address, birthdate, child_birthdate: childBirthdate } = row
  const many = (band: AgeBand) => row.ages.find(({ value }) => value === band)?.many ?? 0
  return {
    everybody, active, inactive, memberships, campuses, months, blocked,
    ages: Object.fromEntries(ageBands.map((band) => [band, many(band)])) as Overview['ages'],
    newThisMonth: row.new_this_month,
    since: { added, changed, inactivated, removed, joined },
    missing: { email, phone, address, birthdate, childBirthdate },
  }
}

/** Which band somebody, who is `p`, is in: the same birthdays part them as in the filter. */
function bandOn(today: Day): RawBuilder<unknown> {
  const cases = BANDS.map(([band, last]) => (last === null ? sql`else ${band}` : sql`when p.birthdate > ${yearsBefore(today, last + 1)}::date then ${band}`))
  return sql`case when not coalesce(${hasAge(today)}, false) then 'unknown' ${sql.join(cases, sql` `)} end`
}
