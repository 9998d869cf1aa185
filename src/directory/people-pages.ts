import { ago, mailLink, range, telephoneLink } from '../web/format'
import type { Badge, Link, Moment, Page, Pagination } from '../web/page'
import type { Choices } from './choices'
import { blocked } from './contact-rows'
import { filterBar, waysWider } from './people-filters'
import type { PeopleFound, PersonSummary } from './people-list'
import { asked, LAST_PAGE, PER_PAGE, type PeopleQuestion } from './people-question'
import { countedPeople, whom } from './people-words'
import { CHILD_NOTE, personHref, picture, type Look } from './person-lines'
import { withoutAreaCode } from './search'

/** What every page of people is made of. */
export interface PeopleView extends Look {
  question: PeopleQuestion
  choices: Choices
  church: string
  /** What else can be done with them. */
  ways: Link[]
}

export function peoplePage(found: PeopleFound, view: PeopleView): Page {
  const { question, choices } = view
  const isEmpty = found.people.length === 0
  const counted = isEmpty ? '' : countedPeople(found.total, question, choices)
  const pagination = paginationOf(found, question)
  return {
    ...frameOf(view),
    counted,
    paper: { counted: [counted, pagination?.range].filter(Boolean).join(', '), timeZone: found.timeZone },
    everyone: !isEmpty && isNarrowed(question) ? everyone : null,
    views: isEmpty ? [] : views(question),
    ways: isEmpty ? [] : view.ways,
    asTable: !isEmpty && question.view === 'table',
    asCards: !isEmpty && question.view === 'cards',
    people: found.people.map((person) => personLine(person, view)),
    childNote: found.people.some(({ child }) => child) ? CHILD_NOTE : '',
    blank: isEmpty ? nobody(view) : null,
    pagination,
  }
}

/** A list that Planning Center does not show, or no longer: gone and not shared look the same from here. */
export function listGonePage(view: PeopleView): Page {
  const { question, choices } = view
  const lists = choices.lists?.filter(({ value }) => value !== question.list) ?? null
  return {
    ...frameOf({ ...view, question: { ...question, list: null }, choices: { ...choices, lists } }),
    blank: {
      title: 'This list is not there any more',
      text: 'It was deleted in Planning Center, or it is not shared with you. Whoever made it can share it with you there.',
      ways: [{ href: asked(question, { list: null }), text: 'All people' }, yourLists],
      note: null,
    },
  }
}

/** The part that stands whatever was found. */
function frameOf({ question, choices, church }: PeopleView) {
  return {
    view: 'directory/people',
    title: 'People',
    search: question.search,
    filters: filterBar(question, choices, church),
    counted: '',
    everyone: null as Link | null,
    views: [] as View[],
    ways: [] as Link[],
    asTable: false,
    asCards: false,
    people: [] as PersonLine[],
    childNote: '',
    blank: null as Nobody | null,
    pagination: null as Pagination | null,
  }
}

const everyone: Link = { href: '/people', text: 'Show everyone' }
const yourLists: Link = { href: '/lists', text: 'Your lists' }

const isNarrowed = ({ search, status, membership, child, campus, list }: PeopleQuestion) =>
  Boolean(search || status !== 'active' || membership || child || campus || list)

interface View extends Link {
  current: boolean
}

function views(question: PeopleQuestion): View[] {
  const { view, page } = question
  return [
    { href: asked(question, { view: 'table', page }), text: 'Table', current: view === 'table' },
    { href: asked(question, { view: 'cards', page }), text: 'Photos', current: view === 'cards' },
  ]
}

type PersonLine = ReturnType<typeof personLine>

function personLine(person: PersonSummary, view: PeopleView) {
  const { phone, email } = person
  return {
    name: person.name,
    href: personHref(person),
    avatar: picture(person, view),
    badges: badgesOf(person),
    membership: person.membership ?? '',
    phone: phone ? { href: telephoneLink(phone.dialled), text: phone.number } : null,
    email: email ? { href: mailLink(email.address), text: email.address } : null,
    emailBadges: email?.blocked ? [blocked] : [],
    since: since(person, view),
  }
}

function badgesOf({ child, status }: PersonSummary): Badge[] {
  const badges: Badge[] = []
  if (child) badges.push({ text: 'child', tone: 'plain' })
  if (status !== 'active') badges.push({ text: status, tone: 'warn' })
  return badges
}

/** What people are sorted by stands beside them. */
function since({ createdAt, updatedAt }: PersonSummary, { question: { sort }, now }: PeopleView): { what: string; when: Moment } | null {
  if (sort === 'newest' && createdAt !== null) return { what: 'added', when: ago(createdAt, now) }
  if (sort === 'changed' && updatedAt !== null) return { what: 'changed', when: ago(updatedAt, now) }
  return null
}

interface Nobody {
  title: string
  text: string
  ways: Link[]
  /** The way that leads out of Foyer, and who may go it. */
  note: { link: Link; text: string } | null
}

function nobody(view: PeopleView): Nobody {
  const { question, choices } = view
  if (!isNarrowed(question)) return noPeople
  const { search, status } = question
  const [, some] = whom(question)
  const people = status === 'all' ? `active and inactive ${some}` : some
  const ways = [...wayByPhone(question), ...waysWider(question, choices), ...(status === 'active' ? [inactiveToo(question)] : [])]
  return {
    title: search ? `Nobody found for “${search}”` : 'Nobody found',
    text: search
      ? `Foyer looked among ${people}. Try only a part of the name, another spelling, or the phone number.`
      : `No ${people} in Planning Center fit what you chose.`,
    ways: [...ways, everyone],
    note: search ? add : null,
  }
}

const noPeople: Nobody = {
  title: 'Nobody here yet',
  text: 'Planning Center shows you no active people. As soon as somebody is added there, you find them here.',
  ways: [],
  note: null,
}

const add = {
  link: { href: 'https://people.planningcenteronline.com/people/new', text: 'Add in Planning Center' },
  text: 'Planning Center lets Editors and Managers add people. If it does not let you, ask one of them.',
}

function inactiveToo(question: PeopleQuestion): Link {
  return { href: asked(question, { status: 'all' }), text: question.search ? 'Search inactive people too' : 'Show inactive people too' }
}

function wayByPhone(question: PeopleQuestion): Link[] {
  const local = withoutAreaCode(question.search)
  return local ? [{ href: asked(question, { search: local }), text: `Search ${local}, without the area code` }] : []
}

function paginationOf({ people, total }: PeopleFound, question: PeopleQuestion): Pagination | null {
  const { page } = question
  const offset = (page - 1) * PER_PAGE
  if (people.length === 0 || total <= PER_PAGE) return null
  const hasNext = offset + people.length < total && page < LAST_PAGE
  return {
    label: 'More people',
    range: range(offset + 1, offset + people.length, total),
    previous: page > 1 ? asked(question, { page: page - 1 }) : null,
    next: hasNext ? asked(question, { page: page + 1 }) : null,
  }
}
