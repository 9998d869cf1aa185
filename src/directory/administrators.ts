import { z } from 'zod'
import type { Visitor } from '../auth/visitor'
import { findOwnRights } from './own-rights'
import { rememberForEach } from './remembered'

/** The names of those in a church who can give permissions, as far as a visitor may know them. */
export interface Administrators {
  /** Never fails and never takes long: the refusal it stands in must not wait for it. */
  namesFor(visitor: Visitor): Promise<string[]>
}

const LONGEST_WAIT_MS = 2000
/** Whom to ask; nobody reads further. */
const MOST_NAMED = 5

const person = z.object({ name: z.string() })

interface Collaborators {
  clock: { now(): number }
  config: { times: { choicesKept: number } }
}

export function createAdministrators({ clock, config }: Collaborators): Administrators {
  const remembered = rememberForEach<string[]>({ clock, forMs: config.times.choicesKept })

  async function ask(visitor: Visitor): Promise<string[]> {
    const known = remembered.recall(visitor)
    if (known) return known
    const names = await findAdministrators(visitor)
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

/** Only who may list people is shown the others' rights. */
async function findAdministrators({ planningCenter }: Visitor): Promise<string[]> {
  const { level, administrator } = await findOwnRights(planningCenter)
  const mayListPeople = administrator || (level !== null && !/^no.access$/i.test(level))
  if (!mayListPeople) return []

  const question = { filter: 'organization_admins', 'where[status]': 'active', order: 'last_name,first_name', per_page: String(MOST_NAMED) }
  const found = await planningCenter.list('/people/v2/people', { ...question, 'fields[Person]': 'name,site_administrator' })
  return found.data.flatMap(({ attributes }) => {
    // Others' flags are shown to administrators only; where one is shown, it is right.
    if (attributes['site_administrator'] === false) return []
    const parsed = person.safeParse(attributes)
    return parsed.success ? [parsed.data.name] : []
  })
}
