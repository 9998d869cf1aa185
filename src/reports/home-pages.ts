import { freshness } from '../mirror'
import { count } from '../web/format'
import type { Freshness, Link, Page } from '../web/page'
import type { Absence } from './absence'
import type { Birthdays } from './asking/birthdays'
import { dayIn } from './calendar'
import { dayWords, shortDayWords, spanNamed } from './days'
import { everybody, reportAddress } from './definition'
import { ageSaid } from './ready-made/days-words'
import { newPeople, papers, READY_MADE } from './ready-made/shelf'
import type { ReportRow } from './report'

/** A part of the first page, or why it is not there. */
export type Part<Found> = { found: Found } | { trouble: string }

export interface HomeView {
  name: string
  /** The church's; null where nobody has told Foyer. */
  timeZone: string | null
  now: number
  asOf: number | null
  /** Instead of all reports. */
  absence: Absence | null
  birthdays: Part<Birthdays> | null
  newcomers: Part<{ people: ReportRow[]; total: number }> | null
  pinned: Part<PinnedReport[]> | null
}

export interface PinnedReport {
  title: string
  href: string
  /** Null where it is not a number of people, or where counting took too long. */
  count: number | null
}

/** Lines of a card; nobody reads more on the way to something else. */
export const MOST_LINES = 8

export function homePage(view: HomeView): Page {
  const { timeZone, now, asOf, absence } = view
  return {
    view: 'reports/home',
    title: 'Home',
    paper: { counted: '', timeZone },
    greeting: greeting(view),
    first: firstName(view.name),
    today: todayWords(view),
    absence,
    tasks: absence ? [] : tasks,
    cards: cardsOf(view),
    freshness: asOf !== null && timeZone !== null ? freshness(asOf, { timeZone, now }) : (null as Freshness | null),
  }
}

const { emails, labels, directory } = papers(everybody)
const tasks: (Link & { isChief: boolean })[] = [
  { href: '/reports/birthdays', text: 'Birthdays for the bulletin', isChief: true },
  { href: emails, text: 'Copy e-mail addresses', isChief: false },
  { href: labels, text: 'Mailing labels', isChief: false },
  { href: directory, text: 'Directory', isChief: false },
]

/** By the clock on the church's wall. */
function greeting({ timeZone, now }: HomeView): string {
  if (timeZone === null) return 'Welcome'
  const hour = Number(new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  return hour < 4 ? 'Good evening' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name

function todayWords({ timeZone, now, birthdays }: HomeView): string {
  if (timeZone === null) return ''
  const today = dayIn(timeZone, now)
  const { from, to } = spanNamed('coming-week', today)
  const known = birthdays && 'found' in birthdays && birthdays.found.people.length === birthdays.found.total ? birthdays.found.people : null
  const coming = known?.filter(({ day }) => from <= day && day <= to).length
  return coming ? `${dayWords(today)} · ${count(coming, 'birthday', 'birthdays')} ${from === today ? 'today' : 'this Sunday'} to Saturday` : dayWords(today)
}

interface Card {
  title: string
  lines: { text: string; note: string; href: string; aside: string }[]
  /** Where there is nobody, or nothing to be had. */
  words: string
  more: Link | null
}

function birthdayCard({ birthdays }: HomeView): Card | null {
  const more = { href: '/reports/birthdays?when=14-days', text: 'All of them' }
  return cardOf('Birthdays, next 14 days', birthdays, ({ people, total }) => ({
    lines: people.slice(0, MOST_LINES).map((person) => {
      const age = ageSaid(person, 'children')
      return { text: person.name, note: age === null ? '' : `turns ${age}`, href: personHref(person.id), aside: shortDayWords(person.day) }
    }),
    words: total === 0 ? 'Nobody has a birthday.' : '',
    more: total > MOST_LINES ? { ...more, text: `All ${total.toLocaleString('en-US')}` } : null,
  }))
}

function newcomerCard({ newcomers }: HomeView): Card | null {
  return cardOf('New since last Sunday', newcomers, ({ people, total }) => ({
    lines: people.slice(0, MOST_LINES).map(({ id, name, cells: [membership] }) => ({ text: name, note: '', href: personHref(id), aside: typeof membership === 'string' ? membership : '' })),
    words: total === 0 ? 'Nobody was added.' : '',
    more: { href: reportAddress(newPeople('last-sunday')), text: total > MOST_LINES ? `All ${total.toLocaleString('en-US')}` : 'Open the report' },
  }))
}

/** What somebody pinned comes first; that nothing is pinned yet, last. */
function cardsOf(view: HomeView): Card[] {
  const { pinned } = view
  const hasPins = pinned !== null && 'found' in pinned && pinned.found.length > 0
  const [pins, others] = [pinnedCard(view), [birthdayCard(view), newcomerCard(view)]]
  return (hasPins ? [pins, ...others] : [...others, pins]).filter((card) => card !== null)
}

function pinnedCard({ pinned }: HomeView): Card | null {
  return cardOf('Your pinned reports', pinned, (reports) => ({
    lines: reports.map(({ title, href, count: many }) => ({ text: title, note: '', href, aside: many === null ? '' : many.toLocaleString('en-US') })),
    words: reports.length === 0 ? 'Pin a report, and it is here with its number.' : '',
    more: { href: '/reports', text: 'All reports' },
  }))
}

function cardOf<Found>(title: string, part: Part<Found> | null, toCard: (found: Found) => Omit<Card, 'title'>): Card | null {
  if (!part) return null
  return 'found' in part ? { title, ...toCard(part.found) } : { title, lines: [], words: part.trouble, more: null }
}

const personHref = (id: string) => `/people/${encodeURIComponent(id)}`

/** A ready-made report by the name it is pinned by. */
export const readyMade = (key: string) => READY_MADE.find((one) => one.key === key)
