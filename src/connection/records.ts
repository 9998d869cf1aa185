import { sql, type Selectable } from 'kysely'
import type { Config } from '../config'
import type { Database, Sql } from '../database'
import type { ConnectionState, ConnectionTable } from '../database/tables'
import { BrokenSeal, UnknownKey } from '../sealing'
import { ConnectionRefused } from './errors'
import { needsSomebody, type Outcome, type Why } from './outcomes'

/** A church's connection, as it was last heard of. */
export interface Connection {
  organizationId: string
  organizationName: string
  /** Null while there are no tokens. */
  grantId: string | null
  /** Whose login Foyer reads with. */
  person: { id: string; name: string } | null
  connectedBy: string | null
  connectedAt: number | null
  state: ConnectionState
  why: Why | null
  detail: string | null
  since: number
  heardAt: number | null
  timeZone: string
  administrators: string[]
}

/** What a page may say of a church's copy. */
export interface Standing extends Omit<Connection, 'grantId'> {
  /** The copy is true as of then; null without one. */
  asOf: number | null
}

export interface Made {
  organizationName: string
  grantId: string
  person: { id: string; name: string }
  connectedBy: string
  timeZone: string
  administrators: string[]
}

export interface Records {
  read(organizationId: string): Promise<Connection | null>
  standings(): Promise<Standing[]>
  standing(organizationId: string): Promise<Standing | null>
  /**
   * One after the other for each church. Returns the id of the tokens that were there before, as far as it can be read.
   * @throws ConnectionRefused while the former copy is being deleted
   */
  connect(step: Sql, organizationId: string, made: Made): Promise<string | null>
  /** Returns the state before, and whether it is another one now; null for a church that is not connected. */
  note(organizationId: string, outcome: Outcome): Promise<{ before: ConnectionState; changed: boolean } | null>
  /** Of the churches Planning Center was asked about since then, those it refused: taken for slow if they are too many to be true. */
  forgiveMany(since: number): Promise<'few' | 'many' | 'first of many'>
  /** Planning Center refused too many churches since then. */
  areManyRefused(since: number): Promise<boolean>
  /** Takes the tokens out and returns their id; what is left is `none`, or `leaving` until its copy is deleted. */
  disconnect(step: Sql, organizationId: string, state: 'none' | 'leaving'): Promise<string | null>
  /** One connection whose daily look is due: nobody else gets it. */
  takeUnchecked(before: number): Promise<string | null>
  /** What the daily look found out; the id of the tokens is sealed anew, so that an old key can go. */
  refresh(organizationId: string, found: Pick<Connection, 'timeZone'> & { administrators: string[] | null }): Promise<void>
  /** Held to the end of the step: nobody disconnects the church meanwhile. False if it has no tokens. */
  hold(step: Sql, organizationId: string): Promise<boolean>
  leaving(): Promise<string[]>
  /** Held to the end of the step: nobody connects the church meanwhile. False if it does not leave, or has left. */
  beginForgetting(step: Sql, organizationId: string): Promise<boolean>
  forget(step: Sql, organizationId: string): Promise<void>
}

interface Collaborators {
  database: Database
  config: Pick<Config, 'keyring'>
  clock: { now(): number }
}

export function createRecords({ database, config: { keyring }, clock }: Collaborators): Records {
  const now = () => new Date(clock.now())
  const seal = (organizationId: string, grantId: string) => keyring.seal('connection', nameOf(organizationId), grantId)
  const open = (organizationId: string, sealed: string) => keyring.open('connection', nameOf(organizationId), sealed)

  /** What was locked away with a key that is gone cannot be given back any more; connecting anew is the way out of that. */
  function openOrNull(organizationId: string, sealed: string): string | null {
    try {
      return open(organizationId, sealed)
    } catch (error) {
      if (error instanceof UnknownKey || error instanceof BrokenSeal) return null
      throw error
    }
  }
  const find = (step: Sql, organizationId: string) => step.selectFrom('foyer.connection').selectAll().where('organization_id', '=', organizationId)

  const withAsOf = (db: Sql) =>
    db.selectFrom('foyer.connection as c').leftJoin('sync.mirror as m', 'm.organization_id', 'c.organization_id').selectAll('c').select('m.as_of')

  return {
    async read(organizationId) {
      const row = await find(await database.open(), organizationId).executeTakeFirst()
      return row ? { ...describe(row), grantId: row.sealed_grant && open(organizationId, row.sealed_grant) } : null
    },

    standings: async () => (await withAsOf(await database.open()).execute()).map(standingOf),
    async standing(organizationId) {
      const row = await withAsOf(await database.open()).where('c.organization_id', '=', organizationId).executeTakeFirst()
      return row ? standingOf(row) : null
    },

    async connect(step, organizationId, { organizationName, grantId, person, connectedBy, timeZone, administrators }) {
      // Two administrators at once: without a row there is nothing yet that the second could wait at.
      await sql`select pg_advisory_xact_lock(hashtext(${nameOf(organizationId)}))`.execute(step)
      const former = await find(step, organizationId).forUpdate().executeTakeFirst()
      if (former?.state === 'leaving') throw new ConnectionRefused('leaving')
      const row = {
        organization_name: organizationName, sealed_grant: seal(organizationId, grantId), person_id: person.id, person_name: person.name,
        connected_by: connectedBy, connected_at: now(), state: 'working' as const, why: null, detail: null, state_since: now(),
        heard_at: now(), tried_at: now(), checked_at: now(), time_zone: timeZone, administrators: JSON.stringify(administrators),
      }
      await step.insertInto('foyer.connection').values({ organization_id: organizationId, ...row })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
        .execute()
      return former?.sealed_grant ? openOrNull(organizationId, former.sealed_grant) : null
    },

    async note(organizationId, { state, why, detail }) {
      const db = await database.open()
      return db.transaction().execute(async (step) => {
        const row = await find(step, organizationId).where('sealed_grant', 'is not', null).forUpdate().executeTakeFirst()
        if (!row) return null
        // Slow for a moment says nothing new of a connection that waits for somebody.
        const stays = state === 'slow' && needsSomebody(row.state)
        const changed = !stays && (row.state !== state || row.why !== why || row.detail !== detail)
        const news = { tried_at: now(), ...(state === 'working' && { heard_at: now() }) }
        await step.updateTable('foyer.connection').where('organization_id', '=', organizationId)
          .set({ ...news, ...(changed && { state, why, detail }), ...(changed && row.state !== state && { state_since: now() }) })
          .execute()
        return { before: row.state, changed }
      })
    },

    async forgiveMany(since) {
      const db = await database.open()
      return db.transaction().execute(async (step) => {
        await sql`select pg_advisory_xact_lock(hashtext('foyer.connection: many refused'))`.execute(step)
        const tried = await step.selectFrom('foyer.connection').select(['organization_id', 'state', 'why', 'state_since'])
          .where('sealed_grant', 'is not', null).where('tried_at', '>=', new Date(since)).execute()
        const forgiven = tried.filter(({ why }) => why === 'many')
        const refused = tried.filter(({ state, why, state_since }) => state === 'again' && why === 'revoked' && state_since.getTime() >= since)
        const all = forgiven.length + refused.length
        if (all < MANY || all * 2 <= tried.length || refused.length === 0) return 'few'
        await step.updateTable('foyer.connection').set({ state: 'slow', why: 'many', state_since: now() })
          .where('organization_id', 'in', refused.map(({ organization_id }) => organization_id)).execute()
        return forgiven.length === 0 ? 'first of many' : 'many'
      })
    },

    async areManyRefused(since) {
      const db = await database.open()
      return (await db.selectFrom('foyer.connection').select('organization_id').where('why', '=', 'many').where('state_since', '>=', new Date(since)).executeTakeFirst()) !== undefined
    },

    async disconnect(step, organizationId, state) {
      const row = await find(step, organizationId).forUpdate().executeTakeFirst()
      if (!row) return null
      const empty = { sealed_grant: null, person_id: null, person_name: null, connected_by: null, connected_at: null }
      await step.updateTable('foyer.connection').where('organization_id', '=', organizationId)
        .set({ ...empty, state, why: null, detail: null, state_since: now() })
        .execute()
      return row.sealed_grant && open(organizationId, row.sealed_grant)
    },

    async takeUnchecked(before) {
      const { rows } = await sql<{ organization_id: string }>`
        update foyer.connection set checked_at = ${now()} where organization_id = (
          select organization_id from foyer.connection where sealed_grant is not null and checked_at < ${new Date(before)}
          order by checked_at limit 1 for update skip locked)
        returning organization_id`.execute(await database.open())
      return rows[0]?.organization_id ?? null
    },

    async refresh(organizationId, { timeZone, administrators }) {
      const db = await database.open()
      const row = await find(db, organizationId).executeTakeFirst()
      if (!row?.sealed_grant) return
      const sealed = seal(organizationId, open(organizationId, row.sealed_grant))
      await db.updateTable('foyer.connection').where('organization_id', '=', organizationId).where('sealed_grant', '=', row.sealed_grant)
        .set({ sealed_grant: sealed, time_zone: timeZone, ...(administrators && { administrators: JSON.stringify(administrators) }) })
        .execute()
    },

    hold: async (step, organizationId) => (await find(step, organizationId).where('sealed_grant', 'is not', null).forUpdate().executeTakeFirst()) !== undefined,

    async leaving() {
      const db = await database.open()
      const rows = await db.selectFrom('foyer.connection').select('organization_id').where('state', '=', 'leaving').execute()
      return rows.map(({ organization_id }) => organization_id)
    },

    beginForgetting: async (step, organizationId) => (await find(step, organizationId).where('state', '=', 'leaving').forUpdate().executeTakeFirst()) !== undefined,

    async forget(step, organizationId) {
      await step.deleteFrom('foyer.connection').where('organization_id', '=', organizationId).execute()
    },
  }
}

/** Fewer may have gone at the same time by themselves. */
const MANY = 5

const nameOf = (organizationId: string) => `foyer.connection:${organizationId}`

type Row = Selectable<ConnectionTable>

function describe(row: Row): Omit<Connection, 'grantId'> {
  return {
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
    connectedBy: row.connected_by,
    connectedAt: row.connected_at?.getTime() ?? null,
    state: row.state,
    why: row.why as Why | null,
    detail: row.detail,
    since: row.state_since.getTime(),
    heardAt: row.heard_at?.getTime() ?? null,
    timeZone: row.time_zone,
    administrators: row.administrators,
  }
}

const standingOf = (row: Row & { as_of: Date | null }): Standing => ({ ...describe(row), asOf: row.as_of?.getTime() ?? null })
