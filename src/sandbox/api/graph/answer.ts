import { replicaOf } from '../../world/replica'
import type { Asker } from './asker'
import { knownIncludes, queryString, targetOf, type Question } from './question'
import { fieldsNotNamed, forbidden, notFound } from './refusal'
import { findRow, resourceNamed, type Edge, type Product, type Resource, type Row } from './resource'
import { findRoute, type Route, type Step } from './route'
import { select, type Selection } from './selection'
import { writeIncluded } from './including'
import { writeResource, type Desk, type Place } from './writing'

export interface Setting {
  readonly product: Product
  readonly publicUrl: string
  readonly requireFields: boolean
}

/** The JSON:API document that answers a question, or a refusal. */
export function answer(setting: Setting, question: Question, live: Asker): object {
  const { product, publicUrl, requireFields } = setting
  const route = findRoute(product, question.path.slice(product.base.length))
  if (!route) throw notFound()
  const asker = route.isCollection ? { ...live, church: replicaOf(live.world, live.church) } : live
  if (!product.mayRead(asker) && !isOpen(route)) throw forbidden(describeRefusal(asker, route, product))
  if (requireFields && product.namesPersonFields && bringsPeople(product, route, question)) throw fieldsNotNamed()

  const desk: Desk = { product, asker, base: `${publicUrl}${product.base}`, fields: question.fields }
  const root: Place = { resource: product.root, row: asker.church }
  const last = route.steps.at(-1)
  if (!last) return single(desk, question, { place: root, parent: undefined })
  const owner = route.steps.slice(0, -1).reduce((place, step) => stepTo(desk, place, step), root)
  if (route.isCollection) return collection({ desk, publicUrl }, question, { owner, edge: last.edge })
  return single(desk, question, { place: stepTo(desk, owner, last), parent: isOpen(route) ? undefined : owner })
}

function isOpen({ steps: [first, second] }: Route): boolean {
  return first?.edge.open === true && second === undefined
}

function describeRefusal({ person, version, church }: Asker, { steps: [first] }: Route, product: Product): string {
  const vertex = `AppGraph::V${version.replaceAll('-', '_')}::Vertices::${first?.edge.to ?? product.root.type}Vertex`
  const what = first && first.id === undefined && first.edge.many ? 'collection' : `with id ${first?.id ?? church.id}`
  return `User with id ${person.id} cannot read ${vertex} ${what}.`
}

function bringsPeople(product: Product, route: Route, question: Question): boolean {
  if (question.fields.has('Person')) return false
  if (route.type === 'Person') return true
  const resource = product.resources.get(route.type)
  if (!resource) return false
  return knownIncludes(product, resource, question.include).some(([first = '', second = '']) => {
    const target = targetOf(product, resource, first)
    return target?.type === 'Person' || target?.edges?.[second]?.to === 'Person'
  })
}

function stepTo({ product, asker }: Desk, owner: Place, { edge, id }: Step): Place {
  const row = edge.many ? findRow(edge, id ?? '', { row: owner.row, asker }) : edge.rows(owner.row, asker)[0]
  if (!row) throw notFound()
  return { resource: resourceNamed(product, edge.to), row }
}

function single(desk: Desk, question: Question, { place, parent }: { place: Place; parent: Place | undefined }) {
  const { resource, row } = place
  const include = knownIncludes(desk.product, resource, question.include)
  return {
    data: writeResource(desk, place, { length: 'full', include }),
    ...included(desk, resource, [row], include),
    meta: { ...withoutEmpty({ can_include: resource.include }), ...parent ? { parent: identifier(parent) } : {} },
  }
}

function collection(
  { desk, publicUrl }: { desk: Desk; publicUrl: string }, question: Question, { owner, edge }: { owner: Place; edge: Edge },
) {
  const resource = resourceNamed(desk.product, edge.to)
  const include = knownIncludes(desk.product, resource, question.include)
  const selection = select({ resource, edge, owner: owner.row }, question, desk.asker)
  const neighbours = neighbouringOffsets(question, selection)
  return {
    links: pageLinks(`${publicUrl}${question.path}`, question, neighbours),
    data: selection.page.map(row => writeResource(desk, { resource, row }, { length: 'short', include })),
    ...included(desk, resource, selection.page, include),
    meta: {
      total_count: selection.total,
      count: selection.page.length,
      ...Object.fromEntries(Object.entries(neighbours).map(([name, offset]) => [name, { offset }])),
      ...withoutEmpty({
        can_order_by: resource.order, can_query_by: resource.where, can_include: resource.include,
        can_filter: Object.keys({ ...edge.filters, ...edge.hides && { [edge.hides.unless]: true } }),
      }),
      parent: identifier(owner),
    },
  }
}

function included(desk: Desk, resource: Resource, rows: readonly Row[], include: readonly string[][]) {
  const resources = writeIncluded(desk, { resource, rows }, include)
  return resources.length > 0 ? { included: resources } : {}
}

/** Measured: the page size is clipped in the steps, while the links go on saying what was asked. */
function neighbouringOffsets({ offset, perPage }: Question, { total }: Selection): { next?: number; prev?: number } {
  return {
    ...offset + perPage < total ? { next: offset + perPage } : {},
    ...offset > 0 ? { prev: Math.max(0, offset - perPage) } : {},
  }
}

function pageLinks(address: string, { parameters }: Question, neighbours: { next?: number; prev?: number }) {
  const link = (query: ReadonlyMap<string, string>) => (query.size > 0 ? `${address}?${queryString(query)}` : address)
  const links: Record<string, string> = { self: link(parameters) }
  for (const [name, offset] of Object.entries(neighbours)) links[name] = link(new Map([...parameters, ['offset', String(offset)]]))
  return links
}

function identifier({ resource, row }: Place) {
  return { id: row.id, type: resource.type }
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[] | undefined>>) {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0))
}
