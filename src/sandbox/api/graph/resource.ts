import { tableOf } from '../../world/journal'
import type { TableName } from '../../world/world'
import type { Asker } from './asker'

export interface Row {
  readonly id: string
}

/** `datetime` values are epoch milliseconds until they are written out, `date` values are `YYYY-MM-DD`. */
export type Kind = 'string' | 'boolean' | 'integer' | 'number' | 'date' | 'datetime' | 'json'

// Methods rather than function properties throughout: a catalogue holds resources of many kinds of row side by side.
export interface Attribute<R extends Row = Row> extends Traits {
  readonly kind: Kind
  read(row: R, asker: Asker): unknown
}

interface Traits {
  /** Only sent when `fields[Type]` names it. */
  readonly fieldsOnly?: true
  /** Left out where a single resource is read. */
  readonly collectionsOnly?: true
  /** Shown and queried only by Organization Administrators; `others`: everybody still sees their own. */
  readonly administratorsOnly?: 'all' | 'others'
  /** First version that has it, and first version that no longer has it. */
  readonly from?: string
  readonly until?: string
  /** Read from other records than the row: it may change while the row stays as it is. */
  readonly fromElsewhere?: true
}

/** Shown on every row, whether included or not. */
export interface Relationship<R extends Row = Row> {
  readonly type: string
  ids(row: R, asker: Asker): string | null | readonly string[]
}

/** A child path; an include as well if the resource lists it there. */
export interface Edge<R extends Row = Row> {
  readonly to: string
  readonly many: boolean
  /** Read by everybody who can sign in, whatever their rights; the one place whose answer names no parent. */
  readonly open?: true
  rows(row: R, asker: Asker): readonly Row[]
  /** The table whose records these are, all of them or those that somebody is shown: too many to be gone through each time. */
  readonly whole?: { readonly table: TableName; shows?(asker: Asker): (row: Row) => boolean }
  /** Where the single resource links, if neither below itself nor at the other end. */
  link?(row: R, asker: Asker): string | null
  readonly filters?: Readonly<Record<string, Filter>>
  /** Rows a collection leaves out unless this filter is named. */
  readonly hides?: { readonly unless: string; when(row: Row): boolean }
}

export interface Filter {
  keeps(row: Row, question: { readonly asker: Asker; readonly owner: Row; readonly time: string | undefined; readonly parameters: ReadonlyMap<string, string> }): boolean
}

export interface Search<R extends Row = Row> {
  matching(term: string, asker: Asker): { keeps(row: R): boolean }
}

export interface Resource<R extends Row = Row> {
  readonly type: string
  /** Below the product's base path. */
  path(row: R): string
  html?(row: R): string
  readonly attributes: Readonly<Record<string, Attribute<R>>>
  /** Can be sorted or queried by, but is never sent. */
  readonly keys?: Readonly<Record<string, Attribute<R>>>
  readonly searches?: Readonly<Record<string, Search<R>>>
  readonly order: readonly string[]
  readonly where: readonly string[]
  readonly include?: readonly string[]
  readonly relationships?: Readonly<Record<string, Relationship<R>>>
  readonly edges?: Readonly<Record<string, Edge<R>>>
}

export interface Product {
  readonly base: string
  /** Oldest first. */
  readonly versions: readonly [string, ...string[]]
  readonly resources: ReadonlyMap<string, Resource>
  readonly root: Resource
  /** Whether every answer must name its `fields[Person]` when the sandbox is told to insist. */
  readonly namesPersonFields: boolean
  /** How deep its addresses go; two unless told. */
  readonly levels?: number
  mayRead(asker: Asker): boolean
  /** Whether somebody is let into the product at all; everybody is where nothing is said. */
  mayEnter?(asker: Asker): boolean
}

/** Where an edge leads when no filter is named. */
export function follow(edge: Edge, row: Row, asker: Asker): readonly Row[] {
  const rows = edge.rows(row, asker)
  return edge.hides ? rows.filter(each => edge.hides?.when(each) !== true) : rows
}

/** One of the rows of a to-many edge. */
export function findRow(edge: Edge, id: string, { row, asker }: { row: Row; asker: Asker }): Row | undefined {
  if (!edge.whole) return edge.rows(row, asker).find(each => each.id === id)
  const found: Row | undefined = tableOf(asker.church, edge.whole.table).get(id)
  return found && edge.whole.shows?.(asker)(found) !== false ? found : undefined
}

export function resourceNamed(product: Product, type: string): Resource {
  const resource = product.resources.get(type)
  if (!resource) throw new Error(`${product.base} has no resource ${type}`)
  return resource
}

type Reading<R extends Row, Value> = (row: R, asker: Asker) => Value | null

export function text<R extends Row>(read: Reading<R, string>, traits: Traits = {}): Attribute<R> {
  return { kind: 'string', read, ...traits }
}

export function flag<R extends Row>(read: Reading<R, boolean>, traits: Traits = {}): Attribute<R> {
  return { kind: 'boolean', read, ...traits }
}

export function whole<R extends Row>(read: Reading<R, number | string>, traits: Traits = {}): Attribute<R> {
  return { kind: 'integer', read, ...traits }
}

export function decimal<R extends Row>(read: Reading<R, number>): Attribute<R> {
  return { kind: 'number', read }
}

export function day<R extends Row>(read: Reading<R, string>): Attribute<R> {
  return { kind: 'date', read }
}

export function moment<R extends Row>(read: Reading<R, number>, traits: Traits = {}): Attribute<R> {
  return { kind: 'datetime', read, ...traits }
}

export function json<R extends Row>(read: Reading<R, object>, traits: Traits = {}): Attribute<R> {
  return { kind: 'json', read, ...traits }
}

export function times<R extends Row & { readonly createdAt: number; readonly updatedAt: number }>(): Record<string, Attribute<R>> {
  return { created_at: moment(row => row.createdAt), updated_at: moment(row => row.updatedAt) }
}
