import type { Edge, Product, Resource } from './resource'

export interface Step {
  readonly name: string
  readonly edge: Edge
  readonly id?: string
}

const USUAL_LEVELS = 2

/** A path through the product's graph: from the organization along at most as many edges as the product has levels. */
export interface Route {
  readonly steps: readonly Step[]
  readonly type: string
  readonly isCollection: boolean
}

/** `/people/7/emails` is the edge people, the row 7, the edge emails. Undefined where the graph has no such path. */
export function findRoute(product: Product, path: string): Route | undefined {
  const steps: Step[] = []
  let at: Resource | undefined = product.root
  const [...segments] = path.split('/').filter(segment => segment !== '')
  while (segments.length > 0) {
    const name: string = segments.shift() ?? ''
    const edge: Edge | undefined = ownEdge(at, name)
    const last = steps.at(-1)
    if (!edge || steps.length === (product.levels ?? USUAL_LEVELS) || (last && last.id === undefined)) return undefined
    const id = edge.many ? segments.shift() : undefined
    steps.push(id === undefined ? { name, edge } : { name, edge, id })
    at = product.resources.get(edge.to)
  }
  const last = steps.at(-1)
  return {
    steps,
    type: last?.edge.to ?? product.root.type,
    isCollection: last !== undefined && last.edge.many && last.id === undefined,
  }
}

function ownEdge(resource: Resource | undefined, name: string): Edge | undefined {
  return resource?.edges && Object.hasOwn(resource.edges, name) ? resource.edges[name] : undefined
}
