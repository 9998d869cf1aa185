// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** api, as of 2025-09-30. */
export interface Api {
  ConnectedApplication: {
    attributes: { description: 'string'; name: 'string'; url: 'string' }
    relationships: object
    edges: { people: ['ConnectedApplicationPerson', 'many', never] }
    include: never
    order: never
    where: object
  }
  ConnectedApplicationPerson: {
    attributes: { avatar_url: 'string'; connected_at: 'datetime'; first_name: 'string'; last_name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  OauthApplication: {
    attributes: { description: 'string'; name: 'string'; url: 'string' }
    relationships: object
    edges: { mau: ['OauthApplicationMau', 'many', never] }
    include: never
    order: never
    where: object
  }
  OauthApplicationMau: {
    attributes: { count: 'integer'; month: 'integer'; year: 'integer' }
    relationships: { oauth_application: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Organization: {
    attributes: object
    relationships: object
    edges: { connected_applications: ['ConnectedApplication', 'many', never]; oauth_applications: ['OauthApplication', 'many', never]; personal_access_tokens: ['PersonalAccessToken', 'many', never] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { first_name: 'string'; last_name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  PersonalAccessToken: {
    attributes: { name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
}
