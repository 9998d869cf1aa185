/** What somebody wants to see of the people; it stands in the address, so that a page can be kept, sent and reloaded. */
export interface PeopleQuestion {
  search: string
  status: Status
  membership: string | null
  child: 'yes' | 'no' | null
  campus: string | null
  list: string | null
  sort: Sort
  view: 'table' | 'cards'
  page: number
  /** Asked in the search box just now: no filter was changed and no page turned. */
  fresh: boolean
}

export type Status = 'active' | 'inactive' | 'all'
export type Sort = 'last_name' | 'first_name' | 'newest' | 'changed'

export const PER_PAGE = 25
/** Beyond this offset Planning Center lowers the limit; nobody pages there by hand. */
export const LAST_PAGE = 30_000 / PER_PAGE
export const LONGEST_SEARCH = 100

const NAMES = ['q', 'status', 'membership', 'child', 'campus', 'list', 'sort', 'view', 'page'] as const
type Name = (typeof NAMES)[number]

/** What cannot be meant is put right by a redirect, so that the address always says what is shown. */
export function readPeopleQuestion(query: Record<string, unknown>): { question: PeopleQuestion; corrected: boolean } {
  const question = read((name) => (typeof query[name] === 'string' ? query[name] : ''), (name) => query[name] !== undefined)
  const meant = parametersOf(question)
  const asMeant = (name: Name) => query[name] === undefined || query[name] === meant[name]
  return { question, corrected: !(NAMES.every((name) => name === 'q' || asMeant(name)) && isWhole(query['q'])) }
}

function read(text: (name: Name) => string, isGiven: (name: Name) => boolean): PeopleQuestion {
  const search = tidy(text('q')).slice(0, LONGEST_SEARCH)
  const membership = text('membership')
  return {
    search,
    status: oneOf(['active', 'inactive', 'all'], text('status')),
    membership: membership && membership.length <= LONGEST_SEARCH ? membership : null,
    child: oneOf([null, 'yes', 'no'], text('child')),
    campus: idOf(text('campus')),
    list: idOf(text('list')),
    sort: oneOf(['last_name', 'first_name', 'newest', 'changed'], text('sort')),
    view: oneOf(['table', 'cards'], text('view')),
    page: /^[1-9]\d{0,5}$/.test(text('page')) ? Math.min(Number(text('page')), LAST_PAGE) : 1,
    fresh: search !== '' && !NAMES.some((name) => name !== 'q' && isGiven(name)),
  }
}

const tidy = (text: string) => text.trim().replace(/\s+/g, ' ')

/** Blanks too many are not worth a redirect. */
const isWhole = (q: unknown) => q === undefined || (typeof q === 'string' && tidy(q) !== '' && tidy(q).length <= LONGEST_SEARCH)

/** The first is meant when nothing, or nothing known, was said. */
function oneOf<Known extends string | null>(known: readonly [Known, ...Known[]], text: string): Known {
  return known.find((each) => each === text) ?? known[0]
}

function idOf(text: string): string | null {
  return /^[1-9]\d{0,17}$/.test(text) ? text : null
}

/** The one address of a question: what is meant anyway is left out. */
export function peopleAddress(question: PeopleQuestion): string {
  const query = new URLSearchParams(parametersOf(question)).toString()
  return query ? `/people?${query}` : '/people'
}

function parametersOf({ search, status, membership, child, campus, list, sort, view, page, fresh }: PeopleQuestion): Partial<Record<Name, string>> {
  return {
    ...(search && { q: search }),
    // Said even where it is meant anyway: a search that only says what is sought opens the one person it finds.
    ...((status !== 'active' || (search && !fresh)) && { status }),
    ...(membership && { membership }),
    ...(child && { child }),
    ...(campus && { campus }),
    ...(list && { list }),
    ...(sort !== 'last_name' && { sort }),
    ...(view !== 'table' && { view }),
    ...(page > 1 && { page: String(page) }),
  }
}

/** The same people in the words of a report; null for a search, which no report can make. */
export function filtersOf({ search, status, membership, child, campus, list }: PeopleQuestion): Record<string, string[]> | null {
  if (search) return null
  return Object.fromEntries(Object.entries({ status, membership, child, campus, list }).flatMap(([name, value]) => (value && value !== 'active' ? [[name, [value]]] : [])))
}

/** The same question narrowed or sorted otherwise, from its first page. */
export function asked(question: PeopleQuestion, change: Partial<PeopleQuestion>): string {
  return peopleAddress({ ...question, page: 1, fresh: false, ...change })
}
