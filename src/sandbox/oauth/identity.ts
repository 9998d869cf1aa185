import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import type { World } from '../world/world'
import type { Holder } from './tokens'

type Claims = Record<string, unknown>

export interface Identity {
  readonly keys: { keys: JWK[] }
  /** Who holds a token, as userinfo says it; undefined when the person or the church is gone. */
  claimsOf(holder: Holder): Claims | undefined
  sign(claims: Claims): Promise<string>
}

export const ID_TOKEN_SECONDS = 3600

export async function createIdentity(world: World): Promise<Identity> {
  const { privateKey, jwk, kid } = await (signingKey ??= createSigningKey())
  return {
    keys: { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] },
    claimsOf: holder => claimsOf(world, holder),
    sign: claims => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey),
  }
}

/** One for the whole process: making it takes longer than everything else a sandbox needs to start. */
let signingKey: ReturnType<typeof createSigningKey> | undefined

async function createSigningKey() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) }
}

/** The subject is the person in this church: the same human is somebody else in the next. */
function claimsOf(world: World, { loginId, churchId, personId }: Holder): Claims | undefined {
  const church = world.churches.get(churchId)
  const login = world.logins.find(({ id }) => id === loginId)
  if (!login || !church?.people.has(personId)) return undefined
  return {
    sub: personId,
    name: login.name,
    email: login.email,
    organization_id: church.id,
    organization_name: church.name,
  }
}

/** A claim set to null is one Planning Center forgot to send. */
export const bendClaims = (claims: Claims, bent: Claims = {}): Claims =>
  Object.fromEntries(
    Object.entries({ ...claims, ...bent }).filter(([, value]) => value !== null && value !== undefined),
  )
