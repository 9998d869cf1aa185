import type { Amend, Pen } from '../amend'
import type { AddressRecord, EmailRecord, PhoneNumberRecord, Tables } from '../records'
import { addressesOf, emailsOf, phoneNumbersOf } from '../shelves'
import type { Quietly } from './people'

type ContactTable = 'emails' | 'phoneNumbers' | 'addresses'
type Own<Contact> = Omit<Contact, 'id' | 'personId' | 'createdAt' | 'updatedAt'>
type NewEmail = Partial<Own<EmailRecord>> & Pick<EmailRecord, 'address'>
type NewPhone = Partial<Own<PhoneNumberRecord>> & Pick<PhoneNumberRecord, 'digits'>
type NewAddress = Partial<Own<AddressRecord>> & Pick<AddressRecord, 'street' | 'city' | 'state' | 'zip'>

/** Contact data; a change moves the person's timestamp too, unless it is made silently. */
export function contactChurn(amend: Amend) {
  const emails = kind(amend, 'emails', 'email')
  const phones = kind(amend, 'phoneNumbers', 'phoneNumber')
  const addresses = kind(amend, 'addresses', 'address')
  return {
    addEmail: (personId: string, email: NewEmail, quietly?: Quietly) =>
      emails.add(personId, { location: 'Home', primary: false, blocked: false, ...email }, quietly),
    editEmail: emails.edit,
    removeEmail: emails.remove,
    demotePrimaryEmail: emails.demotePrimary,
    addPhone: (personId: string, phone: NewPhone, quietly?: Quietly) =>
      phones.add(personId, { location: 'Mobile', primary: false, carrier: null, ...phone }, quietly),
    editPhone: phones.edit,
    removePhone: phones.remove,
    demotePrimaryPhone: phones.demotePrimary,
    addAddress: (personId: string, address: NewAddress, quietly?: Quietly) =>
      addresses.add(personId, { location: 'Home', primary: false, secondLine: null, ...address }, quietly),
    editAddress: addresses.edit,
    removeAddress: addresses.remove,
    demotePrimaryAddress: addresses.demotePrimary,
  }
}

const ownedBy = { emails: emailsOf, phoneNumbers: phoneNumbersOf, addresses: addressesOf }

function kind<Table extends ContactTable>(amend: Amend, table: Table, sequence: 'email' | 'phoneNumber' | 'address') {
  return {
    /** The first of a person is the primary one. */
    add: (personId: string, own: Own<Tables[Table]>, { silently }: Quietly = {}): Tables[Table] => amend(pen => {
      const { church, ids, now, put } = pen
      const others = ownedBy[table](church, personId)
      const primary = own.primary || others.length === 0
      if (primary) demote(pen, table, personId)
      if (!silently) pen.edit('people', personId, { updatedAt: now })
      const contact = { ...own, primary, id: ids.next(sequence), personId: pen.find('people', personId).id, createdAt: now, updatedAt: now }
      return put(table, contact as unknown as Tables[Table])
    }),

    edit: (id: string, changes: Partial<Own<Tables[Table]>>, { silently }: Quietly = {}): Tables[Table] => amend(pen => {
      const { personId } = pen.find(table, id)
      if (changes.primary) demote(pen, table, personId)
      if (!silently) pen.edit('people', personId, { updatedAt: pen.now })
      return pen.edit(table, id, { ...silently ? {} : { updatedAt: pen.now }, ...changes } as Partial<Tables[Table]>)
    }),

    /** Which one becomes primary instead is not known; that it moves no timestamp is the harder case for a copy. */
    remove: (id: string, { silently }: Quietly = {}): void => amend(pen => {
      const { personId, primary } = pen.find(table, id)
      pen.remove(table, id)
      const [next] = ownedBy[table](pen.church, personId).filter(other => other.id !== id)
      if (primary && next) mark(pen, table, { id: next.id, primary: true })
      if (!silently) pen.edit('people', personId, { updatedAt: pen.now })
    }),

    /** Another of the person's becomes the primary one, if there is one; measured: what was primary keeps its timestamp. */
    demotePrimary: (personId: string, { silently }: Quietly = {}): void => amend(pen => {
      const next = ownedBy[table](pen.church, personId).find(({ primary }) => !primary)
      demote(pen, table, personId)
      if (next) pen.edit(table, next.id, { primary: true, ...silently ? {} : { updatedAt: pen.now } } as Partial<Tables[Table]>)
      if (!silently) pen.edit('people', personId, { updatedAt: pen.now })
    }),
  }
}

function demote(pen: Pen, table: ContactTable, personId: string): void {
  for (const { id, primary } of ownedBy[table](pen.church, personId)) if (primary) mark(pen, table, { id, primary: false })
}

function mark({ edit }: Pen, table: ContactTable, { id, primary }: { id: string; primary: boolean }): void {
  edit(table, id, { primary })
}
