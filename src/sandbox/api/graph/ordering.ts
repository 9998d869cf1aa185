import type { Asker } from './asker'
import { queryable } from './conditions'
import { fold } from './folding'
import type { Attribute, Resource, Row } from './resource'

interface SortKey {
  readonly attribute: Attribute
  readonly direction: 1 | -1
}

// Sorting 20,000 people takes longer than cutting a page out of them: each order is computed once for a list of rows.
const sortedBefore = new WeakMap<readonly Row[], Map<string, readonly Row[]>>()

/** Empty values first, case and accents folded, ties by ascending id; names it does not know are ignored. */
export function inOrder(rows: readonly Row[], resource: Resource, order: readonly string[], asker: Asker): readonly Row[] {
  const known = order.flatMap(name => sortKey(resource, name, asker) ?? [])
  const orders = sortedBefore.get(rows) ?? new Map<string, readonly Row[]>()
  sortedBefore.set(rows, orders)
  const name = [asker.version, ...order].join(',')
  const sorted = orders.get(name) ?? sort(rows, known, asker)
  orders.set(name, sorted)
  return sorted
}

function sortKey(resource: Resource, name: string, asker: Asker): SortKey | undefined {
  const key = name.replace(/^-/, '')
  const attribute = resource.order.includes(key) ? queryable(resource, key, asker) : undefined
  return attribute && { attribute, direction: name.startsWith('-') ? -1 : 1 }
}

function sort(rows: readonly Row[], keys: readonly SortKey[], asker: Asker): readonly Row[] {
  if (keys.length === 0) return rows.toSorted((left, right) => compareIds(left.id, right.id))
  const decorated = rows.map(row => ({ row, values: keys.map(({ attribute }) => comparable(attribute.read(row, asker))) }))
  decorated.sort((left, right) => {
    // An index rather than entries(): this runs some 300,000 times for 20,000 people.
    for (let index = 0; index < keys.length; index += 1) {
      const difference = compare(left.values[index] ?? null, right.values[index] ?? null)
      if (difference !== 0) return difference * (keys[index]?.direction ?? 1)
    }
    return compareIds(left.row.id, right.row.id)
  })
  return decorated.map(({ row }) => row)
}

function comparable(value: unknown): string | number | null {
  if (typeof value === 'string') return fold(value)
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' ? value : null
}

function compare(left: string | number | null, right: string | number | null): number {
  if (left === right) return 0
  if (left === null || right === null) return left === null ? -1 : 1
  return left < right ? -1 : 1
}

/** Ids are numbers written as text, without leading zeros. */
function compareIds(left: string, right: string): number {
  return left.length - right.length || compare(left, right)
}
