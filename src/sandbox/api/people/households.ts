import { membershipsIn, only } from '../../world/shelves'
import type { Church, HouseholdMembershipRecord, HouseholdRecord, PersonRecord } from '../../world/world'
import { flag, text, times, whole, type Filter, type Resource } from '../graph/resource'
import { fullName } from './names'

const householdKeys = ['created_at', 'member_count', 'name', 'primary_contact_name', 'updated_at']

export const household: Resource<HouseholdRecord> = {
  type: 'Household',
  path: ({ id }) => `/households/${id}`,
  attributes: {
    avatar: text(() => null),
    member_count: whole(({ id }, { church }) => membershipsIn(church, id).length, { fromElsewhere: true }),
    name: text(({ name }) => name),
    primary_contact_id: text(({ primaryContactId }) => primaryContactId),
    primary_contact_name: text(({ primaryContactId }, { church }) => nameOf(church, primaryContactId), { fromElsewhere: true }),
    ...times(),
  },
  order: householdKeys,
  where: householdKeys,
  include: ['people'],
  relationships: {
    primary_contact: { type: 'Person', ids: ({ primaryContactId }) => primaryContactId },
    people: { type: 'Person', ids: ({ id }, { church }) => peopleIn(church, id).map(person => person.id) },
  },
  edges: {
    household_memberships: { to: 'HouseholdMembership', many: true, rows: ({ id }, { church }) => membershipsIn(church, id) },
    people: {
      to: 'Person', many: true,
      rows: ({ id }, { church }) => peopleIn(church, id),
      filters: { non_pending: { keeps: isConfirmed }, without_deceased: { keeps: isLiving } },
    },
  },
}

export const householdMembership: Resource<HouseholdMembershipRecord> = {
  type: 'HouseholdMembership',
  path: ({ id, householdId }) => `/households/${householdId}/household_memberships/${id}`,
  attributes: {
    household_role: text(({ role }) => role),
    pending: flag(({ pending }) => pending),
    person_name: text(({ personId }, { church }) => nameOf(church, personId)),
  },
  order: ['pending', 'person_name'],
  where: ['pending', 'person_name'],
  include: ['household', 'person'],
  relationships: { person: { type: 'Person', ids: ({ personId }) => personId } },
  edges: {
    household: { to: 'Household', many: false, rows: ({ householdId }, { church }) => only(church.households, householdId) },
    person: { to: 'Person', many: false, rows: ({ personId }, { church }) => only(church.people, personId) },
  },
}

function nameOf(church: Church, personId: string): string | null {
  const person = church.people.get(personId)
  return person ? fullName(person) : null
}

function peopleIn(church: Church, householdId: string): readonly PersonRecord[] {
  return membershipsIn(church, householdId).flatMap(({ personId }) => only(church.people, personId))
}

function isConfirmed(...[person, { asker, owner }]: Parameters<Filter['keeps']>): boolean {
  return membershipsIn(asker.church, owner.id).some(({ personId, pending }) => personId === person.id && !pending)
}

/** People are marked as deceased by the reason for which their profile is inactive. */
function isLiving(...[person, { asker }]: Parameters<Filter['keeps']>): boolean {
  const reasonId = asker.church.people.get(person.id)?.inactiveReasonId
  return !reasonId || asker.church.inactiveReasons.get(reasonId)?.value !== 'Deceased'
}
