import type { Enrolment } from './enrolment'
import type { HouseholdRecord, PersonRecord } from './records'

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

function addAddress({ church, ids }: Pick<Enrolment, 'church' | 'ids'>, person: PersonRecord, home: Home): void {
  const id = ids.next('address')
  const { createdAt, updatedAt } = person
  const lines = { street: home.street, secondLine: home.secondLine ?? null, city: home.city, state: home.state, zip: home.zip }
  church.addresses.set(id, { id, personId: person.id, location: 'Home', primary: true, createdAt, updatedAt, ...lines })
}
