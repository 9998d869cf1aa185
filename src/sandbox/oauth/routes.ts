import express, { type ErrorRequestHandler, type Router } from 'express'
import type { Request, RequestHandler } from 'express'
import { bearerOf } from '../api-gate'
import { callOf, nameOf } from '../calls'
import { faultOf } from '../struck-answers'
import { SCOPES_SUPPORTED } from './application'
import { createAuthorizePages } from './authorize-pages'
import { createAuthorizedApplications } from './authorized-applications'
import type { Authority } from './authority'
import { createBrowserSessions } from './browser-sessions'
import { isOurClient, parametersOf } from './client'
import { OAuthRefusal, refusals, sendRefusal } from './errors'
import { bendClaims } from './identity'
import { answerTokenRequest } from './token-endpoint'
import type { TokenPair } from './tokens'

export function createOAuth(authority: Authority): Router {
  const router = express.Router()
  const readBody = [express.urlencoded({ extended: false }), express.json()]
  router.get('/.well-known/openid-configuration', (_req, res) => void res.json(discoveryOf(authority.issuer())))
  router.get('/oauth/discovery/keys', (_req, res) => void res.json(authority.identity.keys))
  router.post('/oauth/token', readBody, answerTokenRequest(authority))
  router.post('/oauth/revoke', readBody, answerRevocation(authority))
  router.get('/oauth/userinfo', answerUserinfo(authority))
  router.post('/oauth/userinfo', answerUserinfo(authority))
  const sessions = createBrowserSessions()
  router.use(createAuthorizePages(authority, sessions))
  router.use(createAuthorizedApplications(authority, sessions))
  router.use(answerRefusals)
  return router
}

function discoveryOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    userinfo_endpoint: `${issuer}/oauth/userinfo`,
    jwks_uri: `${issuer}/oauth/discovery/keys`,
    scopes_supported: SCOPES_SUPPORTED,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claim_types_supported: ['normal'],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'name', 'email', 'organization_id', 'organization_name'],
    code_challenge_methods_supported: ['S256'],
  }
}

/** RFC 7009: a token nobody knows counts as revoked. */
const answerRevocation =
  ({ application, tokens }: Authority): RequestHandler =>
  (req, res) => {
    const parameters = parametersOf(req)
    if (!isOurClient(req, parameters, application)) throw refusals.revocation()
    const token = parameters.token ?? ''
    const pair = tokens.byRefresh(token) ?? tokens.byAccess(token)
    if (pair) {
      Object.assign(callOf(res), { loginId: pair.holder.loginId, personId: pair.holder.personId, shown: nameOf(pair.refreshToken) })
      pair.revoked = true
    }
    res.set('Cache-Control', 'no-store').json({})
  }

const answerUserinfo =
  (authority: Authority): RequestHandler =>
  (req, res) => {
    const pair = livingPair(req, authority)
    Object.assign(callOf(res), { loginId: pair.holder.loginId, personId: pair.holder.personId })
    authority.tokens.use(pair)
    if (!pair.scopes.has('openid')) throw refusals.openidMissing()
    const who = authority.identity.claimsOf(pair.holder)
    if (!who) throw refusals.token('unknown')
    res.set('Cache-Control', 'no-store').json(bendClaims(who, faultOf(res).claims))
  }

function livingPair(req: Request, { application, tokens }: Authority): TokenPair {
  const pair = tokens.byAccess(bearerOf(req) ?? '')
  if (!pair || application.deleted) throw refusals.token('unknown')
  if (pair.revoked) throw refusals.token('revoked')
  if (tokens.isExpired(pair)) throw refusals.token('expired')
  return pair
}

const answerRefusals: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof OAuthRefusal) sendRefusal(res, error)
  else if (isUnreadableBody(error)) sendRefusal(res, refusals.malformed())
  else next(error)
}

/** What express's body parsers throw. */
const isUnreadableBody = (error: unknown) =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500
