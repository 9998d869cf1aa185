import { targetOf } from './question'
import { follow, type Resource, type Row } from './resource'
import { writeResource, type Desk, type Place, type ResourceObject } from './writing'

/** Everything the include paths reach from these rows, each once and never a row that is already there. */
export function writeIncluded(
  desk: Desk, { resource, rows }: { resource: Resource; rows: readonly Row[] }, include: readonly string[][],
): ResourceObject[] {
  const reached = new Map<string, Place & { include: string[][] }>()
  const primary = new Set(rows.map(row => `${resource.type} ${row.id}`))
  const reach = (from: Resource, starts: readonly Row[], [first = '', ...deeper]: readonly string[]): void => {
    const edge = from.edges?.[first]
    const target = targetOf(desk.product, from, first)
    if (!edge || !target) return
    const found = starts.flatMap(row => follow(edge, row, desk.asker))
    for (const row of found) {
      const key = `${target.type} ${row.id}`
      const known = reached.get(key) ?? { resource: target, row, include: [] }
      if (deeper.length > 0) known.include.push(deeper)
      if (!primary.has(key)) reached.set(key, known)
    }
    if (deeper.length > 0) reach(target, found, deeper)
  }
  for (const path of include) reach(resource, rows, path)
  return [...reached.values()].map(each => writeResource(desk, each, { length: 'short', include: each.include }))
}
