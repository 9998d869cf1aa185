import { z } from 'zod'
import { related, type PlanningCenterClient, type Resource } from '../planning-center'
import { addressesOf, CONTACT_FIELDS, emailsOf, phonesOf, type Address, type Email, type Phone } from './contacts'

export interface Household {
  id: string
  name: string
  people: HouseholdPerson[]
}

export interface HouseholdPerson {
  id: string
  name: string
  avatarUrl: string | null
  child: boolean
  birthdate: string | null
  status: string
  isPrimaryContact: boolean
}

/** A household on its own page, where Planning Center also says how everybody belongs to it. */
export interface HouseholdInFull extends Omit<Household, 'people'> {
  people: HouseholdPersonInFull[]
  /** The primary contact's. */
  address: Address | null
  timeZone: string | null
}

export interface HouseholdPersonInFull extends HouseholdPerson {
  /** Planning Center's own word, `adult` or `child`; others may come. */
  role: string | null
  /** Not yet confirmed by the household. */
  pending: boolean
  inactiveReason: string | null
  phones: Phone[]
  emails: Email[]
  addresses: Address[]
}

interface Document {
  included: Resource[]
}

const text = z.string().nullable().catch(null)
const flag = z.boolean().catch(false)
const id = z.union([z.string(), z.number().transform(String)]).catch('')
const household = z.object({ name: z.string().catch('Household'), primary_contact_id: id })
const person = z.object({ name: z.string().catch('Somebody without a name'), avatar: text, child: flag, birthdate: text, status: z.string().catch('active') })
const membership = z.object({ household_role: text, pending: flag })
const reason = z.object({ value: text })
const church = z.object({ time_zone: text })

const PERSON_FIELDS = 'name,avatar,child,birthdate,status'
export const HOUSEHOLD_FIELDS = { 'fields[Household]': 'name,primary_contact_id,people' }

/** The households a person arrived with, by `include=households.people`. */
export function householdsOf(owner: Resource, document: Document): Household[] {
  // Planning Center does not repeat among the included who was asked for.
  const everybody = { included: [owner, ...document.included] }
  return related(owner, 'households', document).map((row) => {
    const { name, primary_contact_id } = household.parse(row.attributes)
    return { id: row.id, name, people: inOrder(related(row, 'people', everybody).map((one) => toPerson(one, primary_contact_id))) }
  })
}

/** One household with everybody's numbers, in one request; null where there is none, or none that may be seen. */
export async function findHousehold(planningCenter: PlanningCenterClient, id: string): Promise<HouseholdInFull | null> {
  const answer = await planningCenter.list(`/people/v2/households/${id}/household_memberships`, {
    include: 'household,person.phone_numbers,person.emails,person.addresses,person.inactive_reason,person.organization',
    'fields[HouseholdMembership]': 'household_role,pending,household,person',
    'fields[Person]': `${PERSON_FIELDS},phone_numbers,emails,addresses,inactive_reason,organization`,
    'fields[Household]': 'name,primary_contact_id',
    'fields[Organization]': 'time_zone',
    ...CONTACT_FIELDS,
    per_page: '100',
  })
  const row = answer.included.find((one) => one.type === 'Household' && one.id === id)
  if (!row) return null
  const { name, primary_contact_id } = household.parse(row.attributes)
  const people = inOrder(answer.data.flatMap((one) => toPeople(one, answer, primary_contact_id)))
  const contact = people.find(({ isPrimaryContact }) => isPrimaryContact)
  const { time_zone } = church.parse(answer.included.find(({ type }) => type === 'Organization')?.attributes ?? {})
  return { id, name, people, address: contact?.addresses[0] ?? null, timeZone: time_zone }
}

function toPeople(row: Resource, document: Document, primaryContactId: string): HouseholdPersonInFull[] {
  const { household_role, pending } = membership.parse(row.attributes)
  return related(row, 'person', document).map((one) => ({
    ...toPerson(one, primaryContactId),
    role: household_role,
    pending,
    inactiveReason: reason.parse(related(one, 'inactive_reason', document)[0]?.attributes ?? {}).value,
    phones: phonesOf(one, document),
    emails: emailsOf(one, document),
    addresses: addressesOf(one, document),
  }))
}

function toPerson(row: Resource, primaryContactId: string): HouseholdPerson {
  const { avatar, ...attributes } = person.parse(row.attributes)
  return { id: row.id, ...attributes, avatarUrl: avatar, isPrimaryContact: row.id === primaryContactId }
}

/** Whom to ask for first, then the other adults, then the children from the eldest down. */
function inOrder<Somebody extends HouseholdPerson>(people: Somebody[]): Somebody[] {
  const place = ({ isPrimaryContact, child }: HouseholdPerson) => (isPrimaryContact ? 0 : child ? 2 : 1)
  const born = ({ birthdate }: HouseholdPerson) => birthdate ?? '9999'
  return people.sort((a, b) => place(a) - place(b) || born(a).localeCompare(born(b)) || a.name.localeCompare(b.name))
}
