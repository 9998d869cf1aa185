import { z } from 'zod'
import { related, type Resource } from '../planning-center'

export interface Email {
  address: string
  location: string | null
  blocked: boolean
}

export interface Phone {
  /** As the church office writes it. */
  number: string
  /** As a telephone dials it from anywhere. */
  dialled: string
  location: string | null
}

export interface Address {
  lines: string[]
  /** Without the apartment, which no map knows. */
  onMap: string[]
  location: string | null
}

interface Document {
  included: Resource[]
}

const text = z.string().nullable().catch(null)
const flag = z.boolean().catch(false)
const email = z.object({ address: text, blocked: flag, primary: flag, location: text })
const phone = z.object({ national: text, international: text, e164: text, number: text, primary: flag, location: text })
const address = z.object({ street_line_1: text, street_line_2: text, city: text, state: text, zip: text, country_code: text, country_name: text, primary: flag, location: text })

/** What of an address, number or e-mail is asked for, wherever people are read with them. */
export const CONTACT_FIELDS = {
  'fields[Email]': 'address,blocked,primary,location',
  'fields[PhoneNumber]': 'national,international,e164,number,primary,location',
  'fields[Address]': 'street_line_1,street_line_2,city,state,zip,country_code,country_name,primary,location',
}

export function emailsOf(owner: Resource, document: Document): Email[] {
  const emails = related(owner, 'emails', document).map(({ attributes }) => email.parse(attributes))
  return primaryFirst(emails).flatMap(({ address: written, location, blocked }) => (written ? [{ address: written, location, blocked }] : []))
}

export function phonesOf(owner: Resource, document: Document): Phone[] {
  const phones = related(owner, 'phone_numbers', document).map(({ attributes }) => phone.parse(attributes))
  return primaryFirst(phones).flatMap(({ national, international, e164, number: typed, location }) => {
    const number = national ?? typed ?? international
    if (!number) return []
    // Planning Center's dialling form has no room for an extension.
    const dialled = e164 && !/x/i.test(number) ? e164 : number
    return [{ number, dialled, location }]
  })
}

export function addressesOf(owner: Resource, document: Document): Address[] {
  const addresses = related(owner, 'addresses', document).map(({ attributes }) => address.parse(attributes))
  return primaryFirst(addresses).flatMap((one) => {
    const lines = linesOf(one)
    const onMap = lines.filter((line) => line !== one.street_line_2)
    return lines.length > 0 ? [{ lines, onMap, location: one.location }] : []
  })
}

/** As it stands on an envelope within the country; abroad the country is named. */
function linesOf({ street_line_1, street_line_2, city, state, zip, country_code, country_name }: z.infer<typeof address>): string[] {
  const place = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const country = country_code === 'US' ? null : country_name
  return place || street_line_1 ? [street_line_1, street_line_2, place, country].filter((line): line is string => Boolean(line)) : []
}

function primaryFirst<Contact extends { primary: boolean }>(contacts: Contact[]): Contact[] {
  return contacts.sort((a, b) => Number(b.primary) - Number(a.primary))
}
