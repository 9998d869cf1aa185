import { bornAround, localDay } from './calendar'
import { choiceId } from './founding'
import type { Church, EmailRecord, PersonRecord, PhoneNumberRecord } from './records'
import type { Sequences } from './sequences'

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
  readonly anniversary?: string | { readonly inDays: number; readonly years: number }
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

interface Times {
  readonly createdAt: number
  readonly updatedAt: number
}

interface Draft {
  readonly person: PersonRecord
  readonly emails: readonly EmailRecord[]
  readonly phoneNumbers: readonly PhoneNumberRecord[]
}

/** Adds one person with e-mail addresses and phone numbers. */
export function enrol(enrolment: Enrolment, sketch: Sketch, times: Times): PersonRecord {
  const { church } = enrolment
  const { person, emails, phoneNumbers } = draft(enrolment, sketch, times)
  church.people.set(person.id, person)
  for (const email of emails) church.emails.set(email.id, email)
  for (const phoneNumber of phoneNumbers) church.phoneNumbers.set(phoneNumber.id, phoneNumber)
  return person
}

/** The records that make up one person, not yet in any church. */
export function draft(enrolment: Enrolment, sketch: Sketch, times: Times): Draft {
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
  return { person, ...contacts(enrolment, person, sketch) }
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
  const wed = sketch.anniversary
  const anniversary = typeof wed === 'object' ? bornAround(today, wed.inDays, wed.years) : wed ?? null
  const grade = sketch.grade ?? null
  return {
    gender: sketch.gender ?? null,
    birthdate,
    anniversary,
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

function contacts({ ids }: Enrolment, { id: personId, createdAt, updatedAt }: PersonRecord, sketch: Sketch): Omit<Draft, 'person'> {
  const places = ['Home', 'Work', 'Other']
  const owned = (index: number) => ({ personId, primary: index === 0, createdAt, updatedAt })
  const addresses = [...sketch.emails ?? [], ...sketch.blockedEmail ? [sketch.blockedEmail] : []]
  return {
    emails: addresses.map((address, index) => ({
      id: ids.next('email'), ...owned(index), location: places[index] ?? 'Other', address, blocked: address === sketch.blockedEmail,
    })),
    phoneNumbers: (sketch.phones ?? []).map((digits, index) => ({
      id: ids.next('phoneNumber'), ...owned(index), location: index === 0 ? 'Mobile' : 'Home', carrier: null, digits,
    })),
  }
}

/** Unguessable in earnest, repeatable here: tests and restarts must find the same address. */
function photoToken(id: string): string {
  return (BigInt(id) * 2_654_435_761n % 4_294_967_296n).toString(36)
}
