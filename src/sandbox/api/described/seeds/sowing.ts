import { addDays, lastSundayService, localDay, startOfDay } from '../../../world/calendar'
import type { Church, PersonRecord } from '../../../world/world'
import type { DescribedRow, Shelf } from '../shelf'

export const HOUR = 3_600_000

/** What there is to fill a product with: the church's own people, and its Sundays. */
export interface Sowing {
  readonly shelf: Shelf
  readonly church: Church
  readonly now: number
  readonly adults: readonly PersonRecord[]
  readonly children: readonly PersonRecord[]
  /** The so many-th, round and round. */
  readonly adult: (nth: number) => DescribedRow
  readonly adultNamed: (nth: number) => string
  /** That hour of the so many-th Sunday from the last one on. */
  readonly sunday: (nth: number, hour?: number) => number
}

/** A crowd of twenty thousand need not serve: those who came first do. */
const MOST_PEOPLE = 80

export function sowing(shelf: Shelf, church: Church, now: number): Sowing {
  const people = [...church.people.values()].filter(({ status }) => status === 'active').slice(0, MOST_PEOPLE)
  const adults = people.filter(({ child }) => !child)
  const last = localDay(lastSundayService(now, church.timeZone), church.timeZone)
  const nth = (place: number): PersonRecord => {
    const person = adults[place % adults.length]
    if (!person) throw new Error(`${church.name} has nobody who could do anything`)
    return person
  }
  return {
    shelf, church, now, adults,
    children: people.filter(({ child }) => child),
    adult: place => shelf.person(nth(place)),
    adultNamed: place => `${nth(place).firstName} ${nth(place).lastName}`,
    sunday: (place, hour = 10) => startOfDay(addDays(last, place * 7), church.timeZone) + hour * HOUR,
  }
}

export const since = (moment: number) => ({ created_at: moment, updated_at: moment })
