import { existsFor, type Asker } from './asker'
import { targetOf } from './question'
import { follow, type Attribute, type Edge, type Product, type Resource, type Row } from './resource'

interface Identifier {
  readonly type: string
  readonly id: string
}

interface RelationshipObject {
  readonly data: Identifier | null | readonly Identifier[]
  readonly links?: { readonly related: string | null }
}

export interface ResourceObject extends Identifier {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships?: Readonly<Record<string, RelationshipObject>>
  readonly links: Readonly<Record<string, string | null>>
}

export interface Desk {
  readonly product: Product
  readonly asker: Asker
  /** Where the product is reached, as links must say it. */
  readonly base: string
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
}

export interface Place {
  readonly resource: Resource
  readonly row: Row
}

/** A single resource is written in full, with all its links; rows of a collection and included ones in short. */
type Length = 'full' | 'short'

/** One row as a JSON:API resource object; `include` are the include paths that begin at this row. */
export function writeResource(
  desk: Desk,
  { resource, row }: Place,
  { length, include }: { length: Length; include: readonly string[][] },
): ResourceObject {
  const relationships = { ...standing(desk, resource, row), ...asked(desk, resource, row, include) }
  const shown = Object.entries(relationships).filter(([name]) => isNamed(desk, resource, name))
  return {
    type: resource.type,
    id: row.id,
    attributes: attributes(desk, { resource, row }, length),
    ...shown.length > 0 ? { relationships: Object.fromEntries(shown) } : {},
    links: length === 'full' ? allLinks(desk, resource, row) : ownLinks(desk, resource, row),
  }
}

function attributes(desk: Desk, { resource, row }: Place, length: Length) {
  const written: Record<string, unknown> = {}
  for (const [name, attribute] of readable(desk, resource)) {
    if (attribute.collectionsOnly && length === 'full') continue
    if (!maySee(desk, attribute, row)) continue
    written[name] = writeValue(attribute, attribute.read(row, desk.asker))
  }
  return written
}

// A page has hundreds of rows of few kinds: which attributes are asked for is found out once for each kind.
const readableAt = new WeakMap<Desk, Map<Resource, readonly [string, Attribute][]>>()

function readable(desk: Desk, resource: Resource): readonly [string, Attribute][] {
  const kinds = readableAt.get(desk) ?? new Map<Resource, readonly [string, Attribute][]>()
  readableAt.set(desk, kinds)
  const known = kinds.get(resource) ?? Object.entries(resource.attributes)
    .filter(([name, attribute]) => isNamed(desk, resource, name, attribute) && existsFor(attribute, desk.asker))
  kinds.set(resource, known)
  return known
}

function maySee({ asker }: Desk, attribute: Attribute, row: Row): boolean {
  if (attribute.administratorsOnly === undefined || asker.person.siteAdministrator) return true
  return attribute.administratorsOnly === 'others' && row.id === asker.person.id
}

/** `fields[Type]` picks attributes and relationships alike; links are never affected. */
function isNamed({ fields }: Desk, { type }: Resource, name: string, attribute?: Attribute): boolean {
  return fields.get(type)?.has(name) ?? !attribute?.fieldsOnly
}

function writeValue({ kind }: Attribute, value: unknown): unknown {
  return kind === 'datetime' && typeof value === 'number' ? `${new Date(value).toISOString().slice(0, 19)}Z` : value
}

function standing({ asker }: Desk, resource: Resource, row: Row): Record<string, RelationshipObject> {
  const written: Record<string, RelationshipObject> = {}
  for (const [name, relationship] of Object.entries(resource.relationships ?? {})) {
    written[name] = { data: identify(relationship.type, relationship.ids(row, asker)) }
  }
  return written
}

function identify(type: string, ids: string | null | readonly string[]): Identifier | null | Identifier[] {
  if (ids === null) return null
  return typeof ids === 'string' ? { type, id: ids } : ids.map(id => ({ type, id }))
}

function asked(desk: Desk, resource: Resource, row: Row, include: readonly string[][]): Record<string, RelationshipObject> {
  const written: Record<string, RelationshipObject> = {}
  for (const [first = '', second] of include) {
    const edge = resource.edges?.[first]
    const target = targetOf(desk.product, resource, first)
    if (!edge) continue
    const rows = follow(edge, row, desk.asker)
    written[first] = toRelated(desk, { resource, row }, first)
    if (target && second !== undefined) written[second] = throughRelated(desk, { edge, target, rows }, second)
  }
  return written
}

function toRelated(desk: Desk, { resource, row }: Place, name: string): RelationshipObject {
  const edge = resource.edges?.[name]
  const rows = edge ? follow(edge, row, desk.asker) : []
  const type = resource.relationships?.[name]?.type ?? edge?.to ?? name
  const [only] = rows
  const links = { related: edgeLink(desk, { resource, row }, name) }
  if (edge?.many) return { data: identify(type, rows.map(({ id }) => id)), links }
  return only ? { data: { type, id: only.id }, links } : { data: null }
}

/** Measured: what a two-level include reaches also stands on the row it began at, with a related link of null. */
function throughRelated(
  { asker }: Desk, { edge, target, rows }: { edge: Edge; target: Resource; rows: readonly Row[] }, name: string,
): RelationshipObject {
  const further = target.edges?.[name]
  const reached = [...new Set(rows.flatMap(row => (further ? follow(further, row, asker) : [])))]
  const identifiers = reached.map(({ id }) => ({ type: further?.to ?? name, id }))
  return { data: edge.many || further?.many ? identifiers : identifiers[0] ?? null, links: { related: null } }
}

function ownLinks({ base }: Desk, resource: Resource, row: Row): Record<string, string> {
  const self = `${base}${resource.path(row)}`
  return resource.html ? { self, html: resource.html(row) } : { self }
}

function allLinks(desk: Desk, resource: Resource, row: Row): Record<string, string | null> {
  const children = Object.keys(resource.edges ?? {}).map(name => [name, edgeLink(desk, { resource, row }, name)] as const)
  const links = [...children, ...Object.entries(ownLinks(desk, resource, row))]
  return Object.fromEntries(links.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** To-many children lie below their owner; a to-one child is linked at its own address, or null when there is none. */
function edgeLink({ product, asker, base }: Desk, { resource, row }: Place, name: string): string | null {
  const edge = resource.edges?.[name]
  if (!edge) return null
  if (edge.link) return prefixed(base, edge.link(row, asker))
  if (edge.many) return `${base}${resource.path(row)}/${name}`
  const [only] = follow(edge, row, asker)
  const target = only && product.resources.get(edge.to)
  return target ? `${base}${target.path(only)}` : null
}

function prefixed(base: string, path: string | null): string | null {
  return path === null ? null : `${base}${path}`
}
