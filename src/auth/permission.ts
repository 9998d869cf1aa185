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

/** Viewer or higher; an Organization Administrator is shown the people whatever the level says. */
export const mayListPeople = ({ level, administrator }: Permission) => administrator || (level !== null && !/^no.access$/i.test(level))

/** Whom to ask; nobody reads further. */
const MOST_NAMED = 5

const person = z.object({ name: z.string() })

/** The names of those who can give permissions. Everybody may read their own rights; only who may list people is shown the others'. */
export async function readAdministrators(planningCenter: PlanningCenterClient): Promise<string[]> {
  if (!mayListPeople(await readPermission(planningCenter))) return []

  const question = { filter: 'organization_admins', 'where[status]': 'active', order: 'last_name,first_name', per_page: String(MOST_NAMED) }
  const found = await planningCenter.list('/people/v2/people', { ...question, 'fields[Person]': 'name,site_administrator' })
  return found.data.flatMap(({ attributes }) => {
    // Others' flags are shown to administrators only; where one is shown, it is right.
    if (attributes['site_administrator'] === false) return []
    const parsed = person.safeParse(attributes)
    return parsed.success ? [parsed.data.name] : []
  })
}
