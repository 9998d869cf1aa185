import type { ChoiceRecord, Church } from './records'

/** Ids are shared by all churches of the pretend Planning Center, one sequence for each kind of record. */
export interface Sequences {
  next(kind: keyof typeof firstIds): string
}

// People start just below a new digit, so that sorting ids as text puts them in a visibly wrong order.
const firstIds = {
  person: 99_999_971, email: 88_120_401, phoneNumber: 71_330_118, address: 64_902_255, household: 31_760_904,
  householdMembership: 52_118_630, campus: 24_501, list: 3_871_120, listShare: 998_120, listResult: 410_066_201, tab: 97_996,
  fieldDefinition: 615_201, fieldOption: 2_204_871, fieldDatum: 1_083_340_021, membershipType: 182_301, maritalStatus: 421_770,
  inactiveReason: 160_921, namePrefix: 340_881, nameSuffix: 351_402,
}

export function createSequences(): Sequences {
  const used = new Map<string, number>()
  return {
    next(kind) {
      const count = used.get(kind) ?? 0
      used.set(kind, count + 1)
      return String(firstIds[kind] + count)
    },
  }
}

type ChurchFacts = Pick<Church, 'id' | 'name' | 'subdomain' | 'timeZone' | 'countryCode' | 'website' | 'createdAt'>

export function foundChurch(facts: ChurchFacts, ids: Sequences): Church {
  return {
    ...facts,
    revision: 0,
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
    maritalStatuses: choices(['Single', 'Married', 'Widowed', 'Divorced'], () => ids.next('maritalStatus')),
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
