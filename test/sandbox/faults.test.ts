import type { Sandbox } from '../../src/sandbox/index'
import {
  createClock,
  errorOf,
  getCode,
  read,
  readOutcome,
  redeem,
  refresh,
  signIn,
  startPlanningCenter,
  type TokenAnswer,
} from './oauth-walk'

describe('faults', () => {
  let sandbox: Sandbox
  let clock: ReturnType<typeof createClock>
  let token: TokenAnswer
  beforeEach(async () => {
    clock = createClock()
    sandbox = await startPlanningCenter({ clock })
    token = await signIn(sandbox)
  })
  afterEach(() => sandbox.close())

  const me = () => read(sandbox, '/people/v2/me', token.access_token)
  const spentMs = async <Result>(act: () => Promise<Result>): Promise<[Result, number]> => {
    const begun = performance.now()
    return [await act(), performance.now() - begun]
  }

  test('strike the kind, the path and the number of requests they name', async () => {
    const fault = sandbox.addFault({ on: 'api', path: '/people/v2/me', times: 2, answer: { status: 500 } })
    expect((await read(sandbox, '/current/v2/me', token.access_token)).status).toBe(200)
    expect(fault.remaining()).toBe(2)
    expect([(await me()).status, (await me()).status, (await me()).status]).toEqual([500, 500, 200])
    expect(fault.remaining()).toBe(0)
  })

  test('last until removed or cleared when no number is named', async () => {
    const fault = sandbox.addFault({ on: 'api', answer: { status: 502 } })
    expect([(await me()).status, (await me()).status, fault.remaining()]).toEqual([502, 502, Infinity])
    fault.remove()
    expect((await me()).status).toBe(200)
    sandbox.addFault({ on: 'any', answer: { status: 503 } })
    expect((await me()).status).toBe(503)
    sandbox.clearFaults()
    expect((await me()).status).toBe(200)
  })

  test('several make a sequence: the counted before the endless, the oldest first', async () => {
    sandbox.addFault({ on: 'api', answer: { status: 504 } })
    sandbox.addFault({ on: 'api', answer: { status: 500 }, times: 1 })
    sandbox.addFault({ on: 'any', answer: { status: 502 }, times: 1 })
    expect([(await me()).status, (await me()).status, (await me()).status]).toEqual([500, 502, 504])
  })

  test('a fault that is misspelt or contradicts itself is refused instead of doing nothing', () => {
    const misspelt = { on: 'api', delayHeader: 5 } as unknown as Parameters<Sandbox['addFault']>[0]
    expect(() => sandbox.addFault(misspelt)).toThrow('delayHeader')
    expect(() => sandbox.addFault({ on: 'token', malformed: true, omit: ['scope'] })).toThrow('omit and set')
  })

  describe('answering instead of acting', () => {
    test.each<[string, Parameters<Sandbox['addFault']>[0]['answer'], number, string, string]>([
      ['the page of the edge', { status: 502 }, 502, 'text/html; charset=utf-8', 'could not be satisfied'],
      [
        'an empty error',
        { status: 404 },
        404,
        'application/vnd.api+json; charset=utf-8',
        '{"errors":[{"status":"404"}]}',
      ],
      [
        'a given object',
        { status: 500, body: { errors: [] } },
        500,
        'application/vnd.api+json; charset=utf-8',
        '{"errors":[]}',
      ],
      [
        'HTML that says OK',
        { status: 200, type: 'html', body: '<p>Hello</p>' },
        200,
        'text/html; charset=utf-8',
        '<p>Hello</p>',
      ],
    ])('%s', async (_what, answer, status, type, body) => {
      sandbox.addFault({ on: 'api', ...(answer && { answer }) })
      const got = await me()
      expect([got.status, got.headers.get('content-type')]).toEqual([status, type])
      expect(await got.text()).toContain(body)
    })

    test('a redirect elsewhere', async () => {
      sandbox.addFault({ on: 'token', answer: { status: 302, headers: { location: 'http://elsewhere.example/' } } })
      const answer = await fetch(`${sandbox.url}/oauth/token`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'user-agent': 'Test (t@example.org)' },
      })
      expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://elsewhere.example/'])
    })

    test('JSON that breaks off, and nothing at all, both with 200', async () => {
      sandbox.addFault({ on: 'api', malformed: true, times: 1 })
      sandbox.addFault({ on: 'api', empty: true, times: 1 })
      const [malformed, empty] = [await me(), await me()]
      expect([malformed.status, malformed.headers.get('content-type')]).toEqual([
        200,
        'application/vnd.api+json; charset=utf-8',
      ])
      await expect(malformed.json()).rejects.toThrow('in JSON')
      expect([empty.status, await empty.text()]).toEqual([200, ''])
    })

    test('429 with Retry-After', async () => {
      sandbox.addFault({ on: 'api', rateLimit: { retryAfter: 19 }, times: 1 })
      const answer = await me()
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '19'])
      expect(await answer.json()).toMatchObject({ errors: [{ code: '429' }] })
    })

    test('an error that says OK leaves the refresh token unspent', async () => {
      sandbox.setRotation('dies-at-once')
      sandbox.addFault({ on: 'token', okWithErrorBody: true, times: 1 })
      expect(await errorOf(await refresh(sandbox, token.refresh_token))).toBe('200 server_error')
      expect((await refresh(sandbox, token.refresh_token)).status).toBe(200)
    })
  })

  describe('bending the answer of the token endpoint', () => {
    const nextToken = async () =>
      (await (await refresh(sandbox, token.refresh_token)).json()) as Record<string, unknown>

    test('leaves fields out and puts others in', async () => {
      sandbox.addFault({ on: 'token', omit: ['refresh_token', 'scope'], set: { expires_in: '7200', extra: null } })
      const bent = await nextToken()
      expect(Object.keys(bent).sort()).toEqual([
        'access_token',
        'created_at',
        'expires_in',
        'extra',
        'id_token',
        'token_type',
      ])
      expect([bent.expires_in, bent.extra]).toEqual(['7200', null])
      expect(await readOutcome(sandbox, String(bent.access_token))).toBe('200')
    })

    test('leaves refusals as they are', async () => {
      sandbox.addFault({ on: 'token', set: { access_token: 'x' } })
      expect(await (await refresh(sandbox, 'unknown')).json()).not.toHaveProperty('access_token')
    })

    test('grants fewer scopes than were asked for, and means it', async () => {
      sandbox.addFault({ on: 'token', grantScopes: 'openid', times: 1 })
      const narrow = (await (await redeem(sandbox, await getCode(sandbox))).json()) as TokenAnswer
      expect(narrow.scope).toBe('openid')
      expect(await readOutcome(sandbox, narrow.access_token)).toBe('401 bad_scope')
    })

    test('signs wrong claims, and says them in userinfo', async () => {
      sandbox.addFault({ on: 'any', claims: { organization_id: null, nonce: 'another' } })
      const { id_token, access_token } = (await (await redeem(sandbox, await getCode(sandbox))).json()) as TokenAnswer
      const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object
      expect(claims).toMatchObject({ nonce: 'another' })
      expect(claims).not.toHaveProperty('organization_id')
      expect(await (await read(sandbox, '/oauth/userinfo', access_token)).json()).not.toHaveProperty('organization_id')
    })
  })

  test('new tokens are refused for a while, old ones are not', async () => {
    clock.forward(60_000)
    const next = (await (await refresh(sandbox, token.refresh_token)).json()) as TokenAnswer
    sandbox.addFault({ on: 'api', refuseNewTokensFor: 500 })
    expect(await readOutcome(sandbox, next.access_token)).toBe('401 BABOON')
    expect(await readOutcome(sandbox, token.access_token)).toBe('200') // its successor does not count as used
    clock.forward(500)
    expect(await readOutcome(sandbox, next.access_token)).toBe('200')
  })

  test('a reply dropped after acting: the refresh token is spent, the caller knows nothing', async () => {
    sandbox.setRotation('dies-at-once')
    sandbox.addFault({ on: 'token', dropReplyAfterActing: true, times: 1 })
    await expect(refresh(sandbox, token.refresh_token)).rejects.toThrow('fetch failed')
    expect(sandbox.calls.at(-1)).toMatchObject({ kind: 'token', grantType: 'refresh_token', status: 0 })
    expect(sandbox.liveTokens()).toEqual({ access: 1, refresh: 1 })
    expect(await errorOf(await refresh(sandbox, token.refresh_token))).toBe('400 invalid_grant')
  })

  test('late headers: what was asked is done at once, the answer comes late', async () => {
    sandbox.addFault({ on: 'token', delayHeaders: 300 })
    const refreshing = spentMs(() => refresh(sandbox, token.refresh_token))
    while (sandbox.liveTokens().access === 1) await new Promise(setImmediate)
    const [answer, ms] = await refreshing
    expect(answer.status).toBe(200)
    expect(ms).toBeGreaterThanOrEqual(299)
  })

  test('a late body: the headers come at once', async () => {
    sandbox.addFault({ on: 'api', delayBody: 300 })
    const answer = await me()
    const [body, ms] = await spentMs(() => answer.text())
    expect(JSON.parse(body)).toHaveProperty('data')
    expect(ms).toBeGreaterThan(100)
  })

  test('strike only what comes too fast, where a number of requests in a second is named', async () => {
    const fault = sandbox.addFault({ on: 'api', beyondPerSecond: 2, rateLimit: { retryAfter: 1 } })
    const answers = await Promise.all([me(), me(), me(), me()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429])
    await new Promise((resolve) => setTimeout(resolve, 1001))
    expect((await me()).status).toBe(200)
    fault.remove()
  })

  test('strike Planning Center’s pages as well', async () => {
    sandbox.addFault({ on: 'authorize', answer: { status: 502 } })
    await expect(getCode(sandbox)).rejects.toThrow('(502)')
  })
})
