import { ids, startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

describe('a collection', () => {
  test('says what it is, how many there are and what may be asked of it', async () => {
    const { status, headers, data, links, meta } = await api.list('/people/v2/people?per_page=2')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/vnd.api+json; charset=utf-8')
    expect(headers.get('etag')).toBeNull()
    expect(ids(data)).toEqual(['99999971', '99999972'])
    expect(links).toEqual({
      self: 'https://pco.test/people/v2/people?per_page=2',
      next: 'https://pco.test/people/v2/people?offset=2&per_page=2',
    })
    expect(meta).toMatchObject({ total_count: 60, count: 2, next: { offset: 2 }, parent: { id: '463218', type: 'Organization' } })
    expect(meta.can_filter).toEqual(['admins', 'created_since', 'organization_admins'])
    expect(meta.can_query_by).toContain('search_name_or_email')
    expect(meta.can_order_by).toContain('last_name')
    expect(meta.can_include).toContain('households')
    expect(meta).not.toHaveProperty('prev')
  })

  test('leaves out what a kind of resource cannot do', async () => {
    const { meta } = await api.list('/people/v2/marital_statuses')
    expect(Object.keys(meta)).toEqual(['total_count', 'count', 'can_order_by', 'can_query_by', 'parent'])
  })

  test('has 25 rows unless told otherwise', async () => {
    expect((await api.list('/people/v2/people')).data.length).toBe(25)
  })

  test('has no link to a next page on the last one', async () => {
    const { links, meta } = await api.list('/people/v2/people?per_page=25&offset=50')
    expect(links).toEqual({
      self: 'https://pco.test/people/v2/people?offset=50&per_page=25',
      prev: 'https://pco.test/people/v2/people?offset=25&per_page=25',
    })
    expect(meta.prev).toEqual({ offset: 25 })
    expect(meta).not.toHaveProperty('next')
  })

  test('asked for no rows at all answers none and points at its beginning', async () => {
    const { status, data, meta, links } = await api.list('/people/v2/people?per_page=0')
    expect([status, data, meta.count, meta.total_count, meta.next]).toEqual([200, [], 0, 60, { offset: 0 }])
    expect(links?.next).toBe('https://pco.test/people/v2/people?offset=0&per_page=0')
  })

  test('beyond its end is empty but keeps the count', async () => {
    const { status, data, meta } = await api.list('/people/v2/people?offset=5000&per_page=10')
    expect([status, data, meta.count, meta.total_count, meta.prev]).toEqual([200, [], 0, 60, { offset: 4990 }])
  })

  test('takes a page size or an offset that is no number for its usual one', async () => {
    const { status, data } = await api.list('/people/v2/people?per_page=many&offset=-3')
    expect([status, data.length]).toEqual([200, 25])
  })

  test('shows only own links on its rows', async () => {
    const { data: [person] } = await api.list('/people/v2/people')
    expect(person?.links).toEqual({
      self: 'https://pco.test/people/v2/people/99999971', html: 'https://people.planningcenteronline.com/people/AC99999971',
    })
    const { data: [email] } = await api.list('/people/v2/emails')
    expect(email?.links).toEqual({ self: `https://pco.test/people/v2/emails/${email?.id}` })
  })

  test('below an owner names the owner as parent', async () => {
    const { meta, data } = await api.list('/people/v2/people/99999971/emails')
    expect(meta.parent).toEqual({ id: '99999971', type: 'Person' })
    expect(values(data, 'address')).toEqual(['ruth.abernathy@example.org', 'office@firstchurch.example'])
  })
})

describe('a large collection', () => {
  test('gives a hundred rows at most while its links go on saying what was asked', async () => {
    const crowded = await startPeopleApi({ people: 350 })
    const { data, links, meta } = await crowded.list('/people/v2/people?per_page=500')
    expect([data.length, meta.count, meta.next]).toEqual([100, 100, { offset: 100 }])
    expect(links?.next).toBe('https://pco.test/people/v2/people?offset=100&per_page=500')
    await crowded.close()
  })
})

describe('links', () => {
  test('repeat the question with sorted keys, plain brackets and everything else encoded', async () => {
    const { links } = await api.list('/people/v2/people?where%5Bcreated_at%5D[gte]=2020-01-01T00:00:00Z&per_page=1'
      + '&order=last_name,-first_name&include=emails,phone_numbers&fields[Person]=name')
    expect(links?.self).toBe('https://pco.test/people/v2/people?fields[Person]=name&include=emails%2Cphone_numbers'
      + '&order=last_name%2C-first_name&per_page=1&where[created_at][gte]=2020-01-01T00%3A00%3A00Z')
  })

  test('can be followed to the end, meeting everybody once', async () => {
    const met: string[] = []
    let path: string | undefined = '/people/v2/people?per_page=7&order=last_name&where[status]=active'
    while (path !== undefined) {
      const { data, links }: Awaited<ReturnType<typeof api.list>> = await api.list(path)
      met.push(...ids(data))
      path = links?.next?.replace('https://pco.test', '')
    }
    expect(new Set(met).size).toBe(met.length)
    expect(met.length).toBe([...api.church.people.values()].filter(person => person.status === 'active').length)
  })
})

describe('a single resource', () => {
  test('has no links or counts around it', async () => {
    const answer = await api.one('/people/v2/people/99999971')
    expect(Object.keys(answer.meta)).toEqual(['can_include', 'parent'])
    expect(answer.meta.parent).toEqual({ id: '463218', type: 'Organization' })
    expect(answer).not.toHaveProperty('links')
  })

  test('links every child path, null where a to-one relation is empty', async () => {
    const { data } = await api.one('/people/v2/people/99999971')
    expect(Object.keys(data.links)).toEqual(['addresses', 'apps', 'background_checks', 'connected_people', 'emails', 'field_data',
      'household_memberships', 'households', 'html', 'inactive_reason', 'marital_status', 'message_groups', 'messages', 'name_prefix',
      'name_suffix', 'notes', 'organization', 'person_apps', 'phone_numbers', 'platform_notifications', 'primary_campus', 'school', 'self',
      'social_profiles', 'workflow_assignee_workflow_summaries', 'workflow_cards', 'workflow_shares'])
    expect(data.links).toMatchObject({
      emails: 'https://pco.test/people/v2/people/99999971/emails', inactive_reason: null, school: null,
      marital_status: expect.stringMatching(/^https:\/\/pco\.test\/people\/v2\/marital_statuses\/\d+$/) as string,
    })
  })

  test('of an address links a country that is not there', async () => {
    const { data: [address] } = await api.list('/people/v2/addresses')
    const { data } = await api.one(`/people/v2/addresses/${address?.id}`)
    expect(data.links).toMatchObject({ country: null, person: 'https://pco.test/people/v2/people/99999971' })
  })

  test('of oneself names no parent', async () => {
    const { data, meta } = await api.one('/people/v2/me')
    expect(data).toMatchObject({ type: 'Person', id: '99999971', links: { self: 'https://pco.test/people/v2/people/99999971' } })
    expect(Object.keys(meta)).toEqual(['can_include'])
  })

  test('below an owner names the owner as parent', async () => {
    const { data, meta } = await api.one('/people/v2/people/99999971/primary_campus')
    expect([data.type, data.attributes.name, meta.parent]).toEqual(['Campus', 'Main Campus', { id: '99999971', type: 'Person' }])
  })

  test('of a list leaves out the counts that its collection shows', async () => {
    const { data: [row] } = await api.list('/people/v2/lists')
    const { data } = await api.one(`/people/v2/lists/${row?.id}`)
    expect(row?.attributes).toMatchObject({ automations_count: 0, total_people: 30 })
    expect(Object.keys(data.attributes).filter(name => name.endsWith('_count'))).toEqual([])
  })
})

describe('the root', () => {
  test('is the church with a map of every collection', async () => {
    const { data, meta } = await api.one('/people/v2')
    expect(data).toMatchObject({ type: 'Organization', id: '463218', attributes: { name: 'First Church', time_zone: 'America/Chicago' } })
    expect(data.links).toMatchObject({
      self: 'https://pco.test/people/v2', people: 'https://pco.test/people/v2/people', me: 'https://pco.test/people/v2/me',
      person_mergers: 'https://pco.test/people/v2/person_mergers',
    })
    expect(meta).toEqual({})
  })

  test('leads only to collections that answer', async () => {
    const { data } = await api.one('/people/v2')
    for (const link of Object.values(data.links)) {
      if (link !== null) expect([link, (await api.list(link.replace('https://pco.test', ''))).status]).toEqual([link, 200])
    }
  })
})

describe('what is not there', () => {
  const nothing = { status: '404', title: 'Not Found', detail: 'The resource you requested could not be found' }
  test.each([
    ['an unknown id', '/people/v2/people/1'], ['an id that is no number', '/people/v2/people/me'], ['an unknown path', '/people/v2/nonsense'],
    ['an unknown child', '/people/v2/people/99999971/nonsense'], ['a to-one child that is empty', '/people/v2/people/99999971/inactive_reason'],
    ['household memberships without a household', '/people/v2/household_memberships'], ['a path too deep', '/people/v2/people/99999971/emails/1/person'],
    ['a word every object knows', '/people/v2/constructor'], ['a child of oneself', '/people/v2/me/emails'],
  ])('%s answers 404 in the usual words', async (_, path) => {
    const { status, errors } = await api.one(path)
    expect([status, errors]).toEqual([404, [nothing]])
  })

  test("another person's e-mail address is not found below the wrong owner", async () => {
    const { data: [email] } = await api.list('/people/v2/people/99999971/emails')
    expect((await api.one(`/people/v2/people/99999971/emails/${email?.id}`)).status).toBe(200)
    expect((await api.one(`/people/v2/people/99999973/emails/${email?.id}`)).status).toBe(404)
  })

  test('a merged profile answers 404, and the merger tells where it went', async () => {
    const { data: [merger] } = await api.list('/people/v2/person_mergers')
    expect((await api.one(`/people/v2/people/${String(merger?.attributes.person_to_remove_id)}`)).status).toBe(404)
    expect((await api.one(`/people/v2/people/${String(merger?.attributes.person_to_keep_id)}`)).data.attributes.name).toBe('Kate Brandt')
  })
})
