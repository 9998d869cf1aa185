import { createRemoteJWKSet, errors as joseErrors, jwtVerify } from 'jose'
import { z } from 'zod'
import { OAuthError } from './errors'

/** Organization id + person id, both from Planning Center: never an e-mail, never one standing in for the other. */
export interface Identity {
  organizationId: string
  organizationName: string
  personId: string
  name: string
  email: string | null
}

export interface IdentityProof {
  idToken: string | null
  accessToken: string
  nonce: string
}

/** Who signed in could not be made sure of. */
export class IdentityProblem extends Error {
  override readonly name = 'IdentityProblem'
  constructor(
    readonly reason: 'unverified' | 'church-unknown',
    cause?: unknown,
  ) {
    super(`identity: ${reason}`, { cause })
  }
}

/** Planning Center's JSON type for ids is unsettled: some have seen a number. */
const id = z.union([z.string(), z.number().int()]).transform(String).pipe(z.string().regex(/^\d{1,20}$/))
const claims = z.object({
  sub: id,
  name: z.string().min(1).max(200).catch('Somebody without a name'),
  email: z.string().max(320).nullable().catch(null),
  organization_id: id.optional().catch(undefined),
  organization_name: z.string().min(1).max(200).catch('Your church'),
})

interface Settings {
  issuer: string
  clientId: string
  userAgent: string
  timeoutMs: number
  clock: { now(): number }
}

const CLOCK_TOLERANCE_SECONDS = 60
const MAX_USERINFO_BYTES = 65_536

/** OpenID Connect Core §3.1.3.7, with RS256 and no other algorithm. */
export function createIdentityReader({ issuer, clientId, userAgent, timeoutMs, clock }: Settings): (proof: IdentityProof) => Promise<Identity> {
  const keys = createRemoteJWKSet(new URL('/oauth/discovery/keys', issuer), { headers: { 'User-Agent': userAgent }, timeoutDuration: timeoutMs / 2 })

  async function fromIdToken(idToken: string, nonce: string): Promise<unknown> {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer,
      audience: clientId,
      algorithms: ['RS256'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(clock.now()),
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
    }).catch((error: unknown) => {
      throw isOutage(error) ? new OAuthError('unclear', 'identify') : new IdentityProblem('unverified', error)
    })
    if (payload.nonce !== nonce) throw new IdentityProblem('unverified')
    return payload
  }

  async function fromUserInfo(accessToken: string): Promise<unknown> {
    const response = await fetch(new URL('/oauth/userinfo', issuer), {
      headers: { Authorization: `Bearer ${accessToken}`, 'User-Agent': userAgent, Accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs / 2),
    }).catch(() => null)
    if (!response || response.status >= 500) throw new OAuthError('unclear', 'identify', { status: response?.status })
    const text = response.status === 200 ? await readShort(response) : ''
    try {
      return JSON.parse(text) as unknown
    } catch {
      // Without the cause: a parser quotes what it could not read, and that may be a name.
      throw new IdentityProblem('unverified')
    }
  }

  return async ({ idToken, accessToken, nonce }) => {
    const parsed = claims.safeParse(idToken ? await fromIdToken(idToken, nonce) : await fromUserInfo(accessToken))
    if (!parsed.success) throw new IdentityProblem('unverified', parsed.error)
    const { sub, name, email, organization_id, organization_name } = parsed.data
    if (!organization_id) throw new IdentityProblem('church-unknown')
    return { organizationId: organization_id, organizationName: organization_name, personId: sub, name, email }
  }
}

/** Nothing of an answer that is longer than any description of a person. */
async function readShort(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength
    if (bytes > MAX_USERINFO_BYTES) return ''
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The keys could not be fetched, as against: the token is wrong. */
const isOutage = (error: unknown) => error instanceof joseErrors.JWKSTimeout || error instanceof TypeError || (error instanceof joseErrors.JOSEError && error.code === 'ERR_JOSE_GENERIC')
