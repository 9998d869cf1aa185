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

const draftShape = shape.extend({ choice: z.string() })
/** What they are choosing at the moment. `choice` is known to their pages only, so that no other page can start a consent. */
export type Draft = z.output<typeof draftShape>

export const FIRST_SETTINGS: Settings = { way: 'myself', tabs: [], exporters: ['Manager'], childExporters: [], exportersByName: [] }

export interface SettingsStore {
  /** In force; null before a church was ever connected. */
  read(organizationId: string): Promise<Settings | null>
  /** What is being chosen: begun, where need be, with what is in force. */
  draft(organizationId: string): Promise<Draft>
  change(organizationId: string, change: (draft: Draft) => Partial<Settings>): Promise<Draft>
  /** What was chosen is in force from now on. */
  settle(step: Sql, organizationId: string, settings: Settings): Promise<void>
  forget(step: Sql, organizationId: string): Promise<void>
}

export function createSettingsStore({ database }: { database: Database }): SettingsStore {
  const row = async (db: Sql, organizationId: string) =>
    db.selectFrom('foyer.settings').select(['settings', 'draft']).where('organization_id', '=', organizationId).executeTakeFirst()

  async function keepDraft(db: Sql, organizationId: string, draft: Draft): Promise<Draft> {
    const text = JSON.stringify(draft)
    await db
      .insertInto('foyer.settings')
      .values({ organization_id: organizationId, settings: null, draft: text })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ draft: text }))
      .execute()
    return draft
  }

  async function draftOf(db: Sql, organizationId: string): Promise<Draft> {
    const found = await row(db, organizationId)
    if (found?.draft) return draftShape.parse(found.draft)
    return keepDraft(db, organizationId, { ...(found?.settings ? shape.parse(found.settings) : FIRST_SETTINGS), choice: randomId() })
  }

  return {
    async read(organizationId) {
      const found = await row(await database.open(), organizationId)
      return found?.settings ? shape.parse(found.settings) : null
    },
    draft: async (organizationId) => draftOf(await database.open(), organizationId),
    async change(organizationId, change) {
      const db = await database.open()
      const draft = await draftOf(db, organizationId)
      return keepDraft(db, organizationId, { ...draft, ...change(draft) })
    },
    async settle(step, organizationId, settings) {
      const text = JSON.stringify(shape.parse(settings))
      await step
        .insertInto('foyer.settings')
        .values({ organization_id: organizationId, settings: text, draft: null })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ settings: text, draft: null }))
        .execute()
    },
    async forget(step, organizationId) {
      await step.deleteFrom('foyer.settings').where('organization_id', '=', organizationId).execute()
    },
  }
}
