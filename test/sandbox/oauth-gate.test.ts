import { request } from 'node:http'
import type { Sandbox } from '../../src/sandbox/index'
import { basic, read, readOutcome, seatOf, signIn, startPlanningCenter, USER_AGENT } from './oauth-walk'

describe('before any product is asked', () => {
  let sandbox: Sandbox
  let accessToken: string
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
    accessToken = (await signIn(sandbox)).access_token
  })
  afterEach(() => sandbox.close())

  const ask = (headers: Record<string, string>, path = '/people/v2/me') => fetch(`${sandbox.url}${path}`, { headers })

  test.each([
    [''],
    ['node'],
    ['undici'],
    ['curl/8.5.0'],
    ['axios/1.7.2'],
    ['got (https://github.com/sindresorhus/got)'],
    ['superagent/10'],
  ])('the edge refuses a program that calls itself "%s" with HTML', async userAgent => {
    const answer = await ask({ 'user-agent': userAgent, authorization: `Bearer ${accessToken}` })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('The request could not be satisfied')
  })

  test.each(['/oauth/token', '/oauth/revoke', '/oauth/userinfo'])(
    'the edge wants a User-Agent at %s too',
    async path => {
      const answer = await fetch(`${sandbox.url}${path}`, {
        method: path === '/oauth/userinfo' ? 'GET' : 'POST',
        headers: { authorization: basic(sandbox) },
      })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
    },
  )

  test('the edge refuses a GET that carries a body', async () => {
    expect(await getWithBody(`${sandbox.url}/people/v2/me`, accessToken)).toBe(403)
  })

  test.each<[string, Record<string, string>]>([
    ['no credentials', {}],
    ['a personal access token', { authorization: `Basic ${Buffer.from('id:secret').toString('base64')}` }],
  ])('%s: 401 without a word', async (_what, headers) => {
    const answer = await ask({ 'user-agent': USER_AGENT, ...headers })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([401, '0', ''])
    expect(answer.headers.get('content-type')).toContain('text/html')
  })

  test('a made-up token is treated like an expired one', async () => {
    expect(await readOutcome(sandbox, 'f'.repeat(64))).toBe('401 BABOON')
  })

  test('a 401 with a hint is JSON:API in Planning Center’s own words', async () => {
    sandbox.expireAccessTokens()
    const answer = await read(sandbox, '/people/v2/me', accessToken)
    expect(answer.headers.get('content-type')).toBe('application/vnd.api+json; charset=utf-8')
    expect(await answer.json()).toEqual({
      errors: [
        {
          code: 'unauthorized',
          status: '401',
          title: 'Unauthorized',
          detail: 'This request could not be authenticated. Error Code Hint: (BABOON)',
        },
      ],
    })
  })

  test.each<[string, string, (sandbox: Sandbox) => void]>([
    ['the two hours are over', '401 BABOON', sandbox => sandbox.expireAccessTokens()],
    ['the user disconnects the application', '401 CAPUCHIN', sandbox => sandbox.revokeGrants()],
    ['the person is deleted', '401 FLAMINGO', sandbox => sandbox.deletePerson(seatOf(sandbox, 'secretary'))],
    ['the church is deleted', '401 LEMMING', sandbox => sandbox.deleteChurch(seatOf(sandbox, 'secretary').churchId)],
    ['the application is deleted', '401 CHINCHILLA', sandbox => sandbox.deleteApplication()],
  ])('%s: %s', async (_what, outcome, change) => {
    expect(await readOutcome(sandbox, accessToken)).toBe('200')
    change(sandbox)
    expect(await readOutcome(sandbox, accessToken)).toBe(outcome)
  })

  test('levers strike only the person they name', async () => {
    const pastor = (await signIn(sandbox, { login: 'pastor' })).access_token
    sandbox.expireAccessTokens(seatOf(sandbox, 'pastor'))
    expect([await readOutcome(sandbox, pastor), await readOutcome(sandbox, accessToken)]).toEqual(['401 BABOON', '200'])
  })

  test('a product that was not asked for is bad_scope, before its path is looked at', async () => {
    const answer = await read(sandbox, '/giving/v2/no/such/path', accessToken)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({
      errors: [
        {
          code: 'bad_scope',
          status: '401',
          title: 'Request outside authenticated scope',
          detail: 'The API credentials do not have access to the application giving',
        },
      ],
    })
  })

  test('a product that was asked for but that this login was not given is TRASH_PANDA', async () => {
    const { access_token } = await signIn(sandbox, { changes: { scope: 'openid giving check_ins' } })
    expect(await readOutcome(sandbox, access_token, '/giving/v2/funds')).toBe('401 TRASH_PANDA')
    expect(await readOutcome(sandbox, access_token, '/check-ins/v2/events')).toBe('401 TRASH_PANDA')
    expect(await readOutcome(sandbox, access_token, '/people/v2/me')).toBe('401 bad_scope')
  })

  test('Current needs no scope', async () => {
    const { access_token } = await signIn(sandbox, { changes: { scope: 'openid' } })
    expect(await readOutcome(sandbox, access_token, '/current/v2/me')).toBe('200')
  })

  test('what no product knows is 404 in JSON', async () => {
    expect(await readOutcome(sandbox, accessToken, '/nonsense/v2/things')).toBe('404')
    expect(await readOutcome(sandbox, accessToken, '/people/v2/nonsense')).toBe('404')
  })

  test('a revoked connection can be made anew at once', async () => {
    sandbox.revokeGrants()
    const { access_token } = await signIn(sandbox)
    expect(await readOutcome(sandbox, access_token)).toBe('200')
  })
})

describe('what the sandbox remembers of the requests', () => {
  test('who asked what, how and with which outcome; never a secret', async () => {
    const sandbox = await startPlanningCenter()
    const token = await signIn(sandbox)
    await read(sandbox, '/people/v2/people?per_page=2', token.access_token)
    const { churchId: _, ...who } = { loginId: 'secretary', ...seatOf(sandbox, 'secretary') }
    expect(sandbox.calls.map(({ kind }) => kind)).toEqual(
      ['authorize', 'authorize', 'authorize', 'authorize', 'token', 'api'], // page, form, page, form, code, people
    )
    expect(sandbox.calls.at(-2)).toMatchObject({
      method: 'POST',
      path: '/oauth/token',
      status: 200,
      grantType: 'authorization_code',
      authorization: 'basic',
      loginId: who.loginId,
      personId: who.personId,
    })
    expect(sandbox.calls.at(-1)).toMatchObject({
      method: 'GET',
      path: '/people/v2/people',
      query: { per_page: '2' },
      authorization: 'bearer',
      userAgent: USER_AGENT,
      loginId: 'secretary',
    })
    const remembered = JSON.stringify(sandbox.calls)
    for (const secret of [token.access_token, token.refresh_token, token.id_token, sandbox.clientSecret])
      expect(remembered).not.toContain(secret)
    await sandbox.close()
  })

  test('closing is prompt, even while an answer is held back, and may be done twice', async () => {
    const sandbox = await startPlanningCenter()
    sandbox.addFault({ on: 'discovery', delayHeaders: 60_000 })
    const held = fetch(`${sandbox.url}/oauth/discovery/keys`).catch(() => 'cut')
    while (sandbox.calls.length === 0) await new Promise(setImmediate)
    await sandbox.close()
    await sandbox.close()
    expect(await held).toBe('cut')
  })
})

/** fetch refuses to send one. */
function getWithBody(url: string, accessToken: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': USER_AGENT, authorization: `Bearer ${accessToken}`, 'content-length': '2' }
    const asking = request(url, { method: 'GET', headers }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asking.on('error', reject)
    asking.end('{}')
  })
}
