import type { ColumnType, Generated } from 'kysely'
import type {
  AddressTable,
  CampusTable,
  EmailTable,
  FieldDatumTable,
  FieldDefinitionTable,
  HouseholdPersonTable,
  HouseholdTable,
  Json,
  ListChangeTable,
  ListPersonTable,
  ListTable,
  MaritalStatusTable,
  Moment,
  OfChurch,
  PersonTable,
  PhoneNumberTable,
  RemovedPersonTable,
  TabTable,
} from './copied-tables'

export type * from './copied-tables'

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
