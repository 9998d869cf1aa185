import { asQuery, ID, own, type Question } from './asking'
import { descriptions, type Edge, type Product } from './descriptions'
import type { Answer, Request } from './transport'

/** One step on the way through a product: to one of many by its id, to all of them, or to what there is one of. */
export interface Step {
  edge: string
  id?: string
}

/** Somewhere in a product, as its description has it. */
export interface Spot {
  product: Product
  path: string
  /** Of what lies here; of many, of each. */
  type: string
  /** Where many lie: what can be asked of them as a whole. */
  edge: Edge | null
}

export interface Look {
  spot: Spot
  question: Question
  /** A day, such as 2024-03-01: the form the product had then. The one its description tells of, if none is named. */
  version?: string
}

/** An answer as it came, for whoever wants to see the answer itself. */
export interface Seen extends Answer {
  /** As it was asked, in words that people can read. */
  url: string
  version: string
}

/** @returns null where the product's description knows of nothing */
export function spotAt(product: Product, steps: readonly Step[]): Spot | null {
  const { base, types } = descriptions[product]
  let spot: Spot = { product, path: base, type: 'Organization', edge: null }
  for (const { edge: name, id } of steps) {
    const edge: Edge | undefined = spot.edge ? undefined : own(types[spot.type]?.edges, name)
    if (!edge || (id !== undefined && !(edge.many && ID.test(id)))) return null
    const isAll = edge.many && id === undefined
    spot = { product, path: `${spot.path}/${name}${id === undefined ? '' : `/${id}`}`, type: edge.to, edge: isAll ? edge : null }
  }
  return spot
}

/** @throws Error for words the description does not have, and where a Person's fields are not named */
export async function lookAt({ spot, question, version }: Look, { url, ask }: { url: string; ask: (request: Request) => Promise<Answer> }): Promise<Seen> {
  const description = descriptions[spot.product]
  const query = asQuery(question, { description, type: spot.type, ...(spot.edge && { edge: spot.edge }) })
  const asked = version ?? description.version
  const answer = await ask({ path: spot.path, query, version: asked, showsRefusals: true })
  return { ...answer, url: readable(url + spot.path, query), version: asked }
}

/** Brackets and commas stay as they are: Planning Center reads both. */
function readable(address: string, query: Record<string, string>): string {
  const written = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':')}`)
  return written.length > 0 ? `${address}?${written.join('&')}` : address
}
