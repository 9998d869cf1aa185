import { AuthorizationCode, type AccessToken } from 'simple-oauth2'
import { z } from 'zod'
import type { Config } from '../config'
import { OAuthError, type OAuthFailure } from './errors'
import { createIdentityReader, type Identity, type IdentityProof } from './identity'

/** The token pair as Planning Center handed it out, with its expiry already absolute. */
export interface TokenPair {
  accessToken: string
  /** Null when the answer named none: the previous one stays good (RFC 6749 §6). */
  refreshToken: string | null
  accessUntil: number
  issuedAt: number
  scopes: string[] | null
  idToken: string | null
}

/** What Planning Center asks before it sends the browser back: for a password, or with which account. */
export type Prompt = 'login' | 'select_account' | 'login select_account'

export interface OAuth {
  /** `scopes`: others than everybody is asked for. */
  authorizeUrl(attempt: { state: string; nonce: string; challenge: string; prompt?: Prompt | undefined; scopes?: readonly string[] }): string
  redeem(attempt: { code: string; verifier: string }): Promise<TokenPair>
  refresh(refreshToken: string): Promise<TokenPair>
  /** Ends both tokens of the pair (RFC 7009); a token already dead counts as ended. */
  revoke(token: string): Promise<void>
  /** Who signed in, from the verified id_token or, without one, from userinfo. */
  identify(proof: IdentityProof): Promise<Identity>
}

/** Enough for any token answer; a hostile one is cut off. */
const MAX_ANSWER_BYTES = 65_536
const ACCESS_LIFE = { min: 60, max: 86_400, assumed: 600 } // seconds

/** RFC 6750 §2.1: what can stand in a header. */
const token = z.string().regex(/^[\x21-\x7e]{1,4096}$/)

const tokenAnswer = z.object({
  access_token: token,
  token_type: z.string().regex(/^bearer$/i).optional(),
  // A pair already rotated must not be thrown away for a field one can do without.
  refresh_token: token.nullish().catch(null),
  expires_in: z.unknown().optional(),
  scope: z.string().nullish().catch(null),
  id_token: z.string().max(16_384).nullish().catch(null),
})

interface Collaborators {
  config: Pick<Config, 'planningCenter' | 'publicUrl' | 'times'>
  userAgent: string
  clock: { now(): number }
}

/** simple-oauth2 behind a wrapper that mends what it gets wrong; each mend is named where it is made. */
export function createOAuth({ config, userAgent, clock }: Collaborators): OAuth {
  const { url, clientId, clientSecret, scopes: usual } = config.planningCenter
  const callback = callbackUrl(config.publicUrl)
  const client = new AuthorizationCode({
    client: { id: clientId, secret: clientSecret },
    auth: { tokenHost: url, tokenPath: '/oauth/token', revokePath: '/oauth/revoke', authorizePath: '/oauth/authorize' },
    options: { authorizationMethod: 'header', bodyFormat: 'form' },
    // It has no time-out of its own, and never follows redirects unless told to.
    http: { timeout: config.times.tokenPhase, maxBytes: MAX_ANSWER_BYTES, headers: { 'User-Agent': userAgent, Accept: 'application/json' } },
  })

  async function ask(call: 'redeem' | 'refresh', request: () => Promise<AccessToken>): Promise<TokenPair> {
    const askedAt = clock.now()
    const answer = tokenAnswer.safeParse(await request().then(({ token }) => token, throwPlain(call)))
    // A 200 with an error body or without a token must not be kept.
    if (!answer.success) throw new OAuthError('unclear', call, { status: 200, error: 'not a token answer' })
    const { access_token, refresh_token, expires_in, scope, id_token } = answer.data
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      // Counted from when we asked, and kept absolute: the library restarts the clock each time it rebuilds a token.
      accessUntil: askedAt + accessLife(expires_in) * 1000,
      issuedAt: clock.now(),
      scopes: scope ? scope.split(/\s+/).filter(Boolean) : null,
      idToken: id_token ?? null,
    }
  }

  return {
    authorizeUrl: ({ state, nonce, challenge, prompt, scopes = usual }) => {
      // The library passes unknown parameters on, but its types know neither PKCE nor OpenID Connect.
      const parameters = {
        redirect_uri: callback,
        scope: scopes.join(' '),
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(prompt && { prompt }),
      }
      return client.authorizeURL(parameters)
    },

    redeem: ({ code, verifier }) => {
      const parameters = { code, redirect_uri: callback, code_verifier: verifier }
      return ask('redeem', () => client.getToken(parameters))
    },

    refresh: (refreshToken) => ask('refresh', () => client.createToken({ refresh_token: refreshToken }).refresh()),

    async revoke(token) {
      const pair = client.createToken({ refresh_token: token })
      // @types/simple-oauth2 leaves the second argument out.
      const revoke = pair.revoke.bind(pair) as (type: 'refresh_token', http: object) => Promise<unknown>
      await revoke('refresh_token', { timeout: config.times.revokePhase }).catch((error: unknown) => {
        // 200 with a body that is not JSON is reported as a failure.
        if (readBoom(error).status !== 200) throwPlain('revoke')(error)
      })
    },

    identify: createIdentityReader({ issuer: url, clientId, userAgent, timeoutMs: config.times.apiCall, clock }),
  }
}

export const CALLBACK_PATH = '/oauth/callback'
/** The one redirect URI, to be registered letter by letter. */
export const callbackUrl = (publicUrl: URL) => new URL(CALLBACK_PATH, publicUrl).href

/** Whole seconds; a missing, odd or absurd value is treated as short, so that it leads to a renewal soon. */
export function accessLife(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'number' || typeof expiresIn === 'string' ? Number(expiresIn) : Number.NaN
  if (!Number.isFinite(seconds) || seconds <= 0) return ACCESS_LIFE.assumed
  return Math.min(Math.max(Math.floor(seconds), ACCESS_LIFE.min), ACCESS_LIFE.max)
}

/** What can be trusted of the library's error: it says 406 for every answer that is not JSON, whatever its status. */
function readBoom(error: unknown): { status?: number; error?: string; description?: string; retryAfterSeconds?: number; code?: string } {
  const shape = z
    .object({
      code: z.string().optional().catch(undefined),
      data: z
        .object({
          res: z.object({ statusCode: z.number() }).optional().catch(undefined),
          payload: z.object({ error: z.string(), error_description: z.string().optional() }).optional().catch(undefined),
          headers: z.object({ 'retry-after': z.coerce.number().optional() }).optional().catch(undefined),
          code: z.string().optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
      output: z.object({ statusCode: z.number() }).optional().catch(undefined),
    })
    .safeParse(error)
  if (!shape.success) return {}
  const { data, output, code } = shape.data
  const status = data?.res?.statusCode ?? (data?.payload ? output?.statusCode : undefined)
  return {
    ...(status !== undefined && { status }),
    ...(data?.payload && { error: data.payload.error, description: data.payload.error_description ?? '' }),
    ...(data?.headers?.['retry-after'] !== undefined && { retryAfterSeconds: data.headers['retry-after'] }),
    ...((code ?? data?.code) && { code: code ?? data?.code ?? '' }),
  }
}

const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const throwPlain = (call: 'redeem' | 'refresh' | 'revoke') => (error: unknown): never => {
  const { status, error: word, description, retryAfterSeconds, code } = readBoom(error)
  throw new OAuthError(classify({ call, status, word, description, code }), call, { status, error: word, retryAfterSeconds })
}

/** Branches on the `error` word; Doorkeeper's texts are for people, save where a word has two meanings. */
function classify(seen: { call: string; status?: number | undefined; word?: string | undefined; description?: string | undefined; code?: string | undefined }): OAuthFailure {
  if (seen.status === 400 || seen.status === 401 || seen.status === 403) {
    if (seen.word === 'invalid_grant') return 'dead'
    // A refresh token past its 90 days: planningcenter/developers#1310.
    if (seen.word === 'invalid_request' && seen.call === 'refresh' && /no longer valid/i.test(seen.description ?? '')) return 'dead'
    if (seen.word === 'invalid_client' || seen.word === 'unauthorized_client') return 'refused'
  }
  return seen.code && UNSENT.has(seen.code) ? 'unsent' : 'unclear'
}
