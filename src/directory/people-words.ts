import { count } from '../web/format'
import type { Choice, Choices } from './choices'
import type { PeopleQuestion, Status } from './people-question'

/** "12 active adults found for “Chen” at Main Campus in the list “Choir”, membership “Regular Attender”" */
export function countedPeople(total: number, question: PeopleQuestion, choices: Choices): string {
  return `${count(total, ...whom(question))}${narrowedBy(question, choices)}`
}

/** Whom a question is about, singular and plural. */
export function whom({ status, child }: Pick<PeopleQuestion, 'status' | 'child'>): [one: string, many: string] {
  const [one, many] = child === 'yes' ? ['child', 'children'] : child === 'no' ? ['adult', 'adults'] : ['person', 'people']
  return [`${WHICH[status]}${one}`, `${WHICH[status]}${many}`]
}

const WHICH: Record<Status, string> = { active: 'active ', inactive: 'inactive ', all: '' }

function narrowedBy({ search, membership, campus, list }: PeopleQuestion, { campuses, lists }: Choices): string {
  const parts = [
    search && ` found for “${search}”`,
    campus && ` at ${nameOf(campuses, campus) ?? 'this campus'}`,
    list && ` in ${listName(lists, list)}`,
    membership && `, membership “${membership}”`,
  ]
  return parts.filter(Boolean).join('')
}

/** A list that could not be offered among the first hundred is open all the same; only its name is not known here. */
function listName(lists: Choice[] | null, list: string): string {
  const name = nameOf(lists, list)
  return name ? `the list “${name}”` : 'this list'
}

export function nameOf(choices: Choice[] | null, value: string): string | undefined {
  return choices?.find((choice) => choice.value === value)?.text
}
