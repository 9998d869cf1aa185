import type { Database, Sql } from '../database'
import type { Belonging } from '../feature'
import type { Kind, Mirror } from '../mirror'
import { count } from '../web/format'
import type { Link } from '../web/page'
import { KINDS } from './fields'
import type { SettingsStore } from './settings'

/** All of it: whatever is kept of churches from now on joins this list, and a scan of all tables proves that it did. */
export interface Belongings {
  describe(organizationId: string): Promise<string[]>
  files: Link[]
  forget(step: Sql, organizationId: string): Promise<void>
}

interface Collaborators {
  database: Database
  mirror: Mirror
  settings: SettingsStore
  /** Those of other features. */
  belongings: readonly Belonging[]
}

export function createBelongings({ database, mirror, settings, belongings: others }: Collaborators): Belongings {
  const copy: Belonging = {
    async describe(db, organizationId) {
      const [counts, { runs }] = await Promise.all([
        mirror.count(organizationId),
        db.selectFrom('sync.run').select((e) => e.fn.countAll<number>().as('runs')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow(),
      ])
      const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) => counts[kind] > 0)
      return [...kinds.map((kind) => count(counts[kind], ...KINDS[kind])), `${count(Number(runs), 'entry', 'entries')} about how the copy was brought up to date`]
    },
    file: null,
    forget: (step, organizationId) => mirror.forget(step, organizationId),
  }

  const choices: Belonging = {
    async describe(_db, organizationId) {
      const chosen = await settings.read(organizationId)
      return chosen ? [`What you chose: ${count(chosen.tabs.length, 'custom tab', 'custom tabs')}, and who may export`] : []
    },
    file: { href: '/connection/choices.json', text: 'What you chose, as a file' },
    forget: (step, organizationId) => settings.forget(step, organizationId),
  }

  const all = [copy, choices, ...others]
  return {
    async describe(organizationId) {
      const db = await database.open()
      return (await Promise.all(all.map((one) => one.describe(db, organizationId)))).flat()
    },
    files: all.flatMap(({ file }) => file ?? []),
    async forget(step, organizationId) {
      for (const one of all) await one.forget(step, organizationId)
    },
  }
}
