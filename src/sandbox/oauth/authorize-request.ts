import { mayAskFor, splitScopes, type Application } from './application'
import { refusals } from './errors'

export interface AuthorizeRequest {
  readonly redirectUri: string
  readonly scopes: ReadonlySet<string>
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly prompts: ReadonlySet<string>
  /** As it came, to be carried through the pages. */
  readonly query: string
}

/** In Doorkeeper's order: client, redirect URI, response type, scope, PKCE. These refusals are pages; none redirects. */
export function readAuthorizeRequest(query: URLSearchParams, application: Application): AuthorizeRequest {
  refuseDoubles(query)
  if (application.deleted || query.get('client_id') !== application.clientId) throw refusals.client()
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!application.redirectUris.has(redirectUri)) throw refusals.redirectUri()
  const responseType = required(query, 'response_type')
  if (responseType !== 'code') throw refusals.responseType()
  const scopes = new Set(splitScopes(required(query, 'scope')))
  if (![...scopes].every(scope => mayAskFor(scope, application))) throw refusals.scope()
  return {
    redirectUri,
    scopes,
    state: query.get('state') ?? undefined,
    nonce: query.get('nonce') ?? undefined,
    challenge: readChallenge(query),
    // doorkeeper-openid_connect looks at `prompt` only when openid was asked for.
    prompts: new Set(scopes.has('openid') ? splitScopes(query.get('prompt') ?? '') : []),
    query: query.toString(),
  }
}

/** RFC 6749 §3.1: parameters must not be included more than once. */
function refuseDoubles(query: URLSearchParams): void {
  const names = [...query.keys()]
  if (new Set(names).size !== names.length) throw refusals.malformed()
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (!value) throw refusals.missing(name)
  return value
}

function readChallenge(query: URLSearchParams): string | undefined {
  const challenge = query.get('code_challenge')
  if (!challenge) return undefined
  if (query.get('code_challenge_method') !== 'S256') throw refusals.challengeMethod()
  if (!/^[\w-]{43}$/.test(challenge)) throw refusals.malformed()
  return challenge
}
