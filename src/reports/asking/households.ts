import { setImmediate as pause } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { CopyMoved } from '../errors'
import type { Report } from '../report'
import { isAddress } from './columns'
import { whoIsOn } from './conditions'
import { isChildOn } from './people'

/** People of a report who live together, or one who lives alone. */
export interface Household {
  /** Null for somebody who is in none. */
  id: string | null
  name: string | null
  /** Primary contact first, then adults, then children, each by name. */
  people: HouseholdPerson[]
  address: PostalAddress | null
}

export interface HouseholdPerson {
  id: string
  name: string
  firstName: string | null
  nickname: string | null
  lastName: string | null
  /** As Planning Center says it, whatever the age. */
  isChild: boolean
  /** Said so by Planning Center, or younger than 18: whom not everybody may take out. */
  isMinor: boolean
}

export interface PostalAddress {
  street1: string | null
  street2: string | null
  city: string | null
  state: string | null
  zip: string | null
  countryCode: string | null
  country: string | null
}

export interface Households {
  many: number
  /** Children in households of which nobody else is on the report. */
  childrenAlone: number
  batches: () => AsyncGenerator<Household[]>
}

const AT_ONCE = 500

/** People of a query (with their `id`), each beside every household of theirs; turn 1 is where they are primary contact, else the oldest. */
export const householdsOf = (people: string, church: string) => sql`select m.*, h.id as household_id, h.primary_contact_id = m.id as is_primary,
    row_number() over (partition by m.id order by (h.primary_contact_id = m.id) desc nulls last, length(h.id), h.id) as turn
  from ${sql.table(people)} m
  left join (mirror.household_person hp join mirror.household h on h.organization_id = hp.organization_id and h.id = hp.household_id)
    on hp.organization_id = ${church} and hp.person_id = m.id collate "default"`

/**
 * The households of the people on a report, by name. An adult of several stands in one: where they are primary contact, else in
 * the oldest; a child stands in each, for each has parents. Who they are is asked once, then they are read some at a time.
 */
export async function findHouseholds(db: Sql, reader: Reader, report: Report): Promise<Households> {
  const church = reader.organizationId
  const { rows } = await sql<{ groups: string | null; many: number; children_alone: number; as_of: number | null }>`with matched as materialized (
      select p.id, p.child, p.sort_name, ${isChildOn(report.today)} as is_minor from mirror.person p where ${whoIsOn(reader, report)}),
    placed as (${householdsOf('matched', church)}),
    grouped as (
      select coalesce(household_id, '') as household, string_agg(id, '+' order by is_primary desc nulls last, child, sort_name collate "C", id) as people,
        min(sort_name collate "C") as first, min(case when child then null else sort_name collate "C" end) as first_adult, case when bool_and(is_minor) then count(*) else 0 end as children_alone
      from placed where turn = 1 or child group by household_id, case when household_id is null then id end)
    select string_agg(household || ':' || people, ',' order by coalesce(first_adult, first), household, people) as groups, count(*) as many, coalesce(sum(children_alone), 0)::int as children_alone, ${asOf(church)} as as_of from grouped`.execute(db)
  const found = rows[0]
  const groups = found?.groups?.split(',') ?? []

  async function* batches(): AsyncGenerator<Household[]> {
    for (let from = 0; from < groups.length; from += AT_ONCE) {
      const some = groups.slice(from, from + AT_ONCE).map((group) => group.split(':') as [string, string])
      yield await readHouseholds(db, reader, report, some, found?.as_of ?? null)
      await pause() // others are answered between two pieces, also by an engine in this process
    }
  }
  return { many: found?.many ?? 0, childrenAlone: found?.children_alone ?? 0, batches }
}

type Found = { id: string; name: string; first_name: string | null; nickname: string | null; last_name: string | null; child: boolean; is_minor: boolean; as_of: number | null } & FoundAddress
type FoundAddress = { has_address: boolean | null; street_line_1: string | null; street_line_2: string | null; city: string | null; state: string | null; zip: string | null; country_code: string | null; country_name: string | null }

async function readHouseholds(db: Sql, reader: Reader, report: Report, groups: [household: string, people: string][], of: number | null): Promise<Household[]> {
  const church = reader.organizationId
  const ids = [...new Set(groups.flatMap(([, people]) => people.split('+')))]
  const householdIds = groups.map(([household]) => household).filter(Boolean)
  const [people, households] = await Promise.all([
    sql<Found>`select p.id, p.name, p.first_name, p.nickname, p.last_name, p.child, ${isChildOn(report.today)} as is_minor, ${addressColumns}, ${asOf(church)} as as_of
      from mirror.person p left join ${addressOf(sql`p.id`, church)} on true
      where p.organization_id = ${church} and p.id = any(${ids}::text[])`.execute(db),
    sql<{ id: string; name: string; as_of: number | null } & FoundAddress>`select h.id, h.name, ${addressColumns}, ${asOf(church)} as as_of
      from mirror.household h left join ${addressOf(sql`h.primary_contact_id`, church)} on true
      where h.organization_id = ${church} and h.id = any(${householdIds}::text[])`.execute(db),
  ])
  const isWhole = people.rows.length === ids.length && households.rows.length === householdIds.length
  if (!isWhole || [...people.rows, ...households.rows].some(({ as_of }) => as_of !== of)) throw new CopyMoved()

  const personOf = new Map(people.rows.map((row) => [row.id, row]))
  const householdOf = new Map(households.rows.map((row) => [row.id, row]))
  return groups.map(([id, list]) => {
    const household = householdOf.get(id)
    const them = list.split('+').flatMap((personId) => personOf.get(personId) ?? [])
    return { id: household?.id ?? null, name: household?.name ?? null, people: them.map(toPerson), address: bestAddress([...(household ? [household] : []), ...them.filter(({ child }) => !child), ...them.filter(({ child }) => child)]) }
  })
}

const asOf = (church: string): RawBuilder<number | null> => sql<number | null>`(select extract(epoch from m.as_of)::float8 from sync.mirror m where m.organization_id = ${church})`
const addressColumns = sql`a.has_address, a.street_line_1, a.street_line_2, a.city, a.state, a.zip, a.country_code, a.country_name`

const addressOf = (personId: RawBuilder<unknown>, church: string) => sql`lateral (select true as has_address, a.street_line_1, a.street_line_2, a.city, a.state, a.zip, a.country_code, a.country_name
  from mirror.address a where a.organization_id = ${church} and a.person_id = ${personId} collate "default" and ${isAddress('a')} order by a.is_primary desc, length(a.id), a.id limit 1) as a`

const toPerson = ({ id, name, first_name, nickname, last_name, child, is_minor }: Found): HouseholdPerson => ({ id, name, firstName: first_name, nickname, lastName: last_name, isChild: child, isMinor: is_minor })

/** Of the primary contact, then of the adults, then of the children: the first that a letter could go by, else the first at all. */
function bestAddress(found: readonly FoundAddress[]): PostalAddress | null {
  const all = found.filter(({ has_address }) => has_address).map(toAddress)
  return all.find((address) => missingOf(address).length === 0) ?? all[0] ?? null
}

const text = (value: string | null) => value?.trim().replace(/\s+/g, ' ') || null
const toAddress = (row: FoundAddress): PostalAddress => ({
  street1: text(row.street_line_1), street2: text(row.street_line_2), city: text(row.city), state: text(row.state), zip: text(row.zip), countryCode: text(row.country_code), country: text(row.country_name),
})

export type AddressPart = 'street' | 'city' | 'state' | 'zip'

/** What the post asks for and the address has not. Abroad not every country has states or codes. */
export function missingOf({ street1, city, state, zip, countryCode }: PostalAddress): AddressPart[] {
  const isAtHome = countryCode === null || countryCode.toUpperCase() === 'US'
  return [...(street1 ? [] : ['street' as const]), ...(city ? [] : ['city' as const]), ...(state || !isAtHome ? [] : ['state' as const]), ...(zip || !isAtHome ? [] : ['zip' as const])]
}

/** As it stands on an envelope; abroad the country is named. */
export function addressLines({ street1, street2, city, state, zip, countryCode, country }: PostalAddress): string[] {
  const region = [state, zip].filter(Boolean).join(' ')
  const place = [city, region].filter(Boolean).join(', ')
  const abroad = countryCode !== null && countryCode.toUpperCase() !== 'US' ? country : null
  return [street1, street2, place, abroad].filter((line): line is string => Boolean(line))
}
