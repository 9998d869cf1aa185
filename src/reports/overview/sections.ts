import { count } from '../../web/format'
import { ageBands, type AgeBand, type CampusShare, type Overview, type Share } from '../asking/overview'
import type { Day } from '../calendar'
import type { Definition } from '../definition'
import { columns, most, rows, type Amount, type Chart } from './charts'
import { listOf, monthsUntil, whoIs } from './numbers'

/** A chart with its heading, what it shows in one sentence, and behind it the table and how it is counted. */
export interface Section {
  id: string
  heading: string
  says: string
  pictures: Picture[]
  table: { head: string; lines: Line[] }
  counted: string
}

interface Picture extends Chart {
  isColumns: boolean
  /** What part of the chart it is; null when it is all of it. */
  part: string | null
}

export interface Line {
  name: string
  number: string
  href: string | null
  /** Its share, or why it leads to no list. */
  note: string
}

/** As many bars as are taken in at a glance; the table has them all. */
const MOST_BARS = 12

export function statuses({ everybody, active, inactive }: Overview): Section {
  const amounts = [amount('Active', active, listOf(whoIs.active)), amount('Inactive', inactive, listOf(whoIs.inactive))]
  return {
    ...section('status', 'Active and inactive', `${written(active)} of ${people(everybody)} ${are(active)} active.`, amounts, everybody),
    pictures: [picture(rows(amounts, Math.max(1, everybody)))],
    counted: 'Everybody who has a profile in Planning Center, by its status there. Every other chart but that of the months counts active people only.',
  }
}

export function memberships({ active, memberships: shares }: Overview): Section {
  const amounts = shares.toSorted(largestFirst).map(({ value, many }) => ({ ...amount(value ?? 'No membership', many, listOf(whoIs.membership([value])), value === null), value }))
  const says = largestOf(amounts, active) ?? 'Nobody has a membership in Planning Center.'
  return {
    ...section('membership', 'Membership', says, amounts, active),
    pictures: [picture(rows(atAGlance(amounts, whoIs.membership)))],
    counted: 'Active people by the membership on their profile, as your church calls it in Planning Center.',
  }
}

export function campuses({ active, campuses: shares }: Overview): Section {
  const amounts = shares.toSorted(largestFirst).map((one) => ({ ...campusAmount(one), value: one.value }))
  const says = largestOf(amounts, active) ?? 'Nobody has a campus in Planning Center.'
  return {
    ...section('campus', 'Campus', says, amounts, active),
    pictures: [picture(rows(atAGlance(amounts, whoIs.campus)))],
    counted: 'Active people by the primary campus on their profile.',
  }
}

function campusAmount({ value, name, many }: CampusShare): Amount {
  if (value === null) return amount('No campus', many, listOf(whoIs.campus([null])), true)
  return name === null ? amount('A campus that is gone', many, null, true) : amount(name, many, listOf(whoIs.campus([value])))
}

type Valued = Amount & { value: string | null }

function largestOf(amounts: readonly Valued[], active: number): string | null {
  const [largest] = amounts.filter(({ isOpen, many }) => !isOpen && many > 0)
  const without = amounts.find(({ value }) => value === null)?.many ?? 0
  if (!largest) return null
  return `The largest group of ${activePeople(active)} is “${largest.label}” (${written(largest.many)})${without > 0 ? `; ${written(without)} ${without === 1 ? 'has' : 'have'} none` : ''}.`
}

function atAGlance(amounts: readonly Valued[], ofAll: (values: (string | null)[]) => Definition): readonly Amount[] {
  if (amounts.length <= MOST_BARS) return amounts
  const others = amounts.slice(MOST_BARS - 1)
  const list = others.every(({ href }) => href !== null) ? listOf(ofAll(others.map(({ value }) => value))) : null
  return [...amounts.slice(0, MOST_BARS - 1), amount(count(others.length, 'other', 'others'), sum(others), list)]
}

const AGES: Record<AgeBand, string> = { '-5': 'Under 6', '6-11': '6 to 11', '12-17': '12 to 17', '18-29': '18 to 29', '30-44': '30 to 44', '45-64': '45 to 64', '65-': '65 and older', unknown: 'Age not known' }

export function ages({ active, ages: many }: Overview): Section {
  const amounts = ageBands.map((band) => amount(AGES[band], many[band], listOf(whoIs.age(band)), band === 'unknown'))
  const young = many['-5'] + many['6-11'] + many['12-17']
  const known = active - many.unknown
  const says = known === 0 ? 'Nobody’s age is known.' : `Of ${count(known, 'active person', 'active people')} whose age is known, ${written(young)} ${are(young)} younger than 18.`
  return {
    ...section('age', 'Age', says, amounts, active),
    pictures: [picture(rows(amounts))],
    counted: 'Active people by the age they have today. Not known: without a birthdate, with one whose year is not known, or with one that cannot be true.',
  }
}

const MONTHS = 24
export const firstMonth = (today: Day): Day => `${monthsUntil(today, MONTHS)[0] ?? ''}-01`

/** Two years, each of twelve columns: side by side on a desk, and on a phone one above the other, month by month. */
export function growth({ months: shares }: Overview, today: Day): Section {
  const months = monthsUntil(today, MONTHS)
  const amounts = months.map((month, index) => ({ ...amount(nameOf(month, 'short'), shares.find(({ value }) => value === month)?.many ?? 0, listOf(whoIs.addedIn(month)), index === MONTHS - 1), said: nameOf(month), month }))
  const all = sum(amounts)
  const [fullest, next] = amounts.toSorted((a, b) => b.many - a.many)
  const mostly = fullest && fullest.many > (next?.many ?? 0) ? `, most of them in ${nameOf(fullest.month)} (${written(fullest.many)})` : ''
  const says = all > 0 ? `Of the people in Planning Center today, ${written(all)} were added in the last two years${mostly}.` : 'Nobody in Planning Center today was added in the last two years.'
  const half = (from: number) => amounts.slice(from, from + MONTHS / 2)
  const part = (from: number) => `${nameOf(months[from] ?? today)} to ${nameOf(months[from + MONTHS / 2 - 1] ?? today)}`
  return {
    id: 'growth',
    heading: 'Added, month by month',
    says,
    pictures: [0, MONTHS / 2].map((from) => ({ isColumns: true, part: part(from), ...columns(half(from), most(amounts)) })),
    table: { head: 'Month', lines: amounts.toReversed().map((one, index) => ({ name: nameOf(one.month), number: written(one.many), href: one.href, note: index === 0 ? 'so far' : '' })) },
    counted:
      'People who are in Planning Center today, active or inactive, by the month their profile was added there. Whoever was removed or joined with another since is not among them: it says how many are still there, not how many came.',
  }
}

type Missing = Overview['missing'] & { blocked: number }

/** What of active people is missing, each as a part of all of them. */
export function missing({ active, missing: many, blocked }: Overview): Section {
  const parts: [words: string, which: keyof Missing, href: string | null][] = [
    ['No e-mail address', 'email', listOf(whoIs.withoutEmail)],
    ['No phone number', 'phone', listOf(whoIs.withoutPhone)],
    ['No address', 'address', listOf(whoIs.withoutAddress)],
    ['No birthdate', 'birthdate', listOf(whoIs.withoutBirthdate)],
    ['Children, no birthdate', 'childBirthdate', listOf(whoIs.childrenWithoutBirthdate)],
    ['E-mail address blocked', 'blocked', listOf(whoIs.withBlockedEmail)],
  ]
  const amounts = parts.map(([words, which, href]) => amount(words, { ...many, blocked }[which], href))
  const isWhole = sum(amounts) === 0
  return {
    ...section('missing', 'What is missing', isWhole ? `Nothing is missing from the profiles of ${activePeople(active)}.` : `A bar of the whole width would be all of ${activePeople(active)}.`, amounts, active),
    pictures: [picture(rows(amounts, Math.max(1, active)))],
    counted:
      'Active people on whose profile there is none at all; an address is anything a letter could go by. Children are those whose profile says so. Blocked: Planning Center sends nothing to one of their e-mail addresses any more.',
  }
}

function section(id: string, heading: string, says: string, amounts: readonly Amount[], whole: number): Omit<Section, 'pictures' | 'counted'> {
  const lines = amounts.map(({ label, many, href }) => ({ name: label, number: written(many), href, note: href === null ? 'No list can be made of them' : share(many, whole) }))
  return { id, heading, says, table: { head: heading, lines } }
}

const picture = (chart: Chart): Picture => ({ isColumns: false, part: null, ...chart })
const amount = (label: string, many: number, href: string | null, isOpen = false): Amount => ({ label, many, href, isOpen })
const sum = (amounts: readonly Amount[]) => amounts.reduce((all, { many }) => all + many, 0)

/** Those without one come last, however many they are. */
function largestFirst(a: Share & { name?: string | null }, b: Share & { name?: string | null }): number {
  return Number(a.value === null) - Number(b.value === null) || b.many - a.many || (a.name ?? a.value ?? '').localeCompare(b.name ?? b.value ?? '', 'en-US')
}

const nameOf = (month: string, length: 'long' | 'short' = 'long') =>
  new Intl.DateTimeFormat('en-US', { month: length, ...(length === 'long' && { year: 'numeric' }), timeZone: 'UTC' }).format(Date.parse(`${month.slice(0, 7)}-01T00:00:00Z`))

const numbers = new Intl.NumberFormat('en-US')
export const written = (many: number) => numbers.format(many)
const people = (many: number) => count(many, 'person', 'people')
const activePeople = (many: number) => count(many, 'active person', 'active people')
const are = (many: number) => (many === 1 ? 'is' : 'are')
const shares = new Intl.NumberFormat('en-US', { style: 'percent' })
const share = (many: number, whole: number) => (whole === 0 ? '' : many > 0 && many / whole < 0.005 ? 'under 1%' : shares.format(many / whole))
