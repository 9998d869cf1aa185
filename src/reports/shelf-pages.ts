import { freshness } from '../mirror'
import { count } from '../web/format'
import type { Badge, Link, Page } from '../web/page'
import { addDays, type Day } from './calendar'
import { BUILD_PATH, everybody, reportAddress } from './definition'
import { classList, papers, READY_MADE } from './ready-made/shelf'
import type { Pinned, SavedReport } from './saved'

export const SHELF_PATH = '/reports'
export const PINS_PATH = '/reports/pins'

export interface ShelfView {
  mine: readonly SavedReport[]
  everyones: readonly SavedReport[]
  pins: readonly Pinned[]
  /** By what they are pinned by; without a number where there was no time to count, or something is gone. */
  counts: ReadonlyMap<Pinned, number>
  timeZone: string
  asOf: number
  now: number
  today: Day
  csrf: string
  notice: string | null
}

/** Nobody looks through more of them; the rest is found by opening one's own. */
export const MOST_SHOWN = 100

export function shelfPage(view: ShelfView): Page {
  const { mine, everyones, asOf, csrf, notice } = view
  const monthAgo = addDays(view.today, -30)
  const shown = everyones.slice(0, MOST_SHOWN)
  return {
    view: 'reports/shelf',
    title: 'Reports',
    notice: notice ?? '',
    tasks,
    saved: [
      { title: 'Yours', lines: mine.map((report) => savedLine(report, view)), words: mine.length === 0 ? 'Build a report and save it, and it is here.' : '' },
      {
        title: 'Everyone’s',
        lines: shown.map((report) => savedLine(report, view)),
        words: everyones.length === 0 ? 'Nobody else has shared a report yet.' : everyones.length > shown.length ? `The first ${MOST_SHOWN} of ${everyones.length.toLocaleString('en-US')} are shown.` : '',
      },
    ],
    build: { href: BUILD_PATH, text: 'Build your own' },
    ready: [{ title: 'Ready-made', lines: READY_MADE.map(({ key, title, about, href }) => lineOf({ what: key, title, about, href, badges: [] }, view)), words: '' }],
    since: [
      { action: '/reports/new-people', label: 'New people since', value: monthAgo },
      { action: '/reports/inactive', label: 'Inactive since', value: monthAgo },
    ],
    overview: { href: '/overview', text: 'The picture of the church' },
    freshness: freshness(asOf, view),
    pinning: { action: PINS_PATH, csrf },
  }
}

const { emails, labels, directory } = papers(everybody)
const tasks: Link[] = [
  { href: '/reports/birthdays', text: 'Print the birthdays' },
  { href: labels, text: 'Print labels' },
  { href: emails, text: 'Copy e-mail addresses' },
  { href: directory, text: 'Print a directory' },
  { href: reportAddress(classList), text: 'Make a class list' },
]

interface Line {
  what: Pinned
  title: string
  about: string
  href: string
  badges: Badge[]
}

function savedLine({ id, name, shared, isMine }: SavedReport, view: ShelfView) {
  return lineOf({ what: `saved-${id}`, title: name, about: '', href: `/reports/saved/${id}`, badges: isMine && shared ? [{ text: 'shared', tone: 'plain' }] : [] }, view)
}

function lineOf(line: Line, { counts, pins }: ShelfView) {
  const many = counts.get(line.what)
  const isPinned = pins.includes(line.what)
  return { ...line, people: many === undefined ? '' : count(many, 'person', 'people'), pin: isPinned ? 'Unpin' : 'Pin' }
}
