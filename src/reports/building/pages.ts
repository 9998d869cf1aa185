import { count } from '../../web/format'
import type { Freshness, Link, Page } from '../../web/page'
import type { Catalogue } from '../asking/catalogue'
import { BUILD_PATH, isFilterName, queryOf, type Definition } from '../definition'
import { sameReport } from '../outgoing/papers'
import type { Cell, Missing, Opened, Report, ReportRow } from '../report'
import { LONGEST_NAME } from '../saved'
import { buildingAddress, type Building } from './form'
import { paginationOf, resultTable } from './result'
import { choices, filterGroups, unknownWords } from './whom'
import { whatSection } from './what'

/** Somebody added or left out by hand, or found for that. */
export interface Somebody {
  id: string
  name: string
  /** What tells two of the same name apart. */
  words: string
}

/** A saved report as far as its page tells of it. */
export interface Kept {
  id: string
  name: string
  isShared: boolean
  isMine: boolean
  mayChange: boolean
  /** Null where it is not known. */
  owner: string | null
  isPinned: boolean
  /** As it was saved. */
  definition: Definition
}

/** What came of asking; null where the report could not be asked. */
export interface Found {
  report: Report
  total: number
  rows: readonly ReportRow[]
  groups: readonly { group: Cell; count: number }[]
}

export interface BuildView {
  building: Building
  catalogue: Pick<Catalogue, 'columns' | 'filters'>
  opened: Opened
  found: Found | null
  kept: Kept | null
  /** The page of the saved report itself, and not one on which it is changed. */
  isSaved: boolean
  hand: { found: readonly Somebody[] | null; added: readonly Somebody[]; left: readonly Somebody[] }
  mayExport: boolean
  mayExportChildren: boolean
  freshness: Freshness
  church: string
  timeZone: string
  notice: string | null
  /** A name that could not be taken, and why. */
  refused: { name: string; audience: string; reason: string } | null
  csrf: string
}


/** More columns have no room beside what is chosen. */
const MOST_BESIDE = 5

/** One page on which a report is built and seen. */
export function buildPage(view: BuildView): Page {
  const { building, catalogue, opened, found, kept } = view
  const { definition } = opened
  const counted = found ? countedPeople(found.total, definition) : ''
  const at = (changed: Partial<Building>) => buildingAddress({ ...building, page: 1, ...changed })
  const pages = (page: number) => (view.isSaved && kept ? savedAddress(kept.id, page) : at({ page }))
  const title = kept?.name ?? 'Build a report'
  const pagination = found && paginationOf(found.total, building.page, pages)
  return {
    view: 'reports/build',
    title,
    paper: { counted: [counted, pagination?.range].filter(Boolean).join(', '), timeZone: view.timeZone },
    whose: kept && whoseWords(kept, view.church),
    verbs: kept ? verbsOf(kept) : [],
    notice: view.notice,
    reasons: opened.impossible.map(({ filter, reason }) => ({ href: `#filter-${filter}`, text: `${labelOf(filter, catalogue)}: ${reason}` })),
    ...mending(view, at),
    isOpen: !view.isSaved || opened.report === null,
    isWide: definition.columns.length > MOST_BESIDE,
    fold: view.isSaved ? 'Change people and columns' : 'People and columns',
    action: BUILD_PATH,
    hidden: goesAlong(building, catalogue),
    whom: filterGroups(definition, catalogue.filters, opened.impossible),
    hand: handSection(view),
    rights: 'Lists and custom fields are offered as far as Planning Center shows them to you.',
    what: whatSection(definition, catalogue),
    // Others' reports are saved as one's own once something is changed; until then there is the copy.
    keep: view.isSaved && kept?.mayChange === false ? null : keepSection(view),
    counted: counted || 'Nobody is shown yet',
    freshness: found && view.freshness,
    chosen: chosenWords(view, at),
    ...waysOn(view),
    table: found && found.rows.length > 0 ? resultTable(found, { caption: counted, counted: (many) => count(many, 'person', 'people'), sortedAt: (sorted) => at({ definition: sorted }) }) : null,
    blank: found && found.total === 0 ? { title: 'Nobody is like that', text: 'Take something away from what you chose, and more people appear.', action: null } : null,
    pagination,
    csrf: view.csrf,
  }
}

export const PRINT_PATH = '/reports/print'
export const savedAddress = (id: string, page = 1) => `/reports/saved/${id}${page > 1 ? `?page=${page}` : ''}`

/** "57 active people", "3 children" */
export function countedPeople(total: number, { filters, added }: Definition): string {
  const isChild = added.length === 0 && String(filters.child) === 'yes'
  const [one, many] = isChild ? ['child', 'children'] : ['person', 'people']
  const { status: [status = 'active', ...others] = [] } = filters
  const which = added.length > 0 || others.length > 0 || status === 'all' || (status !== 'active' && status !== 'inactive') ? '' : `${status} `
  return count(total, `${which}${one}`, `${which}${many}`)
}

function whoseWords({ isMine, isShared, owner }: Kept, church: string): string {
  if (!isMine) return owner === null ? `Shared with everyone in ${church}` : `By ${owner}, for everyone in ${church}`
  return isShared ? `Yours, for everyone in ${church}` : 'Yours alone'
}

function verbsOf({ id, isPinned, isMine, mayChange }: Kept) {
  const path = savedAddress(id)
  return [
    isPinned ? { action: `${path}/unpin`, text: 'Unpin from Home' } : { action: `${path}/pin`, text: 'Pin to Home' },
    { action: `${path}/copy`, text: isMine ? 'Copy' : 'Make a copy of your own' },
    ...(mayChange ? [{ action: `${path}/delete`, text: 'Delete' }] : []),
  ]
}

/** What the report names that is not there for this person, and the way on without it; no name is told. */
function mending({ opened, kept, building }: BuildView, at: (changed: Partial<Building>) => string) {
  const { missing, mended, report } = opened
  if (missing.length === 0) return { missing: [], mend: null }
  const isAnswered = report !== null
  const sentences = [...new Set(missing.map(missingWords))]
  const action: Link = { href: at({ definition: mended, page: building.page }), text: isAnswered ? 'Take it out' : 'Show it without' }
  return {
    missing: sentences.map((text, place) => ({ text, action: place === sentences.length - 1 ? action : null })),
    mend: kept?.mayChange ? { action: `${savedAddress(kept.id)}/mend`, definition: queryOf(mended) } : null,
  }
}

function missingWords({ part, name }: Missing): string {
  const words = unknownWords(name)
  const what = words.charAt(0).toLowerCase() + words.slice(1)
  if (part === 'filter') return `This report chooses by ${what} you are not shown, or that is not there any more. So nobody is shown.`
  if (part === 'column') return 'Left out: a column you are not shown, or that is not there any more.'
  if (part === 'sort') return 'It was to be in the order of a column you are not shown, or that is not there any more.'
  return 'It was to be put together by a column you are not shown, or that is not there any more.'
}

const labelOf = (name: string, { filters }: Pick<Catalogue, 'filters'>) => filters.find((filter) => filter.name === name)?.label ?? 'This choice'

/** What the form does not show, but must not lose: otherwise it would choose more people. */
function goesAlong({ definition, saved }: Building, { filters }: Pick<Catalogue, 'filters'>) {
  const unseen = Object.entries(definition.filters).filter(([name]) => isFilterName(name) && !filters.some((filter) => filter.name === name))
  return [
    ...unseen.flatMap(([name, values = []]) => values.map((value) => ({ name, value }))),
    ...(definition.added.length > 0 ? [{ name: 'add', value: definition.added.join(',') }] : []),
    ...(definition.left.length > 0 ? [{ name: 'without', value: definition.left.join(',') }] : []),
    ...(saved === null ? [] : [{ name: 'saved', value: saved }]),
  ]
}

function handSection({ hand: { found, added, left }, building: { find } }: BuildView) {
  const many = added.length + left.length
  return {
    open: many > 0 || find !== '',
    inForce: many > 0 ? String(many) : '',
    find,
    found: found ?? [],
    nobody: found?.length === 0 ? `Foyer’s copy has nobody else called “${find}”.` : '',
    picked: [
      ...(added.length > 0 ? [{ about: 'On it whatever else is chosen:', people: added }] : []),
      ...(left.length > 0 ? [{ about: 'Not on it:', people: left }] : []),
    ],
  }
}

function chosenWords({ opened: { definition }, catalogue, hand }: BuildView, at: (changed: Partial<Building>) => string) {
  const byHand = [
    { people: hand.added, words: 'Also', rest: { ...definition, added: [] } },
    { people: hand.left, words: 'Without', rest: { ...definition, left: [] } },
  ].filter(({ people }) => people.length > 0)
  return [
    ...choices(definition, catalogue.filters).map(({ text, without }) => ({ text, href: at({ definition: without }) })),
    ...byHand.map(({ people, words, rest }) => ({ text: `${words} ${people.length === 1 ? (people[0]?.name ?? '') : count(people.length, 'person', 'people')}`, href: at({ definition: rest }) })),
  ]
}

/** Out of Foyer: paper for everybody, files for those whom the church lets. */
function waysOn({ found, mayExport, mayExportChildren, church, building, opened: { definition }, kept }: BuildView) {
  if (!found || found.total === 0) return { ways: [], notes: [] }
  const to = (path: string) => sameReport(path, definition, kept?.name ?? 'People')
  const file = (path: string) => (mayExport ? to(path) : null)
  const who = `An Organization Administrator of ${church} can change that, in Foyer under Connection.`
  return {
    ways: [
      { text: 'Print', href: buildingAddress({ ...building, page: 1, find: '' }, PRINT_PATH) },
      { text: 'Copy e-mail addresses', href: file('/reports/files/emails') },
      { text: 'Excel', href: file('/reports/files/people.xlsx') },
      { text: 'CSV', href: file('/reports/files/people.csv') },
      { text: 'Labels', href: file('/reports/labels') },
      { text: 'Letters', href: file('/reports/letters') },
      { text: 'Directory', href: to('/reports/directory') },
    ],
    notes: [
      ...(mayExport ? [] : [{ id: 'why-not', text: `You may not take people out of Foyer as a file. ${who}` }]),
      ...(mayExport && !mayExportChildren ? [{ id: 'children', text: `In files, children come without telephone, e-mail and address: you may not take those out. ${who}` }] : []),
    ],
  }
}

function keepSection({ opened: { definition }, kept, isSaved, refused, church }: BuildView) {
  const audience = refused?.audience ?? (kept?.mayChange && kept.isShared ? 'everyone' : 'me')
  return {
    isOpen: refused !== null,
    verb: kept && !kept.mayChange ? 'Save as your own …' : isSaved ? 'Rename …' : 'Save …',
    definition: queryOf(definition),
    saved: kept?.id ?? '',
    longest: LONGEST_NAME,
    name: refused?.name ?? kept?.name ?? '',
    reason: refused?.reason ?? '',
    audience: [
      { value: 'me', text: 'Only me', selected: audience === 'me' },
      { value: 'everyone', text: `Everyone in ${church}`, selected: audience === 'everyone' },
    ],
    note: 'It always shows the people of the day on which it is opened, and everybody sees it with their own rights.',
    changes: kept?.mayChange ? `${savedAddress(kept.id)}/changes` : '',
  }
}
