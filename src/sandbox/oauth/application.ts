import { randomBytes } from 'node:crypto'

/** The one OAuth application registered here: confidential, as every server's. */
export interface Application {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: Set<string>
  deleted: boolean
}

export function registerApplication(wanted: {
  clientId?: string
  clientSecret?: string
  redirectUris: string[]
}): Application {
  return {
    name: 'Foyer',
    clientId: wanted.clientId ?? randomToken(),
    clientSecret: wanted.clientSecret ?? randomToken(),
    redirectUris: new Set(wanted.redirectUris),
    deleted: false,
  }
}

/** 64 hex digits, as Planning Center's client ids, codes and tokens. */
export const randomToken = () => randomBytes(32).toString('hex')

export const SCOPES_SUPPORTED = [
  'api',
  'calendar',
  'check_ins',
  'giving',
  'groups',
  'home',
  'openid',
  'people',
  'publishing',
  'registrations',
  'resources',
  'services',
]

export const splitScopes = (scope: string) => scope.split(/\s+/).filter(Boolean)
