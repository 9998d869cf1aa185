import { only } from '../../world/shelves'
import type { AddressRecord, EmailRecord, PhoneNumberRecord } from '../../world/world'
import { flag, text, times, type Edge, type Relationship, type Resource, type Row } from '../graph/resource'
import { phoneForms } from './phone'
import { unused } from './unused'

type Owned = Row & { readonly personId: string }

const owner: Relationship<Owned> = { type: 'Person', ids: ({ personId }) => personId }

const toOwner: Edge<Owned> = { to: 'Person', many: false, rows: ({ personId }, { church }) => only(church.people, personId) }

export const email: Resource<EmailRecord> = {
  type: 'Email',
  path: ({ id }) => `/emails/${id}`,
  attributes: {
    address: text(({ address }) => address),
    blocked: flag(({ blocked }) => blocked),
    location: text(({ location }) => location),
    primary: flag(({ primary }) => primary),
    ...times(),
  },
  order: ['address', 'created_at', 'location', 'primary', 'updated_at'],
  where: ['address', 'blocked', 'created_at', 'location', 'primary', 'updated_at'],
  relationships: { person: owner },
  edges: { person: toOwner },
}

const phoneKeys = ['carrier', 'created_at', 'location', 'number', 'primary', 'updated_at']

export const phoneNumber: Resource<PhoneNumberRecord> = {
  type: 'PhoneNumber',
  path: ({ id }) => `/phone_numbers/${id}`,
  attributes: {
    carrier: text(({ carrier }) => carrier),
    country_code: text(() => 'US'),
    e164: text(phone => phoneForms(phone).e164),
    formatted_number: text(phone => phoneForms(phone).national, { until: '2026-06-04' }),
    international: text(phone => phoneForms(phone).international),
    location: text(({ location }) => location),
    national: text(phone => phoneForms(phone).national),
    number: text(phone => phoneForms(phone).national),
    primary: flag(({ primary }) => primary),
    ...times(),
  },
  order: phoneKeys,
  where: phoneKeys,
  relationships: { person: owner },
}

const addressKeys = ['city', 'country_code', 'location', 'primary', 'state', 'street_line_1', 'street_line_2', 'zip']

export const address: Resource<AddressRecord> = {
  type: 'Address',
  path: ({ id }) => `/addresses/${id}`,
  attributes: {
    city: text(({ city }) => city),
    country_code: text(() => 'US'),
    country_name: text(() => 'United States'),
    location: text(({ location }) => location),
    primary: flag(({ primary }) => primary),
    state: text(({ state }) => state),
    street_line_1: text(({ street }) => street),
    street_line_2: text(({ secondLine }) => secondLine),
    zip: text(({ zip }) => zip),
    ...times(),
  },
  order: [...addressKeys, 'created_at', 'updated_at'].sort(),
  // Measured: addresses can be sorted by their dates, but not queried by them.
  where: addressKeys,
  relationships: { person: owner },
  edges: { country: unused('Country', { many: false }), person: toOwner },
}
