import { amending, type Pen } from './amend'
import { leaveHousehold } from './households'
import type { PeoplePermissions, World } from './records'
import { addressesOf, dataOf, emailsOf, membershipsOf, phoneNumbersOf, resultsFor } from './shelves'

interface Place {
  readonly churchId: string
  readonly personId: string
}

interface PermissionChange {
  readonly peoplePermissions?: PeoplePermissions
  readonly siteAdministrator?: boolean
}

export function setPermission(world: World, { churchId, personId }: Place, change: PermissionChange): void {
  amending(world, churchId)(({ edit, now }) => edit('people', personId, { ...change, updatedAt: now }))
}

/** The profile and everything hanging on it are gone, and so is the seat from which its human logged in. */
export function deletePerson(world: World, { churchId, personId }: Place): void {
  amending(world, churchId)(pen => removePerson(pen, personId))
  removeSeats(world, seat => seat.churchId === churchId && seat.personId === personId)
}

/** Two profiles of one person become one: afterwards only the merger still knows the removed id. */
export function mergePeople(world: World, { churchId, keep, remove }: { churchId: string; keep: string; remove: string }): void {
  amending(world, churchId)(pen => {
    pen.edit('people', keep, { updatedAt: pen.now })
    removePerson(pen, remove)
    const id = pen.ids.next('personMerger')
    pen.put('personMergers', { id, personToKeepId: keep, personToRemoveId: remove, createdAt: pen.now })
  })
  removeSeats(world, seat => seat.churchId === churchId && seat.personId === remove)
}

export function deleteChurch(world: World, churchId: string): void {
  world.churches.delete(churchId)
  removeSeats(world, seat => seat.churchId === churchId)
}

function removePerson(pen: Pen, personId: string): void {
  const { church, find, remove } = pen
  find('people', personId)
  for (const membership of membershipsOf(church, personId)) leaveHousehold(pen, membership)
  for (const [table, records] of [
    ['emails', emailsOf(church, personId)], ['phoneNumbers', phoneNumbersOf(church, personId)],
    ['addresses', addressesOf(church, personId)], ['listResults', resultsFor(church, personId)], ['fieldData', dataOf(church, personId)],
  ] as const) {
    for (const { id } of records) remove(table, id)
  }
  remove('people', personId)
}

function removeSeats(world: World, isGone: (seat: Place) => boolean): void {
  for (const login of world.logins) login.seats = login.seats.filter(seat => !isGone(seat))
}
