import { moment, text, type Attribute, type Edge, type Filter, type Product, type Resource, type Row } from '../graph/resource'
import type { Asker } from '../graph/asker'
import type { Church } from '../../world/world'
import { descriptions, type DescribedEdge, type DescribedType, type Description } from './descriptions'
import { filterNamed } from './filters'
import { mayEnter, mayRead, shows } from './rights'
import { fill } from './seeds/index'
import { createShelves, valuesOf, type DescribedRow, type Shelf } from './shelf'

const shelfOf = createShelves(fill)

function organization(description: Description): Resource<Church> {
  const { edges = {} } = description.types['Organization'] ?? {}
  const collection = ([name, edge]: [string, DescribedEdge]): [string, Edge<Church>] => [name, {
    to: edge.to,
    many: edge.many,
    ...name === 'me' ? { open: true } : {},
    rows: (_, asker) => {
      const shelf = shelfOf(description, asker)
      if (name === 'me') return [shelf.person(asker.person)]
      return edge.many ? present(description, shelf.rows(edge.to), asker) : []
    },
    filters: filtersOf(edge),
  }]
  return {
    type: 'Organization',
    path: () => '',
    attributes: { name: text(({ name }) => name), time_zone: text(({ timeZone }) => timeZone), created_at: moment(({ createdAt }) => createdAt) },
    order: [],
    where: [],
    edges: Object.fromEntries(Object.entries(edges).map(collection)),
  }
}

function resource(description: Description, type: string, described: DescribedType): Resource<DescribedRow> {
  const attributes = Object.fromEntries(Object.entries(described.attributes ?? {}).map(([name, kind]) => [name, attribute(kind, (row, asker) => valuesOf(row, asker)[name])]))
  const keys = Object.fromEntries([...described.order ?? [], ...Object.keys(described.where ?? {})].flatMap(key => {
    const read = attributes[key] ? undefined : keyNamed(key)
    return read ? [[key, attribute('string', read)]] : []
  }))
  const isKnown = (key: string) => attributes[key] !== undefined || keys[key] !== undefined
  return {
    type,
    path: ({ path }) => path,
    attributes,
    keys,
    // What nothing is known of is not offered: asking for it would be ignored.
    order: (described.order ?? []).filter(isKnown),
    where: Object.keys(described.where ?? {}).filter(isKnown),
    include: described.include ?? [],
    relationships: Object.fromEntries(Object.entries(described.relationships ?? {}).map(([name, { to, many }]) => [name, {
      type: to,
      ids: (row: DescribedRow) => (many ? reached(row, name).map(({ id }) => id) : reached(row, name)[0]?.id ?? null),
    }])),
    edges: Object.fromEntries(Object.entries(described.edges ?? {}).map(([name, edge]) => [name, {
      to: edge.to,
      many: edge.many,
      rows: (row: DescribedRow, asker: Asker) => (row.to[name] === undefined ? present(description, edge.many ? pointingAt(row, edge, shelfOf(description, asker)) : [], asker) : present(description, reached(row, name), asker)),
      filters: filtersOf(edge),
    }])),
  }
}

function attribute(kind: Attribute['kind'], read: (row: DescribedRow, asker: Asker) => unknown): Attribute<DescribedRow> {
  return { kind, read: (row, asker) => read(row, asker) ?? (kind === 'boolean' ? false : null) }
}

/** `team_id` is where a row's team leads; `first_name` that of the person it is about. */
function keyNamed(key: string): ((row: DescribedRow, asker: Asker) => unknown) | undefined {
  if (key === 'id') return ({ id }) => id
  if (key.endsWith('_id')) return row => reached(row, key.slice(0, -'_id'.length))[0]?.id
  if (key !== 'first_name' && key !== 'last_name') return undefined
  return (row, asker) => {
    const [person] = reached(row, 'person')
    return person && valuesOf(person, asker)[key]
  }
}

function reached(row: DescribedRow, name: string): readonly DescribedRow[] {
  const end = row.to[name]
  return end === undefined || end === null ? [] : Array.isArray(end) ? end : [end]
}

/** Below a row lies what leads to it. */
function pointingAt(row: DescribedRow, { to }: DescribedEdge, shelf: Shelf): readonly DescribedRow[] {
  return shelf.rows(to).filter(each => Object.keys(each.to).some(name => reached(each, name).includes(row)))
}

const present = ({ product }: Description, rows: readonly DescribedRow[], asker: Asker) => rows.filter(row => shows(product, row, asker))

type Asking = Pick<Parameters<Filter['keeps']>[1], 'asker' | 'parameters'>

const filtersOf = ({ filters = [] }: DescribedEdge) => Object.fromEntries(filters.map(name => [name, { keeps: (row: Row, { asker, parameters }: Asking) => filterNamed(name)(row as DescribedRow, asker, parameters) }]))

/** The products that are played from their descriptions: to be looked around in, not, as People is, to the last rule. */
export const describedProducts: readonly Product[] = descriptions.map(description => {
  const resources = new Map<string, Resource>(Object.entries(description.types).map(([type, described]) => [
    type, (type === 'Organization' ? organization(description) : resource(description, type, described)) as Resource,
  ]))
  return {
    base: description.base,
    versions: [description.version],
    resources,
    root: resources.get('Organization') as Resource,
    namesPersonFields: true,
    levels: 3,
    mayEnter: (asker: Asker) => mayEnter(description.product, asker),
    mayRead: (asker: Asker) => mayRead(description.product, asker),
  }
})
