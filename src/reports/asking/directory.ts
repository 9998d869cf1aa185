import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import type { Report } from '../report'
import { isAddress, numberOf, of } from './columns'
import { whoIsOn } from './conditions'
import { householdsOf } from './households'

/** A household as its church's directory may show it. */
export interface ListedHousehold {
  /** Those who are in the directory; primary contact first. */
  adults: ListedAdult[]
  /** Theirs, by name only. */
  children: string[]
}

export interface ListedAdult {
  id: string
  name: string
  firstName: string | null
  lastName: string | null
  avatarUrl: string | null
  /** Null where they do not share it, or have none. */
  email: string | null
  phone: string | null
  address: string | null
}

const SHOWN = 'has_access'

/**
 * The households of those on a report who are in the directory, with everybody of theirs who is in it, too: nobody of a household is
 * lost because a filter chose another. Whoever is not in the directory, has been left out by hand, or is not active, is not shown.
 */
export async function readDirectory(db: Sql, reader: Reader, report: Report, { from, atMost }: { from: number; atMost: number }): Promise<{ many: number; people: number; households: ListedHousehold[] }> {
  const church = reader.organizationId
  const left = sql`${report.definition.left}::text[]`
  const isActive = sql`p.organization_id = ${church} and p.status = 'active' and not p.id = any(${left})`
  const { rows } = await sql<{ groups: string | null; many: number; people: number }>`with listed as materialized (
      select p.id, p.sort_name, (${whoIsOn(reader, report)}) as is_asked from mirror.person p where ${isActive} and not p.child and p.directory_status = ${SHOWN}),
    placed as (${householdsOf('listed', church)}),
    grouped as (
      select coalesce(household_id, '') as household, string_agg(id, '+' order by is_primary desc nulls last, sort_name collate "C", id) as people, count(*) as many,
        (array_agg(sort_name collate "C" order by is_primary desc nulls last, sort_name collate "C", id))[1] as first
      from placed where turn = 1 group by household_id, case when household_id is null then id end having bool_or(is_asked)),
    shown as (select * from grouped order by first, household, people limit ${atMost} offset ${from})
    select (select string_agg(household || ':' || people, ',' order by first, household, people) from shown) as groups,
      (select count(*) from grouped) as many, (select coalesce(sum(many), 0)::int from grouped) as people`.execute(db)

  const groups = (rows[0]?.groups?.split(',') ?? []).map((group) => group.split(':') as [string, string])
  const ids = groups.flatMap(([, people]) => people.split('+'))
  const homes = groups.map(([household]) => household).filter(Boolean)
  const [adults, children] = await Promise.all([
    sql<FoundAdult>`select p.id, p.name, p.first_name, p.last_name, p.avatar, p.directory_shared_info as shared, e.address as email, n.number as phone, a.whole as address
      from mirror.person p
      left join lateral (select e.address from mirror.email e where ${of('e')} and e.address <> '' and not e.blocked order by e.is_primary desc, e.id limit 1) as e on true
      left join lateral (select ${numberOf('n')} as number from mirror.phone_number n where ${of('n')} and ${numberOf('n')} is not null order by n.is_primary desc, n.id limit 1) as n on true
      left join lateral (select concat_ws(', ', nullif(a.street_line_1, ''), nullif(a.street_line_2, ''), nullif(a.city, ''), nullif(concat_ws(' ', nullif(a.state, ''), nullif(a.zip, '')), '')) as whole
        from mirror.address a where ${of('a')} and ${isAddress('a')} order by a.is_primary desc, a.id limit 1) as a on true
      where p.organization_id = ${church} and p.id = any(${ids}::text[])`.execute(db),
    sql<{ household_id: string; name: string }>`select hp.household_id, coalesce(nullif(p.first_name, ''), p.name) as name from mirror.household_person hp
      join mirror.person p on p.organization_id = hp.organization_id and p.id = hp.person_id
      where hp.organization_id = ${church} and hp.household_id = any(${homes}::text[]) and ${isActive} and p.child
      order by p.birthdate nulls last, p.sort_name collate "C", p.id`.execute(db),
  ])
  const adultOf = new Map(adults.rows.map((row) => [row.id, toAdult(row)]))
  return {
    many: rows[0]?.many ?? 0,
    people: rows[0]?.people ?? 0,
    households: groups.map(([home, people]) => ({
      adults: people.split('+').flatMap((id) => adultOf.get(id) ?? []),
      children: home === '' ? [] : children.rows.filter(({ household_id }) => household_id === home).map(({ name }) => name),
    })),
  }
}

interface FoundAdult {
  id: string
  name: string
  first_name: string | null
  last_name: string | null
  avatar: string | null
  shared: Record<string, unknown> | null
  email: string | null
  phone: string | null
  address: string | null
}

/** Planning Center says what somebody shares under names it describes nowhere: what is not said to be shared under one of these is not. */
const NAMES = { email: ['email', 'emails'], phone: ['phone_number', 'phone_numbers'], address: ['address', 'addresses'], photo: ['avatar', 'photo'] } as const

function toAdult({ id, name, first_name, last_name, avatar, shared, ...reached }: FoundAdult): ListedAdult {
  const says = (what: keyof typeof NAMES, yes: boolean) => NAMES[what].some((key) => shared?.[key] === yes)
  const ifShared = (what: 'email' | 'phone' | 'address') => (says(what, true) ? reached[what] || null : null)
  // A photo goes with the name, as in Planning Center's own directory, unless it is said not to be shared.
  return { id, name, firstName: first_name, lastName: last_name, avatarUrl: says('photo', false) ? null : avatar, email: ifShared('email'), phone: ifShared('phone'), address: ifShared('address') }
}
