import type { Anniversary, Spouse } from '../asking/anniversaries'
import { hasYear, type Day } from '../calendar'
import { yearOf } from '../days'

/** One line of a bulletin: both names, and for how many years; null where the year is not known. */
export interface Couple {
  day: Day
  spouses: readonly [Spouse, Spouse]
  years: number | null
}

/** Not to be printed before somebody has looked: whom, and why, in a sentence. */
export interface Doubt {
  day: Day
  people: readonly Spouse[]
  reason: string
}

/**
 * Two adults of one household with the same day are a couple, when both are active and neither's marital status says otherwise.
 * Everybody else with a day is a doubt: no church wants to congratulate a widow, or half of a couple.
 */
export function couplesOf(found: readonly Anniversary[]): { couples: Couple[]; doubts: Doubt[] } {
  const couples: Couple[] = []
  const doubts: Doubt[] = []
  const told = new Set<string>()
  for (const { person, day, household } of found) {
    const same = household.filter(({ anniversary }) => anniversary !== null && isSameDay(anniversary, person.anniversary))
    const [spouse, third] = same
    const pair = [person.id, spouse?.id ?? ''].sort().join()
    if (told.has(pair)) continue
    told.add(pair)
    if (!spouse) doubts.push({ day, people: [person], reason: whyAlone(person, household) })
    else if (third) doubts.push({ day, people: [person, ...same], reason: 'More than two people of one household have this day.' })
    else {
      const reason = whyNot(person) ?? whyNot(spouse) ?? (person.anniversary === spouse.anniversary ? null : 'Their profiles have different years.')
      if (reason === null) couples.push({ day, spouses: [person, spouse], years: yearsOn(day, person.anniversary) })
      else doubts.push({ day, people: [person, spouse], reason })
    }
  }
  return { couples, doubts: onlyOnce(doubts) }
}

/** The year is left to be looked at: one of the two may have been typed wrongly, or is not known. */
const isSameDay = (a: Day, b: Day | null) => a.slice(5) === b?.slice(5)

function whyNot({ name, isActive, marital }: Spouse): string | null {
  if (!isActive) return `${name} is no longer active in Planning Center.`
  if (marital === null || /^married$/i.test(marital)) return null
  return `Planning Center says of ${name}: ${marital}.`
}

function whyAlone(person: Spouse, household: readonly Spouse[]): string {
  const own = whyNot(person)
  if (own) return own
  const otherDay = household.find(({ anniversary }) => anniversary !== null)
  if (otherDay) return `${otherDay.name}, of the same household, has another day.`
  if (household.length > 0) return `Only the profile of ${person.name} has this day.`
  return `${person.name} is in no household with another adult.`
}

/** Of three with one day, each would be told as one of the three. */
function onlyOnce(doubts: Doubt[]): Doubt[] {
  const seen = new Set<string>()
  return doubts.filter(({ day, people }) => {
    const key = [day, ...people.map(({ id }) => id).sort()].join()
    return !seen.has(key) && seen.add(key)
  })
}

function yearsOn(day: Day, anniversary: Day | null): number | null {
  return anniversary !== null && hasYear(anniversary) ? yearOf(day) - yearOf(anniversary) : null
}

/** "Daniel" and "Ngozi Okafor" where both bear one last name, else both in full; in the order of their first names or last. */
export function namesTogether([one, other]: Couple['spouses']): [Pick<Spouse, 'id' | 'name'>, Pick<Spouse, 'id' | 'name'>] {
  const ending = one.lastName && one.lastName === other.lastName ? ` ${one.lastName}` : null
  const isShort = ending !== null && one.name.endsWith(ending) && other.name.endsWith(ending)
  return [{ id: one.id, name: isShort ? one.name.slice(0, -ending.length) : one.name }, { id: other.id, name: other.name }]
}
