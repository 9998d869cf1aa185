import { emailsOf } from '../../world/shelves'
import type { Church, PersonRecord } from '../../world/world'
import { text, type Product, type Resource } from '../graph/resource'

const organization: Resource<Church> = {
  type: 'Organization',
  path: () => '',
  attributes: { name: text(({ name }) => name), subdomain: text(({ subdomain }) => subdomain) },
  order: [],
  where: [],
  edges: {
    me: { to: 'Person', many: false, rows: (_, { person }) => [person], link: () => '/me' },
    people: { to: 'Person', many: true, rows: (_, { person }) => [person] },
  },
}

const person: Resource<PersonRecord> = {
  type: 'Person',
  path: ({ id }) => `/people/${id}`,
  attributes: {
    email: text(({ id }, { church }) => emailsOf(church, id).find(({ primary }) => primary)?.address ?? null),
    first_name: text(({ firstName }) => firstName),
    last_name: text(({ lastName }) => lastName),
  },
  order: [],
  where: [],
  include: ['organization'],
  edges: { organization: { to: 'Organization', many: false, rows: (_, { church }) => [church], link: () => '' } },
}

/** Who the token is and in which church: open to every token whatever its scope, and about nobody else. */
export const current: Product = {
  base: '/current/v2',
  versions: ['2018-08-01'],
  resources: new Map<string, Resource>([['Organization', organization], ['Person', person]]),
  root: organization,
  namesPersonFields: false,
  mayRead: () => true,
}
