import type { Church, PeoplePermissions, PersonRecord, World } from './records'

interface Place {
  readonly churchId: string
  readonly personId: string
}

interface PermissionChange {
  readonly peoplePermissions?: PeoplePermissions
  readonly siteAdministrator?: boolean
}

export function setPermission(world: World, place: Place, change: PermissionChange): void {
  const { church, person } = findPerson(world, place)
  Object.assign(person, change)
  stamp(world, church, person)
}

/** The profile and everything hanging on it are gone, and so is the seat from which its human logged in. */
export function deletePerson(world: World, place: Place): void {
  const { church } = findPerson(world, place)
  church.people.delete(place.personId)
  for (const records of [church.emails, church.phoneNumbers, church.addresses, church.householdMemberships,
    church.listResults, church.fieldData]) {
    removeOf(place.personId, records)
  }
  removeEmptyHouseholds(church)
  removeSeats(world, seat => seat.churchId === place.churchId && seat.personId === place.personId)
  church.revision += 1
}

/** Two profiles of one person become one: afterwards only the merger still knows the removed id. */
export function mergePeople(world: World, merge: { churchId: string; keep: string; remove: string }): void {
  const { churchId, keep, remove } = merge
  const { church, person } = findPerson(world, { churchId, personId: keep })
  deletePerson(world, { churchId, personId: remove })
  stamp(world, church, person)
  const id = nextMergerId(world)
  church.personMergers.set(id, { id, personToKeepId: keep, personToRemoveId: remove, createdAt: person.updatedAt })
}

export function deleteChurch(world: World, churchId: string): void {
  world.churches.delete(churchId)
  removeSeats(world, seat => seat.churchId === churchId)
}

function findPerson(world: World, place: Place): { church: Church; person: PersonRecord } {
  const church = world.churches.get(place.churchId)
  const person = church?.people.get(place.personId)
  if (!church || !person) throw new Error(`No person ${place.personId} in church ${place.churchId}`)
  return { church, person }
}

function stamp(world: World, church: Church, person: PersonRecord): void {
  person.updatedAt = Math.floor(world.clock.now() / 1000) * 1000
  church.revision += 1
}

function removeOf(personId: string, records: Map<string, { readonly id: string; readonly personId: string }>): void {
  for (const record of records.values()) if (record.personId === personId) records.delete(record.id)
}

function removeEmptyHouseholds(church: Church): void {
  for (const household of church.households.values()) {
    const members = [...church.householdMemberships.values()].filter(membership => membership.householdId === household.id)
    const [next] = members
    if (!next) church.households.delete(household.id)
    else if (!church.people.has(household.primaryContactId)) household.primaryContactId = next.personId
  }
}

function removeSeats(world: World, isGone: (seat: Place) => boolean): void {
  for (const login of world.logins) login.seats = login.seats.filter(seat => !isGone(seat))
}

function nextMergerId(world: World): string {
  return String([...world.churches.values()].reduce((id, church) => id + church.personMergers.size, 12_870_031))
}
