import type { Response } from 'express'

const INVALID_GRANT =
  'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the ' +
  'authorization request, or was issued to another client.'
const INVALID_CLIENT =
  'Client authentication failed due to unknown client, no client authentication included, or unsupported ' +
  'authentication method.'
const MALFORMED =
  'The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed.'

/** A refusal in Doorkeeper's words, which Planning Center's answers repeat letter by letter. */
export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal'
  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
  ) {
    super(`${error}: ${description}`)
  }
}

export const refusals = {
  malformed: () => new OAuthRefusal('invalid_request', MALFORMED),
  missing: (parameter: string) => new OAuthRefusal('invalid_request', `Missing required parameter: ${parameter}.`),
  refreshTokenTooOld: () => new OAuthRefusal('invalid_request', 'The refresh token is no longer valid'),
  challengeMethod: () => new OAuthRefusal('invalid_code_challenge_method', 'The code_challenge_method must be S256.'),
  client: () => new OAuthRefusal('invalid_client', INVALID_CLIENT, 401),
  grant: (status: number) => new OAuthRefusal('invalid_grant', INVALID_GRANT, status),
  grantType: () =>
    new OAuthRefusal(
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    ),
  clientMethod: () =>
    new OAuthRefusal('unauthorized_client', 'The client is not authorized to perform this request using this method.'),
  revocation: () => new OAuthRefusal('unauthorized_client', 'You are not authorized to revoke this token', 403),
  redirectUri: () =>
    new OAuthRefusal(
      'invalid_redirect_uri',
      "The requested redirect uri is malformed or doesn't match client redirect URI.",
    ),
  responseType: () =>
    new OAuthRefusal('unsupported_response_type', 'The authorization server does not support this response type.'),
  scope: () => new OAuthRefusal('invalid_scope', 'The requested scope is invalid, unknown, or malformed.'),
  denied: () => new OAuthRefusal('access_denied', 'The resource owner or authorization server denied the request.'),
  loginRequired: () => new OAuthRefusal('login_required', 'The authorization server requires end-user authentication'),
  accountSelectionRequired: () =>
    new OAuthRefusal('account_selection_required', 'The authorization server requires end-user account selection'),
  consentRequired: () => new OAuthRefusal('consent_required', 'The authorization server requires end-user consent'),
  token: (what: 'revoked' | 'expired' | 'unknown') => new OAuthRefusal('invalid_token', TOKEN_TEXTS[what], 401),
  openidMissing: () => new OAuthRefusal('insufficient_scope', 'Access to this resource requires scope "openid".', 403),
}

const TOKEN_TEXTS = {
  revoked: 'The access token was revoked',
  expired: 'The access token expired',
  unknown: 'The access token is invalid',
}

/** As the token, revoke and userinfo endpoints answer: exactly `error` and `error_description`. */
export function sendRefusal(res: Response, { error, description, status }: OAuthRefusal): void {
  const quotable = description.replaceAll('"', "'")
  res
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'WWW-Authenticate': `Bearer realm="Doorkeeper", error="${error}", error_description="${quotable}"`,
    })
    .json({ error, error_description: description })
}
