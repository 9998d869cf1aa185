import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Tables } from '../database/tables'
import type { RunKey } from './staging'

type Step = Transaction<Tables>

/**
 * Who came onto a list and who left it, which Planning Center does not tell (planningcenter/developers#1497). It is noted as a
 * run becomes true, with it or not at all. Of a list that was never read before nobody knows who came.
 */
export async function noteEntered(step: Step, { organizationId, runId }: RunKey, at: Date): Promise<void> {
  await sql`insert into mirror.list_change (organization_id, list_id, person_id, entered, at)
    select ${organizationId}, s.row ->> 'list_id', s.row ->> 'person_id', true, ${at}::timestamptz from sync.staged s
    where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = 'list_person'
      and ${wasRead(organizationId, sql`s.row ->> 'list_id'`)}
      and not exists (select 1 from mirror.list_person t where t.organization_id = s.organization_id and t.id = s.id)
    on conflict do nothing`.execute(step)
}

/** Before the rows `which` of mirror.list_person, `t`, are deleted. */
export async function noteLeft(step: Step, { organizationId }: RunKey, which: RawBuilder<unknown>, at: Date): Promise<void> {
  await sql`insert into mirror.list_change (organization_id, list_id, person_id, entered, at)
    select ${organizationId}, t.list_id, t.person_id, false, ${at}::timestamptz from mirror.list_person t
    where t.organization_id = ${organizationId} and ${which} and ${wasRead(organizationId, sql`t.list_id`)}
    on conflict do nothing`.execute(step)
}

const wasRead = (organizationId: string, listId: RawBuilder<unknown>) =>
  sql`exists (select 1 from mirror.list l where l.organization_id = ${organizationId} and l.id = ${listId} and l.first_read_at is not null)`

/** From now on whoever comes and goes is noted; and nothing stays of a list or of somebody that is not there any more. */
export async function settleLists(step: Step, { organizationId, runId }: RunKey, at: Date): Promise<void> {
  await sql`update mirror.list l set first_read_at = ${at} where l.organization_id = ${organizationId} and l.first_read_at is null
    and l.id in (select s.id from sync.staged s where s.organization_id = ${organizationId} and s.run_id = ${runId}::bigint and s.kind = 'list-read')`.execute(step)
  await sql`delete from mirror.list_change c where c.organization_id = ${organizationId}
    and (not exists (select 1 from mirror.list l where l.organization_id = c.organization_id and l.id = c.list_id)
      or not exists (select 1 from mirror.person p where p.organization_id = c.organization_id and p.id = c.person_id))`.execute(step)
}
