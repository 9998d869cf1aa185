import api from './descriptions/api.json'
import calendar from './descriptions/calendar.json'
import checkIns from './descriptions/check-ins.json'
import current from './descriptions/current.json'
import giving from './descriptions/giving.json'
import groups from './descriptions/groups.json'
import people from './descriptions/people.json'
import publishing from './descriptions/publishing.json'
import registrations from './descriptions/registrations.json'
import services from './descriptions/services.json'
import webhooks from './descriptions/webhooks.json'
import type { Products } from './types'

export type Product = keyof Products

/** What a consent opens: a product's own name, but that a scope has no hyphen. Current needs none. */
export type Scope = Exclude<Product, 'check-ins' | 'current'> | 'check_ins'

/** `json` is whatever is no plain value. */
export type Kind = 'string' | 'boolean' | 'integer' | 'number' | 'date' | 'datetime' | 'json'

export interface Edge {
  to: string
  many: boolean
  filters?: readonly string[]
}

export interface TypeDescription {
  attributes?: Readonly<Record<string, Kind>>
  relationships?: Readonly<Record<string, { to: string; many: boolean }>>
  /** What lies below a resource; below the Organization, a product's collections. */
  edges?: Readonly<Record<string, Edge>>
  include?: readonly string[]
  order?: readonly string[]
  where?: Readonly<Record<string, Kind>>
}

/** A product of Planning Center at the version that is asked for, as its OpenAPI document tells it. */
export interface Description {
  product: Product
  base: string
  /** Pinned: without it Planning Center would use whatever the application's page is set to, and a new one may change shapes under us. */
  version: string
  /** The consent that opens it; null: any. */
  scope: Scope | null
  types: Readonly<Record<string, TypeDescription>>
}

/** What the compiler makes of the files is too wide to be told apart: `string` where a kind stands. */
const asDescription = (file: object) => file as Description

export const descriptions: Readonly<Record<Product, Description>> = {
  api: asDescription(api),
  calendar: asDescription(calendar),
  'check-ins': asDescription(checkIns),
  current: asDescription(current),
  giving: asDescription(giving),
  groups: asDescription(groups),
  people: asDescription(people),
  publishing: asDescription(publishing),
  registrations: asDescription(registrations),
  services: asDescription(services),
  webhooks: asDescription(webhooks),
}

/** A Person, and what else carries medical notes, comes with all it has unless its fields are named: so they must be. */
export function mustNameFields(type: string, { types }: Description): boolean {
  return type === 'Person' || types[type]?.attributes?.['medical_notes'] !== undefined
}

const STEPS: ReadonlySet<string> = new Set([...Object.values(descriptions).flatMap(({ types }) => Object.values(types).flatMap(({ edges = {} }) => Object.keys(edges))), 'run'])
const MOST_SEGMENTS = 4

/** For errors, the log and figures: `/people/v2/people/:id`. An id may be a word, and whose it is; a way may be as long as somebody likes. */
export function withoutIds(path: string): string {
  const [, product = '', version = '', ...segments] = path.split('?')[0]?.split('/') ?? []
  const named = segments.map((segment) => (STEPS.has(segment) ? segment : ':id'))
  const shown = named.length > MOST_SEGMENTS ? ['…', ...named.slice(named.at(-1) === ':id' ? -2 : -1)] : named
  return ['', product, version, ...shown].join('/')
}
