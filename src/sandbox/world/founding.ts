import type { ChoiceRecord, Church } from './records'
import type { Sequences } from './sequences'

type ChurchFacts = Pick<Church, 'id' | 'name' | 'subdomain' | 'timeZone' | 'countryCode' | 'website' | 'createdAt'>

export function foundChurch(facts: ChurchFacts, ids: Sequences): Church {
  return {
    ...facts,
    revision: 0,
    journal: [],
    people: new Map(),
    emails: new Map(),
    phoneNumbers: new Map(),
    addresses: new Map(),
    households: new Map(),
    householdMemberships: new Map(),
    campuses: new Map(),
    lists: new Map(),
    listShares: new Map(),
    listResults: new Map(),
    tabs: new Map(),
    fieldDefinitions: new Map(),
    fieldOptions: new Map(),
    fieldData: new Map(),
    membershipTypes: choices(['Member', 'Regular Attender', 'Visitor', 'Former Member'], () => ids.next('membershipType')),
    maritalStatuses: choices(['Single', 'Married', 'Widowed', 'Divorced', 'Separated'], () => ids.next('maritalStatus')),
    inactiveReasons: choices(['Deceased', 'Moved away', 'No contact'], () => ids.next('inactiveReason')),
    namePrefixes: choices(['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Rev.'], () => ids.next('namePrefix')),
    nameSuffixes: choices(['Jr.', 'Sr.', 'III'], () => ids.next('nameSuffix')),
    personMergers: new Map(),
  }
}

/** The id of a choice by what it says; a name that is not among the choices is a mistake in the sample church. */
export function choiceId(choiceRecords: Map<string, ChoiceRecord>, value: string | undefined): string | null {
  if (value === undefined) return null
  for (const choice of choiceRecords.values()) if (choice.value === value) return choice.id
  throw new Error(`The sample church has no choice "${value}"`)
}

function choices(values: readonly string[], nextId: () => string): Map<string, ChoiceRecord> {
  return new Map(values.map((value, index) => {
    const id = nextId()
    return [id, { id, value, sequence: index + 1 }]
  }))
}
