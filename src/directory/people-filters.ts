import type { Link } from '../web/page'
import type { Choice, Choices } from './choices'
import { asked, type PeopleQuestion } from './people-question'
import { nameOf } from './people-words'

/** Parameters of views/components/filter-bar.ejs. */
export interface FilterBar {
  action: string
  /** On phones the choices are out of sight until asked for, or until one was made. */
  open: boolean
  selects: Select[]
  hidden: { name: string; value: string }[]
  /** Filters one would look for here, and why they are missing. */
  notes: string[]
}

interface Select {
  name: string
  label: string
  /** Differs from what is meant anyway. */
  chosen: boolean
  options: (Choice & { selected: boolean })[]
}

export function filterBar(question: PeopleQuestion, choices: Choices, church: string): FilterBar {
  const { status, membership, child, campus, list, sort, search, view } = question
  const selects = [
    select('status', 'Status', STATUSES, status),
    select('child', 'Adults or children', AGES, child),
    ...offered('membership', 'Membership', { any: 'Any membership', choices: choices.memberships, value: membership }),
    ...offered('campus', 'Campus', { any: 'Any campus', choices: choices.campuses, value: campus }),
    ...offered('list', 'List', { any: 'Any list', choices: choices.lists, value: list }),
    select('sort', 'Sort', SORTS, sort),
  ]
  return {
    action: '/people',
    open: selects.some(({ chosen }) => chosen),
    selects,
    hidden: [...(search ? [{ name: 'q', value: search }] : []), ...(view === 'cards' ? [{ name: 'view', value: view }] : [])],
    notes: notes(choices, church),
  }
}

const STATUSES = [
  { value: 'active', text: 'Active people' },
  { value: 'inactive', text: 'Inactive people' },
  { value: 'all', text: 'All people' },
]
const AGES = [
  { value: '', text: 'All ages' },
  { value: 'no', text: 'Adults' },
  { value: 'yes', text: 'Children' },
]
const SORTS = [
  { value: 'last_name', text: 'By last name' },
  { value: 'first_name', text: 'By first name' },
  { value: 'newest', text: 'Newest first' },
  { value: 'changed', text: 'Recently changed' },
]

function select(name: string, label: string, options: Choice[], value: string | null): Select {
  const selected = options.find((option) => option.value === value) ?? options[0]
  return { name, label, chosen: selected !== options[0], options: options.map((option) => ({ ...option, selected: option === selected })) }
}

/** Left out where there is nothing to choose from. */
function offered(name: string, label: string, { any, choices, value }: { any: string; choices: Choice[] | null; value: string | null }): Select[] {
  return choices && choices.length > 0 ? [select(name, label, [{ value: '', text: any }, ...choices], value)] : []
}

function notes({ memberships, campuses, lists, moreLists }: Choices, church: string): string[] {
  const refused = (what: string) =>
    `${what}: your Planning Center account can’t open these. An Organization Administrator of ${church} can change that, in Planning Center People.`
  return [
    ...(memberships ? [] : [refused('Memberships')]),
    ...(campuses ? [] : [refused('Campuses')]),
    ...(lists ? [] : [refused('Lists')]),
    ...(lists?.length === 0 ? ['Lists: none is shared with you. Whoever made a list in Planning Center can share it.'] : []),
    ...(moreLists ? ['Lists: only the first hundred are offered here. Open another one from the page of lists.'] : []),
  ]
}

/** Every filter in force, each with the address of the same question without it. */
export function waysWider(question: PeopleQuestion, { campuses, lists }: Choices): Link[] {
  const { membership, child, campus, list } = question
  const without = (text: string | undefined, change: Partial<PeopleQuestion>): Link => ({ href: asked(question, change), text: `Not only ${text}` })
  return [
    ...(child ? [without(child === 'yes' ? 'children' : 'adults', { child: null })] : []),
    ...(membership ? [without(`“${membership}”`, { membership: null })] : []),
    ...(campus ? [without(nameOf(campuses, campus) ?? 'this campus', { campus: null })] : []),
    ...(list ? [without(listText(nameOf(lists, list)), { list: null })] : []),
  ]
}

const listText = (name: string | undefined) => (name ? `the list “${name}”` : 'this list')
