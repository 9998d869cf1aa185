import { ago, count, range } from '../web/format'
import type { Badge, BlankSlate, Link, Moment, Page, Pagination } from '../web/page'
import { blocked } from './contact-rows'
import { LISTS_PER_LOOK, type ListsFound, type PeopleList, type WholeList } from './lists'
import type { PeopleFound, PersonSummary } from './people-list'
import { PER_PAGE } from './people-question'
import { CHILD_NOTE, contactLinks, personHref, picture, type Look, type PersonLine } from './person-lines'
import { LOOK_AGAIN_SECONDS, refreshSection, type RefreshingView } from './refreshing-pages'

/** Only what is shared arrives from Planning Center; who misses a list must know whom to ask. */
const WHY_LISTS = 'You see the lists that are shared with you. Whoever made another list can share it with you in Planning Center.'

interface ListLine {
  name: string
  href: string
  description: string
  people: string
  refreshed: Moment | null
  badges: Badge[]
}

export interface ListsAsked {
  search: string
  page: number
  now: number
}

export function listsPage({ lists, total }: ListsFound, { page, now }: ListsAsked): Page {
  const counted = total > 0 ? count(total, 'list', 'lists') : ''
  const pagination = paginationOf({ label: 'More lists', address: '/lists', page, shown: lists.length, total })
  return {
    ...listsFrame,
    counted,
    paper: { counted: onPaper(counted, pagination), timeZone: null },
    lists: lists.map((list) => toLine(list, now)),
    blank: total === 0 ? noLists : null,
    pagination,
  }
}

export function listsFoundPage({ lists, total, searched }: ListsFound & { searched: number }, { search, now }: ListsAsked): Page {
  const isEmpty = lists.length === 0
  const counted = isEmpty ? '' : `${count(lists.length, 'list', 'lists')} found for “${search}”`
  return {
    ...listsFrame,
    listSearch: search,
    counted,
    paper: { counted, timeZone: null },
    everything: everyList,
    lists: lists.slice(0, MOST_SHOWN).map((list) => toLine(list, now)),
    partial: [
      searched < total ? `Foyer looked through the first ${searched} of ${count(total, 'list', 'lists')}.` : '',
      lists.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of them are shown: one more word makes them fewer.` : '',
    ].filter(Boolean).join(' '),
    blank: isEmpty ? nothingFound(search) : null,
  }
}

/** Nobody reads further, and the page stays light. */
const MOST_SHOWN = 100

const everyList: Link = { href: '/lists', text: 'Show all lists' }
const noLists: BlankSlate = { title: 'No lists here yet', text: 'Lists are made in Planning Center. As soon as one is shared with you, you find it here.', action: null }

const listsFrame = {
  view: 'directory/lists',
  title: 'Lists',
  listSearch: '',
  everything: null as Link | null,
  partial: '',
  pagination: null as Pagination | null,
  whyLists: WHY_LISTS,
}

function nothingFound(search: string): BlankSlate {
  return { title: `No list found for “${search}”`, text: 'Foyer looked in the names and descriptions of the lists shared with you.', action: everyList }
}

export function listPage({ list, found }: { list: WholeList; found: PeopleFound }, { page, ways, ...look }: Look & RefreshingView & { page: number; ways: Link[] }): Page {
  const counted = count(found.total, 'person', 'people')
  const refreshing = refreshSection(list, look)
  const pagination = paginationOf({ label: 'More people', address: listHref(list), page, shown: found.people.length, total: found.total })
  return {
    view: 'directory/list',
    title: list.name,
    description: list.description,
    counted,
    paper: { counted: onPaper(counted, pagination), timeZone: found.timeZone },
    badges: badgesOf(list),
    refreshed: list.refreshedAt === null ? null : ago(list.refreshedAt, look.now),
    refreshing,
    ways: found.total > 0 ? ways : [],
    refreshSeconds: refreshing.progress ? LOOK_AGAIN_SECONDS : null,
    people: found.people.map((person) => personLine(person, look)),
    childNote: found.people.some(({ child }) => child) ? CHILD_NOTE : '',
    blank: found.total === 0 ? { title: 'Nobody is on this list', text: 'Its rules, kept in Planning Center, fit nobody at the moment.', action: everyList } : null,
    pagination,
    planningCenter: { href: `https://people.planningcenteronline.com/lists/${encodeURIComponent(list.id)}`, text: 'Open in Planning Center' },
  }
}

/** The lists one person is on, as far as one look went. */
export function listsOfPersonPage(person: { id: string; name: string }, { lists, total, looked }: ListsFound & { looked: number }, { from, now }: { from: number; now: number }): Page {
  const until = from + looked
  const isPart = from > 0 || until < total
  const through = looked === 0 ? 'There are no lists that you may see.' : `Foyer looked through ${isPart ? `lists ${range(from + 1, until, total)}` : count(total, 'list', 'lists')} that you may see.`
  return {
    view: 'directory/person-lists',
    title: `Lists ${person.name} is on`,
    name: person.name,
    person: { href: personHref(person), text: `Back to ${person.name}` },
    through,
    lists: lists.map((list) => toLine(list, now)),
    none: lists.length === 0 && looked > 0 ? `${person.name} is on none of them.` : '',
    further: until < total ? { href: `${personHref(person)}/lists?from=${until}`, text: `Look through the next ${Math.min(LISTS_PER_LOOK, total - until)}` } : null,
    whyLists: WHY_LISTS,
  }
}

export function listGonePage(): Page {
  return {
    view: 'directory/person-gone',
    title: 'This list is not to be found',
    happened: 'It has been removed from Planning Center, or it is not shared with you.',
    advice: 'Whoever made it can share it with you in Planning Center.',
    action: { href: '/lists', text: 'See your lists' },
  }
}

function toLine(list: PeopleList, now: number): ListLine {
  return {
    name: list.name,
    href: listHref(list),
    description: list.description,
    people: list.total === null ? '' : count(list.total, 'person', 'people'),
    refreshed: list.refreshedAt === null ? null : ago(list.refreshedAt, now),
    badges: badgesOf(list),
  }
}

const listHref = ({ id }: PeopleList) => `/lists/${encodeURIComponent(id)}`
const badgesOf = ({ starred }: PeopleList): Badge[] => (starred ? [{ text: 'starred', tone: 'ok' }] : [])

function personLine(person: PersonSummary, look: Look): PersonLine {
  const { phone, email, child, status } = person
  return {
    name: person.name,
    href: personHref(person),
    avatar: picture(person, look),
    words: [child ? 'child' : null, person.membership].filter(Boolean).join(' · '),
    badges: [...(status === 'active' ? [] : [{ text: status, tone: 'warn' as const }]), ...(email?.blocked ? [blocked] : [])],
    ...contactLinks(phone, email),
  }
}

interface Paged {
  label: string
  address: string
  page: number
  shown: number
  total: number
}

function paginationOf({ label, address, page, shown, total }: Paged): Pagination | null {
  if (shown === 0 || total <= PER_PAGE) return null
  const first = (page - 1) * PER_PAGE
  const at = (other: number) => (other === 1 ? address : `${address}?page=${other}`)
  return {
    label,
    range: range(first + 1, first + shown, total),
    previous: page > 1 ? at(page - 1) : null,
    next: first + shown < total ? at(page + 1) : null,
  }
}

/** Of a paged list, paper says which part it is. */
const onPaper = (counted: string, pagination: Pagination | null) => [counted, pagination?.range].filter(Boolean).join(', ')
