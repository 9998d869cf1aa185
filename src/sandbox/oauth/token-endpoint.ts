import { createHash } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { callOf, nameOf } from '../calls'
import type { Fault } from '../faults'
import { faultOf } from '../struck-answers'
import { splitScopes } from './application'
import type { Authority } from './authority'
import { isOurClient, parametersOf } from './client'
import type { Code } from './codes'
import { refusals } from './errors'
import { bendClaims, ID_TOKEN_SECONDS } from './identity'
import { ACCESS_SECONDS, type TokenPair } from './tokens'

type Parameters = Record<string, string>

export function answerTokenRequest(authority: Authority): RequestHandler {
  return async (req, res) => {
    const parameters = readRequest(req, res, authority)
    const fault = faultOf(res)
    callOf(res).shown = nameOf(parameters.code ?? parameters.refresh_token ?? '')
    const { pair, nonce } =
      parameters.grant_type === 'authorization_code'
        ? redeemCode(parameters, authority, fault)
        : { pair: refresh(parameters, authority), nonce: undefined }
    Object.assign(callOf(res), { loginId: pair.holder.loginId, personId: pair.holder.personId, issued: nameOf(pair.refreshToken) })
    const idToken = await idTokenFor(pair, authority, { nonce, claims: fault.claims })
    for (const secret of [idToken, parameters.code_verifier]) if (secret) authority.secrets.add(secret)
    res.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json({
      access_token: pair.accessToken,
      token_type: 'Bearer',
      expires_in: ACCESS_SECONDS,
      refresh_token: pair.refreshToken,
      scope: [...pair.scopes].join(' '),
      created_at: Math.floor(pair.issuedAt / 1000),
      ...(idToken && { id_token: idToken }),
    })
  }
}

function readRequest(req: Request, res: Response, { application }: Authority): Parameters {
  const parameters = parametersOf(req)
  const grantType = required(parameters, 'grant_type')
  callOf(res).grantType = grantType
  // Discovery offers client_credentials, but no user would stand behind the token.
  if (grantType === 'client_credentials') throw refusals.clientMethod()
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') throw refusals.grantType()
  if (!isOurClient(req, parameters, application)) throw refusals.client()
  return parameters
}

function required(parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (!value) throw refusals.missing(name)
  return value
}

function redeemCode(
  parameters: Parameters,
  authority: Authority,
  fault: Partial<Fault>,
): { pair: TokenPair; nonce: string | undefined } {
  const { codes, tokens, rules } = authority
  const code = codes.find(required(parameters, 'code'))
  const redirectUri = required(parameters, 'redirect_uri')
  if (!code) throw refusals.grant(rules.invalidGrantStatus)
  if (code.redeemed) {
    // RFC 6749 §4.1.2: a code seen twice may have been stolen, so what it bought is taken back.
    tokens.revokeFamily(code.code)
    throw refusals.grant(rules.invalidGrantStatus)
  }
  const proven = fault.ignorePkce ?? provesPossession(code, parameters)
  if (codes.isExpired(code) || redirectUri !== code.redirectUri || !proven)
    throw refusals.grant(rules.invalidGrantStatus)
  code.redeemed = true
  const scopes = fault.grantScopes === undefined ? code.scopes : new Set(splitScopes(fault.grantScopes))
  return { pair: tokens.issue({ holder: code.holder, scopes, family: code.code }), nonce: code.nonce }
}

function provesPossession({ challenge }: Code, parameters: Parameters): boolean {
  // A verifier without a challenge means that somebody took the challenge out on the way (RFC 9700 §2.1.1).
  if (challenge === undefined) return parameters.code_verifier === undefined
  return createHash('sha256').update(required(parameters, 'code_verifier')).digest('base64url') === challenge
}

function refresh(parameters: Parameters, { tokens, rules }: Authority): TokenPair {
  const pair = tokens.byRefresh(required(parameters, 'refresh_token'))
  if (!pair) throw refusals.grant(rules.invalidGrantStatus)
  if (pair.revoked) {
    if (pair.spent && rules.rotation === 'reuse-kills-everything') tokens.revokeFamily(pair.family)
    throw refusals.grant(rules.invalidGrantStatus)
  }
  if (tokens.isTooOldToRefresh(pair)) throw refusals.refreshTokenTooOld()
  const scopes = parameters.scope === undefined ? pair.scopes : new Set(splitScopes(parameters.scope))
  if (![...scopes].every(scope => pair.scopes.has(scope))) throw refusals.scope()
  return tokens.rotate(pair, scopes, rules.rotation)
}

async function idTokenFor(
  pair: TokenPair,
  authority: Authority,
  said: { nonce: string | undefined; claims: Fault['claims'] },
) {
  const who = pair.scopes.has('openid') ? authority.identity.claimsOf(pair.holder) : undefined
  if (!who) return undefined
  const iat = Math.floor(authority.world.clock.now() / 1000)
  const token = {
    iss: authority.issuer(),
    aud: authority.application.clientId,
    iat,
    exp: iat + ID_TOKEN_SECONDS,
    nonce: said.nonce,
  }
  return authority.identity.sign(bendClaims({ ...token, ...who }, said.claims))
}
