import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import type { Sandbox } from '../../src/sandbox/index'
import {
  basic,
  createClock,
  errorOf,
  postForm,
  read,
  readOutcome,
  refresh,
  seatOf,
  signIn,
  startPlanningCenter,
  USER_AGENT,
  type TokenAnswer,
} from './oauth-walk'

describe('OpenID Connect', () => {
  let sandbox: Sandbox
  const clock = createClock()
  beforeEach(async () => {
    sandbox = await startPlanningCenter({ clock })
  })
  afterEach(() => sandbox.close())

  const userinfo = (token: string) => read(sandbox, '/oauth/userinfo', token)

  test('discovery names every endpoint under the issuer, PKCE by S256 only and no email_verified', async () => {
    const discovery = (await (await fetch(`${sandbox.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >
    expect(discovery).toMatchObject({
      issuer: sandbox.url,
      authorization_endpoint: `${sandbox.url}/oauth/authorize`,
      token_endpoint: `${sandbox.url}/oauth/token`,
      revocation_endpoint: `${sandbox.url}/oauth/revoke`,
      userinfo_endpoint: `${sandbox.url}/oauth/userinfo`,
      jwks_uri: `${sandbox.url}/oauth/discovery/keys`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
    expect(discovery.scopes_supported).toEqual(expect.arrayContaining(['openid', 'people', 'giving']))
    expect(discovery.claims_supported).not.toContain('email_verified')
  })

  test('the id_token is RS256, signed by a published key, lives an hour and says who in which church', async () => {
    const { id_token } = await signIn(sandbox, { login: 'pastor' })
    const keys = (await (await fetch(`${sandbox.url}/oauth/discovery/keys`)).json()) as JSONWebKeySet
    const { payload, protectedHeader } = await jwtVerify(id_token, createLocalJWKSet(keys), {
      issuer: sandbox.url,
      audience: sandbox.clientId,
      currentDate: new Date(clock.now()),
    })
    const { churchId, personId } = seatOf(sandbox, 'pastor')
    const pastor = sandbox.world.logins.find(({ id }) => id === 'pastor')
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: keys.keys[0]?.kid })
    expect(payload).toEqual({
      iss: sandbox.url,
      aud: sandbox.clientId,
      iat: clock.now() / 1000,
      exp: clock.now() / 1000 + 3600,
      nonce: 'the-nonce',
      sub: personId,
      name: pastor?.name,
      email: pastor?.email,
      organization_id: churchId,
      organization_name: 'First Church',
    })
    expect(keys.keys[0]).not.toHaveProperty('d')
  })

  test('userinfo says the same five things', async () => {
    const { access_token } = await signIn(sandbox)
    const { churchId, personId } = seatOf(sandbox, 'secretary')
    const secretary = sandbox.world.logins.find(({ id }) => id === 'secretary')
    expect(await (await userinfo(access_token)).json()).toEqual({
      sub: personId,
      name: secretary?.name,
      email: secretary?.email,
      organization_id: churchId,
      organization_name: 'First Church',
    })
  })

  test('userinfo without openid is 403 insufficient_scope', async () => {
    const { access_token } = await signIn(sandbox, { changes: { scope: 'people' } })
    const answer = await userinfo(access_token)
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect(await errorOf(answer)).toBe('403 insufficient_scope')
  })

  test('userinfo tells made-up, expired and revoked tokens apart only in words', async () => {
    const descriptions: string[] = []
    const ask = async (token: string) => {
      const answer = await userinfo(token)
      const { error, error_description } = (await answer.json()) as { error: string; error_description: string }
      descriptions.push(`${answer.status} ${error}: ${error_description}`)
    }
    const { access_token } = await signIn(sandbox)
    await ask('f'.repeat(64))
    sandbox.expireAccessTokens()
    await ask(access_token)
    sandbox.revokeGrants()
    await ask(access_token)
    expect(descriptions).toEqual([
      '401 invalid_token: The access token is invalid',
      '401 invalid_token: The access token expired',
      '401 invalid_token: The access token was revoked',
    ])
  })

  test('userinfo of somebody deleted is refused, and a refresh still succeeds without an id_token', async () => {
    const { access_token, refresh_token } = await signIn(sandbox)
    sandbox.deletePerson(seatOf(sandbox, 'secretary'))
    expect(await errorOf(await userinfo(access_token))).toBe('401 invalid_token')
    const next = (await (await refresh(sandbox, refresh_token)).json()) as TokenAnswer
    expect(next.id_token).toBeUndefined()
    expect(await readOutcome(sandbox, next.access_token)).toBe('401 FLAMINGO')
  })
})

describe('revoking', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
  })
  afterEach(() => sandbox.close())

  test.each(['refresh_token', 'access_token'] as const)('a revoked %s takes its other half along', async which => {
    const token = await signIn(sandbox)
    const answer = await postForm(sandbox, '/oauth/revoke', { token: token[which], token_type_hint: which })
    expect([answer.status, await answer.json()]).toEqual([200, {}])
    expect(await readOutcome(sandbox, token.access_token)).toBe('401 CAPUCHIN')
    expect(await errorOf(await refresh(sandbox, token.refresh_token))).toBe('400 invalid_grant')
    expect(sandbox.liveTokens()).toEqual({ access: 0, refresh: 0 })
  })

  test('a token nobody knows, or one revoked already, counts as revoked', async () => {
    const { refresh_token } = await signIn(sandbox)
    for (const token of ['f'.repeat(64), refresh_token, refresh_token]) {
      expect((await postForm(sandbox, '/oauth/revoke', { token })).status).toBe(200)
    }
  })

  test('needs the client’s credentials; the user’s own token is none', async () => {
    const { access_token, refresh_token } = await signIn(sandbox)
    const wrong = { clientId: sandbox.clientId, clientSecret: 'wrong' }
    for (const authorization of [basic(wrong), `Bearer ${access_token}`, '']) {
      const answer = await postForm(sandbox, '/oauth/revoke', { token: refresh_token }, { authorization })
      expect(await errorOf(answer)).toBe('403 unauthorized_client')
    }
    expect(await readOutcome(sandbox, access_token)).toBe('200')
  })

  test('accepts the credentials in the body too', async () => {
    const { refresh_token } = await signIn(sandbox)
    const body = new URLSearchParams({
      token: refresh_token,
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
    })
    const answer = await fetch(`${sandbox.url}/oauth/revoke`, {
      method: 'POST',
      headers: { 'user-agent': USER_AGENT },
      body,
    })
    expect(answer.status).toBe(200)
    expect(sandbox.liveTokens().refresh).toBe(0)
  })
})
