import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** A moment; written as a Date, read as one. */
type Moment = ColumnType<Date, Date | string, Date | string>
/** `YYYY-MM-DD`, without a time zone. */
type Day = string
type Json<Shape extends object | null> = JSONColumnType<Shape>

/** Every row belongs to one church, and every key begins with it. */
interface OfChurch {
  organization_id: string
}

/** A row copied from Planning Center, under the id it has there, beside the record as it was received. */
interface Copied extends OfChurch {
  id: string
  record: Json<object>
  /** When we asked: an older reading never replaces a newer one. */
  seen_at: Moment
}

interface Dated {
  created_at: Moment | null
  updated_at: Moment | null
}

export interface PersonTable extends Copied, Dated {
  name: string
  first_name: string | null
  last_name: string | null
  given_name: string | null
  middle_name: string | null
  nickname: string | null
  /** Last name, then first, without case and accents: how Planning Center puts names in order. */
  sort_name: string
  status: string
  inactivated_at: Moment | null
  membership: string | null
  gender: string | null
  birthdate: Day | null
  anniversary: Day | null
  child: boolean
  grade: number | null
  graduation_year: number | null
  school_type: string | null
  marital_status_id: string | null
  primary_campus_id: string | null
  avatar: string | null
  directory_status: string | null
  directory_shared_info: Json<Record<string, unknown>> | null
}

interface Contact extends Copied, Dated {
  person_id: string
  location: string | null
  is_primary: boolean
}

export interface EmailTable extends Contact {
  address: string
  blocked: boolean
}

export interface PhoneNumberTable extends Contact {
  number: string
  e164: string | null
  international: string | null
  national: string | null
  country_code: string | null
}

export interface AddressTable extends Contact {
  street_line_1: string | null
  street_line_2: string | null
  city: string | null
  state: string | null
  zip: string | null
  country_code: string | null
  country_name: string | null
}

export interface HouseholdTable extends Copied, Dated {
  name: string
  primary_contact_id: string | null
}

/** Its id is `household:person`, for Planning Center's own is told only household by household. */
export interface HouseholdPersonTable extends Copied {
  household_id: string
  person_id: string
}

export interface CampusTable extends Copied, Dated {
  name: string
}

export interface MaritalStatusTable extends Copied {
  value: string
}

export interface ListTable extends Copied, Dated {
  name: string | null
  description: string | null
  refreshed_at: Moment | null
  /** Who is on it is known since then; from then on it is noted who comes and goes. */
  first_read_at: ColumnType<Date | null, Date | null | undefined>
}

/** Its id is `list:person`. */
export interface ListPersonTable extends Copied {
  list_id: string
  person_id: string
}

export interface TabTable extends Copied {
  name: string
  slug: string | null
  sequence: number | null
}

export interface FieldDefinitionTable extends Copied {
  tab_id: string
  name: string
  data_type: string
  sequence: number | null
}

export interface FieldDatumTable extends Copied, Dated {
  person_id: string
  field_definition_id: string
  value: string | null
}

/** Of somebody removed nothing stays but that there was somebody, and who they are joined with. */
export interface RemovedPersonTable extends OfChurch {
  id: string
  removed_at: Moment
  survivor_id: string | null
}

/** Who was found on a list, or on it no more, in a run that had read the list before. */
export interface ListChangeTable extends OfChurch {
  list_id: string
  person_id: string
  entered: boolean
  at: Moment
}

export type SyncKind = 'first' | 'incremental' | 'reconcile'
/** `held`: it would have removed too many people, and asks first. */
export type SyncOutcome = 'running' | 'done' | 'failed' | 'held' | 'stopped'

export interface SyncRunTable extends OfChurch {
  id: Generated<string>
  kind: SyncKind
  outcome: SyncOutcome
  started_at: Moment
  heard_at: Moment
  ended_at: Moment | null
  /** Where to go on after a kill. */
  checkpoint: Json<object>
  /** What is told while it runs and afterwards: rows read, of how many; added, changed, removed, merged. */
  counts: Json<object>
  problem: string | null
}

export interface StagedTable extends OfChurch {
  run_id: string
  kind: string
  id: string
  row: Json<object>
}

export interface MirrorTable extends OfChurch {
  /** The copy is true as of this moment; null until a first load has gone through. */
  as_of: Moment | null
  due_at: Moment
  reconcile_due_at: Moment
  lease_owner: string | null
  lease_until: Moment | null
  /** The run whose removals an administrator said yes to. */
  approved_run_id: string | null
}

/**
 * `none`: not connected, but a copy is kept. `slow`: it passes by itself. `again`: somebody has to connect anew. `closed`:
 * the church is gone. `leaving`: disconnected, and its copy is being deleted.
 */
export type ConnectionState = 'none' | 'working' | 'slow' | 'again' | 'permission' | 'settings' | 'closed' | 'leaving'

export interface ConnectionTable extends OfChurch {
  organization_name: string
  /** The sealed id of the church's tokens; null while there are none. */
  sealed_grant: string | null
  /** Whose login Foyer reads with. */
  person_id: string | null
  person_name: string | null
  /** The name of the administrator who connected it. */
  connected_by: string | null
  connected_at: Moment | null
  state: ConnectionState
  why: string | null
  /** What exactly is missing. */
  detail: string | null
  state_since: Moment
  heard_at: Moment | null
  tried_at: Moment | null
  /** Its tokens and rights are looked at once a day, whatever else happens. */
  checked_at: Moment
  time_zone: string
  /** Names, for "Ask Ann Lee or Tom Ray". */
  administrators: Json<string[]>
}

/** What the church's administrators chose, and what they are choosing at the moment. */
export interface SettingsTable extends OfChurch {
  settings: ColumnType<unknown, string | null, string | null>
  draft: ColumnType<unknown, string | null, string | null>
}

/** Numbers and words of ours, no names: those are asked of Planning Center by whoever looks. */
export interface AuditTable {
  id: Generated<string>
  key: string
  at: Moment
  /** Null where nobody knows which church it was. */
  organization_id: string | null
  event: string
  why: string | null
  person_id: string | null
  by_person_id: string | null
  network: string | null
  reference: string | null
}

/** A report that somebody keeps, under a name. */
export interface ReportTable extends OfChurch {
  id: Generated<string>
  /** Whose it is. */
  person_id: string
  name: string
  /** The address of its definition. */
  query: string
  /** Everybody of the church finds it. */
  shared: boolean
  created_at: Moment
  updated_at: Moment
  /** It can be taken back until it is swept. */
  deleted_at: Moment | null
}

/** What somebody wants to find on their first page. */
export interface PinTable extends OfChurch {
  person_id: string
  /** `saved-12`, or the name of a ready-made report. */
  what: string
  position: number
}

/** What somebody chose last, such as a sheet of labels. */
export interface PreferenceTable extends OfChurch {
  person_id: string
  name: string
  value: ColumnType<unknown, string, string>
}

export interface Tables {
  'mirror.person': PersonTable
  'mirror.email': EmailTable
  'mirror.phone_number': PhoneNumberTable
  'mirror.address': AddressTable
  'mirror.household': HouseholdTable
  'mirror.household_person': HouseholdPersonTable
  'mirror.campus': CampusTable
  'mirror.marital_status': MaritalStatusTable
  'mirror.list': ListTable
  'mirror.list_person': ListPersonTable
  'mirror.tab': TabTable
  'mirror.field_definition': FieldDefinitionTable
  'mirror.field_datum': FieldDatumTable
  'mirror.removed_person': RemovedPersonTable
  'mirror.list_change': ListChangeTable
  'sync.mirror': MirrorTable
  'sync.run': SyncRunTable
  'sync.staged': StagedTable
  'foyer.connection': ConnectionTable
  'foyer.settings': SettingsTable
  'foyer.audit': AuditTable
  'foyer.report': ReportTable
  'foyer.pin': PinTable
  'foyer.preference': PreferenceTable
}
