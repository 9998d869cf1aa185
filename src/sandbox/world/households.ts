import type { Pen } from './amend'
import type { Enrolment } from './enrolment'
import type { HouseholdMembershipRecord, HouseholdRecord, PersonRecord } from './records'
import { membershipsIn } from './shelves'

export interface Home {
  readonly street: string
  readonly secondLine?: string
  readonly city: string
  readonly state: string
  readonly zip: string
}

/** Puts people under one roof: the first is the primary contact, adults carry the address. */
export function settle({ church, ids }: Enrolment, members: readonly PersonRecord[], home?: Home): HouseholdRecord | undefined {
  const [contact] = members
  if (!contact) return undefined
  const { createdAt, updatedAt } = contact
  const name = contact.lastName || contact.firstName
  const household = { id: ids.next('household'), name, primaryContactId: contact.id, createdAt, updatedAt }
  church.households.set(household.id, household)
  for (const member of members) {
    const id = ids.next('householdMembership')
    const role = member.child ? 'child' as const : 'adult' as const
    church.householdMemberships.set(id, { id, householdId: household.id, personId: member.id, role, pending: false })
    if (home && !member.child) addAddress({ church, ids }, member, home)
  }
  return household
}

/** Moves no timestamp, as measured. A household without people is gone; one whose contact leaves gets the next as contact. */
export function leaveHousehold({ church, find, edit, remove }: Pen, { id, householdId, personId }: HouseholdMembershipRecord): void {
  remove('householdMemberships', id)
  const [next] = membershipsIn(church, householdId).filter(membership => church.householdMemberships.has(membership.id))
  if (!next) remove('households', householdId)
  else if (find('households', householdId).primaryContactId === personId) {
    edit('households', householdId, { primaryContactId: next.personId })
  }
}

function addAddress({ church, ids }: Pick<Enrolment, 'church' | 'ids'>, person: PersonRecord, home: Home): void {
  const id = ids.next('address')
  const { createdAt, updatedAt } = person
  const lines = { street: home.street, secondLine: home.secondLine ?? null, city: home.city, state: home.state, zip: home.zip }
  church.addresses.set(id, { id, personId: person.id, location: 'Home', primary: true, createdAt, updatedAt, ...lines })
}
