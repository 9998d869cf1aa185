import { setTimeout as pause } from 'node:timers/promises'
import { refuse } from './answers'
import { mustNameFields, withoutIds, type Description, type Edge, type TypeDescription } from './descriptions'
import { PlanningCenterError } from './errors'
import type { Collection, Resource, Single } from './json-api'
import type { Found, Page, Place } from './questions'

/** A question as it arrives here: the compiler has seen to it that the words exist, or `asQuery` does. */
export interface Question {
  include?: readonly string[]
  fields?: Readonly<Record<string, readonly string[]>>
  where?: Readonly<Record<string, unknown>>
  order?: string | readonly string[]
  filter?: readonly string[]
  parameters?: Readonly<Record<string, string>>
  perPage?: number
  offset?: number
}

type AnyFound = Found<Record<string, never>, string, never, object>
export type AnyPlace = Place<Record<string, never>, string>

export interface Asker {
  get(path: string, query: Record<string, string>): Promise<Single>
  list(path: string, query: Record<string, string>): Promise<Collection>
  /** On performance.now()'s clock: waiting longer for room is of no use. */
  deadline: number
}

const MOST_PER_PAGE = 100

/** Planning Center's ids are numbers, and in some places words. */
export const ID = /^[\w-]{1,64}$/

/** @param type of what lies at `path` */
export function placeAt(asker: Asker, description: Description, path: string, type: string): AnyPlace {
  const edgeNamed = (name: string, many?: boolean): Edge => {
    const edge = own(description.types[type]?.edges, name)
    if (!edge || (many !== undefined && edge.many !== many)) throw new Error(`${description.product}: ${type} has no ${many === false ? 'single ' : ''}${name}`)
    return edge
  }

  async function page(name: string, question: Question): Promise<Page<AnyFound>> {
    const edge = edgeNamed(name, true)
    const { offset = 0 } = question
    const answer = await asker.list(`${path}/${name}`, asQuery(question, { description, type: edge.to, edge }))
    const next = answer.meta.next?.offset
    // An empty page is the last as well: Planning Center goes on naming a next one where nothing was asked for.
    const goesOn = answer.data.length > 0 && next !== undefined && next > offset
    return { rows: answer.data.map(reader(answer, description, edge.to, question)), total: answer.meta.total_count, nextOffset: goesOn ? next : null }
  }

  async function* pages(name: string, question: Question): AsyncGenerator<Page<AnyFound>> {
    for (let offset: number | null = question.offset ?? 0; offset !== null;) {
      const from: number = offset
      const read = await withRoom(asker.deadline, () => page(name, { ...question, offset: from }))
      if (read.rows.length > 0) yield read
      offset = read.nextOffset
    }
  }

  const place = {
    at(name: string, id?: string) {
      const edge = edgeNamed(name, id !== undefined)
      if (id !== undefined && !ID.test(id)) throw refuse('missing', `GET ${withoutIds(path)}/${name}/:id`)
      return placeAt(asker, description, id === undefined ? `${path}/${name}` : `${path}/${name}/${id}`, edge.to)
    },
    async get(question: Question = {}) {
      const answer = await asker.get(path, asQuery(question, { description, type }))
      return reader(answer, description, type, question)(answer.data)
    },
    list: (name: string, question: Question = {}) => page(name, question),
    pages: (name: string, question: Question = {}) => pages(name, question),
    async *each(name: string, question: Question = {}) {
      for await (const { rows } of pages(name, question)) yield* rows
    },
  }
  return place as unknown as AnyPlace
}

/** Whoever reads page after page waits until the limit has room again, as long as there is time at all. */
async function withRoom<Answer>(deadline: number, ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const seconds = error instanceof PlanningCenterError && error.reason === 'rate-limited' ? error.retryAfterSeconds : undefined
      if (seconds === undefined || performance.now() + seconds * 1000 >= deadline) throw error
      await pause(seconds * 1000)
    }
  }
}

interface Subject {
  description: Description
  type: string
  /** Of a collection. */
  edge?: Edge
}

/** What Planning Center would ignore is refused: a typo must not look like an answer. */
export function asQuery(question: Question, { description, type, edge }: Subject): Record<string, string> {
  const described = description.types[type] ?? {}
  const refuseUnless = (known: boolean, what: string, word: string) => {
    if (!known) throw new Error(`${description.product}: ${type} has no ${what} ${word}`)
  }
  const { include = [], where = {}, filter = [], parameters = {}, perPage = MOST_PER_PAGE, offset = 0 } = question
  const order = typeof question.order === 'string' ? [question.order] : (question.order ?? [])
  for (const path of include) refuseUnless(typesOn(path, type, description) !== null, 'include', path)
  for (const key of Object.keys(where)) refuseUnless(own(described.where, key) !== undefined, 'where', key)
  for (const key of order) refuseUnless(described.order?.includes(key.replace(/^-/, '')) ?? false, 'order', key)
  for (const name of filter) refuseUnless(edge?.filters?.includes(name) ?? false, 'filter', name)

  return {
    ...parameters,
    ...fieldsAsked(question, { description, type }),
    ...conditions(where),
    ...(include.length > 0 && { include: include.join(',') }),
    ...(order.length > 0 && { order: order.join(',') }),
    ...(filter.length > 0 && { filter: filter.join(',') }),
    ...(edge && { per_page: String(perPage) }),
    ...(offset > 0 && { offset: String(offset) }),
  }
}

function conditions(where: Readonly<Record<string, unknown>>): Record<string, string> {
  const written: Record<string, string> = {}
  for (const [key, asked] of Object.entries(where)) {
    if (asked === undefined) continue
    if (typeof asked !== 'object' || asked === null || asked instanceof Date) written[`where[${key}]`] = asText(asked)
    else for (const [operator, value] of Object.entries(asked)) if (value !== undefined) written[`where[${key}][${operator}]`] = asText(value)
  }
  return written
}

const asText = (value: unknown) => (value instanceof Date ? value.toISOString().replace(/\.\d+Z$/, 'Z') : String(value))

/** Named fields leave out relationships too, and with them what was included: so those are named as well. */
function fieldsAsked({ fields = {}, include = [] }: Question, { description, type }: Subject): Record<string, string> {
  const asked = new Map(Object.entries(fields).map(([name, words]) => [name, new Set(words)]))
  const reached = new Set([type])
  for (const [name, words] of asked) {
    const described = description.types[name]
    for (const word of words) {
      if (own(described?.attributes, word) === undefined && own(described?.relationships, word) === undefined) throw new Error(`${description.product}: ${name} has no field ${word}`)
    }
  }
  for (const path of include) {
    const [first = '', second] = path.split('.')
    const [, through = '', end] = typesOn(path, type, description) ?? []
    asked.get(type)?.add(first)
    reached.add(through)
    if (second !== undefined && end !== undefined) {
      asked.get(through)?.add(second)
      reached.add(end)
    }
  }
  for (const name of reached) if (mustNameFields(name, description) && !asked.has(name)) throw new Error(`name fields of ${name} for ${description.product}`)
  return Object.fromEntries([...asked].map(([name, words]) => [`fields[${name}]`, [...words].join(',')]))
}

/** The types along an include, the one it begins at first; null where there is no such include. */
export function typesOn(path: string, type: string, { types }: Description): string[] | null {
  const along = [type]
  const names = path.split('.')
  for (const name of names) {
    const described: TypeDescription | undefined = types[along.at(-1) ?? '']
    const edge = described?.include?.includes(name) ? described.edges?.[name] : undefined
    if (!edge) return null
    along.push(edge.to)
  }
  return names.length <= 2 ? along : null
}

/** Turns the resources of one answer into what was asked for, with what was included in its place. */
function reader({ included }: { included: Resource[] }, description: Description, type: string, { include = [] }: Question): (resource: Resource) => AnyFound {
  const byName = new Map(included.map((resource) => [`${resource.type} ${resource.id}`, resource]))

  const read = (resource: Resource, from: string, paths: readonly string[]): AnyFound => {
    const related: Record<string, AnyFound | AnyFound[] | null> = {}
    for (const first of new Set(paths.map((path) => path.split('.')[0] ?? ''))) {
      const edge = description.types[from]?.edges?.[first]
      if (!edge) continue
      const deeper = paths.flatMap((path) => (path.startsWith(`${first}.`) ? [path.slice(first.length + 1)] : []))
      const pointer = resource.relationships[first]?.data ?? []
      // A pointer may have another name for the type: `PrimaryCampus` for a Campus.
      const found = (Array.isArray(pointer) ? pointer : [pointer]).flatMap(({ type: named, id }) => byName.get(`${named} ${id}`) ?? byName.get(`${edge.to} ${id}`) ?? [])
      const rows = found.map((each) => read(each, edge.to, deeper))
      related[first] = edge.many ? rows : (rows[0] ?? null)
    }
    const relationships = Object.fromEntries(Object.entries(resource.relationships).map(([name, { data }]) => [name, data ?? null]))
    const { id, attributes, links } = resource
    return { id, type: resource.type, attributes, relationships, related, links }
  }
  return (resource) => read(resource, type, include)
}

export const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined => (record && Object.hasOwn(record, key) ? record[key] : undefined)
