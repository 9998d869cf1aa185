import { sql } from 'kysely'
import type { Sql } from '../database'
import { kinds, type Kind } from './kinds'

const allKinds = Object.keys(kinds) as Kind[]

export async function countCopy(db: Sql, organizationId: string): Promise<Record<Kind, number>> {
  const counts = allKinds.map((kind) => sql`(select count(*) from ${sql.table(`mirror.${kind}`)} where organization_id = ${organizationId}) as ${sql.ref(kind)}`)
  const { rows } = await sql<Record<Kind, number>>`select ${sql.join(counts)}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('a select without from has one row')
  return row
}

/** Without its row no run goes on, none begins, and nobody learns of a copy. */
export async function hideCopy(step: Sql, organizationId: string): Promise<void> {
  await step.deleteFrom('sync.mirror').where('organization_id', '=', organizationId).execute()
}

export async function forgetCopy(step: Sql, organizationId: string): Promise<void> {
  await hideCopy(step, organizationId)
  for (const kind of allKinds) await sql`delete from ${sql.table(`mirror.${kind}`)} where organization_id = ${organizationId}`.execute(step)
  for (const table of ['mirror.removed_person', 'mirror.list_change', 'sync.staged', 'sync.run'] as const) await step.deleteFrom(table).where('organization_id', '=', organizationId).execute()
}
