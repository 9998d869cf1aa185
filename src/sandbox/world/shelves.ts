import { tableOf } from './journal'
import type { Change, Church, TableName, Tables } from './records'
import { perRevision } from './remembered'

/** All records of a kind, as the same list until one of them changes: what is computed from the list can be remembered. */
export function shelf<Name extends TableName>(name: Name): (church: Church) => readonly Tables[Name][] {
  const all = (church: Church) => [...tableOf(church, name).values()]
  return perRevision(all, (rows, changes, church) => (changes.some(({ table }) => table === name) ? all(church) : rows))
}

/** Records found by what they belong to. */
export function shelfBy<Name extends TableName>(name: Name, owner: (record: Tables[Name]) => string) {
  const sorted = perRevision(
    church => groupBy(tableOf(church, name).values(), owner),
    (groups, changes, church) => {
      for (const record of recordsOf(changes, name)) {
        regroup(groups, owner(record), record, tableOf(church, name).get(record.id))
      }
      return groups
    },
  )
  return (church: Church, ownerId: string): readonly Tables[Name][] => sorted(church).get(ownerId) ?? []
}

/** The record with an id as a list of one, or an empty list: what a to-one edge leads to. */
export function only<R>(records: ReadonlyMap<string, R>, id: string | null): readonly R[] {
  const record = id === null ? undefined : records.get(id)
  return record ? [record] : []
}

export const everybody = shelf('people')
export const emailsOf = shelfBy('emails', email => email.personId)
export const phoneNumbersOf = shelfBy('phoneNumbers', phone => phone.personId)
export const addressesOf = shelfBy('addresses', address => address.personId)
export const membershipsOf = shelfBy('householdMemberships', membership => membership.personId)
export const membershipsIn = shelfBy('householdMemberships', membership => membership.householdId)
export const resultsOf = shelfBy('listResults', result => result.listId)
export const resultsFor = shelfBy('listResults', result => result.personId)
export const sharesOf = shelfBy('listShares', share => share.listId)
export const dataOf = shelfBy('fieldData', datum => datum.personId)
export const optionsOf = shelfBy('fieldOptions', option => option.fieldDefinitionId)
export const definitionsOf = shelfBy('fieldDefinitions', definition => definition.tabId)

function recordsOf<Name extends TableName>(changes: readonly Change[], name: Name): Tables[Name][] {
  return changes.flatMap(change => (change.table === name ? change.record as Tables[Name] : []))
}

function groupBy<R>(rows: Iterable<R>, key: (row: R) => string): Map<string, readonly R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** A record is edited where it lies and never changes its owner: here it only comes or goes. */
function regroup<R extends { readonly id: string }>(groups: Map<string, readonly R[]>, owner: string, record: R, present: R | undefined) {
  const group = groups.get(owner) ?? []
  const isKnown = group.some(({ id }) => id === record.id)
  if (present && !isKnown) groups.set(owner, [...group, present])
  if (!present && isKnown) groups.set(owner, group.filter(({ id }) => id !== record.id))
}
