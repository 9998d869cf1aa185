import { readdirSync, readFileSync } from 'node:fs'
import { signIn, startClient, type SandboxClient } from '../support/sandbox-client'
import type { ResourceObject } from './people-visit'

interface Described {
  product: string
  base: string
  version: string
  types: Record<string, { edges?: Record<string, { to: string; many: boolean }> }>
}
const FOLDER = 'src/sandbox/api/described/descriptions'
const products = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Described)
const collections = products.flatMap(({ base, types }) => Object.entries(types['Organization']?.edges ?? {}).flatMap(([name, { many }]) => (many ? [`${base}/${name}`] : [])))
const PEOPLE = 'fields[Person]=first_name,last_name'

interface Answer {
  status: number
  hint: string
  data: ResourceObject[]
  one: ResourceObject
  included: ResourceObject[]
  links: Record<string, string>
  meta: { total_count: number; count: number; parent?: { type: string }; can_order_by?: string[]; can_query_by?: string[]; can_include?: string[]; can_filter?: string[] }
  errors: { title: string; meta?: { description: string } }[]
}

describe('the products that the sandbox plays from their descriptions', () => {
  let sandbox: SandboxClient
  const tokens = new Map<string, string>()
  beforeAll(async () => {
    sandbox = await startClient()
    for (const login of ['secretary', 'volunteer', 'no-access']) tokens.set(login, await signIn(sandbox.sandbox, { login, scope: 'openid people services groups calendar giving check_ins publishing registrations api' }))
    tokens.set('administrator', sandbox.token)
    tokens.set('people alone', await signIn(sandbox.sandbox, { login: 'administrator', scope: 'openid people' }))
  })
  beforeEach(() => sandbox.sandbox.setRateLimit({ limit: 10_000 }))
  afterAll(() => sandbox.close())

  async function ask(path: string, { as = 'administrator', version }: { as?: string; version?: string } = {}): Promise<Answer> {
    const headers = { Authorization: `Bearer ${tokens.get(as)}`, 'User-Agent': 'Contract test (tests@example.org)', ...(version && { 'X-PCO-API-Version': version }) }
    const response = await fetch(`${sandbox.sandbox.url}${path}`, { headers })
    const text = await response.text()
    const body = JSON.parse(text) as Answer
    const hint = /\((\w+)\)/.exec(text)?.[1] ?? (text.includes('bad_scope') ? 'bad_scope' : '')
    return { ...body, included: body.included ?? [], one: body.data as unknown as ResourceObject, status: response.status, hint }
  }
  const names = ({ data }: Answer, attribute = 'name') => data.map(({ attributes }) => attributes[attribute])

  it.each(collections)('answer at %s with the envelope of a collection, and nothing twice', async (path) => {
    const { status, data, meta } = await ask(`${path}?per_page=100&${PEOPLE}`)
    expect([status, meta.count, meta.parent?.type]).toEqual([200, data.length, 'Organization'])
    expect(new Set(data.map(({ id }) => id)).size).toBe(data.length)
    for (const { id, links } of data.slice(0, 1)) expect((await ask(`${new URL(links['self'] ?? '').pathname}?${PEOPLE}`)).one.id).toBe(id)
  })

  it.each(['/services/v2/service_types', '/services/v2/teams', '/services/v2/songs', '/services/v2/plans', '/groups/v2/groups', '/groups/v2/events', '/check-ins/v2/check_ins', '/check-ins/v2/events',
    '/calendar/v2/events', '/calendar/v2/event_instances', '/calendar/v2/resources', '/giving/v2/donations', '/giving/v2/funds', '/giving/v2/batches', '/registrations/v2/signups', '/registrations/v2/attendees',
    '/publishing/v2/channels', '/publishing/v2/episodes', '/webhooks/v2/available_events', '/api/v2/connected_applications', '/groups/v2/people', '/giving/v2/people'])('have something at %s', async (path) => {
    expect((await ask(`${path}?${PEOPLE}`)).meta.total_count).toBeGreaterThan(0)
  })

  it('know the people of the sample church by the ids they have in People', async () => {
    const church = await ask(`/people/v2/people?per_page=100&${PEOPLE}`)
    const known = new Map(church.data.map(({ id, attributes }) => [id, attributes['last_name']]))
    for (const product of ['services', 'groups', 'giving', 'check-ins', 'registrations']) {
      const { data } = await ask(`/${product}/v2/people?${PEOPLE}`)
      expect(data.map(({ id, attributes }) => [id, attributes['last_name']])).toEqual(data.map(({ id }) => [id, known.get(id)]))
    }
  })

  it('have the plans between two days, each named by a filter of its own', async () => {
    const [type] = (await ask('/services/v2/service_types?where[name]=sunday%20morning')).data
    const plans = `/services/v2/service_types/${type?.id}/plans?order=sort_date`
    const all = (await ask(plans)).data.map(({ attributes }) => String(attributes['sort_date']))
    const [, second = '', third = ''] = all
    const day = (moment: string, days: number) => new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, 10)
    const between = `&after=${day(second, -1)}&before=${day(third, 2)}`
    expect((await ask(`${plans}&filter=after,before${between}`)).data.map(({ attributes }) => attributes['sort_date'])).toEqual([second, third])
    expect((await ask(`${plans}${between}`)).meta.total_count).toBe(all.length) // the parameters alone are ignored
  })

  it('tell who serves on the next Sunday, three levels deep, and who that is', async () => {
    const [type] = (await ask('/services/v2/service_types?where[name]=sunday%20morning')).data
    const plans = await ask(`/services/v2/service_types/${type?.id}/plans?filter=future&order=sort_date&per_page=1`)
    expect(Date.parse(String(plans.data[0]?.attributes['sort_date']))).toBeGreaterThan(Date.now() - 86_400_000)
    const team = await ask(`/services/v2/service_types/${type?.id}/plans/${plans.data[0]?.id}/team_members?include=person,team&${PEOPLE}`)
    expect(team.data.length).toBeGreaterThan(5)
    expect(team.data.map(({ attributes }) => attributes['team_position_name'])).toContain('Piano')
    const people = new Map(team.included.filter(({ type }) => type === 'Person').map(({ id, attributes }) => [id, `${String(attributes['first_name'])} ${String(attributes['last_name'])}`]))
    const told = team.data.map(({ relationships }) => people.get((relationships?.['person']?.data as { id: string }).id))
    expect(told).toEqual(names(team))
    expect((await ask(`/services/v2/service_types/${type?.id}/plans/${plans.data[0]?.id}/team_members?filter=not_declined`)).meta.total_count).toBeLessThan(team.meta.total_count)
  })

  it('sort, narrow and page like People, by what they say they can', async () => {
    const all = await ask('/groups/v2/groups?order=name')
    expect(names(all)).toEqual([...names(all)].sort())
    expect(names(await ask('/groups/v2/groups?order=-name'))).toEqual([...names(all)].reverse())
    expect(all.meta.can_order_by).toContain('memberships_count')
    const pages = await ask('/groups/v2/groups?order=name&per_page=2&offset=2')
    expect(names(pages)).toEqual(names(all).slice(2, 4))
    expect(pages.links['next']).toContain('offset=4')
    expect(names(await ask('/groups/v2/groups?where[name]=%25bible%25'))).toEqual(['Tuesday Bible Study'])
    expect((await ask('/groups/v2/groups?where[nmae]=x')).meta.total_count).toBe(all.meta.total_count)
    const future = await ask('/groups/v2/events?filter=upcoming&per_page=100')
    const events = await ask('/groups/v2/events?per_page=100')
    expect(future.meta.total_count).toBeLessThan(events.meta.total_count)
    expect(events.meta.can_filter).toContain('upcoming')
    const canceled = await ask('/groups/v2/events?filter=canceled')
    expect(names(canceled, 'canceled')).toEqual([true])
  })

  it('send the fields that are named, and bring along what is included, two levels deep', async () => {
    const { data, included } = await ask('/giving/v2/donations?per_page=5&include=designations.fund&fields[Donation]=amount_cents,designations&fields[Fund]=name')
    expect(Object.keys(data[0]?.attributes ?? {})).toEqual(['amount_cents'])
    expect(new Set(included.map(({ type }) => type))).toEqual(new Set(['Designation', 'Fund']))
    for (const donation of data) {
      const ids = (donation.relationships?.['designations']?.data as { id: string }[]).map(({ id }) => id)
      const parts = included.filter(({ type, id }) => type === 'Designation' && ids.includes(id)).map(({ attributes }) => Number(attributes['amount_cents']))
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(donation.attributes['amount_cents'])
    }
  })

  it.each(products.map(({ base, product }) => [product, base]))('show %s who is asking at /me, where it has that', async (_product, base) => {
    const { status, one, meta } = await ask(`${base}/me?${PEOPLE}`)
    expect([200, 404]).toContain(status)
    if (status === 200) expect([one.attributes['last_name'], meta.parent]).toEqual(['Chen', undefined])
  })

  it.each(products.filter(({ product }) => product !== 'webhooks').map(({ base, product }) => [product, base]))('want the scope of %s before anything else', async (_product, base) => {
    const { status, hint } = await ask(`${base}/no/such/path`, { as: 'people alone' })
    expect([status, hint]).toEqual([401, 'bad_scope'])
  })

  it.each([
    ['the secretary', 'secretary', { calendar: 200, registrations: 200, publishing: 200, services: 200, groups: 200, giving: 401, 'check-ins': 401 }],
    ['a volunteer', 'volunteer', { calendar: 401, registrations: 401, publishing: 401, services: 200, groups: 200, giving: 401, 'check-ins': 401 }],
    ['somebody without People', 'no-access', { calendar: 401, services: 401, groups: 401, giving: 401, api: 401 }],
    ['the administrator', 'administrator', { calendar: 200, services: 200, groups: 200, giving: 200, 'check-ins': 200, api: 200, webhooks: 200 }],
  ])('let %s into what they were given, and into nothing else', async (_who, as, expected) => {
    for (const [product, status] of Object.entries(expected)) {
      const answer = await ask(`/${product}/v2`, { as })
      expect([product, answer.status, answer.hint]).toEqual([product, status, status === 401 ? 'TRASH_PANDA' : ''])
    }
  })

  it('refuse what only administrators may read within a product by its name', async () => {
    const { status, errors } = await ask('/api/v2/connected_applications', { as: 'volunteer' })
    expect([status, errors[0]?.title]).toEqual([403, 'Forbidden'])
    expect(errors[0]?.meta?.description).toContain('ConnectedApplicationVertex collection')
  })

  it('leave groups out that somebody is not in, instead of refusing them', async () => {
    const all = await ask('/groups/v2/groups')
    const own = await ask('/groups/v2/groups', { as: 'volunteer' })
    expect(own.status).toBe(200)
    expect(own.meta.total_count).toBeLessThan(all.meta.total_count)
    expect(own.meta.total_count).toBe((await ask('/groups/v2/groups?filter=my_groups', { as: 'volunteer' })).meta.total_count)
    const hidden = all.data.find(({ id }) => !own.data.some((group) => group.id === id))
    expect((await ask(`/groups/v2/groups/${hidden?.id}`, { as: 'volunteer' })).status).toBe(404)
  })

  it('forget who has left the church', async () => {
    const before = await ask(`/giving/v2/people?${PEOPLE}&per_page=100`)
    const gone = before.data.find(({ attributes }) => attributes['first_name'] === 'Siobhán')
    sandbox.sandbox.deletePerson({ churchId: '463218', personId: gone?.id ?? '' })
    expect((await ask(`/giving/v2/people/${gone?.id}?${PEOPLE}`)).status).toBe(404)
    expect((await ask(`/giving/v2/people?${PEOPLE}&per_page=100`)).meta.total_count).toBe(before.meta.total_count - 1)
  })

  it('insist, as People does, on named fields of people', async () => {
    expect((await ask('/groups/v2/people')).status).toBe(400)
    expect((await ask('/services/v2/teams?include=people')).status).toBe(400)
  })

  it('know the version they were described at, and none before it', async () => {
    expect((await ask('/groups/v2/groups', { version: '2026-01-01' })).status).toBe(200)
    expect((await ask('/groups/v2/groups', { version: '2018-01-01' })).status).toBe(400)
  })

  it('have nothing beyond what is described', async () => {
    for (const path of ['/groups/v2/nonsense', '/groups/v2/groups/1', '/groups/v2/groups/x/nonsense', '/services/v2/chat']) expect((await ask(path)).status).toBe(404)
  })
})
