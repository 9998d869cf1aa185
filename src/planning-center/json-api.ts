import { z } from 'zod'

/** JSON:API as Planning Center speaks it: ids are strings, attributes are whatever the product says. */
const identifier = z.object({ type: z.string(), id: z.string() })

const resource = identifier.extend({
  attributes: z.record(z.string(), z.unknown()).default({}),
  relationships: z
    .record(z.string(), z.object({ data: z.union([identifier, z.array(identifier), z.null()]).optional() }))
    .default({}),
  links: z.record(z.string(), z.unknown()).default({}),
})

const included = z.array(resource).default([])

export const collectionShape = z.object({
  data: z.array(resource),
  included,
  meta: z.object({
    total_count: z.number().int().nonnegative(),
    count: z.number().int().nonnegative(),
    next: z.object({ offset: z.number().int().nonnegative() }).optional(),
  }),
})

export const singleShape = z.object({ data: resource, included })

export type Resource = z.infer<typeof resource>
export type Collection = z.infer<typeof collectionShape>
export type Single = z.infer<typeof singleShape>

/** The included resources a relationship of `owner` points at, in its order; absent ones are left out. */
export function related(owner: Resource, relationship: string, document: { included: Resource[] }): Resource[] {
  const pointer = owner.relationships[relationship]?.data
  const identifiers = Array.isArray(pointer) ? pointer : pointer ? [pointer] : []
  return identifiers.flatMap(({ type, id }) => document.included.filter((one) => one.type === type && one.id === id))
}
