import { z } from 'zod'
import { PlanningCenterError, related, type PlanningCenterClient, type Resource, type Single } from '../planning-center'
import { addressesOf, CONTACT_FIELDS, emailsOf, phonesOf, type Address, type Email, type Phone } from './contacts'
import { CUSTOM_FIELD_INCLUDES, CUSTOM_FIELDS, customTabsOf, type CustomTab } from './custom-fields'
import { HOUSEHOLD_FIELDS, householdsOf, type Household } from './households'

/** Everything one page says of a person, and nothing more. */
export interface Person {
  id: string
  name: string
  firstName: string | null
  nickname: string | null
  /** As one writes it in a letter. */
  fullName: string
  avatarUrl: string | null
  status: string
  inactiveSince: string | null
  inactiveReason: string | null
  child: boolean
  grade: number | null
  birthdate: string | null
  anniversary: string | null
  maritalStatus: string | null
  membership: string | null
  campus: string | null
  directoryStatus: string | null
  emails: Email[]
  phones: Phone[]
  addresses: Address[]
  households: Household[]
  customTabs: CustomTab[]
  /** The church's, by which today is today. */
  timeZone: string | null
  planningCenterUrl: string | null
  updatedAt: string | null
}

const text = z.string().nullable().catch(null)
const attributes = z.object({
  name: z.string().catch('Somebody without a name'),
  first_name: text,
  given_name: text,
  middle_name: text,
  last_name: text,
  nickname: text,
  avatar: text,
  status: z.string().catch('active'),
  inactivated_at: text,
  child: z.boolean().catch(false),
  grade: z.number().nullable().catch(null),
  birthdate: text,
  anniversary: text,
  membership: text,
  directory_status: text,
  updated_at: text,
})
const choice = z.object({ value: text })
const named = z.object({ name: text })
const church = z.object({ time_zone: text })

const TO_ONE = ['marital_status', 'inactive_reason', 'name_prefix', 'name_suffix', 'primary_campus', 'organization'] as const
const TO_MANY = ['emails', 'phone_numbers', 'addresses', 'households', 'field_data'] as const

const QUESTION = {
  include: ['emails', 'phone_numbers', 'addresses', 'households.people', CUSTOM_FIELD_INCLUDES, ...TO_ONE].join(','),
  // Named one by one: what is not here never leaves Planning Center.
  'fields[Person]': [...Object.keys(attributes.shape), ...TO_MANY, ...TO_ONE].join(','),
  'fields[Campus]': 'name',
  'fields[Organization]': 'time_zone',
  ...CONTACT_FIELDS,
  ...HOUSEHOLD_FIELDS,
  ...CUSTOM_FIELDS,
}

/** One person with all that belongs to them, in one request. */
export async function findPerson(planningCenter: PlanningCenterClient, id: string): Promise<Person> {
  const answer = await planningCenter.get(`/people/v2/people/${id}`, QUESTION)
  const { data } = answer
  const { first_name, nickname, avatar, inactivated_at, directory_status, updated_at, ...own } = attributes.parse(data.attributes)
  const { name, status, child, grade, birthdate, anniversary, membership } = own
  const chosen = (relationship: (typeof TO_ONE)[number]) => choice.parse(related(data, relationship, answer)[0]?.attributes ?? {}).value
  const { html } = data.links
  return {
    ...{ id: data.id, name, firstName: first_name, nickname, status, child, grade, birthdate, anniversary, membership },
    fullName: [chosen('name_prefix'), own.given_name ?? first_name, own.middle_name, own.last_name, chosen('name_suffix')].filter(Boolean).join(' '),
    avatarUrl: avatar,
    inactiveSince: inactivated_at,
    inactiveReason: chosen('inactive_reason'),
    maritalStatus: chosen('marital_status'),
    campus: campusOf(data, answer),
    directoryStatus: directory_status,
    updatedAt: updated_at,
    emails: emailsOf(data, answer),
    phones: phonesOf(data, answer),
    addresses: addressesOf(data, answer),
    households: householdsOf(data, answer),
    customTabs: customTabsOf(data, answer),
    timeZone: church.parse(related(data, 'organization', answer)[0]?.attributes ?? {}).time_zone,
    planningCenterUrl: typeof html === 'string' && html.startsWith('https://') ? html : null,
  }
}

/** Only as much as a heading needs. */
export async function findName(planningCenter: PlanningCenterClient, id: string): Promise<string> {
  const { data } = await planningCenter.get(`/people/v2/people/${id}`, { 'fields[Person]': 'name' })
  return attributes.parse(data.attributes).name
}

export const isMissing = (error: unknown): boolean => error instanceof PlanningCenterError && error.reason === 'missing'

/** Under which id somebody lives on whose profile was joined with another; null when there is no such record. */
export async function findSurvivor(planningCenter: PlanningCenterClient, id: string): Promise<string | null> {
  const answer = await planningCenter
    .list('/people/v2/person_mergers', { 'where[person_to_remove_id]': id, order: '-created_at', 'fields[PersonMerger]': Object.keys(merger.shape).join(','), per_page: '1' })
    .catch((error: unknown) => {
      // Not everybody may look there; a passing trouble, though, must not look like somebody gone.
      if (error instanceof PlanningCenterError && (error.reason === 'forbidden' || error.reason === 'missing')) return null
      throw error
    })
  const { person_to_keep_id, person_to_remove_id } = merger.parse(answer?.data[0]?.attributes ?? {})
  // A condition Planning Center does not know it ignores, and then it answers with anybody's merger.
  const isTheirs = person_to_remove_id === id && person_to_keep_id !== id
  return isTheirs && person_to_keep_id && /^\d{1,18}$/.test(person_to_keep_id) ? person_to_keep_id : null
}

const id = z.union([z.string(), z.number().transform(String)]).nullable().catch(null)
const merger = z.object({ person_to_keep_id: id, person_to_remove_id: id })

/** Planning Center points at a `PrimaryCampus` and sends a `Campus`. */
function campusOf(person: Resource, { included }: Single): string | null {
  const pointer = person.relationships['primary_campus']?.data
  if (!pointer || Array.isArray(pointer)) return null
  return named.parse(included.find(({ type, id }) => type === 'Campus' && id === pointer.id)?.attributes ?? {}).name
}
