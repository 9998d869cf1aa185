import { sql } from 'kysely'
import type { Database, Sql } from '../database'
import type { Log } from '../log'
import type { Times } from '../times'

/** One event as it is kept. */
export interface Entry {
  key: string
  at: number
  organizationId: string | null
  event: string
  why: string | null
  personId: string | null
  by: string | null
  network: string | null
  reference: string | null
}

/** Where events are kept. Adding never waits and never fails: whatever happens to it, the log has the event too. */
export interface Trail {
  add(entry: Entry): void
  /** What is still waiting is offered once more. */
  close(): Promise<void>
}

/** A few minutes' events of a large Foyer; what comes beyond while the database is away is in the log alone. */
const MOST_WAITING = 2000
const AT_ONCE = 100

interface Collaborators {
  database: Database
  times: Pick<Times, 'auditKept' | 'auditRetry' | 'auditSweep'>
  clock: { now(): number }
  log: Log
}

export function createTrail({ database, times, clock, log }: Collaborators): Trail {
  const waiting: Entry[] = []
  let dropped = 0
  let writing: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined
  let sweptAt = Number.NEGATIVE_INFINITY
  const sweeping = setInterval(() => void write(), times.auditSweep / 24)
  sweeping.unref()

  function write(): Promise<void> {
    clearTimeout(again)
    again = undefined
    writing ??= writeAll()
      .catch((error: unknown) => {
        log.warn({ err: error, waiting: waiting.length }, 'events wait to be kept')
        again = setTimeout(() => void write(), times.auditRetry)
        again.unref()
      })
      .finally(() => {
        writing = undefined
        if (waiting.length > 0 && !again) void write() // it came while the old were swept
      })
    return writing
  }

  async function writeAll(): Promise<void> {
    const db = await database.open()
    while (waiting.length > 0) {
      const some = waiting.slice(0, AT_ONCE)
      await db.insertInto('foyer.audit').values(some.map(toRow)).onConflict((conflict) => conflict.column('key').doNothing()).execute()
      waiting.splice(0, some.length)
    }
    if (dropped > 0) log.error({ dropped }, 'events were not kept: they are in this log alone')
    dropped = 0
    if (clock.now() - sweptAt >= times.auditSweep) await sweep()
  }

  async function sweep(): Promise<void> {
    const db = await database.openForWork()
    await db.deleteFrom('foyer.audit').where('at', '<', new Date(clock.now() - times.auditKept)).execute()
    await forgetPast(db)
    sweptAt = clock.now()
  }

  return {
    add(entry) {
      if (waiting.length >= MOST_WAITING) return void (dropped += 1)
      waiting.push(entry)
      if (!again) void write()
    },
    async close() {
      clearInterval(sweeping)
      await write() // one under way may not have seen the last
      if (waiting.length > 0) await write()
      clearTimeout(again)
    },
  }
}

export const toRow = ({ at, organizationId, personId, by, ...entry }: Entry) => ({ ...entry, at: new Date(at), organization_id: organizationId, person_id: personId, by_person_id: by })

/** Of one church, or of all: what a process had still in hand when the church left is written down after the rest is gone. */
export async function forgetPast(step: Sql, organizationId: string | null = null): Promise<void> {
  await sql`delete from foyer.audit as e using foyer.audit as line
    where line.organization_id = e.organization_id and line.event = 'disconnected' and line.why = 'copy-deleted'
      and e.at <= line.at and e.id <> line.id
      and ${organizationId === null ? sql`true` : sql`e.organization_id = ${organizationId}`}`.execute(step)
}
