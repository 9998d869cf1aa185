import { sql } from 'kysely'
import type { Sql } from '../database'
import { writePerson } from './apply'
import { contactRow, personRow } from './kinds'
import { questions, type Reading } from './reading'

/** Somebody whom a page was shown by Planning Center just now. */
export interface Opened {
  id: string
  /** ISO 8601. */
  updatedAt: string | null
}

interface Collaborators {
  db: Sql
  /** With the church's own tokens. */
  readingOf: (organizationId: string) => Promise<Reading>
  clock: { now(): number }
}

/**
 * Somebody who is newer than the copy of them is copied again, with the church's own tokens, since whoever opened them may
 * be shown less. Who is gone is left to the nightly check, which asks before it removes many.
 */
export async function correct(organizationId: string, { id, updatedAt }: Opened, { db, readingOf, clock }: Collaborators): Promise<void> {
  if (Number.isNaN(Date.parse(updatedAt ?? '')) || !(await isOlder(db, organizationId, { id, updatedAt }))) return
  const reading = await readingOf(organizationId)
  const askedAt = new Date(clock.now())
  const found = await reading.find(`/people/v2/people/${id}`, questions.people)
  if (!found) return
  const rows = [personRow(found.data), ...found.included.flatMap((one) => contactRow(one, id) ?? [])]
  await db.transaction().execute(async (step) => {
    // A church that is leaving has no copy any more that could be written to.
    const church = await step.selectFrom('sync.mirror').select('as_of').where('organization_id', '=', organizationId).forUpdate().executeTakeFirst()
    if (church?.as_of) await writePerson(step, { organizationId, id }, rows, askedAt)
  })
}

async function isOlder(db: Sql, organizationId: string, { id, updatedAt }: Opened): Promise<boolean> {
  const { rows } = await sql`select 1 from sync.mirror m left join mirror.person p on p.organization_id = m.organization_id and p.id = ${id}
    where m.organization_id = ${organizationId} and m.as_of is not null and (p.id is null or p.updated_at < ${updatedAt}::timestamptz)`.execute(db)
  return rows.length > 0
}
