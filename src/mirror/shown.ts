import type { Visitor } from '../auth/visitor'
import { readAll } from './walk'

/** Ids of what Planning Center shows somebody's own token. */
export interface Shown {
  lists: ReadonlySet<string>
  tabs: ReadonlySet<string>
  /** Of the tabs above only. */
  fieldDefinitions: ReadonlySet<string>
}

/** Asked when first needed, and remembered for one person only. When it cannot be asked, nothing is taken as shown. */
export function readShown({ clock, forMs }: { clock: { now(): number }; forMs: number }) {
  const kept = new Map<string, { shown: Shown; until: number }>()
  const asking = askOnce<Shown>()

  async function keep(visitor: Visitor, key: string): Promise<Shown> {
    const until = clock.now() + forMs
    const shown = await ask(visitor)
    for (const [other, known] of kept) if (known.until <= clock.now()) kept.delete(other)
    kept.set(key, { shown, until })
    return shown
  }

  return {
    async to(visitor: Visitor, key: string, { fresh }: { fresh: boolean }): Promise<Shown> {
      if (fresh) return keep(visitor, key)
      const known = kept.get(key)
      return known && known.until > clock.now() ? known.shown : asking.once(key, () => keep(visitor, key))
    },
  }
}

async function ask({ planningCenter }: Visitor): Promise<Shown> {
  const [lists, tabs, definitions] = await Promise.all([
    readAll((query) => planningCenter.list('/people/v2/lists', { ...query, 'fields[List]': 'name' })),
    readAll((query) => planningCenter.list('/people/v2/tabs', { ...query, 'fields[Tab]': 'name' })),
    readAll((query) => planningCenter.list('/people/v2/field_definitions', { ...query, 'fields[FieldDefinition]': 'tab_id,deleted_at' })),
  ])
  const tabIds = idsOf(tabs.data)
  const open = definitions.data.filter(({ attributes }) => !attributes['deleted_at'] && tabIds.has(String(attributes['tab_id'])))
  return { lists: idsOf(lists.data), tabs: tabIds, fieldDefinitions: idsOf(open) }
}

const idsOf = (rows: { id: string }[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id))

/** Pages of one person that are opened at once ask once: a restored set of tabs must not use up their rate limit. */
export function askOnce<Value>(): { once(key: string, ask: () => Promise<Value>): Promise<Value> } {
  const underWay = new Map<string, Promise<Value>>()
  return {
    once(key, ask) {
      const asked = underWay.get(key) ?? ask().finally(() => underWay.delete(key))
      underWay.set(key, asked)
      return asked
    },
  }
}
