import { sql } from 'kysely'
import type { Sql } from '../database'

/** What an administrator wants to see of their church's events. */
export interface TrailQuestion {
  event: string | null
  personId: string | null
  /** Days on the church's calendar, `YYYY-MM-DD`, both included. */
  since: string | null
  until: string | null
}

export interface PastEvent {
  id: string
  at: number
  event: string
  why: string | null
  personId: string | null
  by: string | null
  network: string | null
  reference: string | null
}

interface Which {
  organizationId: string
  question: TrailQuestion
  timeZone: string
  /** Those before this one. */
  before: string | null
  atMost: number
}

/** Newest first. The church is a condition of the one query there is, so that no filter can lead out of it. */
export async function readTrail(db: Sql, { organizationId, question, timeZone, before, atMost }: Which): Promise<PastEvent[]> {
  const { event, personId, since, until } = question
  const rows = await db
    .selectFrom('foyer.audit')
    .select(['id', 'at', 'event', 'why', 'person_id', 'by_person_id', 'network', 'reference'])
    .where('organization_id', '=', organizationId)
    .$if(event !== null, (query) => query.where('event', '=', event ?? ''))
    .$if(personId !== null, (query) => query.where((e) => e.or([e('person_id', '=', personId), e('by_person_id', '=', personId)])))
    .$if(since !== null, (query) => query.where(sql<boolean>`at >= (${since}::date::timestamp at time zone ${timeZone})`))
    .$if(until !== null, (query) => query.where(sql<boolean>`at < ((${until}::date + 1)::timestamp at time zone ${timeZone})`))
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(atMost)
    .execute()
  return rows.map(({ id, at, person_id: personId, by_person_id: by, ...row }) => ({ ...row, id: String(id), at: at.getTime(), personId, by }))
}

/** Whom a church's events speak of, those seen last first. */
export async function readPeopleOfTrail(db: Sql, organizationId: string, atMost: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`select person_id from foyer.audit
    where organization_id = ${organizationId} and person_id is not null group by person_id order by max(id) desc limit ${atMost}`.execute(db)
  return rows.map(({ person_id }) => person_id)
}
