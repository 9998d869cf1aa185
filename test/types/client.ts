// Compiled and never run: what Planning Center does not have must not compile. `npm run types` fails where one of these lines does.
import type { PlanningCenterClient } from '../../src/planning-center'

declare const planningCenter: PlanningCenterClient
const fields = { Person: ['name'] } as const

export async function people() {
  const everybody = planningCenter.ask('people')
  const { rows } = await everybody.list('people', {
    where: { search_name: 'ada', created_at: { gte: new Date() }, child: false, grade: { lt: 5 } },
    order: ['last_name', '-created_at'],
    include: ['emails', 'households.people', 'primary_campus'],
    filter: ['admins'],
    fields: { Person: ['name', 'primary_campus'], Email: ['address'] },
    perPage: 50,
  })
  const [person] = rows
  const name: string | null | undefined = person?.attributes.name
  const address: string | null | undefined = person?.related.emails[0]?.attributes.address
  const city: string | null | undefined = person?.related.primary_campus?.attributes.city
  const relative: string | null | undefined = person?.related.households[0]?.related.people[0]?.attributes.name
  // @ts-expect-error it was not among the fields
  void person?.attributes.created_at
  // @ts-expect-error it was not included
  void person?.related.phone_numbers
  // @ts-expect-error it was not among the fields of an Email
  void person?.related.emails[0]?.attributes.location

  // @ts-expect-error there is no such product
  planningCenter.ask('persons')
  // @ts-expect-error there is no such collection
  await everybody.list('emials')
  // @ts-expect-error there is one of it, not a list
  await everybody.list('me', { fields })
  // @ts-expect-error there are many: which?
  everybody.at('people')
  // @ts-expect-error a Person's fields are named
  await everybody.list('people', {})
  // @ts-expect-error a Person's fields are named
  await everybody.list('people')
  // @ts-expect-error a Person's fields are named, those of an included one too
  await everybody.list('households', { include: ['people'] })
  // @ts-expect-error a Person's fields are named, those two includes away too
  await everybody.list('people', { include: ['households.people'], fields: { Household: ['name'] } })
  // @ts-expect-error no such attribute
  await everybody.list('people', { fields: { Person: ['nmae'] } })
  // @ts-expect-error no such type
  await everybody.list('people', { fields: { Person: ['name'], Emial: ['address'] } })
  // @ts-expect-error no such order
  await everybody.list('people', { order: 'nmae', fields })
  // @ts-expect-error no such order, downwards either
  await everybody.list('people', { order: ['last_name', '-craeted_at'], fields })
  // @ts-expect-error no such include
  await everybody.list('people', { include: ['emials'], fields })
  // @ts-expect-error no such include behind the first
  await everybody.list('people', { include: ['households.poeple'], fields })
  // @ts-expect-error no such condition
  await everybody.list('people', { where: { serach_name: 'ada' }, fields })
  // @ts-expect-error a text has no more and less
  await everybody.list('people', { where: { last_name: { gte: 'a' } }, fields })
  // @ts-expect-error yes or no
  await everybody.list('people', { where: { child: 'yes' }, fields })
  // @ts-expect-error no such filter
  await everybody.list('people', { filter: ['admin'], fields })
  // @ts-expect-error no such part of a question
  await everybody.list('people', { perpage: 10, fields })
  return { name, address, city, relative }
}

export async function services() {
  const plan = planningCenter.ask('services').at('service_types', '1').at('plans', '2')
  for await (const member of plan.each('team_members', { include: ['person', 'team'], fields: { Person: ['first_name'] } })) {
    const status: string | null = member.attributes.status
    const pointer: string | undefined = member.relationships.person?.id
    const first: string | null | undefined = member.related.person?.attributes.first_name
    void [status, pointer, first]
  }
  await planningCenter.ask('services').at('service_types', '1').list('plans', { filter: ['future'], order: 'sort_date', perPage: 1 })
  // @ts-expect-error plans have no such order
  await planningCenter.ask('services').at('service_types', '1').list('plans', { order: 'starts_at' })
  // @ts-expect-error plans have no such filter
  await planningCenter.ask('services').at('service_types', '1').list('plans', { filter: ['next'] })
  // @ts-expect-error a team member has no such include
  await plan.list('team_members', { include: ['people'] })
}

export async function otherProducts() {
  for await (const page of planningCenter.ask('groups').pages('groups')) void page.rows[0]?.attributes.members_are_confidential
  // @ts-expect-error groups can't be asked for by their type
  await planningCenter.ask('groups').list('groups', { where: { group_type: '1' } })
  // @ts-expect-error a membership's order
  await planningCenter.ask('groups').at('groups', '1').list('memberships', { order: 'name' })

  const { rows } = await planningCenter.ask('check-ins').list('check_ins', { fields: { CheckIn: ['first_name', 'security_code'] } })
  void rows[0]?.attributes.security_code
  // @ts-expect-error a check-in carries medical notes: its fields are named
  await planningCenter.ask('check-ins').list('check_ins')

  const { rows: donations } = await planningCenter.ask('giving').list('donations', { where: { received_at: { gte: '2026-01-01' } }, include: ['designations'] })
  const cents: number | null | undefined = donations[0]?.related.designations[0]?.attributes.amount_cents
  // @ts-expect-error no such attribute
  void donations[0]?.attributes.amount
  // @ts-expect-error webhooks have no such order
  await planningCenter.ask('webhooks').list('available_events', { order: 'name' })

  await planningCenter.ask('calendar').list('event_instances', { filter: ['future'], order: 'starts_at', include: ['event'] })
  // @ts-expect-error dates lie on the instances, not on the events
  await planningCenter.ask('calendar').list('events', { order: 'starts_at' })
  await planningCenter.ask('registrations').at('signups', '1').list('attendees', { include: ['person'], fields: { Person: ['name'] } })
  await planningCenter.ask('publishing').list('episodes', { order: '-published_to_library_at' })
  // @ts-expect-error no such collection
  await planningCenter.ask('api').list('applications')
  const me = await planningCenter.ask('current').at('me').get({ include: ['organization'], fields: { Person: ['email'] } })
  const church: string | null | undefined = me.related.organization?.attributes.name
  return { cents, church }
}
