import { sql } from 'kysely'
import type { Sql } from '../database'
import type { SyncKind, SyncOutcome } from '../database/tables'
import { PlainError } from '../errors'
import type { Checkpoint } from './staging'
import { progressOf, type Progress } from './progress'
import type { Kind } from './kinds'
import type { Shown } from './shown'
import type { Reader } from './who-may-read'

/** How a church's copy stands at this moment. */
export interface Standing {
  /** The copy is true as of this moment; null before the first load has gone through. */
  asOf: number | null
  /** It will be brought up to date within seconds. */
  isAskedFor: boolean
  running: { kind: SyncKind; startedAt: number; progress: Progress } | null
}

/** Null when no copy of the church is kept. */
export async function readStanding(db: Sql, { organizationId }: Reader, now: number): Promise<Standing | null> {
  const church = await db.selectFrom('sync.mirror').select(['as_of', 'due_at']).where('organization_id', '=', organizationId).executeTakeFirst()
  if (!church) return null
  const run = await db
    .selectFrom('sync.run')
    .select(['kind', 'started_at', 'checkpoint'])
    .where('organization_id', '=', organizationId)
    .where('outcome', '=', 'running')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const startedAt = run?.started_at.getTime() ?? 0
  return {
    asOf: church.as_of?.getTime() ?? null,
    isAskedFor: church.due_at.getTime() <= now,
    running: run ? { kind: run.kind, startedAt, progress: progressOf({ checkpoint: run.checkpoint as Checkpoint, startedAt, now }) } : null,
  }
}

const ofEverybody = ['person', 'email', 'phone_number', 'address', 'household', 'campus'] as const satisfies readonly Kind[]
export type Counted = (typeof ofEverybody)[number] | 'list' | 'field_definition' | 'field_datum'

/** How many of each are kept. Of lists and custom fields only those count that the reader is shown; null: it could not be asked. */
export async function countKept(db: Sql, { organizationId }: Reader, shown: Shown | null): Promise<Partial<Record<Counted, number>>> {
  const counted = (kind: Kind, only: ReturnType<typeof sql> = sql`true`) => sql`(select count(*) from ${sql.table(`mirror.${kind}`)} where organization_id = ${organizationId} and ${only}) as ${sql.ref(kind)}`
  const among = (column: string, ids: ReadonlySet<string>) => sql`${sql.ref(column)} = any(${[...ids]}::text[])`
  const columns = [
    ...ofEverybody.map((kind) => counted(kind)),
    ...(shown
      ? [counted('list', among('id', shown.lists)), counted('field_definition', among('id', shown.fieldDefinitions)), counted('field_datum', among('field_definition_id', shown.fieldDefinitions))]
      : []),
  ]
  const { rows } = await sql<Partial<Record<Counted, number>>>`select ${sql.join(columns)}`.execute(db)
  return rows[0] ?? {}
}

export interface PastRun {
  id: string
  kind: SyncKind
  outcome: SyncOutcome
  startedAt: number
  endedAt: number | null
  counts: Partial<Record<'added' | 'changed' | 'removed' | 'merged', number>>
  problem: string | null
}

/** What was done, newest first, from `before` on backwards; for administrators. */
export async function readHistory(db: Sql, reader: Reader, { before, atMost }: { before: string | null; atMost: number }): Promise<PastRun[]> {
  onlyAdministrators(reader)
  const rows = await db
    .selectFrom('sync.run')
    .select(['id', 'kind', 'outcome', 'started_at', 'ended_at', 'counts', 'problem'])
    .where('organization_id', '=', reader.organizationId)
    .where('outcome', '!=', 'running')
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(atMost)
    .execute()
  return rows.map(({ id, kind, outcome, started_at, ended_at, counts, problem }) => ({
    id: String(id),
    kind,
    outcome,
    startedAt: started_at.getTime(),
    endedAt: ended_at?.getTime() ?? null,
    counts: counts,
    problem,
  }))
}

/** Said in the functions themselves, so that no page can forget it. */
export function onlyAdministrators({ isAdministrator }: Reader): void {
  if (!isAdministrator) throw new PlainError('administrators-only')
}
