// What the pretend Planning Center remembers. Moments are epoch milliseconds on a whole second; days are `YYYY-MM-DD`.
import type { FieldDatumRecord, FieldDefinitionRecord, FieldOptionRecord, TabRecord } from './custom-field-records'
import type { Sequences } from './sequences'

export type * from './custom-field-records'

export interface Clock {
  now(): number
}

export interface World {
  readonly clock: Clock
  readonly ids: Sequences
  readonly churches: Map<string, Church>
  readonly logins: Login[]
  /** How many milliseconds what collections show stays behind what was changed. */
  replicaLag: number
  /** How many milliseconds Planning Center takes to refresh a list. */
  listRunTime: number
  /** Lists that are being refreshed. */
  readonly listRuns: Map<string, ListRun>
}

export interface ListRun {
  readonly churchId: string
  readonly listId: string
  readonly dueAt: number
}

/** A human who can log in: one seat for each church where they have an account. */
export interface Login {
  readonly id: string
  name: string
  email: string
  seats: Seat[]
}

export interface Seat {
  readonly churchId: string
  readonly personId: string
  readonly role: string
}

export interface Church {
  readonly id: string
  name: string
  subdomain: string
  timeZone: string
  countryCode: string
  website: string
  createdAt: number
  /** Grows with every change; what was computed from an older revision is mended by the journal, or forgotten. */
  revision: number
  /** What the latest revisions changed. A record may be changed without an entry, if only the revision grows. */
  readonly journal: Revision[]
  readonly people: Map<string, PersonRecord>
  readonly emails: Map<string, EmailRecord>
  readonly phoneNumbers: Map<string, PhoneNumberRecord>
  readonly addresses: Map<string, AddressRecord>
  readonly households: Map<string, HouseholdRecord>
  readonly householdMemberships: Map<string, HouseholdMembershipRecord>
  readonly campuses: Map<string, CampusRecord>
  readonly lists: Map<string, ListRecord>
  readonly listShares: Map<string, ListShareRecord>
  readonly listResults: Map<string, ListResultRecord>
  readonly tabs: Map<string, TabRecord>
  readonly fieldDefinitions: Map<string, FieldDefinitionRecord>
  readonly fieldOptions: Map<string, FieldOptionRecord>
  readonly fieldData: Map<string, FieldDatumRecord>
  readonly membershipTypes: Map<string, ChoiceRecord>
  readonly maritalStatuses: Map<string, ChoiceRecord>
  readonly inactiveReasons: Map<string, ChoiceRecord>
  readonly namePrefixes: Map<string, ChoiceRecord>
  readonly nameSuffixes: Map<string, ChoiceRecord>
  readonly personMergers: Map<string, PersonMergerRecord>
}

/** The kinds of record a church keeps, by the name of their table. */
export type Tables = {
  [Name in keyof Church as Church[Name] extends Map<string, unknown> ? Name : never]:
  Church[Name] extends Map<string, infer Kept> ? Kept : never
}

export type TableName = keyof Tables

export interface Revision {
  readonly number: number
  readonly at: number
  readonly changes: readonly Change[]
}

/** A record as it was after the change, or when it went. */
export type Change = {
  [Name in TableName]: { readonly table: Name; readonly record: Readonly<Tables[Name]>; readonly gone: boolean }
}[TableName]

export type PeoplePermissions = null | 'No access' | 'Viewer' | 'Editor' | 'Manager'

export interface PersonRecord {
  readonly id: string
  firstName: string
  lastName: string
  givenName: string | null
  middleName: string | null
  nickname: string | null
  status: 'active' | 'inactive'
  inactivatedAt: number | null
  membership: string | null
  gender: 'Male' | 'Female' | null
  birthdate: string | null
  anniversary: string | null
  child: boolean
  grade: number | null
  graduationYear: number | null
  schoolType: string | null
  medicalNotes: string | null
  peoplePermissions: PeoplePermissions
  siteAdministrator: boolean
  accountingAdministrator: boolean
  passedBackgroundCheck: boolean
  directoryStatus: string | null
  directorySharedInfo: Record<string, boolean>
  loginIdentifier: string | null
  mfaConfigured: boolean
  remoteId: number | null
  /** Part of the photo's address, so that it cannot be guessed; null: Planning Center shows initials. */
  photoToken: string | null
  primaryCampusId: string | null
  maritalStatusId: string | null
  inactiveReasonId: string | null
  namePrefixId: string | null
  nameSuffixId: string | null
  createdAt: number
  updatedAt: number
}

interface Owned {
  readonly id: string
  readonly personId: string
  location: string
  primary: boolean
  createdAt: number
  updatedAt: number
}

export interface EmailRecord extends Owned {
  address: string
  blocked: boolean
}

export interface PhoneNumberRecord extends Owned {
  carrier: string | null
  /** Ten digits of a North American number. */
  digits: string
}

export interface AddressRecord extends Owned {
  street: string
  secondLine: string | null
  city: string
  state: string
  zip: string
}

export interface HouseholdRecord {
  readonly id: string
  name: string
  primaryContactId: string
  createdAt: number
  updatedAt: number
}

export interface HouseholdMembershipRecord {
  readonly id: string
  readonly householdId: string
  readonly personId: string
  role: 'adult' | 'child'
  pending: boolean
}

export interface CampusRecord {
  readonly id: string
  name: string
  street: string
  city: string
  state: string
  zip: string
  phone: string
  email: string
  latitude: number
  longitude: number
  createdAt: number
  updatedAt: number
}

export interface ListRecord {
  readonly id: string
  name: string | null
  description: string
  createdById: string
  starredByIds: string[]
  autoRefresh: boolean
  invalid: boolean
  campusId: string | null
  /** Whom a refreshing puts on it; without a rule it leaves everybody where they are. */
  readonly rule?: (person: PersonRecord) => boolean
  refreshedAt: number
  createdAt: number
  updatedAt: number
}

/** Shared with one person, or with everybody who has at least a permission level. */
export interface ListShareRecord {
  readonly id: string
  readonly listId: string
  personId: string | null
  group: 'Viewer' | 'Editor' | 'Manager' | null
  permission: 'view' | 'manage'
  createdAt: number
}

export interface ListResultRecord {
  readonly id: string
  readonly listId: string
  readonly personId: string
  createdAt: number
}

export interface ChoiceRecord {
  readonly id: string
  value: string
  sequence: number
}

export interface PersonMergerRecord {
  readonly id: string
  readonly personToKeepId: string
  readonly personToRemoveId: string
  createdAt: number
}
