import type { Product, Resource } from './resource'

/** What a query string asks, as far as Planning Center understands it; what it doesn't know it ignores. */
export interface Question {
  readonly path: string
  readonly parameters: ReadonlyMap<string, string>
  readonly perPage: number
  readonly offset: number
  readonly order: readonly string[]
  readonly where: readonly Condition[]
  readonly filters: ReadonlySet<string>
  readonly time: string | undefined
  readonly include: readonly string[]
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
}

export interface Condition {
  readonly key: string
  readonly operator: string
  readonly value: string
}

// Measured: 25 unless told, never more than 100 whatever is asked.
const usualPerPage = 25
const mostPerPage = 100

export function readQuestion(url: string): Question {
  const { pathname, searchParams } = new URL(url, 'http://sandbox.invalid')
  const parameters = new Map(searchParams)
  return {
    path: pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname,
    parameters,
    perPage: Math.min(count(parameters.get('per_page')) ?? usualPerPage, mostPerPage),
    offset: count(parameters.get('offset')) ?? 0,
    order: words(parameters.get('order')),
    where: conditions(parameters),
    filters: new Set(words(parameters.get('filter'))),
    time: parameters.get('time'),
    include: words(parameters.get('include')),
    fields: fieldsByType(parameters),
  }
}

/** The includes that exist, at most two levels deep, each once. */
export function knownIncludes(product: Product, resource: Resource, asked: readonly string[]): string[][] {
  const paths = [...new Set(asked)].map(name => name.split('.'))
  return paths.filter(path => {
    const [first = '', second, ...deeper] = path
    if (deeper.length > 0 || !resource.include?.includes(first)) return false
    return second === undefined || targetOf(product, resource, first)?.include?.includes(second) === true
  })
}

export function targetOf(product: Product, resource: Resource, edge: string): Resource | undefined {
  return product.resources.get(resource.edges?.[edge]?.to ?? '')
}

/** Rebuilds the query as Planning Center does: keys sorted, square brackets as they are, everything else encoded. */
export function queryString(parameters: ReadonlyMap<string, string>): string {
  const pairs = [...parameters].sort(([left], [right]) => (left < right ? -1 : 1))
  return pairs.map(([key, value]) => `${key.split(/([[\]])/).map(bracketOr).join('')}=${encode(value)}`).join('&')
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(',').map(word => word.trim()).filter(word => word !== '')
}

function conditions(parameters: ReadonlyMap<string, string>): Condition[] {
  return [...parameters].flatMap(([name, value]) => {
    const [, key, operator = ''] = /^where\[([^\]]+)\](?:\[([^\]]+)\])?$/.exec(name) ?? []
    return key === undefined ? [] : [{ key, operator, value }]
  })
}

function fieldsByType(parameters: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const fields = new Map<string, Set<string>>()
  for (const [name, value] of parameters) {
    const [, type] = /^fields\[([^\]]+)\]$/.exec(name) ?? []
    if (type !== undefined) fields.set(type, new Set(words(value)))
  }
  return fields
}

function bracketOr(part: string): string {
  return part === '[' || part === ']' ? part : encode(part)
}

function encode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
