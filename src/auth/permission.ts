import { z } from 'zod'
import type { PlanningCenterClient } from '../planning-center'

/** What Planning Center lets a person do, in its own words. */
export const permissionShape = z.object({ level: z.string().nullable(), administrator: z.boolean() })
export type Permission = z.infer<typeof permissionShape>

const attributes = z.object({ people_permissions: z.string().nullable().catch(null), site_administrator: z.boolean().catch(false) })

/** As it is at this moment, of whoever asks: everybody may read their own. */
export async function readPermission(planningCenter: PlanningCenterClient): Promise<Permission> {
  const me = await planningCenter.get('/people/v2/me', { 'fields[Person]': 'people_permissions,site_administrator' })
  const { people_permissions, site_administrator } = attributes.parse(me.data.attributes)
  return { level: people_permissions, administrator: site_administrator }
}
