import { freshness } from '../../mirror'
import { calendarDay, count, dayAt, dayOfYear, range } from '../../web/format'
import type { Badge, Page, Pagination } from '../../web/page'
import type { Pairs, Reason, Twin } from '../asking/duplicates'
import { hasYear } from '../calendar'

export const DUPLICATES_PATH = '/reports/duplicates'
export const PAIRS_PER_PAGE = 50

interface DuplicatesView {
  page: number
  timeZone: string
  asOf: number
  now: number
}

export function duplicatesPage({ pairs, total }: Pairs, view: DuplicatesView): Page {
  const counted = count(total, 'pair', 'pairs')
  const pagination = paginationOf(pairs.length, total, view.page)
  return {
    view: 'reports/duplicates',
    title: 'Possible duplicates',
    counted: total > 0 ? counted : '',
    paper: { counted: [counted, pagination?.range].filter(Boolean).join(', '), timeZone: view.timeZone },
    freshness: freshness(view.asOf, view),
    pairs: pairs.map(({ reasons, people }) => ({ reason: reasonWords(reasons), people: people.map((twin) => twinLine(twin, view)) })),
    blank: total === 0 ? { title: 'No two people look like one', text: 'Foyer compared names, birthdays, e-mail addresses and phone numbers.', action: { href: '/reports', text: 'All reports' } } : null,
    pagination,
  }
}

const SAME: Record<Reason, string> = { name: 'name', birthday: 'birthday and first name', email: 'e-mail address', phone: 'phone number' }
const list = new Intl.ListFormat('en-US', { type: 'conjunction' })

/** "Same name, birthday and phone number" */
export function reasonWords(reasons: readonly Reason[]): string {
  const same = reasons.map((reason) => (reason === 'birthday' && reasons.includes('name') ? 'birthday' : SAME[reason]))
  return `Same ${list.format(same)}`
}

function twinLine({ id, name, status, membership, birthdate, createdAt }: Twin, at: DuplicatesView) {
  const badges: Badge[] = status === 'active' ? [] : [{ text: status, tone: 'warn' }]
  const born = birthdate === null ? null : `born ${hasYear(birthdate) ? calendarDay(birthdate) : dayOfYear(birthdate)}`
  const added = createdAt === null ? null : `added ${dayAt(createdAt, at)}`
  return {
    name,
    href: `/people/${encodeURIComponent(id)}`,
    words: [membership, born, added].filter(Boolean).join(' · '),
    badges,
    planningCenter: `https://people.planningcenteronline.com/people/AC${encodeURIComponent(id)}`,
  }
}

function paginationOf(shown: number, total: number, page: number): Pagination | null {
  if (shown === 0 || total <= PAIRS_PER_PAGE) return null
  const first = (page - 1) * PAIRS_PER_PAGE
  const at = (other: number) => (other === 1 ? DUPLICATES_PATH : `${DUPLICATES_PATH}?page=${other}`)
  return { label: 'More pairs', range: range(first + 1, first + shown, total), previous: page > 1 ? at(page - 1) : null, next: first + shown < total ? at(page + 1) : null }
}
