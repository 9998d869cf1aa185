import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Sql } from '../database'
import { randomId } from '../random'

/** Planning Center's permissions in People, lowest first. */
export const LEVELS = ['Viewer', 'Editor', 'Manager'] as const
export type Level = (typeof LEVELS)[number]
/** As pages name them. */
export const HIGHEST_FIRST: readonly Level[] = [...LEVELS].reverse()

const levels = z.array(z.enum(LEVELS))
const shape = z.object({
  way: z.enum(['myself', 'dedicated']),
  /** Custom tabs that are copied, and the lowest permission that is shown them. */
  tabs: z.array(z.object({ id: z.string(), name: z.string(), level: z.enum(LEVELS) })),
  /** Who may take people out of Foyer as a file, beside Organization Administrators. */
  exporters: levels,
  /** Who of them may take children out. */
  childExporters: levels,
  exportersByName: z.array(z.object({ id: z.string(), name: z.string(), children: z.boolean() })),
})
/** What a church's administrators chose: what is copied, and who may take it out. */
export type Settings = z.output<typeof shape>

const draftShape = shape.extend({ choice: z.string(), changedAt: z.number() })
/**
 * What they are choosing at the moment. `choice` is another one after every change and known to their pages only, so that no
 * other page can start a consent, and nobody consents to what they were not shown.
 */
export type Draft = z.output<typeof draftShape>

export const FIRST_SETTINGS: Settings = { way: 'myself', tabs: [], exporters: ['Manager'], childExporters: [], exportersByName: [] }

export interface SettingsStore {
  /** In force; null before a church was ever connected. */
  read(organizationId: string): Promise<Settings | null>
  /** What is being chosen: begun, where need be, with what is in force. */
  draft(organizationId: string): Promise<Draft>
  change(organizationId: string, change: (draft: Draft) => Partial<Settings>): Promise<Draft>
  /** What was chosen is in force from now on; false, and nothing done, if somebody has chosen otherwise meanwhile. */
  settle(step: Sql, organizationId: string, chosen: Draft): Promise<boolean>
  forget(step: Sql, organizationId: string): Promise<void>
  /** What was begun before then, in churches that were never connected. */
  forgetDrafts(before: number): Promise<void>
}

export function createSettingsStore({ database, clock }: { database: Database; clock: { now(): number } }): SettingsStore {
  const find = (db: Sql, organizationId: string) => db.selectFrom('foyer.settings').select(['settings', 'draft']).where('organization_id', '=', organizationId)
  const set = (step: Sql, organizationId: string, changes: { settings?: string; draft: string | null }) =>
    step.updateTable('foyer.settings').set(changes).where('organization_id', '=', organizationId).execute()

  /** Two administrators who choose at once, or two tabs that begin: one after the other. */
  async function hold(step: Sql, organizationId: string): Promise<Draft> {
    await step.insertInto('foyer.settings').values({ organization_id: organizationId, settings: null, draft: null }).onConflict((conflict) => conflict.doNothing()).execute()
    const { settings, draft } = await find(step, organizationId).forUpdate().executeTakeFirstOrThrow()
    if (draft) return draftShape.parse(draft)
    return keep(step, organizationId, settings ? shape.parse(settings) : FIRST_SETTINGS)
  }

  async function keep(step: Sql, organizationId: string, chosen: Settings): Promise<Draft> {
    const draft: Draft = { ...chosen, choice: randomId(), changedAt: clock.now() }
    await set(step, organizationId, { draft: JSON.stringify(draft) })
    return draft
  }

  return {
    async read(organizationId) {
      const found = await find(await database.open(), organizationId).executeTakeFirst()
      return found?.settings ? shape.parse(found.settings) : null
    },
    async draft(organizationId) {
      const db = await database.open()
      const found = await find(db, organizationId).executeTakeFirst()
      return found?.draft ? draftShape.parse(found.draft) : db.transaction().execute((step) => hold(step, organizationId))
    },
    async change(organizationId, change) {
      const db = await database.open()
      return db.transaction().execute(async (step) => {
        const before = await hold(step, organizationId)
        const after = { ...before, ...change(before) }
        return isDeepStrictEqual(before, after) ? before : keep(step, organizationId, after)
      })
    },
    async settle(step, organizationId, chosen) {
      const { choice } = await hold(step, organizationId)
      if (choice !== chosen.choice) return false
      await set(step, organizationId, { settings: JSON.stringify(shape.parse(chosen)), draft: null })
      return true
    },
    async forget(step, organizationId) {
      await step.deleteFrom('foyer.settings').where('organization_id', '=', organizationId).execute()
    },
    async forgetDrafts(before) {
      const db = await database.open()
      await db.deleteFrom('foyer.settings').where('settings', 'is', null).where(sql<boolean>`(draft ->> 'changedAt')::numeric < ${before}`).execute()
    },
  }
}
