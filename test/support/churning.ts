import type { Mirroring } from './mirroring'

/** A change of a church's records, with two numbers that choose whom it befalls. */
export interface Change {
  verb: Verb
  a: number
  b: number
}

type Verb = keyof typeof verbs

/** Does it, or nothing, where there is nobody it could befall. */
export function churn(at: Mirroring, { verb, a, b }: Change): void {
  verbs[verb](at, a, b)
}

type Befall = (at: Mirroring, a: number, b: number) => void

const one = <Value>(values: Iterable<Value>, choice: number): Value | undefined => {
  const all = [...values]
  return all[choice % Math.max(1, all.length)]
}
/** Nobody who logs in is deleted or merged: that would end the reading itself. */
const guest = ({ church, sandbox }: Mirroring, choice: number) => {
  const seated = new Set(sandbox.world.logins.flatMap(({ seats }) => seats.map(({ personId }) => personId)))
  return one([...church.people.values()].filter(({ id }) => !seated.has(id)), choice)
}
const anybody = ({ church }: Mirroring, choice: number) => one(church.people.values(), choice)

const verbs = {
  addPerson: ({ churn }, a) => void churn.addPerson({ first: `New${a}`, last: 'Comer', emails: [`new${a}@example.org`] }),
  editPerson: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.editPerson(id, { firstName: `Edited${b}` })),
  editSilently: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.editPerson(id, { lastName: `Quiet${b}` }, { silently: true })),
  addEmail: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.addEmail(id, { address: `more${b}@example.org` }, { silently: b % 2 === 0 })),
  editEmail: (at, a, b) => withOne(one(at.church.emails.values(), a), ({ id }) => at.churn.editEmail(id, { address: `edited${b}@example.org` }, { silently: b % 2 === 0 })),
  removeEmail: (at, a, b) => withOne(one(at.church.emails.values(), a), ({ id }) => at.churn.removeEmail(id, { silently: b % 2 === 0 })),
  demoteEmail: (at, a) => withOne(one(at.church.emails.values(), a), ({ personId }) => at.churn.demotePrimaryEmail(personId)),
  addPhone: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.addPhone(id, { digits: `31955501${String(b % 100).padStart(2, '0')}` })),
  removePhone: (at, a, b) => withOne(one(at.church.phoneNumbers.values(), a), ({ id }) => at.churn.removePhone(id, { silently: b % 2 === 0 })),
  addAddress: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.addAddress(id, { street: `${b} New Street`, city: 'Cedar Falls', state: 'IA', zip: '50613' })),
  removeAddress: (at, a, b) => withOne(one(at.church.addresses.values(), a), ({ id }) => at.churn.removeAddress(id, { silently: b % 2 === 0 })),
  moveHousehold: (at, a, b) => withOne(anybody(at, a), ({ id }) => withOne(one(at.church.households.values(), b), (household) => at.churn.moveToHousehold(id, household.id))),
  newHousehold: (at, a, b) => withOne(anybody(at, a), ({ id }) => at.churn.newHousehold(`House ${b}`, [id])),
  renameHousehold: (at, a, b) => withOne(one(at.church.households.values(), a), ({ id }) => at.churn.renameHousehold(id, `Renamed ${b}`)),
  dissolveHousehold: (at, a) => withOne(one(at.church.households.values(), a), ({ id }) => at.churn.dissolveHousehold(id)),
  merge: (at, a, b) => withOne(guest(at, a), ({ id: keep }) => withOne(guest(at, b), ({ id: remove }) => keep !== remove && at.churn.mergePeople({ keep, remove }))),
  delete: (at, a) => withOne(guest(at, a), ({ id }) => at.churn.deletePerson(id)),
  deactivate: (at, a) => withOne(anybody(at, a), ({ id }) => at.churn.deactivate(id)),
  reactivate: (at, a) => withOne(anybody(at, a), ({ id }) => at.churn.reactivate(id)),
  setField: (at, a, b) => withOne(anybody(at, a), ({ id }) => withOne(one(at.church.fieldDefinitions.values(), b), (field) => at.churn.setFieldDatum(id, field.id, `value ${b}`))),
  removeField: (at, a) => withOne(one(at.church.fieldData.values(), a), ({ id }) => at.churn.removeFieldDatum(id)),
  renameCampus: (at, a, b) => withOne(one(at.church.campuses.values(), a), ({ id }) => at.churn.renameCampus(id, `Campus ${b}`)),
  addToList: (at, a, b) => withOne(one(at.church.lists.values(), a), ({ id }) => withOne(anybody(at, b), (person) => at.churn.addToList(id, person.id))),
  removeFromList: (at, a) => withOne(one(at.church.listResults.values(), a), ({ listId, personId }) => at.churn.removeFromList(listId, personId)),
  deleteList: (at, a) => withOne(one(at.church.lists.values(), a), ({ id }) => at.churn.deleteList(id)),
  shareList: (at, a) => withOne(one(at.church.lists.values(), a), ({ id }) => at.churn.shareList(id, { group: 'Manager' })),
  unshareList: (at, a) => withOne(one(at.church.listShares.values(), a), ({ id }) => at.churn.unshareList(id)),
  moveField: (at, a, b) => withOne(one(at.church.fieldDefinitions.values(), a), (field) => withOne(one(at.church.tabs.values(), b), (tab) => edit(at, () => Object.assign(field, { tabId: tab.id })))),
  deleteField: (at, a) => withOne(one(at.church.fieldDefinitions.values(), a), ({ id }) => at.churn.deleteField(id)),
  /** So many that somebody is asked about them. */
  leaveTogether: (at, a) => {
    for (let many = 0; many < 25; many++) withOne(guest(at, a), ({ id }) => at.churn.deletePerson(id))
  },
  renameTab: (at, a, b) => withOne(one(at.church.tabs.values(), a), ({ id }) => at.churn.renameTab(id, `Tab ${b}`)),
} satisfies Record<string, Befall>

/** What goes past the sandbox's own verbs. */
function edit({ church }: Mirroring, work: () => unknown): void {
  work()
  church.revision += 1
}

function withOne<Value>(value: Value | undefined, work: (value: Value) => unknown): void {
  if (value !== undefined) work(value)
}
