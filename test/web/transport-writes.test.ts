import type { ServerResponse } from 'node:http'
import { createPlanningCenter, WRITES, type Allowance } from '../../src/planning-center'
import { createTransport } from '../../src/planning-center/transport'
import { html, json, startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'

const times = { apiCall: 2000, rateLimitPause: 200, settlePauseMin: 5, settlePauseMax: 10, retryPauseMin: 5, retryPauseMax: 10 }
const BEGUN = { status: 204 }

describe('what Foyer may change in Planning Center', () => {
  let api: TinyServer
  beforeAll(async () => {
    api = await startTinyServer()
  })
  beforeEach(() => void (api.asked.length = 0))
  afterAll(() => api.close())

  function callerWith(allowance: Partial<Allowance> = {}) {
    let current = 'first-token'
    return {
      tokens: { current: () => Promise.resolve(current), renew: () => Promise.resolve((current = 'second-token')) },
      allowance: { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined, ...allowance },
      deadline: performance.now() + 5000,
    }
  }
  const refresh = (id: string, allowance?: Partial<Allowance>) =>
    createPlanningCenter({ url: api.url, userAgent: 'Foyer', times })
      .as(callerWith(allowance))
      .refreshList(id)
  const outcome = async (...answers: Answering[]) => {
    api.answers(...answers)
    return refresh('3871120').then(
      () => 'begun',
      (error: { reason: string }) => error.reason,
    )
  }

  it('is one thing: to refresh a list', () => {
    expect(WRITES).toEqual(['POST /people/v2/lists/:id/run'])
  })

  it('a list is refreshed by one request without a body, as the person who asked', async () => {
    expect(await outcome(BEGUN)).toBe('begun')
    expect(api.asked.map(({ method, path, body }) => ({ method, path, body }))).toEqual([{ method: 'POST', path: '/people/v2/lists/3871120/run', body: '' }])
    expect(api.asked[0]?.headers).toMatchObject({ authorization: 'Bearer first-token', 'user-agent': 'Foyer', 'x-pco-api-version': '2026-06-04', 'content-length': '0' })
    expect(api.asked[0]?.headers).not.toHaveProperty('content-type')
  })

  it.each([
    ['POST', '/people/v2/lists/:id/run'],
    ['POST', '/people/v2/lists/0/run'],
    ['POST', '/people/v2/lists/x/run'],
    ['POST', '/people/v2/lists/1x/run'],
    ['POST', '/people/v2/lists//run'],
    ['POST', '/people/v2/lists/1234567890123456789/run'],
    ['POST', '/people/v2/lists/1/run/'],
    ['POST', '/people/v2/lists/1/run/../../people'],
    ['POST', '/people/v2/lists/1/run/../../../people/7'],
    ['POST', '/people/v2/lists/../people/1/run'],
    ['POST', '/people/v2/lists/%31/run'],
    ['POST', '/people/v2/lists/1/run?with=more'],
    ['POST', '/people/v2/lists/1/run#there'],
    ['POST', '/people/v2/lists/1/run\n'],
    ['POST', '\n/people/v2/lists/1/run'],
    ['POST', '//elsewhere.example/people/v2/lists/1/run'],
    ['POST', '/people/v2/lists/1/RUN'],
    ['POST', '/people/v2/lists/1/mailchimp_sync'],
    ['POST', '/people/v2/lists/1'],
    ['POST', '/people/v2/lists'],
    ['POST', '/services/v2/lists/1/run'],
    ['PATCH', '/people/v2/lists/1/run'],
    ['PUT', '/people/v2/lists/1/run'],
    ['DELETE', '/people/v2/lists/1/run'],
    ['post', '/people/v2/lists/1/run'],
  ])('D5: nothing else slips through: %s %j', async (method, path) => {
    api.answers(BEGUN)
    const request = createTransport({ url: api.url, userAgent: 'Foyer', times })
    await expect(request({ method, path, version: '2026-06-04' }, callerWith())).rejects.toThrow('changes nothing')
    expect(api.asked).toEqual([])
  })

  it('nor a question with it', async () => {
    const request = createTransport({ url: api.url, userAgent: 'Foyer', times })
    await expect(request({ method: 'POST', path: '/people/v2/lists/1/run', query: { as: 'x' }, version: '2026-06-04' }, callerWith())).rejects.toThrow('changes nothing')
    expect(api.asked).toEqual([])
  })

  it.each(['', '1/../2', '1?x', 'abc', '../people'])('the verb takes only the number of a list: %j is refused', async (id) => {
    await expect(refresh(id)).rejects.toThrow('changes nothing')
    expect(api.asked).toEqual([])
  })

  it.each([
    ['a 500', json({ errors: [] }, 500), 'unavailable'],
    ['a 503', html(503), 'unavailable'],
    ['a short 429', json({ errors: [{ code: '429' }] }, 429, { 'Retry-After': '0' }), 'rate-limited'],
    ['a cut connection', (_asked: unknown, res: ServerResponse) => res.socket?.destroy(), 'unavailable'],
    ['a 403', json({ errors: [{ status: '403' }] }, 403), 'forbidden'],
    ['a 404', json({ errors: [{ status: '404' }] }, 404), 'missing'],
    ['a 422', json({ errors: [{ status: '422' }] }, 422), 'rejected'],
    ['the edge’s refusal', html(403), 'unavailable'],
    ['a redirect', { status: 302, headers: { Location: '/people/v2/lists/2/run' } }, 'unreadable'],
  ] as [string, Answering, string][])('D5: after %s nothing is asked a second time', async (_case, answer, reason) => {
    expect(await outcome(answer, BEGUN)).toBe(reason)
    expect(api.asked).toHaveLength(1)
  })

  it.each([200, 201, 202, 204])('%i means that it has begun, whatever stands in it', async (status) => {
    expect(await outcome({ status, ...(status !== 204 && { body: 'not JSON' }) })).toBe('begun')
  })

  it('a 401 did nothing: it is asked once more with another token', async () => {
    expect(await outcome({ status: 401 }, BEGUN)).toBe('begun')
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer first-token', 'Bearer second-token'])
  })

  it('waits for its place like every other request, and says when the limit is spent', async () => {
    const waits = [20, 0]
    api.answers(BEGUN)
    await refresh('7', { take: () => Promise.resolve(waits.shift() ?? 0) })
    expect(waits).toEqual([])
    await expect(refresh('7', { take: () => Promise.resolve(12_300) })).rejects.toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 13 })
    expect(api.asked).toHaveLength(1)
  })
})
