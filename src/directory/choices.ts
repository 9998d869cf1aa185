import { PlanningCenterError, type PlanningCenterClient, type Resource } from '../planning-center'
import type { Visitor } from '../auth/visitor'
import type { PeopleQuestion } from './people-question'
import { askOnceForEach, rememberForEach } from './remembered'

/** What people can be filtered by, as one visitor is shown it; null where Planning Center refuses that visitor. */
export interface Choices {
  memberships: Choice[] | null
  campuses: Choice[] | null
  lists: Choice[] | null
  /** There are more lists than one request brings. */
  moreLists: boolean
}

export interface Choice {
  value: string
  text: string
}

export interface ChoicesOf {
  /** Three requests to Planning Center, or none when they were asked a short while ago and know what the question names. */
  of(visitor: Visitor, question: PeopleQuestion): Promise<Choices>
  forget(visitor: Visitor): void
}

const MOST_CHOICES = 100

interface Collaborators {
  clock: { now(): number }
  config: { times: { choicesKept: number } }
}

export function createChoices({ clock, config }: Collaborators): ChoicesOf {
  const remembered = rememberForEach<Choices>({ clock, forMs: config.times.choicesKept })
  const asking = askOnceForEach<Choices>()

  return {
    async of(visitor, question) {
      const known = remembered.recall(visitor)
      if (known && knows(known, question)) return known
      return asking.once(visitor, async () => {
        const choices = await askForChoices(visitor.planningCenter)
        // Refused everything, somebody has no access at all; it may be given to them the next minute.
        if (choices.memberships ?? choices.campuses ?? choices.lists) remembered.keep(visitor, choices)
        return choices
      })
    },
    forget: (visitor) => remembered.forget(visitor),
  }
}


function knows({ memberships, campuses, lists, moreLists }: Choices, { membership, campus, list }: PeopleQuestion): boolean {
  return has(memberships, membership) && has(campuses, campus) && (moreLists || has(lists, list))
}

const has = (choices: Choice[] | null, value: string | null) => !choices || value === null || choices.some((choice) => choice.value === value)

/** The question without what it names but nobody can choose. Lists are left to Planning Center, which is asked for them. */
export function withKnownChoices(question: PeopleQuestion, { memberships, campuses }: Choices): PeopleQuestion {
  const offered = (choices: Choice[] | null, value: string | null) => (choices?.some((choice) => choice.value === value) ? value : null)
  return { ...question, membership: offered(memberships, question.membership), campus: offered(campuses, question.campus) }
}

async function askForChoices(planningCenter: PlanningCenterClient): Promise<Choices> {
  const [memberships, campuses, lists] = await Promise.all([
    ask('/people/v2/membership_types', { order: 'sequence', 'fields[MembershipType]': 'value' }),
    ask('/people/v2/campuses', { order: 'name', 'fields[Campus]': 'name' }),
    ask('/people/v2/lists', { order: 'name_or_description', 'fields[List]': 'name_or_description' }),
  ])
  return {
    memberships: memberships && choicesFrom(memberships.data, ({ attributes }) => ({ value: attributes['value'], text: attributes['value'] })),
    campuses: campuses && choicesFrom(campuses.data, ({ id, attributes }) => ({ value: id, text: attributes['name'] })),
    lists: lists && choicesFrom(lists.data, ({ id, attributes }) => ({ value: id, text: attributes['name_or_description'] ?? 'List without a name' })),
    moreLists: (lists?.meta.total_count ?? 0) > MOST_CHOICES,
  }

  async function ask(path: `/people/v2/${string}`, query: Record<string, string>) {
    try {
      return await planningCenter.list(path, { ...query, per_page: String(MOST_CHOICES) })
    } catch (error) {
      if (error instanceof PlanningCenterError && (error.reason === 'forbidden' || error.reason === 'missing')) return null
      throw error
    }
  }
}

function choicesFrom(rows: Resource[], read: (row: Resource) => { value: unknown; text: unknown }): Choice[] {
  return rows.flatMap((row) => {
    const { value, text } = read(row)
    return typeof value === 'string' && typeof text === 'string' && value && text ? [{ value, text }] : []
  })
}
