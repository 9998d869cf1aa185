import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import type { Allowance, PlanningCenterError } from '../../src/planning-center'
import { createPlanningCenter } from '../../src/planning-center'
import { createTransport } from '../../src/planning-center/transport'
import { json, startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'

const PERSON = { data: { type: 'Person', id: '7' } }
const FIELDS = { 'fields[Person]': 'name' }
const times = {
  apiCall: 300,
  rateLimitPause: 200,
  settlePauseMin: 5,
  settlePauseMax: 10,
  retryPauseMin: 5,
  retryPauseMax: 10,
}
const TOO_MANY = {
  errors: [{ code: '429', title: 'Too Many Requests', detail: 'Rate limit exceeded: 118 of 100 requests per 20 seconds' }],
}

describe('limits of asking Planning Center', () => {
  let api: TinyServer
  beforeAll(async () => {
    api = await startTinyServer()
  })
  beforeEach(() => void (api.asked.length = 0))
  afterAll(() => api.close())

  interface Choices {
    allowance?: Partial<Allowance>
    token?: string
    within?: number
    /** For what must be answered on a machine that is busy. */
    apiCall?: number
  }
  function callerWith({ allowance = {}, token = 'canary-token-1', within = 5000 }: Choices) {
    return {
      tokens: { current: () => Promise.resolve(token), renew: () => Promise.resolve(token) },
      allowance: { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined, ...allowance },
      deadline: performance.now() + within,
    }
  }
  async function ask(answers: Answering[], choices: Choices = {}) {
    api.answers(...answers)
    const started = performance.now()
    const error = await createPlanningCenter({ url: api.url, userAgent: 'Foyer', times: { ...times, apiCall: choices.apiCall ?? times.apiCall } })
      .as(callerWith(choices))
      .get('/people/v2/people/7', FIELDS)
      .then(
        () => null,
        (error: unknown) => error as PlanningCenterError,
      )
    return { error, ms: performance.now() - started }
  }

  it('waits when a 429 asks for a short pause, and closes the door for everybody meanwhile', async () => {
    const closed: number[] = []
    const { error } = await ask([json(TOO_MANY, 429, { 'Retry-After': '0.1' }), json(PERSON)], {
      allowance: { closedFor: (ms) => void closed.push(ms) },
      apiCall: 5000,
    })
    expect(error).toBeNull()
    expect(closed).toEqual([100])
    expect(api.asked).toHaveLength(2)
  })

  it('D6: says at once how many seconds when a 429 asks for a long pause', async () => {
    const { error, ms } = await ask([json(TOO_MANY, 429, { 'Retry-After': '19' })])
    expect(error).toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 19 })
    expect(ms).toBeLessThan(200)
    expect(api.asked).toHaveLength(1)
  })

  it('takes a 429 without Retry-After for a whole period', async () => {
    expect((await ask([json(TOO_MANY, 429)], { apiCall: 5000 })).error).toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 20 })
  })

  it('asks nothing when the limit is spent for long', async () => {
    const { error } = await ask([json(PERSON)], { allowance: { take: () => Promise.resolve(12_300) } })
    expect(error).toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 13 })
    expect(api.asked).toEqual([])
  })

  it('books its request after having waited for room, like everybody else', async () => {
    const waits = [50, 20, 0]
    const { error } = await ask([json(PERSON)], { allowance: { take: () => Promise.resolve(waits.shift() ?? 0) } })
    expect(error).toBeNull()
    expect(waits).toEqual([])
  })

  it.each([
    ['a 429', json(TOO_MANY, 429, { 'Retry-After': '0' })],
    ['a 502', { status: 502 }],
    ['a 401', { status: 401 }],
    ['a cut connection', (_asked: unknown, res: ServerResponse) => res.socket?.destroy()],
  ] as [string, Answering][])('books every try: the one after %s, too', async (_case, first) => {
    let booked = 0
    const take = () => {
      booked += 1
      return Promise.resolve(0)
    }
    const { error } = await ask([first, json(PERSON)], { allowance: { take } })
    expect(error).toBeNull()
    expect(booked).toBe(api.asked.length)
  })

  it.each([
    ['20', 20_000],
    ['20 seconds', 20_000],
  ])('reads the limit from the headers of every answer (period "%s")', async (period, periodMs) => {
    const heard: unknown[] = []
    const headers = {
      'X-PCO-API-Request-Rate-Limit': '75',
      'X-PCO-API-Request-Rate-Period': period,
      'X-PCO-API-Request-Rate-Count': '31',
    }
    await ask([json({ errors: [] }, 500, headers), json(PERSON, 200, headers)], {
      allowance: { heard: (limit) => void heard.push(limit) },
    })
    expect(heard).toEqual(Array(2).fill({ limit: 75, periodMs, count: 31 }))
  })

  it.each([
    ['says nothing', () => undefined],
    [
      'sends its headers and then nothing',
      (res: ServerResponse) => void res.writeHead(200, { 'Content-Type': 'application/json' }).write('{'),
    ],
    [
      'dribbles its answer',
      (res: ServerResponse) => {
        res.writeHead(200, { 'Content-Type': 'application/json' })
        const dribble = setInterval(() => res.write(' '), 20)
        res.on('close', () => clearInterval(dribble))
      },
    ],
  ])('D8: ends at the deadline when Planning Center %s', async (_case, stall) => {
    const { error, ms } = await ask([(_asked, res) => stall(res)], { within: 500 })
    expect(error).toMatchObject({ reason: 'unavailable' })
    expect(ms).toBeLessThan(700)
  })

  it('begins nothing after the deadline', async () => {
    expect((await ask([json(PERSON)], { within: -1 })).error).toMatchObject({ reason: 'unavailable' })
    expect(api.asked).toEqual([])
  })

  it('D8: refuses an endless answer, once, as one it cannot read, long before it fills the memory', async () => {
    const slowly = { ...times, apiCall: 5000 }
    api.answers((_asked, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' })
      const megabyte = Buffer.alloc(1024 * 1024, ' ')
      const more = () => {
        while (!res.destroyed && res.write(megabyte));
        if (!res.destroyed) res.once('drain', more)
      }
      more()
    })
    const asked = createPlanningCenter({ url: api.url, userAgent: 'Foyer', times: slowly })
      .as(callerWith({}))
      .get('/people/v2/people/7', FIELDS)
    const before = process.memoryUsage().rss
    await expect(asked).rejects.toMatchObject({ reason: 'unreadable' })
    expect(api.asked).toHaveLength(1)
    // Sixteen megabytes are read; what is sent has no end.
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
  })

  it('lets no token into an error, not even one no header can carry', async () => {
    const { error } = await ask([json(PERSON)], { token: 'canary-token\nwith a line break' })
    expect(error).toMatchObject({ reason: 'unavailable' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary')
  })

  it.each(['POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'get'])(
    'D5: changes nothing in Planning Center, so nothing can be changed twice: refuses %s',
    async (method) => {
      api.answers(json(PERSON))
      const request = createTransport({ url: api.url, userAgent: 'Foyer', times })
      const asked = async () => request({ method, path: '/people/v2/people/7', version: '2026-06-04' }, callerWith({}))
      await expect(asked()).rejects.toThrow('changes nothing')
      expect(api.asked).toEqual([])
    },
  )

  it.each([
    ['/people/v2/me', {}],
    ['/people/v2/people', { per_page: '100' }],
    ['/people/v2/people/7', {}],
    ['/people/v2/lists/5/people', {}],
    ['/people/v2/emails', { include: 'person' }],
    ['/people/v2/households/3', { include: 'people,primary_contact' }],
    ['/people/v2/households/3', { include: 'primary_contact' }],
    ['/people/v2/lists', { include: 'created_by' }],
    ['/people/v2/people?per_page=100', {}],
    ['/people/v2/emails?include=person', {}],
    ['/people/v2//people', {}],
    ['/people/v2/./people', {}],
    ['/people/v2/%70eople', {}],
    ['/people/v2/people/7', { 'fields[Person]': '' }],
  ])('refuses to fetch whole people: %s %j', async (path, query) => {
    api.answers(json({ ...PERSON, data: [] }))
    const client = createPlanningCenter({ url: api.url, userAgent: 'Foyer', times }).as(callerWith({}))
    await expect(client.list(path as '/people/v2/me', query)).rejects.toThrow('name fields[Person]')
    expect(api.asked).toEqual([])
  })
})
