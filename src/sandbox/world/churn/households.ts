import type { Amend, Pen } from '../amend'
import { leaveHousehold } from '../households'
import type { HouseholdRecord } from '../records'
import { membershipsIn, membershipsOf } from '../shelves'

/** Who lives with whom: coming and going moves no timestamp, neither the person's nor the household's. */
export function householdChurn(amend: Amend) {
  return {
    /** The first is the primary contact; they leave the households they were in. */
    newHousehold: (name: string, personIds: readonly string[]): HouseholdRecord => amend(pen => {
      const { ids, now, put } = pen
      const primaryContactId = pen.find('people', personIds[0] ?? '').id
      const before = personIds.flatMap(personId => membershipsOf(pen.church, personId))
      const household = put('households', { id: ids.next('household'), name, primaryContactId, createdAt: now, updatedAt: now })
      for (const personId of personIds) join(pen, personId, household.id)
      for (const membership of before) leaveHousehold(pen, membership)
      return household
    }),

    /** Out of every other household. */
    moveToHousehold: (personId: string, householdId: string): void => amend(pen => {
      const before = membershipsOf(pen.church, personId)
      if (!before.some(membership => membership.householdId === householdId)) join(pen, personId, pen.find('households', householdId).id)
      for (const membership of before) if (membership.householdId !== householdId) leaveHousehold(pen, membership)
    }),

    renameHousehold: (id: string, name: string): HouseholdRecord =>
      amend(({ edit, now }) => edit('households', id, { name, updatedAt: now })),

    /** Its people stay, without a household. */
    dissolveHousehold: (id: string): void => amend(({ church, remove }) => {
      for (const membership of membershipsIn(church, id)) remove('householdMemberships', membership.id)
      remove('households', id)
    }),
  }
}

function join({ find, ids, put }: Pen, personId: string, householdId: string): void {
  const role = find('people', personId).child ? 'child' as const : 'adult' as const
  put('householdMemberships', { id: ids.next('householdMembership'), householdId, personId, role, pending: false })
}
