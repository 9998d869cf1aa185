import type { ColumnType, JSONColumnType } from 'kysely'

/** A moment; written as a Date, read as one. */
export type Moment = ColumnType<Date, Date | string, Date | string>
/** `YYYY-MM-DD`, without a time zone. */
type Day = string
export type Json<Shape extends object | null> = JSONColumnType<Shape>

/** Every row belongs to one church, and every key begins with it. */
export interface OfChurch {
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
