import { z } from 'zod'
import type { Resource } from '../planning-center'

/** What is kept, and the columns it is kept in, by the name of its table. */
export const kinds = {
  person: [
    'name', 'first_name', 'last_name', 'given_name', 'middle_name', 'nickname', 'sort_name', 'status', 'inactivated_at', 'membership', 'gender',
    'birthdate', 'anniversary', 'child', 'grade', 'graduation_year', 'school_type', 'marital_status_id', 'primary_campus_id', 'avatar',
    'directory_status', 'directory_shared_info', 'created_at', 'updated_at',
  ],
  email: ['person_id', 'address', 'blocked', 'location', 'is_primary', 'created_at', 'updated_at'],
  phone_number: ['person_id', 'number', 'e164', 'international', 'national', 'country_code', 'location', 'is_primary', 'created_at', 'updated_at'],
  address: [
    'person_id', 'street_line_1', 'street_line_2', 'city', 'state', 'zip', 'country_code', 'country_name', 'location', 'is_primary', 'created_at', 'updated_at',
  ],
  household: ['name', 'primary_contact_id', 'created_at', 'updated_at'],
  household_person: ['household_id', 'person_id'],
  campus: ['name', 'created_at', 'updated_at'],
  marital_status: ['value'],
  list: ['name', 'description', 'refreshed_at', 'created_at', 'updated_at'],
  list_person: ['list_id', 'person_id'],
  tab: ['name', 'slug', 'sequence'],
  field_definition: ['tab_id', 'name', 'data_type', 'sequence'],
  field_datum: ['person_id', 'field_definition_id', 'value', 'created_at', 'updated_at'],
} as const
export type Kind = keyof typeof kinds

/** What a run notes beside rows: who was joined with whom, who was asked about and is gone, and owners all of whose rows were read. */
export type Note = 'merger' | 'gone' | 'list-read' | 'field-read'

/** One row on its way into a table. */
export interface Row {
  kind: Kind | Note
  id: string
  columns: Record<string, unknown>
}

const text = z.string().nullish().catch(null).transform((value) => value ?? null)
const name = z.string().catch('')
const flag = z.boolean().catch(false)
const whole = z.coerce.number().int().min(-32_768).max(32_767).nullish().catch(null).transform((value) => value ?? null)
/** Postgres knows no 30 February and no year 0; Planning Center has been seen with years before 1 and after 9999. */
const isInRange = (value: string) => value >= '0001' && value < '9999-12-31'
const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString()).refine(isInRange).nullish().catch(null).transform((value) => value ?? null)
const day = z.iso.date().refine(isInRange).nullish().catch(null).transform((value) => value ?? null)
const place = z.number().int().min(-2_147_483_648).max(2_147_483_647).nullish().catch(null).transform((value) => value ?? null)
const dated = { created_at: moment, updated_at: moment }
const id = z.union([z.string(), z.number()]).transform(String).nullish().catch(null).transform((value) => value ?? null)
const contact = { location: text, primary: flag, ...dated }

/** What is asked for of each, and what a value that is not what Planning Center describes becomes: never a failed run. */
export const attributes = {
  Person: z.object({
    name, first_name: text, last_name: text, given_name: text, middle_name: text, nickname: text, status: z.string().catch('active'), inactivated_at: moment,
    membership: text, gender: text, birthdate: day, anniversary: day, child: flag, grade: whole, graduation_year: whole, school_type: text, avatar: text,
    directory_status: text, directory_shared_info: z.record(z.string(), z.unknown()).nullish().catch(null), ...dated,
  }),
  Email: z.object({ address: name, blocked: flag, ...contact }),
  PhoneNumber: z.object({ number: name, e164: text, international: text, national: text, country_code: text, ...contact }),
  Address: z.object({ street_line_1: text, street_line_2: text, city: text, state: text, zip: text, country_code: text, country_name: text, ...contact }),
  Household: z.object({ name, primary_contact_id: id, ...dated }),
  Campus: z.object({ name, ...dated }),
  MaritalStatus: z.object({ value: name }),
  List: z.object({ name: text, description: text, refreshed_at: moment, ...dated, name_or_description: text, total_people: z.number().nullish().catch(null) }),
  Tab: z.object({ name, slug: text, sequence: place }),
  FieldDefinition: z.object({ name, data_type: name, sequence: place, tab_id: z.coerce.string() }),
  FieldDatum: z.object({ value: z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish().catch(null).transform((value) => value ?? null), ...dated }),
  PersonMerger: z.object({ person_to_keep_id: id, person_to_remove_id: id, created_at: moment }),
}

export function personRow(person: Resource): Row {
  const columns = attributes.Person.parse(person.attributes)
  return row('person', person, {
    ...columns,
    sort_name: fold(`${columns.last_name ?? ''} ${columns.first_name ?? columns.name}`),
    marital_status_id: idOf(person, 'marital_status'),
    primary_campus_id: idOf(person, 'primary_campus'),
  })
}

/** E-mails, phone numbers and addresses; null for one that belongs to nobody. */
export function contactRow(resource: Resource, personId = idOf(resource, 'person')): Row | null {
  const kind = contactKinds[resource.type]
  if (!kind || personId === null) return null
  const { primary: is_primary, ...columns } = attributes[resource.type as 'Email' | 'PhoneNumber' | 'Address'].parse(resource.attributes)
  return row(kind, resource, { ...columns, is_primary, person_id: personId })
}

const contactKinds: Record<string, Kind> = { Email: 'email', PhoneNumber: 'phone_number', Address: 'address' }

export function householdRows(household: Resource): Row[] {
  const members = idsOf(household, 'people')
  return [
    row('household', household, attributes.Household.parse(household.attributes)),
    ...members.map((id) => membership('household_person', { household_id: household.id, person_id: id })),
  ]
}

export const campusRow = (campus: Resource): Row => row('campus', campus, attributes.Campus.parse(campus.attributes))
export const maritalStatusRow = (status: Resource): Row => row('marital_status', status, attributes.MaritalStatus.parse(status.attributes))
export const tabRow = (tab: Resource): Row => row('tab', tab, attributes.Tab.parse(tab.attributes))
export const fieldDefinitionRow = (field: Resource): Row => row('field_definition', field, attributes.FieldDefinition.parse(field.attributes))
export const listPersonRow = (listId: string, personId: string): Row => membership('list_person', { list_id: listId, person_id: personId })

export function listRow(list: Resource): Row {
  const { total_people: _total, name_or_description: _called, ...columns } = attributes.List.parse(list.attributes)
  return row('list', list, columns)
}

export function fieldDatumRow(datum: Resource): Row | null {
  const [person_id, field_definition_id] = [idOf(datum, 'customizable'), idOf(datum, 'field_definition')]
  return person_id && field_definition_id ? row('field_datum', datum, { ...attributes.FieldDatum.parse(datum.attributes), person_id, field_definition_id }) : null
}

/** Who was joined with whom: the id that went leads to the one that stays. */
export function mergerRow(merger: Resource): Row | null {
  const { person_to_keep_id: kept_id, person_to_remove_id: removedId } = attributes.PersonMerger.parse(merger.attributes)
  return kept_id && removedId && kept_id !== removedId ? { kind: 'merger', id: removedId, columns: { kept_id } } : null
}

const row = (kind: Kind, { id, attributes: record }: Resource, columns: object): Row => ({ kind, id, columns: { ...columns, record } })

function membership(kind: 'household_person' | 'list_person', columns: { person_id: string } & Record<string, string>): Row {
  return { kind, id: `${columns['household_id'] ?? columns['list_id']}:${columns.person_id}`, columns: { ...columns, record: {} } }
}

function idsOf(owner: Resource, relationship: string): string[] {
  const pointer = owner.relationships[relationship]?.data
  return (Array.isArray(pointer) ? pointer : pointer ? [pointer] : []).map(({ id }) => id)
}

export const idOf = (owner: Resource, relationship: string): string | null => idsOf(owner, relationship)[0] ?? null

/** Without case and accents, as Planning Center puts names in order. */
export const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
