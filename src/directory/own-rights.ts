import { readPermission, type Permission } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import { askOnceForEach, rememberForEach } from './remembered'

/** What visitors may do themselves, asked once in a while, since no other answer tells it. */
export interface RightsOf {
  /** Never fails and never takes long: a page about somebody else must not wait for it. */
  seesEveryTab(visitor: Visitor): Promise<boolean>
}

const LONGEST_WAIT_MS = 1000

interface Collaborators {
  clock: { now(): number }
  config: { times: { choicesKept: number } }
}

export function createRightsOf({ clock, config }: Collaborators): RightsOf {
  const remembered = rememberForEach<Permission>({ clock, forMs: config.times.choicesKept })
  const asking = askOnceForEach<Permission>()

  async function ask(visitor: Visitor): Promise<Permission> {
    const known = remembered.recall(visitor)
    if (known) return known
    const rights = await asking.once(visitor, () => readPermission(visitor.planningCenter))
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
