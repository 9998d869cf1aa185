import type { Sandbox } from '../../src/sandbox/index'
import { createClock, read, refresh, seatOf, signIn, startPlanningCenter, type TokenAnswer } from './oauth-walk'

describe('the rate limit', () => {
  let sandbox: Sandbox
  let clock: ReturnType<typeof createClock>
  let accessToken: string
  let refreshToken: string
  const secretary = () => seatOf(sandbox, 'secretary')
  beforeEach(async () => {
    clock = createClock()
    sandbox = await startPlanningCenter({ clock })
    const token = await signIn(sandbox)
    accessToken = token.access_token
    refreshToken = token.refresh_token
  })
  afterEach(() => sandbox.close())

  const ask = async (token = accessToken, path = '/people/v2/me') => {
    const answer = await read(sandbox, path, token)
    const header = (name: string) => answer.headers.get(`x-pco-api-request-rate-${name}`)
    return {
      status: answer.status,
      standing: `${header('count')} of ${header('limit')} per ${header('period')}`,
      retryAfter: answer.headers.get('retry-after'),
      body: (await answer.json()) as unknown,
    }
  }

  test('is told on every answer, also on a refusal', async () => {
    expect((await ask()).standing).toBe('1 of 100 per 20 seconds')
    expect((await ask(accessToken, '/people/v2/nonsense')).standing).toBe('2 of 100 per 20 seconds')
    sandbox.expireAccessTokens()
    expect(await ask()).toMatchObject({ status: 401, standing: '3 of 100 per 20 seconds', retryAfter: null })
  })

  test('the hundredth request is answered, the next is 429 and says when to come back; refused ones count too', async () => {
    sandbox.spend(secretary(), 99)
    expect((await ask()).status).toBe(200)
    clock.forward(5000)
    const refused = await ask()
    expect(refused).toMatchObject({ status: 429, retryAfter: '15', standing: '101 of 100 per 20 seconds' })
    expect(refused.body).toEqual({
      errors: [
        { code: '429', title: 'Too Many Requests', detail: 'Rate limit exceeded: 101 of 100 requests per 20 seconds' },
      ],
    })
    expect((await ask()).standing).toBe('102 of 100 per 20 seconds')
  })

  test('a fixed window opens with its first request and is forgotten as a whole', async () => {
    await ask()
    clock.forward(19_000)
    sandbox.spend(secretary(), 99)
    expect((await ask()).retryAfter).toBe('1')
    clock.forward(1000)
    expect((await ask()).standing).toBe('1 of 100 per 20 seconds')
  })

  test('a sliding window forgets each request after 20 seconds', async () => {
    sandbox.setRateLimit({ window: 'sliding' })
    sandbox.spend(secretary(), 50)
    clock.forward(15_000)
    sandbox.spend(secretary(), 50)
    expect(await ask()).toMatchObject({ status: 429, retryAfter: '5' })
    clock.forward(5000)
    expect((await ask()).standing).toBe('52 of 100 per 20 seconds')
  })

  test('is one for all tokens of a user, and another for the next user', async () => {
    const next = (await (await refresh(sandbox, refreshToken)).json()) as TokenAnswer
    const pastor = await signIn(sandbox, { login: 'pastor' })
    await ask()
    expect((await ask(next.access_token)).standing).toBe('2 of 100 per 20 seconds')
    expect((await ask(pastor.access_token)).standing).toBe('1 of 100 per 20 seconds')
  })

  test('the same human is another user in another church', async () => {
    const [first, second] = [0, 1].map(index => seatOf(sandbox, 'two-churches', index))
    const tokens = await Promise.all(
      [first, second].map(seat => signIn(sandbox, { login: 'two-churches', church: seat?.churchId ?? '' })),
    )
    await ask(tokens[0]?.access_token)
    expect((await ask(tokens[1]?.access_token)).standing).toBe('1 of 100 per 20 seconds')
  })

  test('past offset 30,000 only 75 are answered, and they count among the hundred', async () => {
    const deep = '/people/v2/people?offset=30001'
    for (let count = 1; count < 75; count += 1) await read(sandbox, deep, accessToken)
    expect(await ask(accessToken, deep)).toMatchObject({ status: 200, standing: '75 of 75 per 20 seconds' })
    expect(await ask(accessToken, deep)).toMatchObject({ status: 429, standing: '76 of 75 per 20 seconds' })
    expect(await ask(accessToken, '/people/v2/people?offset=30000')).toMatchObject({
      status: 200,
      standing: '77 of 100 per 20 seconds',
    })
  })

  test('changes in the middle of a window without notice', async () => {
    sandbox.spend(secretary(), 30)
    sandbox.setRateLimit({ limit: 20, periodSeconds: 10 })
    expect(await ask()).toMatchObject({ status: 429, standing: '31 of 20 per 10 seconds', retryAfter: '10' })
  })

  test('nobody known, nobody counted: a made-up token gets no headers', async () => {
    expect((await ask('f'.repeat(64))).standing).toBe('null of null per null')
  })
})
