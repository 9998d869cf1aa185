import { enrol, type Enrolment } from './enrolment'
import { settle } from './households'
import type { PersonRecord } from './records'

const yearMs = 365 * 86_400_000

/** A second church, small, where Samuel Haddad of First Church is somebody else's record. */
export function peopleGraceChapel(enrolment: Enrolment): PersonRecord {
  const since = Math.floor((enrolment.now - 2 * yearMs) / 1000) * 1000
  const times = { createdAt: since, updatedAt: since }
  const visitor = enrol(enrolment, {
    first: 'Sam', last: 'Haddad', gender: 'Male', born: '1969-02-26', membership: 'Regular Attender',
    emails: ['samuel.haddad@example.org'], permissions: 'Viewer',
  }, times)
  const leaders = [
    enrol(enrolment, {
      first: 'Margaret', last: 'Sutherland', prefix: 'Rev.', gender: 'Female', born: { inDays: 2, age: 58 }, membership: 'Member',
      emails: ['margaret.sutherland@example.org'], phones: ['2075550141'], medical: 'MEDNOTE-QUILL-8: shellfish',
    }, times),
    enrol(enrolment, { first: 'Ewan', last: 'Sutherland', gender: 'Male', born: '1961-10-04', membership: 'Member' }, times),
  ]
  settle(enrolment, leaders, { street: '3 Harbour Street', city: 'Camden', state: 'ME', zip: '04843' })
  enrol(enrolment, {
    first: 'Beatrice', last: 'Osei', gender: 'Female', born: '1988-08-08', emails: ['beatrice.osei@example.org'],
  }, times)
  return visitor
}
