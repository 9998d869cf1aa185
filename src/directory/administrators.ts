import { readAdministrators } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import { rememberForEach } from './remembered'

/** The names of those in a church who can give permissions, as far as a visitor may know them. */
export interface Administrators {
  /** Never fails and never takes long: the refusal it stands in must not wait for it. */
  namesFor(visitor: Visitor): Promise<string[]>
}

const LONGEST_WAIT_MS = 2000

interface Collaborators {
  clock: { now(): number }
  config: { times: { choicesKept: number } }
}

export function createAdministrators({ clock, config }: Collaborators): Administrators {
  const remembered = rememberForEach<string[]>({ clock, forMs: config.times.choicesKept })

  async function ask(visitor: Visitor): Promise<string[]> {
    const known = remembered.recall(visitor)
    if (known) return known
    const names = await readAdministrators(visitor.planningCenter)
    remembered.keep(visitor, names)
    return names
  }

  return {
    async namesFor(visitor) {
      let late: NodeJS.Timeout | undefined
      const tooLate = new Promise<string[]>((resolve) => {
        late = setTimeout(() => resolve([]), LONGEST_WAIT_MS)
      })
      try {
        return await Promise.race([ask(visitor), tooLate])
      } catch {
        // What is refused stays refused; without names the page speaks of administrators in general.
        return []
      } finally {
        clearTimeout(late)
      }
    },
  }
}
