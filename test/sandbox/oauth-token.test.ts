import type { Sandbox } from '../../src/sandbox/index'
import {
  basic,
  createClock,
  errorOf,
  getCode,
  postForm,
  readOutcome,
  redeem,
  REDIRECT,
  refresh,
  signIn,
  startPlanningCenter,
  USER_AGENT,
  VERIFIER,
  type TokenAnswer,
} from './oauth-walk'

const MINUTE = 60_000

describe('the token endpoint', () => {
  let sandbox: Sandbox
  let clock: ReturnType<typeof createClock>
  beforeEach(async () => {
    clock = createClock()
    sandbox = await startPlanningCenter({ clock })
  })
  afterEach(() => sandbox.close())

  describe('redeeming a code', () => {
    test('answers with everything Planning Center sends, and forbids keeping it', async () => {
      const answer = await redeem(sandbox, await getCode(sandbox))
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual(['no-store', 'no-cache'])
      const token = (await answer.json()) as TokenAnswer
      expect(token).toEqual({
        access_token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        refresh_token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        token_type: 'Bearer',
        expires_in: 7200,
        scope: 'openid people',
        created_at: clock.now() / 1000,
        id_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
      })
    })

    test('gives no id_token unless openid was asked for', async () => {
      const token = await signIn(sandbox, { changes: { scope: 'people' } })
      expect([token.scope, token.id_token]).toEqual(['people', undefined])
    })

    test('accepts the credentials in the body, and JSON', async () => {
      const body = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: VERIFIER }
      const credentials = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret }
      const form = new URLSearchParams({ ...body, ...credentials, code: await getCode(sandbox) })
      const asForm = await fetch(`${sandbox.url}/oauth/token`, {
        method: 'POST',
        headers: { 'user-agent': USER_AGENT },
        body: form,
      })
      expect(asForm.status).toBe(200)
      const json = JSON.stringify({ ...body, ...credentials, code: await getCode(sandbox) })
      const headers = { 'user-agent': USER_AGENT, 'content-type': 'application/json' }
      expect((await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', headers, body: json })).status).toBe(200)
    })

    test('works without PKCE when no challenge was sent', async () => {
      const code = await getCode(sandbox, { changes: { code_challenge: null, code_challenge_method: null } })
      const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
      expect((await postForm(sandbox, '/oauth/token', form)).status).toBe(200)
    })

    test.each<[string, Record<string, string>, string]>([
      ['a made-up code', { code: '0'.repeat(64) }, '400 invalid_grant'],
      ['another redirect address', { redirect_uri: 'http://localhost:3000/other' }, '400 invalid_grant'],
      ['the wrong verifier', { code_verifier: `${VERIFIER}x` }, '400 invalid_grant'],
      ['an empty verifier', { code_verifier: '' }, '400 invalid_request'],
      ['an empty code', { code: '' }, '400 invalid_request'],
      ['an empty redirect address', { redirect_uri: '' }, '400 invalid_request'],
      ['an unknown grant type', { grant_type: 'password' }, '400 unsupported_grant_type'],
      ['client_credentials', { grant_type: 'client_credentials' }, '400 unauthorized_client'],
      ['no grant type', { grant_type: '' }, '400 invalid_request'],
    ])('refuses %s', async (_what, changes, outcome) => {
      expect(await errorOf(await redeem(sandbox, await getCode(sandbox), changes))).toBe(outcome)
    })

    test('names the missing parameter', async () => {
      const answer = await postForm(sandbox, '/oauth/token', {
        grant_type: 'authorization_code',
        code: await getCode(sandbox),
      })
      expect(await answer.json()).toEqual({
        error: 'invalid_request',
        error_description: 'Missing required parameter: redirect_uri.',
      })
    })

    test('refuses a verifier when no challenge was sent', async () => {
      const code = await getCode(sandbox, { changes: { code_challenge: null, code_challenge_method: null } })
      expect(await errorOf(await redeem(sandbox, code))).toBe('400 invalid_grant')
    })

    test('refuses a code after ten minutes, not before', async () => {
      const [inTime, tooLate] = [await getCode(sandbox), await getCode(sandbox)]
      clock.forward(10 * MINUTE - 1)
      expect((await redeem(sandbox, inTime)).status).toBe(200)
      clock.forward(1)
      expect(await errorOf(await redeem(sandbox, tooLate))).toBe('400 invalid_grant')
    })

    test('takes a code once; a second time takes back what the first one bought, successors included', async () => {
      const code = await getCode(sandbox)
      const token = (await (await redeem(sandbox, code)).json()) as TokenAnswer
      const next = (await (await refresh(sandbox, token.refresh_token)).json()) as TokenAnswer
      expect(await errorOf(await redeem(sandbox, code))).toBe('400 invalid_grant')
      expect(await readOutcome(sandbox, token.access_token)).toBe('401 CAPUCHIN')
      expect(await readOutcome(sandbox, next.access_token)).toBe('401 CAPUCHIN')
      expect(sandbox.liveTokens()).toEqual({ access: 0, refresh: 0 })
    })

    test('a failed attempt does not burn the code', async () => {
      const code = await getCode(sandbox)
      await redeem(sandbox, code, { code_verifier: 'wrong' })
      expect((await redeem(sandbox, code)).status).toBe(200)
    })
  })

  describe('knowing the client', () => {
    test.each<[string, (sandbox: Sandbox) => Record<string, string>]>([
      ['a wrong secret', ({ clientId }) => ({ authorization: basic({ clientId, clientSecret: 'wrong' }) })],
      ['an unknown id', ({ clientSecret }) => ({ authorization: basic({ clientId: 'unknown', clientSecret }) })],
      ['a bearer token', () => ({ authorization: 'Bearer abc' })],
      [
        'credentials that cannot be decoded',
        () => ({ authorization: `Basic ${Buffer.from('%E0:%').toString('base64')}` }),
      ],
    ])('refuses %s with invalid_client and says how in WWW-Authenticate', async (_what, headers) => {
      const answer = await postForm(
        sandbox,
        '/oauth/token',
        { grant_type: 'refresh_token', refresh_token: 'x' },
        headers(sandbox),
      )
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_client"')
      expect(await errorOf(answer)).toBe('401 invalid_client')
    })

    test('refuses two mechanisms at once', async () => {
      const credentials = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret }
      expect(await errorOf(await redeem(sandbox, await getCode(sandbox), credentials))).toBe('400 invalid_request')
    })

    test('refuses the classic mistake of sending `secret`', async () => {
      const form = {
        grant_type: 'refresh_token',
        refresh_token: 'x',
        client_id: sandbox.clientId,
        secret: sandbox.clientSecret,
      }
      expect(await errorOf(await postForm(sandbox, '/oauth/token', form, { authorization: '' }))).toBe(
        '401 invalid_client',
      )
    })

    test('says invalid_client once the application is deleted', async () => {
      const { refresh_token } = await signIn(sandbox)
      sandbox.deleteApplication()
      expect(await errorOf(await refresh(sandbox, refresh_token))).toBe('401 invalid_client')
    })
  })

  test.each([
    [
      'a doubled parameter',
      'application/x-www-form-urlencoded',
      'grant_type=refresh_token&refresh_token=a&refresh_token=b',
    ],
    ['broken JSON', 'application/json', '{"grant_type":'],
    ['a JSON list', 'application/json', '["refresh_token"]'],
    ['a nested value', 'application/json', '{"grant_type":"refresh_token","refresh_token":{"a":1}}'],
    ['a body of another type', 'text/plain', 'grant_type=refresh_token'],
  ])('calls %s an invalid request', async (_what, type, body) => {
    const headers = { 'user-agent': USER_AGENT, authorization: basic(sandbox), 'content-type': type }
    expect(await errorOf(await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', headers, body }))).toBe(
      '400 invalid_request',
    )
  })
})
