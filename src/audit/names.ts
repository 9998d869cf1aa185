import type { Visitor } from '../auth/visitor'
import type { PlanningCenterClient } from '../planning-center'

/** The trail keeps numbers only; what somebody is called is asked of Planning Center by whoever looks. */
export interface Names {
  of(visitor: Visitor, personIds: Iterable<string | null>): Promise<ReadonlyMap<string, string>>
}

const ASKED_AT_ONCE = 5
const MOST_KEPT = 5000

export function createNames({ clock, config }: { clock: { now(): number }; config: { times: { choicesKept: number } } }): Names {
  const kept = new Map<string, { name: string; until: number }>()

  async function ask(planningCenter: PlanningCenterClient, key: string, personId: string): Promise<void> {
    const { data } = await planningCenter.get(`/people/v2/people/${personId}`, { 'fields[Person]': 'name' })
    const name = data.attributes['name']
    if (kept.size >= MOST_KEPT) kept.clear()
    if (typeof name === 'string') kept.set(key, { name, until: clock.now() + config.times.choicesKept })
  }

  return {
    async of({ planningCenter, organizationId, personId: you }, personIds) {
      const ids = [...new Set(personIds)].filter((id) => id !== null)
      const keyOf = (id: string) => `${organizationId} ${you} ${id}`
      const known = (id: string) => {
        const found = kept.get(keyOf(id))
        return found && found.until > clock.now() ? found.name : undefined
      }
      const unknown = ids.filter((id) => known(id) === undefined)
      for (let from = 0; from < unknown.length; from += ASKED_AT_ONCE) {
        const answers = await Promise.allSettled(unknown.slice(from, from + ASKED_AT_ONCE).map((id) => ask(planningCenter, keyOf(id), id)))
        // Somebody gone keeps their number; when nobody at all can be asked, the others are not tried.
        if (answers.every(({ status }) => status === 'rejected')) break
      }
      return new Map(ids.flatMap((id) => {
        const name = known(id)
        return name === undefined ? [] : [[id, name] as const]
      }))
    },
  }
}
