import { z } from 'zod'
import { mayListPeople, type Permission } from '../auth/permission'
import { related, type PlanningCenterClient } from '../planning-center'
import { ConnectionTrouble } from './errors'

/** What a login is, as it says itself. */
export interface Login extends Permission {
  /** IANA name; UTC when Planning Center names none. */
  timeZone: string
}

const me = z.object({ people_permissions: z.string().nullable().catch(null), site_administrator: z.boolean().catch(false) })
const church = z.object({ time_zone: z.string().catch('UTC') })
const tabShape = z.object({ name: z.string().catch('') })

const TABS_AT_ONCE = 100
/** No church has more; a server that never ends is left at some point. */
const MOST_PAGES = 10

export async function readLogin(planningCenter: PlanningCenterClient): Promise<Login> {
  const answer = await planningCenter.get('/people/v2/me', {
    include: 'organization',
    'fields[Person]': 'people_permissions,site_administrator,organization',
    'fields[Organization]': 'time_zone',
  })
  const { people_permissions: level, site_administrator: administrator } = me.parse(answer.data.attributes)
  const { time_zone: timeZone } = church.parse(related(answer.data, 'organization', answer)[0]?.attributes ?? {})
  return { level, administrator, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' }
}

/** The custom tabs this login is shown. */
export async function readTabs(planningCenter: PlanningCenterClient): Promise<{ id: string; name: string }[]> {
  const tabs: { id: string; name: string }[] = []
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data } = await planningCenter.list('/people/v2/tabs', { 'fields[Tab]': 'name', per_page: String(TABS_AT_ONCE), offset: String(page * TABS_AT_ONCE) })
    tabs.push(...data.map(({ id, attributes }) => ({ id, name: tabShape.parse(attributes).name })))
    if (data.length < TABS_AT_ONCE) break
  }
  return tabs
}

/** @throws ConnectionTrouble naming those that are hidden from this login, or gone */
export async function mustSeeTabs(planningCenter: PlanningCenterClient, wanted: readonly { id: string; name: string }[]): Promise<void> {
  if (wanted.length === 0) return
  const seen = new Set((await readTabs(planningCenter)).map(({ id }) => id))
  const hidden = wanted.filter(({ id }) => !seen.has(id))
  if (hidden.length > 0) throw new ConnectionTrouble('tabs-hidden', hidden.map(({ name }) => name))
}

/** @throws ConnectionTrouble for a login that is shown nobody */
export function mustSeePeople(login: Login): void {
  if (!mayListPeople(login)) throw new ConnectionTrouble('no-access')
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}
