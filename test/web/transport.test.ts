import { createPlanningCenter, type PlanningCenterClient, type PlanningCenterError } from '../../src/planning-center'
import { html, json, startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'

const PERSON = { data: { type: 'Person', id: '7', attributes: { name: 'Ada' } } }
const FIELDS = { 'fields[Person]': 'name' }
const times = {
  apiCall: 2000,
  rateLimitPause: 100,
  settlePauseMin: 30,
  settlePauseMax: 40,
  retryPauseMin: 5,
  retryPauseMax: 10,
}
const refused = (hint: string) =>
  json(
    {
      errors: [
        {
          code: 'unauthorized',
          status: '401',
          title: 'Unauthorized',
          detail: `This request could not be authenticated. Error Code Hint: (${hint})`,
        },
      ],
    },
    401,
  )
const EMPTY_401 = { status: 401, headers: { 'Content-Type': 'text/html' }, body: '' }

describe('asking Planning Center', () => {
  let api: TinyServer
  beforeAll(async () => {
    api = await startTinyServer()
  })
  beforeEach(() => void (api.asked.length = 0))
  afterAll(() => api.close())

  /** Hands out `tokens` in turn: the first as the current one, the others when one is refused; the last for ever. */
  function asking(...answers: Answering[]) {
    api.answers(...answers)
    const seen = { renewals: [] as string[], closedFor: [] as number[] }
    const client = createPlanningCenter({ url: api.url, userAgent: 'Foyer (tests@example.org)', times }).as({
      tokens: {
        current: () => Promise.resolve('token-1'),
        renew(rejected) {
          seen.renewals.push(rejected)
          return Promise.resolve('token-2')
        },
      },
      allowance: { take: () => Promise.resolve(0), heard: () => undefined, closedFor: (ms) => void seen.closedFor.push(ms) },
      deadline: performance.now() + 5000,
    })
    return { client, seen }
  }
  const person = (client: PlanningCenterClient) => client.get('/people/v2/people/7', FIELDS)
  const refusal = (client: PlanningCenterClient) =>
    person(client).then(
      () => null,
      (error: unknown) => error as PlanningCenterError,
    )
  const tokens = () => api.asked.map(({ headers }) => headers.authorization)

  it('shows its token, its name and the version it was written for, and names the fields it wants', async () => {
    const { client } = asking(json(PERSON))
    expect(await person(client)).toMatchObject({ data: { id: '7', attributes: { name: 'Ada' } } })
    expect(api.asked).toHaveLength(1)
    expect(api.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'user-agent': 'Foyer (tests@example.org)',
      'x-pco-api-version': '2026-06-04',
    })
    expect(api.asked[0]?.path).toBe('/people/v2/people/7?fields%5BPerson%5D=name')
  })

  it('keeps its name and version on every try', async () => {
    const { client } = asking(refused('BABOON'), html(502), json(PERSON))
    await person(client)
    expect(api.asked.map(({ headers }) => [headers['user-agent'], headers['x-pco-api-version']])).toEqual(
      Array(3).fill(['Foyer (tests@example.org)', '2026-06-04']),
    )
  })

  it.each([
    ['an expired token (BABOON)', refused('BABOON')],
    ['a revoked token (CAPUCHIN)', refused('CAPUCHIN')],
    ['no word at all', EMPTY_401],
    ['an animal nobody has seen before', refused('QUOKKA')],
  ])('renews once and tries once more after 401 with %s', async (_case, answer) => {
    const { client, seen } = asking(answer, json(PERSON))
    await person(client)
    expect(seen.renewals).toEqual(['token-1'])
    expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('D4: asks at most three times when every token is refused, renews once, and blames Planning Center', async () => {
    const { client, seen } = asking(refused('BABOON'))
    expect(await refusal(client)).toMatchObject({ reason: 'unavailable', status: 401, hint: 'BABOON' })
    expect(seen.renewals).toEqual(['token-1'])
    expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2'])
  })

  it('tries the same new token once more after a moment', async () => {
    const at: number[] = []
    const noting =
      (answer: Answering): Answering =>
      (_asked, res) => {
        at.push(performance.now())
        const {
          status = 200,
          headers = {},
          body = '',
        } = answer as { status?: number; headers?: Record<string, string>; body?: string }
        res.writeHead(status, headers).end(body)
      }
    const { client } = asking(noting(refused('BABOON')), noting(refused('BABOON')), noting(json(PERSON)))
    await person(client)
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(29)
  })

  it.each([
    [
      'bad_scope',
      json({ errors: [{ code: 'bad_scope', status: '401', title: 'Request outside authenticated scope' }] }, 401),
      'scope-missing',
    ],
    ['PELICAN', refused('PELICAN'), 'scope-missing'],
    ['TRASH_PANDA', refused('TRASH_PANDA'), 'forbidden'],
    ['FLAMINGO', refused('FLAMINGO'), 'person-gone'],
    ['LEMMING', refused('LEMMING'), 'church-gone'],
    ['CHINCHILLA', refused('CHINCHILLA'), 'application-refused'],
    ['403 JSON', json({ errors: [{ status: '403', title: 'Forbidden' }] }, 403), 'forbidden'],
    ['403 HTML', html(403), 'unavailable'],
    ['404 JSON', json({ errors: [{ status: '404', title: 'Not Found' }] }, 404), 'missing'],
    ['422', json({ errors: [{ status: '422', title: 'Validation Error' }] }, 422), 'rejected'],
    ['503 with Retry-After', json({ errors: [] }, 503, { 'Retry-After': '7' }), 'unavailable'],
  ])('neither renews nor tries again after %s', async (_case, answer, reason) => {
    const { client, seen } = asking(answer)
    expect(await refusal(client)).toMatchObject({ reason })
    expect(seen.renewals).toEqual([])
    expect(api.asked).toHaveLength(1)
  })

  it('says when to come back if Planning Center said so', async () => {
    const { client } = asking(json({ errors: [] }, 503, { 'Retry-After': '7' }))
    expect(await refusal(client)).toMatchObject({ retryAfterSeconds: 7 })
  })

  it('tries a question twice more when Planning Center stumbles', async () => {
    const { client } = asking(html(502), html(504), json(PERSON))
    expect((await person(client)).data.id).toBe('7')
    expect(api.asked).toHaveLength(3)
  })

  it('gives up after the third page of an outage', async () => {
    const { client } = asking(html(502))
    expect(await refusal(client)).toMatchObject({ reason: 'unavailable', status: 502 })
    expect(api.asked).toHaveLength(3)
  })

  it('tries again when the connection is cut', async () => {
    const { client } = asking((_asked, res) => res.socket?.destroy(), json(PERSON))
    expect((await person(client)).data.id).toBe('7')
  })

  it('B22: follows no redirect: whoever it points at never sees the token', async () => {
    const elsewhere = await startTinyServer(json(PERSON))
    const { client } = asking({ status: 302, headers: { Location: `${elsewhere.url}/people/v2/me` } })
    expect(await refusal(client)).toMatchObject({ reason: 'unreadable' })
    expect(elsewhere.asked).toEqual([])
    expect(api.asked).toHaveLength(1)
    await elsewhere.close()
  })

  it.each([
    'http://evil.example/people/v2/people/7',
    '//evil.example/people/v2/people/7',
    'https://evil.example\\@127.0.0.1/people/v2/x',
    '\\\\evil.example\\people',
  ])('D9: sends nothing to the address %s', async (path) => {
    const { client } = asking(json(PERSON))
    const asked = client.get(path as '/people/v2/me', FIELDS)
    await expect(asked).rejects.toMatchObject({ reason: 'unreadable' })
    expect(api.asked).toEqual([])
  })

  it.each([
    ['a 200 that is a web page', html(200)],
    ['a 200 cut short', { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"data":' }],
    ['a 200 with nothing in it', { status: 200, headers: { 'Content-Type': 'application/json' }, body: '' }],
    ['a 200 of another shape', json({ people: [] })],
  ])('cannot read %s, and says so without trying again', async (_case, answer) => {
    const { client } = asking(answer)
    expect(await refusal(client)).toMatchObject({ reason: 'unreadable' })
    expect(api.asked).toHaveLength(1)
  })

  it('puts neither token nor content into an error', async () => {
    const { client } = asking({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: '{"data": canary-content',
    })
    const { inspect } = await import('node:util')
    expect(inspect(await refusal(client), { depth: 10, showHidden: true })).not.toMatch(/token-1|canary/)
  })
})
