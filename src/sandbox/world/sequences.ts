// People start just below a new digit, so that sorting ids as text puts them in a visibly wrong order.
const firstIds = {
  person: 99_999_971, email: 88_120_401, phoneNumber: 71_330_118, address: 64_902_255, household: 31_760_904,
  householdMembership: 52_118_630, campus: 24_501, list: 3_871_120, listShare: 998_120, listResult: 410_066_201, tab: 97_996,
  fieldDefinition: 615_201, fieldOption: 2_204_871, fieldDatum: 1_083_340_021, membershipType: 182_301, maritalStatus: 421_770,
  inactiveReason: 160_921, namePrefix: 340_881, nameSuffix: 351_402, personMerger: 12_870_031,
}

/** Ids are shared by all churches of the pretend Planning Center, one sequence for each kind of record. */
export interface Sequences {
  next(kind: keyof typeof firstIds): string
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
