import type { Church } from '../../world/world'
import { groupBy, perRevision } from '../graph/remembered'

/** All records of a kind, as the same list until the church changes: what is computed from the list can be remembered. */
export function shelf<R>(pick: (church: Church) => ReadonlyMap<string, R>): (church: Church) => readonly R[] {
  return perRevision(church => [...pick(church).values()])
}

/** Records found by what they belong to. */
export function shelfBy<R>(pick: (church: Church) => ReadonlyMap<string, R>, owner: (record: R) => string) {
  const grouped = perRevision(church => groupBy(pick(church).values(), owner))
  return (church: Church, ownerId: string): readonly R[] => grouped(church).get(ownerId) ?? []
}

/** The record with an id as a list of one, or an empty list: what a to-one edge leads to. */
export function only<R>(records: ReadonlyMap<string, R>, id: string | null): readonly R[] {
  const record = id === null ? undefined : records.get(id)
  return record ? [record] : []
}

export const everybody = shelf(church => church.people)
export const emailsOf = shelfBy(church => church.emails, email => email.personId)
export const phoneNumbersOf = shelfBy(church => church.phoneNumbers, phone => phone.personId)
export const addressesOf = shelfBy(church => church.addresses, address => address.personId)
export const membershipsOf = shelfBy(church => church.householdMemberships, membership => membership.personId)
export const membershipsIn = shelfBy(church => church.householdMemberships, membership => membership.householdId)
export const resultsOf = shelfBy(church => church.listResults, result => result.listId)
export const sharesOf = shelfBy(church => church.listShares, share => share.listId)
export const dataOf = shelfBy(church => church.fieldData, datum => datum.personId)
export const optionsOf = shelfBy(church => church.fieldOptions, option => option.fieldDefinitionId)
export const definitionsOf = shelfBy(church => church.fieldDefinitions, definition => definition.tabId)
