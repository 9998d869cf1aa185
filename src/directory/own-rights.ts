import { z } from 'zod'
import type { Visitor } from '../auth/visitor'
import type { PlanningCenterClient } from '../planning-center'
import { askOnceForEach, rememberForEach } from './remembered'

/** What Planning Center lets somebody do in People, in its own words (e.g. Editor). */
interface OwnRights {
  level: string | null
  administrator: boolean
}

/** What visitors may do themselves, asked once in a while, since no other answer tells it. */
export interface RightsOf {
  /** Never fails and never takes long: a page about somebody else must not wait for it. */
  seesEveryTab(visitor: Visitor): Promise<boolean>
}

const LONGEST_WAIT_MS = 1000
const me = z.object({ people_permissions: z.string().nullable().catch(null), site_administrator: z.boolean().catch(false) })

interface Collaborators {
  clock: { now(): number }
  config: { times: { choicesKept: number } }
}

export function createRightsOf({ clock, config }: Collaborators): RightsOf {
  const remembered = rememberForEach<OwnRights>({ clock, forMs: config.times.choicesKept })
  const asking = askOnceForEach<OwnRights>()

  async function ask(visitor: Visitor): Promise<OwnRights> {
    const known = remembered.recall(visitor)
    if (known) return known
    const rights = await asking.once(visitor, () => findOwnRights(visitor.planningCenter))
    remembered.keep(visitor, rights)
    return rights
  }

  return {
    async seesEveryTab(visitor) {
      let late: NodeJS.Timeout | undefined
      const tooLate = new Promise<null>((resolve) => {
        late = setTimeout(() => resolve(null), LONGEST_WAIT_MS)
      })
      const rights = await Promise.race([ask(visitor), tooLate]).catch(() => null)
      clearTimeout(late)
      return rights?.level === 'Manager'
    },
  }
}

/** Everybody may read their own. */
export async function findOwnRights(planningCenter: PlanningCenterClient): Promise<OwnRights> {
  const { data } = await planningCenter.get('/people/v2/me', { 'fields[Person]': Object.keys(me.shape).join(',') })
  const { people_permissions, site_administrator } = me.parse(data.attributes)
  return { level: people_permissions, administrator: site_administrator }
}
