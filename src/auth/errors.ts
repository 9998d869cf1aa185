/** Nobody is signed in, or no longer: the way on is one sign-in and back to the same page. */
export class SignInRequired extends Error {
  override readonly name = 'SignInRequired'
  constructor(readonly reason: 'new-visitor' | 'session-ended' | 'access-revoked') {
    super(`sign-in required: ${reason}`)
  }
}

/** One attempt at signing in ended here; each reason has a sentence of its own in error-pages.ts. */
export type SignInFailedReason =
  | 'denied' // pressed Deny on Planning Center's page
  | 'callback-malformed' // a parameter missing, doubled, oversized or oddly spelt
  | 'attempt-unknown' // no such state: used already (reload, back button) or never ours
  | 'attempt-expired' // older than ten minutes; the destination is still known
  | 'other-browser' // the state belongs to another browser
  | 'issuer-mismatch' // RFC 9207: the answer claims another issuer
  | 'provider-refused' // any other `error=` from the authorize endpoint
  | 'code-rejected' // the token endpoint said invalid_grant
  | 'identity-unverified' // id_token or userinfo missing or wrong
  | 'church-unknown' // Planning Center did not say which church this login belongs to
  | 'church-not-listed' // PCO_ORGANIZATIONS does not name it
  | 'cookies-refused' // signed in again and again without ever arriving: the loop breaker
  | 'too-many-attempts' // more than 300 a minute from one address

export class SignInFailed extends Error {
  override readonly name = 'SignInFailed'
  /** Where the visitor wanted to go, if known; already validated. */
  readonly returnTo: string | undefined
  /** The church that was refused, for `church-not-listed`. */
  readonly church: { id: string; name: string } | undefined
  /** The churches that may come in, as far as their names are known. */
  readonly listed: string[]

  constructor(
    readonly reason: SignInFailedReason,
    details: { returnTo?: string | undefined; church?: { id: string; name: string }; listed?: string[]; cause?: unknown } = {},
  ) {
    super(`sign-in failed: ${reason}`, { cause: details.cause })
    this.returnTo = details.returnTo
    this.church = details.church
    this.listed = details.listed ?? []
  }
}

/** A passing trouble with the visitor's tokens: nobody is signed out. */
export type GrantTroubleReason =
  | 'renewing' // another request renews them right now and it takes long
  | 'token-endpoint-down' // Planning Center's token endpoint fails or times out, or did a moment ago
  | 'application-refused' // invalid_client: the operator's registration is wrong
  | 'key-unknown' // sealed under a key this process was not given

export class GrantTrouble extends Error {
  override readonly name = 'GrantTrouble'
  readonly retryAfterSeconds: number

  constructor(
    readonly reason: GrantTroubleReason,
    details: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(`grant trouble: ${reason}`, { cause: details.cause })
    this.retryAfterSeconds = details.retryAfterSeconds ?? 5
  }
}

/**
 * - `dead`: the code or refresh token is not good (any more): `invalid_grant`, or "no longer valid" on a refresh
 * - `refused`: our own registration is wrong (`invalid_client`)
 * - `unsent`: no connection, so the token was certainly not spent
 * - `unclear`: time-out, reset, 5xx or nonsense: Planning Center may have acted
 */
export type OAuthFailure = 'dead' | 'refused' | 'unsent' | 'unclear'

/** Holds nothing of the request or answer: simple-oauth2's own errors carry the client secret. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly retryAfterSeconds: number | undefined
  constructor(
    readonly reason: OAuthFailure,
    readonly call: 'redeem' | 'refresh' | 'revoke' | 'identify',
    details: { status?: number | undefined; error?: string | undefined; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(`${call}: ${reason}${details.status ? ` (${details.status}${details.error ? ` ${details.error}` : ''})` : ''}`)
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}
