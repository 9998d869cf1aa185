import { bornAround, localDay } from './calendar'
import { choiceId, type Sequences } from './founding'
import type { Church, PersonRecord } from './records'

/** A person in a few words; everything left out takes the plainest value. */
export interface Sketch {
  readonly first: string
  readonly last: string
  readonly given?: string
  readonly middle?: string
  readonly nickname?: string
  readonly prefix?: string
  readonly suffix?: string
  readonly gender?: 'Male' | 'Female'
  /** A date, or how far from today the birthday is. */
  readonly born?: string | { readonly inDays: number; readonly age: number }
  readonly anniversary?: string
  readonly marital?: string
  readonly membership?: string
  readonly child?: boolean
  readonly grade?: number
  readonly emails?: readonly string[]
  readonly blockedEmail?: string
  readonly phones?: readonly string[]
  readonly medical?: string
  readonly inactive?: string
  readonly directory?: string
  readonly permissions?: PersonRecord['peoplePermissions']
  readonly administrator?: boolean
  readonly campus?: string
  readonly photo?: boolean
  readonly remoteId?: number
  readonly checked?: boolean
}

export interface Enrolment {
  readonly church: Church
  readonly ids: Sequences
  readonly now: number
}

/** The people of whom the world speaks by what is special about them. */
export type Cast = (key: string) => PersonRecord

/** Adds one person with e-mail addresses and phone numbers. */
export function enrol(enrolment: Enrolment, sketch: Sketch, times: { createdAt: number; updatedAt: number }): PersonRecord {
  const { church, ids } = enrolment
  const id = ids.next('person')
  const person: PersonRecord = {
    id,
    ...names(church, sketch),
    ...family(enrolment, sketch),
    ...standing(church, sketch, times.updatedAt),
    ...access(sketch),
    medicalNotes: sketch.medical ?? null,
    remoteId: sketch.remoteId ?? null,
    photoToken: sketch.photo ? photoToken(id) : null,
    ...times,
  }
  church.people.set(id, person)
  addContacts(enrolment, person, sketch)
  return person
}

function names(church: Church, sketch: Sketch) {
  return {
    firstName: sketch.first,
    lastName: sketch.last,
    givenName: sketch.given ?? null,
    middleName: sketch.middle ?? null,
    nickname: sketch.nickname ?? null,
    namePrefixId: choiceId(church.namePrefixes, sketch.prefix),
    nameSuffixId: choiceId(church.nameSuffixes, sketch.suffix),
  }
}

function family({ church, now }: Enrolment, sketch: Sketch) {
  const today = localDay(now, church.timeZone)
  const birthdate = typeof sketch.born === 'object' ? bornAround(today, sketch.born.inDays, sketch.born.age) : sketch.born ?? null
  const grade = sketch.grade ?? null
  return {
    gender: sketch.gender ?? null,
    birthdate,
    anniversary: sketch.anniversary ?? null,
    maritalStatusId: choiceId(church.maritalStatuses, sketch.marital),
    child: sketch.child ?? false,
    grade,
    graduationYear: grade === null ? null : Number(today.slice(0, 4)) + 12 - grade,
    schoolType: schoolType(grade),
  }
}

function schoolType(grade: number | null): string | null {
  if (grade === null || grade < 0) return null
  if (grade <= 5) return 'elementary'
  return grade <= 8 ? 'middle_school' : 'high_school'
}

function standing(church: Church, sketch: Sketch, since: number) {
  const campus = [...church.campuses.values()].find(each => each.name === sketch.campus)
  return {
    status: sketch.inactive === undefined ? 'active' as const : 'inactive' as const,
    inactivatedAt: sketch.inactive === undefined ? null : since,
    inactiveReasonId: choiceId(church.inactiveReasons, sketch.inactive),
    membership: sketch.membership ?? null,
    primaryCampusId: campus?.id ?? null,
    directoryStatus: sketch.directory ?? 'no_access',
    directorySharedInfo: { email: sketch.directory === 'has_access', phone_number: sketch.directory === 'has_access' },
    passedBackgroundCheck: sketch.checked ?? false,
  }
}

function access(sketch: Sketch) {
  return {
    peoplePermissions: sketch.permissions ?? null,
    siteAdministrator: sketch.administrator ?? false,
    accountingAdministrator: false,
    loginIdentifier: sketch.permissions === undefined ? null : sketch.emails?.[0] ?? null,
    mfaConfigured: sketch.administrator ?? false,
  }
}

function addContacts({ church, ids }: Enrolment, person: PersonRecord, sketch: Sketch): void {
  const places = ['Home', 'Work', 'Other']
  const owned = (index: number) => ({
    personId: person.id, primary: index === 0, createdAt: person.createdAt, updatedAt: person.updatedAt,
  })
  for (const [index, address] of [...sketch.emails ?? [], ...sketch.blockedEmail ? [sketch.blockedEmail] : []].entries()) {
    const id = ids.next('email')
    const blocked = address === sketch.blockedEmail
    church.emails.set(id, { id, ...owned(index), location: places[index] ?? 'Other', address, blocked })
  }
  for (const [index, digits] of (sketch.phones ?? []).entries()) {
    const id = ids.next('phoneNumber')
    church.phoneNumbers.set(id, { id, ...owned(index), location: index === 0 ? 'Mobile' : 'Home', carrier: null, digits })
  }
}

/** Unguessable in earnest, repeatable here: tests and restarts must find the same address. */
function photoToken(id: string): string {
  return (BigInt(id) * 2_654_435_761n % 4_294_967_296n).toString(36)
}
