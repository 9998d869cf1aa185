import { descriptions, spotAt, type Product, type Spot, type Step } from '../planning-center'

export const EXPLORER_PATH = '/explorer'

/** Somewhere in a product: the way there, and what lies there. */
export interface Stop {
  product: Product
  steps: readonly Step[]
  spot: Spot
}

/** An address of the explorer is Planning Center's own, below another beginning. */
export const addressOf = (product: Product, steps: readonly Step[] = []) =>
  [EXPLORER_PATH, product, ...steps.flatMap(({ edge, id }) => (id === undefined ? [edge] : [edge, id]))].join('/')

export const isProduct = (name: string): name is Product => Object.hasOwn(descriptions, name)

/** @returns null for what is nowhere in the product's description */
export function stopAt(product: Product, segments: readonly string[]): Stop | null {
  const steps: Step[] = []
  for (let at = 0; at < segments.length; at++) {
    const [edge = '', id] = segments.slice(at, at + 2)
    const next = spotAt(product, [...steps, { edge }])
    if (!next) return null
    if (next.edge && id !== undefined) at++
    steps.push(next.edge && id !== undefined ? { edge, id } : { edge })
  }
  const spot = steps.length > 0 ? spotAt(product, steps) : null
  return spot && { product, steps, spot }
}

/** Where an address of Planning Center's lies in the explorer; null for one that Foyer's description does not know. */
export function followed(link: unknown): string | null {
  if (typeof link !== 'string' || !URL.canParse(link)) return null
  const [, name = '', , ...segments] = new URL(link).pathname.split('/')
  const stop = isProduct(name) ? stopAt(name, segments) : null
  return stop && addressOf(stop.product, stop.steps)
}

/** Where one of this kind can be found by its id alone. */
export function homeOf(product: Product, type: string, id: string): string | null {
  const { types } = descriptions[product]
  const collection = Object.entries(types['Organization']?.edges ?? {}).find(([, edge]) => edge.many && edge.to === type)
  const steps = collection && [{ edge: collection[0], id }]
  return steps && spotAt(product, steps) ? addressOf(product, steps) : null
}
