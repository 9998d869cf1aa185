import { count } from '../web/format'
import type { Badge, Page } from '../web/page'
import { addressRow, blocked, type CopyButton } from './contact-rows'
import { CHILD_NOTE, contactLinks, contactWords, deceased, hasDied, householdLine, roleWords, type PersonLine, type Look } from './person-lines'
import type { HouseholdInFull, HouseholdPersonInFull } from './households'
import { dayIn, type Day } from './life'

export function householdPage(household: HouseholdInFull, look: Look): Page {
  const { id, name, people, address } = household
  const today = dayIn(household.timeZone, look.now)
  const counted = count(people.length, 'person', 'people')
  const line = (person: HouseholdPersonInFull) => toLine(person, { ...look, today })
  return {
    view: 'directory/household',
    title: `${name} household`,
    name,
    counted,
    paper: { counted, timeZone: household.timeZone },
    adults: people.filter(({ child }) => !child).map(line),
    children: people.filter(({ child }) => child).map(line),
    childNote: people.some(({ child }) => child) ? CHILD_NOTE : '',
    address: address ? [{ ...addressRow(address), name: people.find(({ isPrimaryContact }) => isPrimaryContact)?.name ?? 'Address' }] : [],
    copyNumbers: copyNumbers(people),
    planningCenter: { href: `https://people.planningcenteronline.com/households/${encodeURIComponent(id)}`, text: 'Open in Planning Center' },
  }
}

function toLine(person: HouseholdPersonInFull, look: Look & { today: Day }): PersonLine {
  const line = householdLine(person, look)
  return {
    ...line,
    // Adults stand under a heading of their own.
    words: [person.child ? roleWords(person, look.today) : '', ownRole(person), contactWords(person)].filter(Boolean).join(' · '),
    badges: badgesOf(person, line.badges),
    ...contactLinks(person.phones[0], person.emails[0]),
  }
}

/** A role of the household's own that says more than adult or child. */
function ownRole({ role }: HouseholdPersonInFull): string | null {
  return role && !/^(adult|child)$/i.test(role) ? role.replace(/_/g, ' ') : null
}

function badgesOf(person: HouseholdPersonInFull, badges: Badge[]): Badge[] {
  return [
    ...(person.pending ? [{ text: 'not yet confirmed', tone: 'warn' as const }] : []),
    ...(hasDied(person) ? [deceased] : badges),
    ...(person.emails[0]?.blocked ? [blocked] : []),
  ]
}

/** One number a line, each once, as a new group message wants them; nobody's who has died. */
function copyNumbers(people: HouseholdPersonInFull[]): CopyButton | null {
  const numbers = new Set(people.filter((person) => !hasDied(person)).flatMap(({ phones }) => phones.map(({ number }) => number)))
  if (numbers.size < 2) return null
  return { text: [...numbers].join('\n'), label: numbers.size === 2 ? 'Copy both phone numbers' : `Copy all ${numbers.size} phone numbers`, what: '' }
}

export function householdGonePage(): Page {
  return {
    view: 'directory/person-gone',
    title: 'This household is not to be found',
    happened: 'It has been removed from Planning Center, or is no longer shown to you.',
    advice: 'Everybody’s household stands on their own page.',
    action: { href: '/people', text: 'Look for a person by name' },
  }
}
