// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** current, as of 2018-08-01. */
export interface Current {
  Organization: {
    attributes: { name: 'string'; subdomain: 'string' }
    relationships: object
    edges: { me: ['Person', 'one', never]; people: ['Person', 'many', never] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { email: 'string'; first_name: 'string'; last_name: 'string' }
    relationships: object
    edges: { organization: ['Organization', 'one', never] }
    include: 'organization'
    order: never
    where: object
  }
}
