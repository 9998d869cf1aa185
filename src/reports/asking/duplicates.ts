import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { UNKNOWN_YEAR, type Day } from '../calendar'
import { folded } from './columns'

/** Two records that may be one person. */
export interface Pair {
  reasons: Reason[]
  people: [Twin, Twin]
}
/** What of them is the same. */
export type Reason = 'name' | 'birthday' | 'email' | 'phone'

export interface Twin {
  id: string
  name: string
  status: string
  membership: string | null
  birthdate: Day | null
  createdAt: number | null
}

export interface Pairs {
  pairs: Pair[]
  total: number
}

/** What more people share than these is an office's number or a common name, and says nothing. */
const MOST_ALIKE = 10

interface Row {
  reasons: Reason[]
  born: boolean
  one: Omit<Twin, 'createdAt'> & { created_at: string | null }
  other: Row['one']
  total: number
}

/**
 * Everybody is put together by what they share, once, and only those of a small group are compared: it grows with the church, not with
 * its square. Two who live together and have different first names share a telephone as families do, and are left out; so are two of
 * one name with different birthdays, for they are father and son.
 */
export async function readDuplicates(db: Sql, { organizationId }: Reader, { offset, atMost }: { offset: number; atMost: number }): Promise<Pairs> {
  const few = sql`having count(*) between 2 and ${MOST_ALIKE}`
  const digits = sql`regexp_replace(coalesce(e164, number), '\\D', '', 'g')`
  const { rows } = await sql<Row>`
    with alike as (
      select 'email' as reason, array_agg(person_id) as ids from mirror.email
      where organization_id = ${organizationId} and address like '%@%' group by lower(trim(address)) ${few}
      union all
      select 'phone', array_agg(person_id) from (
        select person_id, right(${digits}, 10) as digits from mirror.phone_number where organization_id = ${organizationId}
      ) numbered where length(digits) >= 7 group by digits ${few}
      union all
      select 'birthday', array_agg(person_id) from (
        select distinct p.id as person_id, p.birthdate, lower(called.first) as first
        from mirror.person p, unnest(array[p.first_name, p.nickname, p.given_name]) as called(first)
        where p.organization_id = ${organizationId} and p.birthdate >= ${`${UNKNOWN_YEAR + 1}-01-01`}::date and called.first <> ''
      ) named group by birthdate, first ${few}
      union all
      select 'name', array_agg(id) from mirror.person
      where organization_id = ${organizationId} and sort_name <> '' group by sort_name ${few}
    ), pair as (
      select a.id as one_id, b.id as other_id, array_agg(distinct reason) as reasons
      from alike, unnest(ids) as a(id), unnest(ids) as b(id)
      where a.id collate "C" < b.id collate "C" group by a.id, b.id
    )
    select pair.reasons, (${sameBirthday} and ${sameFirstName}) is true as born, ${twin('one')} as one, ${twin('other')} as other, count(*) over () as total
    from pair
    join mirror.person one on one.organization_id = ${organizationId} and one.id = pair.one_id
    join mirror.person other on other.organization_id = ${organizationId} and other.id = pair.other_id
    where (one.status = 'active' or other.status = 'active')
      and (pair.reasons <> array['name'] or ${sameBirthday} is not false)
      and (pair.reasons && array['name', 'birthday'] or ${sameFirstName} or (${isOneLastName} and not ${liveTogether(organizationId)}))
    order by cardinality(pair.reasons) desc, one.sort_name, one.id, other.id
    limit ${atMost} offset ${offset}`.execute(db)
  return { pairs: rows.map(toPair), total: rows[0]?.total ?? 0 }
}

const twin = (who: string) =>
  sql`json_build_object('id', ${sql.ref(`${who}.id`)}, 'name', ${sql.ref(`${who}.name`)}, 'status', ${sql.ref(`${who}.status`)}, 'membership', ${sql.ref(`${who}.membership`)}, 'birthdate', ${sql.ref(`${who}.birthdate`)}, 'created_at', ${sql.ref(`${who}.created_at`)})`

/** Null where one of them, or its year, is not known. */
const known = (who: string) => sql`case when extract(year from ${sql.ref(`${who}.birthdate`)}) > ${UNKNOWN_YEAR}::int then ${sql.ref(`${who}.birthdate`)} end`
const sameBirthday = sql`(${known('one')} = ${known('other')})`

/** Without case and accents, in any of the ways they are called. */
const firstNames = (who: string) => {
  const called = ['first_name', 'nickname', 'given_name'].map((column) => folded(sql`coalesce(${sql.ref(`${who}.${column}`)}, '')`))
  return sql`array_remove(array[${sql.join(called)}], '')`
}
const sameFirstName = sql`(${firstNames('one')} && ${firstNames('other')})`
/** A man and a woman of one name at one number are a couple. */
const isOneLastName = sql`(lower(one.last_name) = lower(other.last_name) and coalesce(one.gender = other.gender, true) and one.child = other.child)`
const liveTogether = (organizationId: string) => sql`exists (
  select 1 from mirror.household_person a join mirror.household_person b on b.organization_id = a.organization_id and b.household_id = a.household_id
  where a.organization_id = ${organizationId} and a.person_id = one.id and b.person_id = other.id)`

function toPair({ reasons, born, one, other }: Row): Pair {
  const toTwin = ({ created_at, ...twin }: Row['one']): Twin => ({ ...twin, createdAt: created_at === null ? null : Date.parse(created_at) })
  const inOrder = (['name', 'birthday', 'email', 'phone'] as const).filter((reason) => reasons.includes(reason) || (reason === 'birthday' && born))
  return { reasons: inOrder, people: [toTwin(one), toTwin(other)] }
}
