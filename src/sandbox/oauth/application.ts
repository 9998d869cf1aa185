import { randomBytes } from 'node:crypto'

/** The one OAuth application registered here: confidential, as every server's. */
export interface Application {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: Set<string>
  /** Documented for Webhooks and missing from the discovery document: nobody has told yet whether it may be asked for. */
  readonly mayAskForWebhooks: boolean
  deleted: boolean
}

export function registerApplication(wanted: {
  clientId?: string
  clientSecret?: string
  redirectUris: string[]
  takesWebhooksScope?: boolean
}): Application {
  return {
    name: 'Foyer',
    clientId: wanted.clientId ?? randomToken(),
    clientSecret: wanted.clientSecret ?? randomToken(),
    redirectUris: new Set(wanted.redirectUris),
    mayAskForWebhooks: wanted.takesWebhooksScope ?? false,
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

export const mayAskFor = (scope: string, { mayAskForWebhooks }: Application) => SCOPES_SUPPORTED.includes(scope) || (scope === 'webhooks' && mayAskForWebhooks)

export const splitScopes = (scope: string) => scope.split(/\s+/).filter(Boolean)
