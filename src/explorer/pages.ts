import { descriptions, type Product } from '../planning-center'
import { count } from '../web/format'
import type { Badge, Link, Page } from '../web/page'
import { addressOf, EXPLORER_PATH, stopAt, type Stop } from './address'
import { nameOf, PRODUCTS, type Standing } from './products'

export interface Crumb extends Link {
  isHere: boolean
}

/** All products, and what was asked last. */
export function productsPage(o: { standings: ReadonlyMap<Product, Standing>; consentUrl: string | null; remembered: readonly string[]; csrf: string }): Page {
  return {
    view: 'explorer/products',
    title: 'Explorer',
    lead: 'Look around in Planning Center, as yourself: what there is, what can be asked of it, and what it answers. Nothing is changed.',
    products: PRODUCTS.map(({ product, name, about }) => {
      const edges = Object.values(descriptions[product].types['Organization']?.edges ?? {})
      const { version } = descriptions[product]
      return { name, about, href: addressOf(product), counted: `${count(edges.filter(({ many }) => many).length, 'collection', 'collections')}, as of ${version}`, badge: badgeOf(o.standings.get(product)) }
    }),
    consentUrl: o.consentUrl,
    remembered: o.remembered.map((address) => ({ href: address, text: decodeURIComponent(address.slice(EXPLORER_PATH.length + 1)) })),
    forget: `${EXPLORER_PATH}/forget`,
    csrf: o.csrf,
  }
}

function badgeOf(standing: Standing | undefined): Badge | null {
  if (!standing || standing.may) return null
  return standing.href === null ? { text: 'not set up', tone: 'plain' } : { text: 'not let in yet', tone: 'warn' }
}

/** What a product has: its collections, and what there is one of. */
export function productPage(product: Product, standing: Standing, operatorName: string | null): Page {
  const { types, version, base } = descriptions[product]
  const edges = Object.entries(types['Organization']?.edges ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
  const line = ([name, { to }]: (typeof edges)[number]) => {
    const stop = stopAt(product, [name])
    return { href: addressOf(product, [{ edge: name }]), name, type: to, has: stop ? acceptedBy(stop) : '' }
  }
  return {
    view: 'explorer/product',
    title: `${nameOf(product)} · Explorer`,
    heading: nameOf(product),
    crumbs: crumbsOf(product, []),
    facts: `${base}, version ${version}: ${count(Object.keys(types).length, 'kind of thing', 'kinds of things')}.`,
    missing: missingWords(product, standing, operatorName),
    collections: edges.filter(([, { many }]) => many).map(line),
    singles: edges.filter(([, { many }]) => !many).map(line),
  }
}

/** How much there is to choose from, before anything is asked. */
export function acceptedBy({ product, spot }: Stop): string {
  const { attributes = {}, include = [], order = [], where = {} } = descriptions[product].types[spot.type] ?? {}
  const ways = spot.edge ? Object.keys(where).length + (spot.edge.filters ?? []).length : 0
  const has: [number, string, string][] = [
    [Object.keys(attributes).length, 'field', 'fields'],
    [ways, 'filter', 'filters'],
    [spot.edge ? order.length : 0, 'order', 'orders'],
    [include.length, 'include', 'includes'],
  ]
  return has.flatMap(([many, one, more]) => (many > 0 ? [count(many, one, more)] : [])).join(', ')
}

export interface Missing {
  title: string
  text: string
  action: Link | null
}

/** What stands between whoever looks and a product, and the way to it. */
export function missingWords(product: Product, standing: Standing, operatorName: string | null): Missing | null {
  if (standing.may) return null
  const name = nameOf(product)
  const title = `Foyer may not use ${name} for you yet`
  if (standing.href !== null) return { title, text: 'Planning Center asks you whether it may, and leads back here.', action: { href: standing.href, text: `Let Foyer use ${name}` } }
  return { title, text: `This Foyer is not set up to ask for it. ${operatorName ?? 'Whoever runs it'} can add “${standing.scope}” to its setting EXPLORER_SCOPES.`, action: null }
}

export function crumbsOf(product: Product, steps: readonly { edge: string; id?: string }[]): Crumb[] {
  const crumbs: Link[] = [{ href: EXPLORER_PATH, text: 'Explorer' }, { href: addressOf(product), text: nameOf(product) }]
  steps.forEach(({ edge, id }, at) => {
    const before = steps.slice(0, at)
    crumbs.push({ href: addressOf(product, [...before, { edge }]), text: edge })
    if (id !== undefined) crumbs.push({ href: addressOf(product, [...before, { edge, id }]), text: id })
  })
  return crumbs.map((crumb, at) => ({ ...crumb, isHere: at === crumbs.length - 1 }))
}
