import { z } from 'zod'
import { PlainError } from '../errors'
import { PlanningCenterError, related, type PlanningCenterClient, type Resource } from '../planning-center'

export interface PersonSummary {
  id: string
  name: string
  status: string
  membership: string | null
  child: boolean
  phone: string | null
  email: { address: string; blocked: boolean } | null
}

export interface PersonDetails extends PersonSummary {
  nickname: string | null
  emails: { address: string; location: string | null; primary: boolean; blocked: boolean }[]
  phones: { number: string; location: string | null; primary: boolean }[]
  addresses: { lines: string[]; location: string | null; primary: boolean }[]
  planningCenterUrl: string | null
}

export interface PeopleQuestion {
  search: string
  offset: number
  perPage: number
}

const text = z.string().nullable().catch(null)
const flag = z.boolean().catch(false)
const person = z.object({ name: z.string().catch('Somebody without a name'), status: z.string().catch('active'), membership: text, child: flag, nickname: text })
const email = z.object({ address: z.string(), blocked: flag, primary: flag, location: text })
const phone = z.object({ national: text, international: text, number: text, country_code: text, primary: flag, location: text })
const address = z.object({ street_line_1: text, street_line_2: text, city: text, state: text, zip: text, country_name: text, primary: flag, location: text })

/** Named one by one: what is not here never leaves Planning Center. */
const SUMMARY_FIELDS = 'name,status,membership,child,emails,phone_numbers'
const DETAIL_FIELDS = `${SUMMARY_FIELDS},nickname,addresses`

/** A page of active people by last name, in one request. */
export async function findPeople(planningCenter: PlanningCenterClient, { search, offset, perPage }: PeopleQuestion): Promise<{ people: PersonSummary[]; total: number }> {
  const answer = await planningCenter.list('/people/v2/people', {
    'where[status]': 'active',
    ...(search && { 'where[search_name_or_email_or_phone_number]': search }),
    order: 'last_name,first_name',
    include: 'emails,phone_numbers',
    'fields[Person]': SUMMARY_FIELDS,
    per_page: String(perPage),
    offset: String(offset),
  })
  return { people: answer.data.map((row) => toSummary(row, answer)), total: answer.meta.total_count }
}

/** One person with contact data, in one request. @throws PlainError person-not-found */
export async function findPerson(planningCenter: PlanningCenterClient, id: string): Promise<PersonDetails> {
  const answer = await planningCenter
    .get(`/people/v2/people/${id}`, { include: 'emails,phone_numbers,addresses', 'fields[Person]': DETAIL_FIELDS })
    .catch((error: unknown) => {
      throw error instanceof PlanningCenterError && error.reason === 'missing' ? new PlainError('person-not-found', { cause: error }) : error
    })
  const { html } = answer.data.links
  return {
    ...toSummary(answer.data, answer),
    nickname: person.parse(answer.data.attributes).nickname,
    emails: emailsOf(answer.data, answer),
    phones: phonesOf(answer.data, answer),
    addresses: primaryFirst(related(answer.data, 'addresses', answer).map((row) => toAddress(address.parse(row.attributes)))),
    planningCenterUrl: typeof html === 'string' && html.startsWith('https://') ? html : null,
  }
}

function toSummary(row: Resource, document: { included: Resource[] }): PersonSummary {
  const { nickname: _nickname, ...attributes } = person.parse(row.attributes)
  const [firstPhone] = phonesOf(row, document)
  const [firstEmail] = emailsOf(row, document)
  return { id: row.id, ...attributes, phone: firstPhone?.number ?? null, email: firstEmail ? { address: firstEmail.address, blocked: firstEmail.blocked } : null }
}

const emailsOf = (row: Resource, document: { included: Resource[] }) =>
  primaryFirst(related(row, 'emails', document).map(({ attributes }) => email.parse(attributes)))

const phonesOf = (row: Resource, document: { included: Resource[] }) =>
  primaryFirst(
    related(row, 'phone_numbers', document).map(({ attributes }) => {
      const { national, international, number, location, primary } = phone.parse(attributes)
      return { number: national ?? number ?? international ?? '', location, primary }
    }),
  )

function toAddress({ street_line_1, street_line_2, city, state, zip, country_name, ...rest }: z.infer<typeof address>) {
  const place = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return { ...rest, lines: [street_line_1, street_line_2, place, country_name].filter((line): line is string => Boolean(line)) }
}

const primaryFirst = <Contact extends { primary: boolean }>(contacts: Contact[]) => contacts.sort((a, b) => Number(b.primary) - Number(a.primary))
