import { count } from '../../web/format'
import type { Anniversaries } from '../asking/anniversaries'
import type { Birthday, Birthdays } from '../asking/birthdays'
import { hasYear, type Day } from '../calendar'
import { dayWords, isLeapDay, yearOf } from '../days'
import { couplesOf, namesTogether, type Doubt } from './couples'
import type { Years } from './days-question'

/** One day of a bulletin, on the page and as text. */
export interface DayLines {
  day: string
  lines: DayLine[]
}

export interface DayLine {
  /** One, or the two of a couple, each with what stands before the name. */
  people: { before: string; name: string; href: string }[]
  /** "turns 7", "22 years"; empty where nobody asked, or nobody knows. */
  years: string
  note: string
  /** As a bulletin has it. */
  text: string
}

const personHref = (id: string) => `/people/${encodeURIComponent(id)}`

export function birthdayLines({ people }: Birthdays, years: Years): DayLines[] {
  return byDay(people, (person) => {
    const age = ageSaid(person, years)
    return {
      people: [{ before: '', name: person.name, href: personHref(person.id) }],
      years: age === null ? '' : `turns ${age}`,
      note: isLeapDay(person.birthdate) && !isLeapDay(person.day) ? 'born on February 29' : '',
      text: withYears(person.name, age),
    }
  })
}

/** How old they become; null where it is not to be said, or not known. */
export function ageSaid({ isChild, birthdate, day }: Birthday, years: Years): number | null {
  const isSaid = years === 'everybody' || (years === 'children' && isChild)
  return isSaid && hasYear(birthdate) ? yearOf(day) - yearOf(birthdate) : null
}

export function anniversaryLines({ found }: Anniversaries, years: Years): { days: DayLines[]; doubts: DoubtLine[]; couples: number } {
  const { couples, doubts } = couplesOf(found)
  const days = byDay(couples, ({ spouses, ...couple }) => {
    const [one, other] = namesTogether(spouses)
    const said = years === 'nobody' ? null : couple.years
    return {
      people: [
        { before: '', name: one.name, href: personHref(one.id) },
        { before: ' & ', name: other.name, href: personHref(other.id) },
      ],
      years: said === null ? '' : count(said, 'year', 'years'),
      note: '',
      text: withYears(`${one.name} & ${other.name}`, said),
    }
  })
  return { days, doubts: doubts.map(doubtLine), couples: couples.length }
}

export interface DoubtLine {
  day: string
  people: DayLine['people']
  reason: string
}

function doubtLine({ day, people, reason }: Doubt): DoubtLine {
  return { day: dayWords(day), people: people.map(({ id, name }, index) => ({ before: index === 0 ? '' : index === people.length - 1 ? ' and ' : ', ', name, href: personHref(id) })), reason }
}

/** "Sunday, March 8 – Ruth Abernathy, Tom Lee (7)", a line for each day. */
export const bulletin = (days: DayLines[]): string => days.map(({ day, lines }) => `${day} – ${lines.map(({ text }) => text).join(', ')}`).join('\n')

const withYears = (name: string, years: number | null) => (years === null ? name : `${name} (${years})`)

function byDay<Kept extends { day: Day }>(kept: readonly Kept[], toLine: (one: Kept) => DayLine): DayLines[] {
  const days = new Map<Day, DayLine[]>()
  for (const one of kept) {
    const lines = days.get(one.day) ?? []
    days.set(one.day, lines)
    lines.push(toLine(one))
  }
  return [...days].map(([day, lines]) => ({ day: dayWords(day), lines }))
}
