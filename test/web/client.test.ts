import { createPlanningCenter, PlanningCenterError, type Allowance, type PlanningCenterClient } from '../../src/planning-center'
import { json, startTinyServer, type TinyServer } from '../support/tiny-server'

const times = { apiCall: 2000, rateLimitPause: 100, settlePauseMin: 5, settlePauseMax: 6, retryPauseMin: 5, retryPauseMax: 10 }
const person = (id: number, relationships: object = {}) => ({ type: 'Person', id: String(id), attributes: { name: `Person ${id}` }, relationships })
const page = (rows: object[], meta: object = {}, included: object[] = []) => json({ data: rows, included, meta: { total_count: 5, count: rows.length, ...meta } })
const NAMES = { fields: { Person: ['name'] } } as const
interface Untyped {
  list(edge: string, question?: object): Promise<unknown>
}
const LIMITED = json({ errors: [{ code: '429', title: 'Too Many Requests' }] }, 429, { 'Retry-After': '1' })

describe('asking by the descriptions', () => {
  let api: TinyServer
  beforeAll(async () => {
    api = await startTinyServer()
  })
  beforeEach(() => void (api.asked.length = 0))
  afterAll(() => api.close())

  function client({ deadlineIn = 5000, take = () => Promise.resolve(0) }: { deadlineIn?: number; take?: Allowance['take'] } = {}): PlanningCenterClient {
    return createPlanningCenter({ url: api.url, userAgent: 'Foyer (tests@example.org)', times }).as({
      tokens: { current: () => Promise.resolve('token'), renew: () => Promise.resolve('token') },
      allowance: { take, heard: () => undefined, closedFor: () => undefined },
      deadline: performance.now() + deadlineIn,
    })
  }
  const questions = () => api.asked.map(({ path }) => decodeURIComponent(path).replaceAll('+', ' '))
  const everybody = async (people: AsyncIterable<{ id: string }>) => {
    const ids: string[] = []
    for await (const { id } of people) ids.push(id)
    return ids
  }

  it('asks in the words of Planning Center, at the version that is described', async () => {
    api.answers(page([]))
    await client()
      .ask('people')
      .list('people', {
        where: { last_name: 'O%', child: false, created_at: { gte: new Date('2026-01-02T03:04:05.678Z'), lt: '2026-02-01' } },
        order: ['last_name', '-created_at'],
        filter: ['created_since'],
        parameters: { time: '2026-01-01T00:00:00Z' },
        fields: { Person: ['name'], Email: ['address'] },
        perPage: 10,
        offset: 20,
      })
    expect(questions()).toEqual([
      '/people/v2/people?time=2026-01-01T00:00:00Z&fields[Person]=name&fields[Email]=address&where[last_name]=O%&where[child]=false' +
        '&where[created_at][gte]=2026-01-02T03:04:05Z&where[created_at][lt]=2026-02-01&order=last_name,-created_at&filter=created_since&per_page=10&offset=20',
    ])
    expect(api.asked[0]?.headers['x-pco-api-version']).toBe('2026-06-04')
  })

  it.each([
    ['services', '2018-11-01'],
    ['check-ins', '2025-05-28'],
    ['current', '2018-08-01'],
  ] as const)('asks %s at its own version', async (product, version) => {
    api.answers(json({ data: person(1) }))
    await client().ask(product).at('me').get({ fields: { Person: ['first_name'] } })
    expect(api.asked[0]).toMatchObject({ path: `/${product}/v2/me?fields%5BPerson%5D=first_name`, headers: { 'x-pco-api-version': version } })
  })

  it('names what it includes, because fields would leave it out', async () => {
    api.answers(page([]))
    await client().ask('people').list('people', { include: ['emails', 'households.people'], fields: { Person: ['name'], Household: ['name'] } })
    expect(questions()[0]).toContain('fields[Person]=name,emails,households&fields[Household]=name,people&include=emails,households.people')
  })

  it('puts what was included in its place, two levels deep, and what a pointer calls by another name', async () => {
    api.answers(
      page(
        [
          person(1, { households: { data: [{ type: 'Household', id: '8' }] }, primary_campus: { data: { type: 'PrimaryCampus', id: '3' } } }),
          person(2, { households: { data: [] }, primary_campus: { data: null } }),
        ],
        {},
        [
          { type: 'Household', id: '8', attributes: { name: 'Ones' }, relationships: { people: { data: [{ type: 'Person', id: '4' }, { type: 'Person', id: '404' }] } } },
          { type: 'Campus', id: '3', attributes: { name: 'Main' } },
          person(4),
        ],
      ),
    )
    const { rows } = await client().ask('people').list('people', { include: ['households.people', 'primary_campus'], ...NAMES })
    const told = rows.map(({ related }) => ({ campus: related.primary_campus?.attributes.name, households: related.households.map((one) => [one.attributes.name, one.related.people.map(({ id }) => id)]) }))
    expect(told).toEqual([
      { campus: 'Main', households: [['Ones', ['4']]] },
      { campus: undefined, households: [] },
    ])
    expect(rows[0]?.relationships.primary_campus).toEqual({ type: 'PrimaryCampus', id: '3' })
  })

  it('reads page after page, each when it is wanted', async () => {
    api.answers(page([person(1), person(2)], { next: { offset: 2 } }), page([person(3), person(4)], { next: { offset: 4 } }), page([person(5)]))
    expect(await everybody(client().ask('people').each('people', { ...NAMES, perPage: 2 }))).toEqual(['1', '2', '3', '4', '5'])
    expect(questions().map((question) => /offset=(\d)/.exec(question)?.[1])).toEqual([undefined, '2', '4'])

    api.asked.length = 0
    api.answers(page([person(1), person(2)], { next: { offset: 2 } }))
    for await (const { rows, total } of client().ask('people').pages('people', NAMES)) {
      expect([rows.length, total]).toEqual([2, 5])
      break
    }
    expect(api.asked).toHaveLength(1)
  })

  it('stops at an empty page whatever it says of a next one, and never turns back', async () => {
    api.answers(page([person(1)], { next: { offset: 1 } }), page([], { next: { offset: 2 } }))
    expect(await everybody(client().ask('people').each('people', NAMES))).toEqual(['1'])
    expect(api.asked).toHaveLength(2)

    api.asked.length = 0
    api.answers(page([person(1)], { next: { offset: 0 } }))
    expect(await everybody(client().ask('people').each('people', NAMES))).toEqual(['1'])
    expect(api.asked).toHaveLength(1)
  })

  it('waits for room between pages as long as there is time', async () => {
    const waits = [0, 300, 0] // more than one request waits for
    const take = () => Promise.resolve(waits.shift() ?? 0)
    api.answers(page([person(1)], { next: { offset: 1 } }), page([person(2)]))
    const asked = performance.now()
    expect(await everybody(client({ take }).ask('people').each('people', NAMES))).toEqual(['1', '2'])
    expect(performance.now() - asked).toBeGreaterThanOrEqual(990)
  })

  it('says when there is room again if waiting would be too long, and at once for a single page', async () => {
    api.answers(LIMITED)
    const refusal = { reason: 'rate-limited', retryAfterSeconds: 1 }
    await expect(everybody(client({ deadlineIn: 900 }).ask('people').each('people', NAMES))).rejects.toMatchObject(refusal)
    await expect(client().ask('people').list('people', NAMES)).rejects.toMatchObject(refusal)
  })

  it('asks nothing for an id that no resource can have', () => {
    for (const id of ['', '../lists', '7?fields', '7/emails', 'x'.repeat(65)]) {
      expect(() => client().ask('people').at('people', id)).toThrow(PlanningCenterError)
    }
    expect(api.asked).toEqual([])
  })

  // What the compiler was talked out of: a question out of an address, say.
  it.each<[string, object]>([
    ['an order', { order: 'nmae' }],
    ['a downward order', { order: ['-nmae'] }],
    ['a condition', { where: { nmae: 'Ada' } }],
    ['a condition that any object has', { where: { constructor: 'Ada' } }],
    ['an include', { include: ['emials'] }],
    ['an include behind an include', { include: ['emails.people'] }],
    ['a third level of include', { include: ['households.people.emails'] }],
    ['a filter', { filter: ['admin'] }],
    ['a field', { fields: { Person: ['nmae'] } }],
    ['a type', { fields: { Person: ['name'], Emial: ['address'] } }],
    ['no fields of people', { fields: {} }],
    ['no fields of people at the end of an include', { include: ['households.people'], fields: { Household: ['name'] } }],
  ])('asks nothing when what is asked has %s that does not exist', async (_what, wrong) => {
    const people = client().ask('people') as unknown as Untyped
    await expect(people.list('people', { ...NAMES, ...wrong })).rejects.toThrow(/^people: |^name fields/)
    expect(api.asked).toEqual([])
  })

  it.each([
    ['check-ins', 'check_ins', /name fields of CheckIn/],
    ['groups', 'people', /name fields of Person/],
    ['groups', 'poeple', /has no poeple/],
    ['groups', 'me', /has no me/],
  ] as const)('asks %s for no %s that would bring more than was named, or that is not there', async (product, edge, why) => {
    const place = client().ask(product) as unknown as Untyped
    await expect(place.list(edge)).rejects.toThrow(why)
    expect(api.asked).toEqual([])
  })
})
