import type { Church } from '../../world/world'

/** Computes something about a church once, and again only after the church has changed. */
export function perRevision<T>(compute: (church: Church) => T): (church: Church) => T {
  const remembered = new WeakMap<Church, { readonly revision: number; readonly value: T }>()
  return church => {
    const known = remembered.get(church)
    if (known?.revision === church.revision) return known.value
    const value = compute(church)
    remembered.set(church, { revision: church.revision, value })
    return value
  }
}

export function groupBy<T>(rows: Iterable<T>, key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
