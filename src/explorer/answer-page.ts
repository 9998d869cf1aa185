import { z } from 'zod'
import { descriptions, type Seen } from '../planning-center'
import { count, range } from '../web/format'
import { fieldValue, type Field, type Page, type Pagination } from '../web/page'
import { addressOf, followed, homeOf, type Stop } from './address'
import { copiesOf } from './copies'
import { formOf } from './form'
import { acceptedBy, crumbsOf, type Missing } from './pages'
import { kindOf, mayAsk, PRIVATE_WORDS } from './private'
import { nameOf } from './products'
import { writeWish, type Wish } from './question'

const identifier = z.object({ type: z.string(), id: z.string() })
const resource = identifier.extend({
  attributes: z.record(z.string(), z.unknown()).catch({}),
  relationships: z.record(z.string(), z.object({ data: z.union([identifier, z.array(identifier), z.null()]).optional() })).catch({}),
  links: z.record(z.string(), z.unknown()).catch({}),
})
type Resource = z.infer<typeof resource>
const included = z.array(resource).catch([])
const many = z.object({ data: z.array(resource), included, meta: z.object({ total_count: z.number(), next: z.object({ offset: z.number() }).optional() }) })
const single = z.object({ data: resource, included })

/** More columns are not looked through; the JSON has the rest. */
const MOST_COLUMNS = 12
const LONGEST_CELL = 90
const LONGEST_FIELD = 5000
/** A page that somebody reads; whoever wants more asks for fewer fields or rows. */
const LONGEST_JSON = 150_000

interface Answered {
  stop: Stop
  wish: Wish
  seen: Seen
  /** Why there is nothing to be seen; null where there is. */
  refused: Missing | null
}

/** What was asked, and what Planning Center answered to it. */
export function answerPage({ stop, wish, seen, refused }: Answered): Page {
  const { product, steps, spot } = stop
  const rows = spot.edge && !refused ? many.safeParse(seen.body).data : undefined
  const found = !spot.edge && !refused ? single.safeParse(seen.body).data : undefined
  const here = steps.at(-1)
  const json = jsonOf(seen.body, 2)
  const isShown = rows !== undefined || found !== undefined
  return {
    view: 'explorer/answer',
    title: `${[here?.edge, here?.id].filter(Boolean).join(' ')} · ${nameOf(product)} · Explorer`,
    heading: (found && calledBy(found.data)) ?? [here?.edge, here?.id].filter(Boolean).join(' '),
    about: rows ? `${spot.type}: ${count(rows.meta.total_count, 'one', 'of them')}` : `${spot.type}${found ? ` ${found.data.id}` : ''}`,
    crumbs: crumbsOf(product, steps),
    question: formOf(stop, wish),
    asked: writeWish(wish).split('&').filter(Boolean).map(decodeURIComponent),
    accepts: acceptedBy(stop),
    refused,
    isStrange: !isShown && !refused,
    table: rows ? tableOf(rows.data, rows.included, stop, wish) : null,
    pagination: rows ? paginationOf(rows, stop, wish) : null,
    resource: found ? resourceOf(found.data, found.included, stop) : null,
    leftOut: isShown ? leftOut(stop, wish) : null,
    answered: answeredWith(seen),
    headers: [...seen.headers].filter(([name]) => !OPENERS.has(name)).map(([name, value]) => ({ name, value })),
    url: seen.url,
    copies: Object.entries<string>({ ...copiesOf(stop, wish.question, seen) }).map(([name, code]) => ({ name: COPY_NAMES[name] ?? name, code })),
    json: { text: json.slice(0, LONGEST_JSON), isCut: json.length > LONGEST_JSON, isOpen: !isShown },
  }
}

const COPY_NAMES: Record<string, string> = { curl: 'curl', fetch: 'fetch', client: 'Foyer' }
/** What lets somebody in is nobody's to read. */
const OPENERS = new Set(['set-cookie', 'authorization'])

function answeredWith({ status, ms, headers, version }: Seen): Field[] {
  const [used, limit, period] = ['count', 'limit', 'period'].map((part) => headers.get(`x-pco-api-request-rate-${part}`)?.replace(/\D/g, '') ?? '')
  const line = (name: string, text: string): Field => ({ name, values: [fieldValue(text)] })
  return [
    line('Status', String(status)),
    line('Time taken', `${Math.round(ms)} ms`),
    ...(used && limit && period ? [line('Rate limit', `${used} of ${limit} in ${period} seconds, by all your applications together`)] : []),
    line('Version', version),
  ]
}

function tableOf(rows: readonly Resource[], along: readonly Resource[], stop: Stop, { question, chosen }: Wish) {
  const { product, steps, spot } = stop
  const known = Object.keys(descriptions[product].types[spot.type]?.attributes ?? {})
  const sent = new Set(rows.flatMap(({ attributes }) => Object.keys(attributes)))
  const filled = (name: string) => rows.some(({ attributes }) => attributes[name] !== null && attributes[name] !== undefined && attributes[name] !== '')
  const isChosen = (chosen[spot.type]?.length ?? 0) > 0
  const names = [...known.filter((name) => sent.has(name)), ...[...sent].filter((name) => !known.includes(name))].filter((name) => isChosen || filled(name))
  const columns = isChosen ? names : [...names].sort((one, other) => rank(one) - rank(other)).slice(0, MOST_COLUMNS)
  const beside = [...new Set((question.include ?? []).map((path) => path.split('.')[0] ?? ''))]
  const around = steps.slice(0, -1)
  const edge = steps.at(-1)?.edge ?? ''
  return {
    heads: [...columns, ...beside],
    rows: rows.map((row) => ({
      id: row.id,
      href: followed(row.links['self']) ?? addressOf(product, [...around, { edge, id: row.id }]),
      cells: columns.map((name) => cellOf(row.attributes[name])),
      beside: beside.map((name) => ({ links: pointedAt(row, name, stop).map((pointer) => linkTo(pointer, along, stop)) })),
    })),
    note: names.length > columns.length ? `${columns.length} of ${names.length} fields that say something. Choose fields above to see others; the JSON below has them all.` : null,
    isEmpty: rows.length === 0,
  }
}

/** What one tells things apart by comes first. */
const TELLING = ['name', 'title', 'full_name', 'first_name', 'last_name', 'dates', 'address', 'number', 'value', 'status', 'starts_at', 'created_at']
const rank = (name: string) => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length)

function paginationOf({ data, meta }: z.infer<typeof many>, { product, steps }: Stop, wish: Wish): Pagination | null {
  const { offset = 0, perPage = 0 } = wish.question
  const at = (from: number) => withWish(addressOf(product, steps), writeWish(wish, { offset: from }))
  if (data.length === 0 && offset === 0) return null
  const last = offset + data.length
  return {
    label: `More of ${steps.at(-1)?.edge ?? ''}`,
    range: data.length === 0 ? 'Nothing here any more' : range(offset + 1, last, Math.max(meta.total_count, last)),
    previous: offset > 0 ? at(Math.max(0, offset - perPage)) : null,
    next: data.length > 0 && meta.next && meta.next.offset > offset ? at(meta.next.offset) : null,
  }
}

export const withWish = (address: string, wish: string) => (wish ? `${address}?${wish}` : address)

function resourceOf(row: Resource, along: readonly Resource[], stop: Stop) {
  const { product, steps, spot } = stop
  const { attributes: kinds = {}, edges = {} } = descriptions[product].types[spot.type] ?? {}
  const closed = (name: string) => row.links[name] === null
  const below = Object.entries(edges).filter(([name]) => !closed(name)).map(([name, { to, many: isMany }]) => ({ href: addressOf(product, [...steps, { edge: name }]), name, type: to, isMany }))
  const pointers = Object.keys(row.relationships).map((name) => ({ name, links: pointedAt(row, name, stop).map((pointer) => linkTo(pointer, along, stop)) }))
  return {
    fields: Object.entries(row.attributes).map(([name, value]) => ({ name, kind: (Object.hasOwn(kinds, name) && kinds[name]) || 'new', ...whole(value) })),
    pointers: pointers.map((pointer) => ({ ...pointer, isNothing: pointer.links.length === 0 })),
    along: along.map((one) => ({ ...linkTo(one, along, stop), type: one.type })),
    below,
  }
}

const whole = (value: unknown) => cut(value, LONGEST_FIELD)
const cellOf = (value: unknown) => cut(value, LONGEST_CELL)

function cut(value: unknown, longest: number) {
  const text = textOf(value)
  return { text: text.length > longest ? `${text.slice(0, longest)}…` : text, isNothing: text === '' }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : jsonOf(value)
}

/** What lies too deep in itself to be written is no reason for a page to fail. */
function jsonOf(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? ''
  } catch {
    return '…'
  }
}

/** A pointer may have another name for the type: `Assignee` for a Person. */
function pointedAt({ relationships }: Resource, name: string, { product, spot }: Stop) {
  const pointer = relationships[name]?.data ?? []
  const { types } = descriptions[product]
  return (Array.isArray(pointer) ? pointer : [pointer]).map(({ type, id }) => ({ id, type: Object.hasOwn(types, type) ? type : (types[spot.type]?.edges?.[name]?.to ?? type) }))
}

/** By what it is called where it came along, and by its number where it did not. */
function linkTo({ type, id }: { type: string; id: string }, along: readonly Resource[], { product, spot }: Stop) {
  const found = along.find((one) => one.id === id && one.type === type)
  const self = found && followed(found.links['self'])
  return { href: self ?? homeOf(product, type, id), text: (found && calledBy(found)) ?? `${type === spot.type ? '' : `${type} `}${id}` }
}

function calledBy({ attributes }: Resource): string | null {
  const [name] = ['name', 'title', 'full_name', 'address', 'number', 'value'].flatMap((key) => (typeof attributes[key] === 'string' && attributes[key] !== '' ? [attributes[key]] : []))
  const names = ['first_name', 'last_name'].flatMap((key) => (typeof attributes[key] === 'string' ? [attributes[key]] : [])).join(' ')
  return name ?? (names || null)
}

/** What Planning Center has of this and was not asked for. */
function leftOut({ product, spot }: Stop, { ticked }: Wish): string | null {
  const names = Object.keys(descriptions[product].types[spot.type]?.attributes ?? {}).filter((name) => !mayAsk(spot.type, name, ticked))
  if (names.length === 0) return null
  const kinds = [...new Set(names.map((name) => kindOf(spot.type, name)))].map((kind) => (kind === null ? 'secrets' : PRIVATE_WORDS[kind].toLowerCase()))
  return `Left out: ${names.join(', ')} (${kinds.join(', ')}).`
}
