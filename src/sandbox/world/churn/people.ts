import type { Amend } from '../amend'
import { draft, type Sketch } from '../enrolment'
import { choiceId } from '../founding'
import type { PersonRecord } from '../records'

export interface Quietly {
  /** Moves no timestamp, as some changes in Planning Center don't. */
  readonly silently?: boolean
}

export function peopleChurn(amend: Amend) {
  return {
    addPerson: (sketch: Sketch): PersonRecord => amend(({ church, ids, now, put }) => {
      const { person, emails, phoneNumbers } = draft({ church, ids, now }, sketch, { createdAt: now, updatedAt: now })
      put('people', person)
      for (const email of emails) put('emails', email)
      for (const phoneNumber of phoneNumbers) put('phoneNumbers', phoneNumber)
      return person
    }),

    editPerson: (id: string, changes: Partial<Omit<PersonRecord, 'id'>>, { silently }: Quietly = {}): PersonRecord =>
      amend(({ edit, now }) => edit('people', id, { ...silently ? {} : { updatedAt: now }, ...changes })),

    deactivate: (id: string, reason = 'No contact'): PersonRecord => amend(({ church, edit, now }) => edit('people', id, {
      status: 'inactive', inactivatedAt: now, inactiveReasonId: choiceId(church.inactiveReasons, reason), updatedAt: now,
    })),

    reactivate: (id: string): PersonRecord => amend(({ edit, now }) => edit('people', id, {
      status: 'active', inactivatedAt: null, inactiveReasonId: null, updatedAt: now,
    })),
  }
}
