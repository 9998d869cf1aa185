import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { OAuthError } from '../../src/auth/errors'
import { createOAuth } from '../../src/auth/oauth'
import { createClock } from '../support/clock'
import { CLIENT_ID, CLIENT_SECRET, coreConfig } from '../support/start-store'
import { html, json, startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'

const PAIR = {
  access_token: 'canary-access',
  refresh_token: 'canary-refresh',
  token_type: 'Bearer',
  expires_in: 7200,
  scope: 'openid people',
  created_at: 1790000000,
}
const SECRETS = /canary|Basic |verifier-|code-/

describe('the token endpoint', () => {
  let server: TinyServer
  beforeAll(async () => {
    server = await startTinyServer()
  })
  beforeEach(() => server.forget())
  afterAll(() => server.close())

  const clock = createClock()
  const oauthAt = (url: string) =>
    createOAuth({
      config: coreConfig({ planningCenterUrl: url, times: { tokenPhase: 400 } }),
      userAgent: 'Foyer (tests@example.org)',
      clock,
    })
  const oauth = () => oauthAt(server.url)
  const answering = (...answers: Answering[]) => server.answers(...answers)
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: unknown) => error as OAuthError,
    )
  const refresh = () => refusal(oauth().refresh('canary-old-refresh'))
  const form = () => Object.fromEntries(new URLSearchParams(server.asked[0]?.body))

  it('is led up to by an address with state, nonce and an S256 challenge', () => {
    const address = new URL(oauth().authorizeUrl({ state: 'the-state', nonce: 'the-nonce', challenge: 'the-challenge' }))
    expect(address.origin + address.pathname).toBe(`${server.url}/oauth/authorize`)
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: 'http://localhost:3000/oauth/callback',
      scope: 'openid people',
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: 'the-challenge',
      code_challenge_method: 'S256',
    })
  })

  it('is asked for another account only if one wants another account', () => {
    const address = oauth().authorizeUrl({ state: 's', nonce: 'n', challenge: 'c', prompt: 'select_account' })
    expect(new URL(address).searchParams.get('prompt')).toBe('select_account')
  })

  it('gets the code and its verifier in a form, the credentials in the header alone, and our name', async () => {
    answering(json(PAIR))
    await oauth().redeem({ code: 'code-1', verifier: 'verifier-1' })
    expect(form()).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: 'http://localhost:3000/oauth/callback',
      code_verifier: 'verifier-1',
    })
    expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/oauth/token' })
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Foyer (tests@example.org)',
      accept: 'application/json',
    })
  })

  it('gets the refresh token and nothing else that is secret', async () => {
    answering(json(PAIR))
    const askedAt = clock.now()
    const pair = await oauth().refresh('canary-old-refresh')
    expect(form()).toEqual({ grant_type: 'refresh_token', refresh_token: 'canary-old-refresh' })
    expect(pair).toMatchObject({
      accessToken: 'canary-access',
      refreshToken: 'canary-refresh',
      scopes: ['openid', 'people'],
      idToken: null,
    })
    expect(pair.accessUntil - askedAt).toBeGreaterThanOrEqual(7_200_000)
    expect(pair.accessUntil - askedAt).toBeLessThan(7_201_000)
  })

  it.each([[{ access_token: 'a' }], [{ access_token: 'a', refresh_token: null, scope: null, id_token: null }]])(
    'may leave out everything but the access token: %j',
    async (answer) => {
      answering(json(answer))
      expect(await oauth().refresh('old')).toMatchObject({
        accessToken: 'a',
        refreshToken: null,
        scopes: null,
        idToken: null,
      })
    },
  )

  it.each([undefined, null, 0, -1, '', 'abc', 'NaN', {}, [], true, '-7200', 'Infinity', 1e300, '7200s', 1_790_000_000_000])(
    'A20: leads to a renewal within a day, and never to a failure, with expires_in %p',
    async (expiresIn) => {
      answering(json({ ...PAIR, expires_in: expiresIn }))
      const askedAt = clock.now()
      const { accessUntil } = await oauth().refresh('old')
      expect(accessUntil - askedAt).toBeGreaterThanOrEqual(60_000)
      expect(accessUntil - askedAt).toBeLessThanOrEqual(86_401_000)
    },
  )

  it.each([undefined, null, 0, -1, '', 'abc', {}, [], true, '-7200', '7200s', 'Infinity'])(
    'A20: is asked again within ten minutes when expires_in is %p',
    async (expiresIn) => {
      answering(json({ ...PAIR, expires_in: expiresIn }))
      const askedAt = clock.now()
      expect((await oauth().refresh('old')).accessUntil - askedAt).toBeLessThan(601_000)
    },
  )

  it('may write its seconds as text', async () => {
    answering(json({ ...PAIR, expires_in: '3600' }))
    const askedAt = clock.now()
    expect(Math.round(((await oauth().refresh('old')).accessUntil - askedAt) / 1000)).toBe(3600)
  })

  it.each([
    ['200 with an error in it', json({ error: 'invalid_grant' })],
    ['200 without a token', json({})],
    ['200 with null', json(null)],
    ['200 with a list', json([])],
    ['200 with a token that is no text', json({ ...PAIR, access_token: 7 })],
    ['200 with a token of another kind', json({ ...PAIR, token_type: 'mac' })],
    ['200 with a token no header can carry', json({ ...PAIR, access_token: 'canary\nbroken' })],
    ['an empty 200', { status: 200, headers: { 'Content-Type': 'application/json' } }],
    ['a 200 cut short', { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"access_token":"canary' }],
    ['a web page with 200', html(200)],
    ['a web page with 502', html(502)],
    ['a web page with 503', html(503)],
    ['a web page with 403', html(403)],
    ['500', json({ error: 'server_error' }, 500)],
    ['429', json({ error: 'slow_down' }, 429)],
    ['500 that says invalid_grant', json({ error: 'invalid_grant' }, 500)],
    [
      'invalid_request about a parameter',
      json({ error: 'invalid_request', error_description: 'Missing required parameter: refresh_token.' }, 400),
    ],
    [
      'an endless answer',
      {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...PAIR, scope: 'x'.repeat(70_000) }),
      },
    ],
    ['a connection cut', (_asked: unknown, res: ServerResponse) => res.socket?.destroy()],
    ['silence', () => undefined],
    [
      'headers and then silence',
      (_asked: unknown, res: ServerResponse) => void res.writeHead(200, { 'Content-Type': 'application/json' }).write('{'),
    ],
  ] as [string, Answering][])('G2: leaves everything open after %s, and no secret in the error', async (_case, answer) => {
    answering(answer)
    const error = await refresh()
    expect(error).toBeInstanceOf(OAuthError)
    expect(error).toMatchObject({ reason: 'unclear', call: 'refresh' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS)
    expect(server.asked).toHaveLength(1)
  })

  it('B22: is not followed elsewhere: no redirect ever gets the secret, a code or a token', async () => {
    const elsewhere = await startTinyServer(json(PAIR))
    for (const status of [301, 302, 303, 307, 308]) {
      answering({ status, headers: { Location: `${elsewhere.url}/oauth/token` } })
      expect(await refresh()).toMatchObject({ reason: 'unclear' })
      expect(await refusal(oauth().redeem({ code: 'code-1', verifier: 'verifier-1' }))).toMatchObject({ reason: 'unclear' })
      expect(await refusal(oauth().revoke('canary-old-refresh'))).toMatchObject({ reason: 'unclear' })
    }
    expect(elsewhere.asked).toEqual([])
    await elsewhere.close()
  })

  it.each([
    [
      400,
      { error: 'invalid_grant', error_description: 'The provided authorization grant is invalid, expired, revoked …' },
      'dead',
    ],
    [401, { error: 'invalid_grant' }, 'dead'],
    [400, { error: 'invalid_request', error_description: 'The refresh token is no longer valid' }, 'dead'],
    [401, { error: 'invalid_request', error_description: 'The refresh token is no longer valid.' }, 'dead'],
    [401, { error: 'invalid_client', error_description: 'Client authentication failed due to unknown client …' }, 'refused'],
    [400, { error: 'unauthorized_client' }, 'refused'],
  ])('means what it says: %i %j is %s', async (status, body, reason) => {
    answering(json(body, status))
    const error = await refresh()
    expect(error).toMatchObject({ reason })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS)
  })

  it('finds a code dead as well as a refresh token', async () => {
    answering(json({ error: 'invalid_grant' }, 400))
    const error = await refusal(oauth().redeem({ code: 'code-1', verifier: 'verifier-1' }))
    expect(error).toMatchObject({ reason: 'dead', call: 'redeem' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS)
  })

  it('says when to come back', async () => {
    answering(json({ error: 'slow_down' }, 429, { 'Retry-After': '17' }))
    expect(await refresh()).toMatchObject({ reason: 'unclear', retryAfterSeconds: 17 })
  })

  it('has certainly spent nothing when nobody listens there', async () => {
    const closed = await startTinyServer()
    await closed.close()
    const error = await refusal(oauthAt(closed.url).refresh('canary-old-refresh'))
    expect(error).toMatchObject({ reason: 'unsent' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS)
  })

  it('H6: is asked over a connection of its own each time, so that no call meets one that is just closing', async () => {
    answering(json(PAIR))
    for (let n = 0; n < 200; n++) await oauth().refresh('canary-old-refresh')
    expect(server.connections()).toBe(200)
  })

  it('A3: keeps nobody waiting longer than twice a phase', async () => {
    answering(
      (_asked, res) => void setTimeout(() => res.writeHead(200, { 'Content-Type': 'application/json' }).write('{'), 300),
    )
    const started = performance.now()
    expect(await refresh()).toMatchObject({ reason: 'unclear' })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
