import { Router } from 'express'
import { visitorOf, type Visitor } from '../auth/visitor'
import type { Feature } from '../feature'
import { addDays, dayIn, nextSunday } from '../web/days'
import { count, dayOfYear } from '../web/format'
import { fieldValue, type Page } from '../web/page'
import { allOf, groupBy } from '../web/rows'
import { show } from '../web/views'

const fields = { Organization: ['time_zone'], ServiceType: ['name'], Plan: ['sort_date', 'needed_positions_count'], PlanPerson: ['name', 'team_position_name', 'status'], Team: ['name'] } as const
const unanswered = { text: 'not answered yet', tone: 'warn' } as const

export const serving: Feature = {
  name: 'serving',
  permission: 'signed-in',
  scopes: ['services'],
  navigation: { text: 'Serving', icon: 'calendar' },
  reads: fields,
  routes: ({ clock }) => Router().get('/', async (req, res) => show(res, nextSundayPage(await readNextSunday(visitorOf(req), clock.now())))),
}

async function readNextSunday({ planningCenter }: Visitor, now: number) {
  const services = planningCenter.ask('services')
  const [{ attributes: { time_zone: timeZone } }, types] = await Promise.all([services.get({ fields }), allOf(services.each('service_types', { fields, order: 'sequence' }))])
  const day = nextSunday(dayIn(timeZone, now))
  const plans = types.map(async ({ id, attributes: { name } }) => {
    const ofType = services.at('service_types', id)
    const near = await ofType.list('plans', { fields, order: 'sort_date', filter: ['after', 'before'], parameters: { after: addDays(day, -1), before: addDays(day, 2) } })
    const onSunday = near.rows.filter(({ attributes: { sort_date: at } }) => at !== null && dayIn(timeZone, Date.parse(at)) === day)
    const peopleOf = (planId: string) => allOf(ofType.at('plans', planId).each('team_members', { fields, include: ['team'], filter: ['not_declined'] }))
    return Promise.all(onSunday.map(async ({ id, attributes }) => ({ name, open: attributes.needed_positions_count ?? 0, people: await peopleOf(id) })))
  })
  return { day, timeZone, services: (await Promise.all(plans)).flat() }
}

function nextSundayPage({ day, timeZone, services }: Awaited<ReturnType<typeof readNextSunday>>): Page {
  const shown = services.map(({ name, open, people }) => {
    const teams = [...groupBy(people, ({ related }) => related.team?.attributes.name ?? 'Without a team')]
    const fields = teams.map(([name, team]) => ({ name, values: team.map(({ attributes: { name, team_position_name: note, status } }) => fieldValue(name ?? '', { note, badges: status === 'C' ? [] : [unanswered] })) }))
    return { name, fields: open > 0 ? [...fields, { name: 'Still open', values: [fieldValue(count(open, 'place', 'places'))] }] : fields }
  })
  return { view: 'serving/next-sunday', title: `Serving on Sunday, ${dayOfYear(day)}`, isEmpty: services.every(({ people }) => people.length === 0), services: shown, paper: { counted: '', timeZone } }
}
