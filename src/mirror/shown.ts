import { GrantTrouble } from '../auth/errors'
import type { Visitor } from '../auth/visitor'
import { PlanningCenterError } from '../planning-center'
import { readAll } from './walk'

/** Ids of what somebody is shown. */
export interface Shown {
  lists: ReadonlySet<string>
  tabs: ReadonlySet<string>
  /** Of the tabs above only. */
  fieldDefinitions: ReadonlySet<string>
}

/** What Planning Center shows somebody's own token: lists, and custom fields with the tab they are on. */
export interface ShownByPlanningCenter {
  lists: ReadonlySet<string>
  tabs: ReadonlySet<string>
  tabOfField: ReadonlyMap<string, string>
}

/** Of custom tabs the church itself says who sees them in Foyer, and shows nobody what Planning Center hides from them. */
export function onlyTabs({ lists, tabs, tabOfField }: ShownByPlanningCenter, isOpen: (tabId: string) => boolean): Shown {
  const fields = [...tabOfField].filter(([, tabId]) => tabs.has(tabId) && isOpen(tabId))
  return { lists, tabs: new Set([...tabs].filter(isOpen)), fieldDefinitions: new Set(fields.map(([id]) => id)) }
}

/** Asked when first needed, and remembered for one person only. When it cannot be asked, nothing is taken as shown. */
export function readShown({ clock, forMs }: { clock: { now(): number }; forMs: number }) {
  const kept = new Map<string, { shown: ShownByPlanningCenter; until: number }>()
  const asking = askOnce<ShownByPlanningCenter>()

  async function keep(visitor: Visitor, key: string): Promise<ShownByPlanningCenter> {
    const until = clock.now() + forMs
    const shown = await ask(visitor)
    for (const [other, known] of kept) if (known.until <= clock.now()) kept.delete(other)
    // Of two questions under way the later one counts, in whatever order they are answered.
    if ((kept.get(key)?.until ?? 0) <= until) kept.set(key, { shown, until })
    return shown
  }

  return {
    async to(visitor: Visitor, key: string, { fresh }: { fresh: boolean }): Promise<ShownByPlanningCenter> {
      if (fresh) return keep(visitor, key)
      const known = kept.get(key)
      return known && known.until > clock.now() ? known.shown : asking.once(key, () => keep(visitor, key))
    },
  }
}

async function ask({ planningCenter }: Visitor): Promise<ShownByPlanningCenter> {
  const [lists, tabs, definitions] = await Promise.all([
    readAll((query) => planningCenter.list('/people/v2/lists', { ...query, 'fields[List]': 'name' })),
    readAll((query) => planningCenter.list('/people/v2/tabs', { ...query, 'fields[Tab]': 'name' })),
    readAll((query) => planningCenter.list('/people/v2/field_definitions', { ...query, 'fields[FieldDefinition]': 'tab_id,deleted_at' })),
  ])
  const live = definitions.filter(({ attributes }) => !attributes['deleted_at'])
  return { lists: idsOf(lists), tabs: idsOf(tabs), tabOfField: new Map(live.map(({ id, attributes }) => [id, String(attributes['tab_id'])])) }
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

/** Planning Center says nothing at the moment: nobody knows what somebody is shown, and nothing follows from that. */
export const cannotBeAskedNow = (error: unknown): boolean => error instanceof GrantTrouble || (error instanceof PlanningCenterError && PASSING.has(error.reason))

const PASSING = new Set<string>(['unavailable', 'unreadable', 'rate-limited'])
