import type { Sandbox } from '../../src/sandbox/index'
import {
  createClock,
  errorOf,
  readOutcome,
  refresh,
  signIn,
  startPlanningCenter,
  USER_AGENT,
  type TokenAnswer,
} from './oauth-walk'

const MINUTE = 60_000
const DAY = 86_400_000

describe('the token endpoint', () => {
  let sandbox: Sandbox
  let clock: ReturnType<typeof createClock>
  beforeEach(async () => {
    clock = createClock()
    sandbox = await startPlanningCenter({ clock })
  })
  afterEach(() => sandbox.close())

  describe('refreshing', () => {
    test('gives a new pair and an id_token without nonce', async () => {
      const first = await signIn(sandbox)
      clock.forward(MINUTE)
      const second = (await (await refresh(sandbox, first.refresh_token)).json()) as TokenAnswer
      expect(second.access_token).not.toBe(first.access_token)
      expect(second.refresh_token).not.toBe(first.refresh_token)
      expect(second).toMatchObject({
        token_type: 'Bearer',
        expires_in: 7200,
        scope: 'openid people',
        created_at: clock.now() / 1000,
      })
      expect(Buffer.from(second.id_token.split('.')[1] ?? '', 'base64url').toString()).not.toContain('nonce')
    })

    test('works after the two hours as well as before', async () => {
      const { access_token, refresh_token } = await signIn(sandbox)
      clock.forward(7_200_000 - 1)
      expect(await readOutcome(sandbox, access_token)).toBe('200')
      clock.forward(1)
      expect(await readOutcome(sandbox, access_token)).toBe('401 BABOON')
      expect((await refresh(sandbox, refresh_token)).status).toBe(200)
    })

    test('ends 90 days after the pair was issued, in words of its own; each refresh starts them anew', async () => {
      const first = await signIn(sandbox)
      clock.forward(90 * DAY - 1)
      const second = (await (await refresh(sandbox, first.refresh_token)).json()) as TokenAnswer
      clock.forward(90 * DAY - 1)
      const third = (await (await refresh(sandbox, second.refresh_token)).json()) as TokenAnswer
      clock.forward(90 * DAY)
      const answer = await refresh(sandbox, third.refresh_token)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toEqual({
        error: 'invalid_request',
        error_description: 'The refresh token is no longer valid',
      })
    })

    test('may narrow the scopes, never widen them', async () => {
      const { refresh_token } = await signIn(sandbox)
      expect(await errorOf(await refresh(sandbox, refresh_token, { scope: 'openid people giving' }))).toBe(
        '400 invalid_scope',
      )
      const narrower = (await (await refresh(sandbox, refresh_token, { scope: 'people' })).json()) as TokenAnswer
      expect([narrower.scope, narrower.id_token]).toEqual(['people', undefined])
    })

    test.each([
      ['a made-up token', 'f'.repeat(64), '400 invalid_grant'],
      ['no token', '', '400 invalid_request'],
    ])('refuses %s', async (_what, token, outcome) => {
      expect(await errorOf(await refresh(sandbox, token))).toBe(outcome)
    })

    test('refuses an access token in its place', async () => {
      const { access_token } = await signIn(sandbox)
      expect(await errorOf(await refresh(sandbox, access_token))).toBe('400 invalid_grant')
    })

    test('after the user disconnected the application says invalid_grant in Doorkeeper’s words', async () => {
      const { refresh_token } = await signIn(sandbox)
      sandbox.revokeGrants()
      const answer = await refresh(sandbox, refresh_token)
      expect(await answer.json()).toEqual({
        error: 'invalid_grant',
        error_description:
          'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
      })
    })

    test('can be made to say invalid_grant with 401, which is not settled', async () => {
      const unsettled = await startPlanningCenter({ invalidGrantStatus: 401 })
      expect(await errorOf(await refresh(unsettled, 'f'.repeat(64)))).toBe('401 invalid_grant')
      await unsettled.close()
    })
  })

  describe('what a refresh does to the old pair', () => {
    const outcomes = async (first: TokenAnswer, modeSandbox: Sandbox) => ({
      access: await readOutcome(modeSandbox, first.access_token),
      refresh: (await refresh(modeSandbox, first.refresh_token)).status,
    })

    test('dies at once', async () => {
      sandbox.setRotation('dies-at-once')
      const first = await signIn(sandbox)
      const second = (await (await refresh(sandbox, first.refresh_token)).json()) as TokenAnswer
      expect(await outcomes(first, sandbox)).toEqual({ access: '401 CAPUCHIN', refresh: 400 })
      expect(await readOutcome(sandbox, second.access_token)).toBe('200')
      expect((await refresh(sandbox, second.refresh_token)).status).toBe(200)
    })

    test('by default dies when its successor is first used, and may be refreshed again until then', async () => {
      const first = await signIn(sandbox)
      const successors = await Promise.all([1, 2, 3].map(() => refresh(sandbox, first.refresh_token)))
      expect(successors.map(({ status }) => status)).toEqual([200, 200, 200])
      const second = (await successors[0]?.json()) as TokenAnswer
      expect(await readOutcome(sandbox, first.access_token)).toBe('200')
      expect(await readOutcome(sandbox, second.access_token)).toBe('200')
      expect(await outcomes(first, sandbox)).toEqual({ access: '401 CAPUCHIN', refresh: 400 })
    })

    test('a successor shown to userinfo counts as used', async () => {
      const first = await signIn(sandbox)
      const second = (await (await refresh(sandbox, first.refresh_token)).json()) as TokenAnswer
      const headers = { 'user-agent': USER_AGENT, authorization: `Bearer ${second.access_token}` }
      await fetch(`${sandbox.url}/oauth/userinfo`, { headers })
      expect(await readOutcome(sandbox, first.access_token)).toBe('401 CAPUCHIN')
    })

    test('reuse kills everything that came of the same sign-in, and nothing else', async () => {
      sandbox.setRotation('reuse-kills-everything')
      const [first, other] = [await signIn(sandbox), await signIn(sandbox)]
      const second = (await (await refresh(sandbox, first.refresh_token)).json()) as TokenAnswer
      expect(await readOutcome(sandbox, second.access_token)).toBe('200')
      expect(await errorOf(await refresh(sandbox, first.refresh_token))).toBe('400 invalid_grant')
      expect(await outcomes(second, sandbox)).toEqual({ access: '401 CAPUCHIN', refresh: 400 })
      expect(await readOutcome(sandbox, other.access_token)).toBe('200')
    })
  })
})
