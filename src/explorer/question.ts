import { descriptions, typesOn, type Kind, type Question, type Spot } from '../planning-center'
import { fieldsOf, fieldsToName, kindsAmong, mayAsk, mayFilter, typesOf, type PrivateKind } from './private'

/** What somebody wants to know, as the address of a page has it: Planning Center's own words, and two of ours. */
export interface Wish {
  /** As far as the description knows the words, and without what is left out. */
  question: Question
  /** Fields that were chosen, by type; of other types all that may be asked for. */
  chosen: Readonly<Record<string, readonly string[]>>
  ticked: ReadonlySet<PrivateKind>
  /** Another day's form than the description's. */
  version: string | null
}

type Where = Record<string, string | Record<string, string>>

export const PER_PAGE: readonly number[] = [10, 25, 50, 100]
/** What is looked at whole, with all its fields and as JSON besides, is soon long. */
const USUALLY_PER_PAGE = 10
const LONGEST_WORD = 200
export const OPERATORS = ['gte', 'lte', 'gt', 'lt'] as const

/** What some filters want to know besides, by the name Planning Center has for it. */
const BESIDES: Readonly<Record<string, string>> = { created_since: 'time', created_after: 'time', after: 'after', before: 'before' }

/** Names of further words that these filters read. */
export const besides = (filters: readonly string[]) => [...new Set(filters.flatMap((filter) => BESIDES[filter] ?? []))]

export const isCompared = (kind: Kind) => kind === 'date' || kind === 'datetime' || kind === 'integer' || kind === 'number'

/** Words that lead nowhere are dropped; `writeWish` says what is left, so that no address says more than was asked. */
export function readWish(query: Readonly<Record<string, unknown>>, spot: Spot): Wish {
  const description = descriptions[spot.product]
  const { where = {}, order = [] } = description.types[spot.type] ?? {}
  const { word, words } = reader(query)

  const included = words('include').filter((path) => typesOn(path, spot.type, description) !== null)
  const types = typesOf({ spot, include: included })
  const wished = words('show')
  const ticked = new Set(kindsAmong(types, description).filter((kind) => wished.includes(kind)))
  const mayBe = (field: string) => mayAsk(spot.type, field, ticked)

  const chosen: Record<string, string[]> = {}
  const fields: Record<string, string[]> = {}
  for (const type of types) {
    const wanted = words(`fields[${type}]`)
    const kept = fieldsOf(description.types[type]).filter((field) => wanted.includes(field) && mayAsk(type, field, ticked))
    const named = kept.length > 0 ? kept : fieldsToName(type, ticked, description)
    if (kept.length > 0) chosen[type] = kept
    if (named) fields[type] = named
  }

  const day = word('version')
  const version = day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && day !== description.version ? day : null
  const asked = { include: included, fields }
  if (!spot.edge) return { question: asked, chosen, ticked, version }

  const filter = mayFilter(spot.type, ticked) ? words('filter').filter((name) => spot.edge?.filters?.includes(name)) : []
  const offset = word('offset') ?? ''
  const list = {
    where: readWhere(Object.entries(where).filter(([name]) => mayBe(name)), word),
    order: words('order').filter((key) => order.includes(bare(key)) && mayBe(bare(key))),
    filter,
    parameters: Object.fromEntries(besides(filter).flatMap((name) => given(name, word(name)))),
    perPage: PER_PAGE.find((many) => String(many) === word('per_page')) ?? USUALLY_PER_PAGE,
    offset: /^[1-9]\d{0,6}$/.test(offset) ? Number(offset) : 0,
  }
  return { question: { ...asked, ...list }, chosen, ticked, version }
}

/** The address that says this and no more, without its question mark. */
export function writeWish({ question, chosen, ticked, version }: Wish, changes: { offset?: number } = {}): string {
  const { where = {}, order = [], include = [], filter = [], parameters = {}, perPage = USUALLY_PER_PAGE } = question
  const offset = changes.offset ?? question.offset ?? 0
  const said: [string, string][] = [
    ...Object.entries(where as Where).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[`where[${name}]`, value]] : Object.entries(value).map(([operator, one]) => [`where[${name}][${operator}]`, one]),
    ),
    ...listed('filter', filter),
    ...Object.entries(parameters),
    ...listed('order', [order].flat()),
    ...listed('include', include),
    ...Object.entries(chosen).flatMap(([type, fields]) => listed(`fields[${type}]`, fields)),
    ...listed('show', [...ticked]),
    ...(version === null ? [] : ([['version', version]] as [string, string][])),
    ...(perPage === USUALLY_PER_PAGE ? [] : ([['per_page', String(perPage)]] as [string, string][])),
    ...(offset === 0 ? [] : ([['offset', String(offset)]] as [string, string][])),
  ]
  return said.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ',')}`).join('&')
}

const listed = (name: string, words: readonly string[]): [string, string][] => (words.length > 0 ? [[name, words.join(',')]] : [])

export const bare = (key: string) => key.replace(/^-/, '')

const given = (name: string, value: string | undefined): [string, string][] => (value === undefined ? [] : [[name, value]])

/** A form sends a word for each box, an address all of them with commas between. */
function reader(query: Readonly<Record<string, unknown>>) {
  const texts = (name: string) => [query[name]].flat().flatMap((one) => (typeof one === 'string' ? [one.trim()] : []))
  const isWord = (text: string) => text !== '' && text.length <= LONGEST_WORD
  return {
    word: (name: string) => texts(name).find(isWord),
    words: (name: string) => [...new Set(texts(name).flatMap((text) => text.split(',')).filter(isWord))],
  }
}

function readWhere(kinds: [string, Kind][], word: (name: string) => string | undefined): Where {
  const where: Where = {}
  for (const [name, kind] of kinds) {
    const whole = word(`where[${name}]`)
    const compared = isCompared(kind) ? OPERATORS.flatMap((operator) => given(operator, word(`where[${name}][${operator}]`))) : []
    if (whole !== undefined) where[name] = whole
    else if (compared.length > 0) where[name] = Object.fromEntries(compared)
  }
  return where
}
