import { deleteChurch, deletePerson, setPermission } from '../../src/sandbox/world/world'
import { FIRST_CHURCH, GRACE_CHAPEL, ids, startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

describe('somebody without access to People', () => {
  test('reads who they are, and nothing says which church that is', async () => {
    const { status, data, meta } = await api.one('/people/v2/me', { as: 'no-access' })
    expect([status, data.attributes.people_permissions, data.links.organization]).toEqual([200, 'No access', null])
    expect(meta).not.toHaveProperty('parent')
  })

  test.each([
    ['/people/v2/campuses', 'CampusVertex collection.'], ['/people/v2/people', 'PersonVertex collection.'],
    ['/people/v2', 'OrganizationVertex with id 463218.'], ['/people/v2/people/99999984', 'PersonVertex with id 99999984.'],
    ['/people/v2/people/99999984/emails', 'PersonVertex with id 99999984.'], ['/people/v2/lists', 'ListVertex collection.'],
  ])('is refused %s with a description', async (path, what) => {
    const { status, errors } = await api.list(path, { as: 'no-access' })
    const description = `User with id 99999984 cannot read AppGraph::V2026_06_04::Vertices::${what}`
    expect([status, errors]).toEqual([403, [{
      status: '403', title: 'Forbidden', detail: 'You do not have access to this resource', meta: { description },
    }]])
  })

  test('reaches by include what would be refused on its own', async () => {
    const { included } = await api.one('/people/v2/me?include=primary_campus', { as: 'no-access' })
    expect(included?.map(({ attributes }) => attributes.name)).toEqual(['Main Campus'])
  })

  test('is told 404, not 403, of a path that does not exist', async () => {
    expect((await api.list('/people/v2/nonsense', { as: 'no-access' })).status).toBe(404)
  })

  test('is also whoever was never given a People permission, unless they are an Organization Administrator', async () => {
    for (const [first, last, as, status] of [['Tom', "O'Neil", 'volunteer', 403], ['Mei-Ling', 'Chen', 'administrator', 200]] as const) {
      const place = { churchId: FIRST_CHURCH, personId: api.person(first, last).id }
      const { peoplePermissions } = api.person(first, last)
      setPermission(api.world, place, { peoplePermissions: null })
      expect([as, (await api.list('/people/v2/people', { as })).status]).toEqual([as, status])
      setPermission(api.world, place, { peoplePermissions })
    }
  })
})

describe('a tab for Managers only', () => {
  const tabs = async (as: string) => values((await api.list('/people/v2/tabs', { as })).data, 'name')
  const answers = async (path: string, as: string) => JSON.stringify(await api.list(path, { as }))

  test('is shown to Managers and Organization Administrators, not to Editors or Viewers', async () => {
    expect(await tabs('pastor')).toEqual(['Faith and service', 'Pastoral care'])
    expect(await tabs('administrator')).toEqual(['Faith and service', 'Pastoral care'])
    expect(await tabs('secretary')).toEqual(['Faith and service'])
    expect(await tabs('volunteer')).toEqual(['Faith and service'])
  })

  test('takes its fields and every answer along', async () => {
    const elena = api.person('Elena', 'Novák').id
    for (const path of ['/people/v2/field_data?per_page=100', `/people/v2/people/${elena}/field_data`, `/people/v2/people/${elena}?include=field_data`]) {
      expect(await answers(path, 'pastor')).toContain('CARENOTE-HERON-1')
      expect(await answers(path, 'secretary')).not.toContain('CARENOTE')
    }
    expect(await answers('/people/v2/field_definitions', 'pastor')).toContain('Counselling notes')
    expect(await answers('/people/v2/field_definitions?filter=include_deleted', 'secretary')).not.toContain('Counselling notes')
  })

  test('answers 404 by its id to those who do not see it', async () => {
    const { data: [, care] } = await api.list('/people/v2/tabs', { as: 'pastor' })
    expect((await api.one(`/people/v2/tabs/${care?.id}`, { as: 'pastor' })).status).toBe(200)
    for (const path of [`/people/v2/tabs/${care?.id}`, `/people/v2/tabs/${care?.id}/field_definitions`]) {
      expect((await api.one(path, { as: 'volunteer' })).status).toBe(404)
    }
  })
})

describe('a list', () => {
  const lists = async (as: string) => values((await api.list('/people/v2/lists', { as })).data, 'name_or_description')

  test('is seen by its owner and by those it is shared with, by name or by level', async () => {
    expect(await lists('pastor'))
      .toEqual(['Newsletter by e-mail', 'Children in grade 1 to 6', 'Hospital visits (private)', 'Counselling (private)'])
    expect(await lists('secretary')).toEqual(['Newsletter by e-mail', 'Children in grade 1 to 6', 'Hospital visits (private)'])
    expect(await lists('volunteer')).toEqual(['Newsletter by e-mail'])
  })

  test('that is private is closed to an administrator too', async () => {
    expect(await lists('administrator')).toEqual(['Newsletter by e-mail', 'Children in grade 1 to 6'])
  })

  test('that is not shared answers 404, as do its people, results and shares', async () => {
    const { data } = await api.list('/people/v2/lists?where[name]=hospital%25', { as: 'pastor' })
    const path = `/people/v2/lists/${data[0]?.id}`
    for (const child of ['', '/people', '/list_results', '/shares', '/created_by']) {
      expect([child, (await api.one(`${path}${child}`, { as: 'secretary' })).status]).toEqual([child, 200])
      expect([child, (await api.one(`${path}${child}`, { as: 'administrator' })).status]).toEqual([child, 404])
    }
  })

  test('tells with whom it is shared', async () => {
    const { data: [hospital] } = await api.list('/people/v2/lists?where[name]=hospital%25', { as: 'pastor' })
    const { data } = await api.list(`/people/v2/lists/${hospital?.id}/shares`, { as: 'pastor' })
    expect(data.map(({ attributes }) => attributes))
      .toEqual([{ created_at: '2026-10-19T06:00:00Z', group: null, name: 'Ruth Abernathy', permission: 'view' }])
  })

  test('holds its people as they were when it was last refreshed', async () => {
    const { data: [hospital] } = await api.list('/people/v2/lists?where[name]=hospital%25')
    const { data } = await api.list(`/people/v2/lists/${hospital?.id}/people?order=first_name`)
    expect(values(data, 'first_name')).toEqual(['Earl', 'Edith', 'Harold', 'Opal'])
  })
})

describe('what only Organization Administrators may know', () => {
  const mfa = 'fields[Person]=first_name,mfa_configured'

  test('second factors are shown and queried by them alone, and ignored for others', async () => {
    const path = `/people/v2/people?where[mfa_configured]=true&${mfa}`
    const { data } = await api.list(path, { as: 'administrator' })
    expect(data.map(({ attributes }) => attributes)).toEqual([{ first_name: 'Mei-Ling', mfa_configured: true }])
    const { data: [other], meta } = await api.list(path, { as: 'pastor' })
    expect([other?.attributes, meta.total_count]).toEqual([{ first_name: 'Ruth' }, 60])
  })

  test("others' administrator flags are hidden, one's own are not", async () => {
    const meiLing = `/people/v2/people/${api.person('Mei-Ling', 'Chen').id}`
    expect((await api.one(meiLing, { as: 'administrator' })).data.attributes.site_administrator).toBe(true)
    expect((await api.one(meiLing, { as: 'pastor' })).data.attributes).not.toHaveProperty('site_administrator')
    expect((await api.one('/people/v2/me', { as: 'pastor' })).data.attributes.site_administrator).toBe(false)
    expect((await api.list('/people/v2/people?where[site_administrator]=true', { as: 'pastor' })).meta.total_count).toBe(60)
  })
})

describe('two churches', () => {
  test('show one human two different people, and nobody of the other church', async () => {
    const here = await api.one('/people/v2/me', { as: 'two-churches' })
    const there = await api.one('/people/v2/me', { as: 'two-churches', church: GRACE_CHAPEL })
    expect([here.data.attributes.name, there.data.attributes.name]).toEqual(['Samuel Haddad', 'Sam Haddad'])
    const { data, meta } = await api.list('/people/v2/people', { as: 'two-churches', church: GRACE_CHAPEL })
    expect([ids(data).includes(here.data.id), meta.total_count, meta.parent]).toEqual([false, 4, { id: GRACE_CHAPEL, type: 'Organization' }])
    expect((await api.one(`/people/v2/people/${here.data.id}`, { as: 'two-churches', church: GRACE_CHAPEL })).status).toBe(404)
  })
})

describe('when the world changes', () => {
  let changing: PeopleApi
  beforeEach(async () => { changing = await startPeopleApi() })
  afterEach(() => changing.close())

  test('a deleted person answers 404 and disappears from households, lists and searches', async () => {
    const { id } = changing.person('Edith', 'Whitfield')
    await changing.list('/people/v2/people?where[search_name]=edith')
    deletePerson(changing.world, { churchId: FIRST_CHURCH, personId: id })
    expect((await changing.one(`/people/v2/people/${id}`)).status).toBe(404)
    expect((await changing.list('/people/v2/people?where[search_name]=edith')).data).toEqual([])
    expect((await changing.list('/people/v2/households?where[name]=Whitfield')).data[0]?.attributes.member_count).toBe(1)
    expect((await changing.list('/people/v2/emails?where[address]=whitfields@example.org')).meta.total_count).toBe(1)
  })

  test('a lowered permission is felt by the next request', async () => {
    const { id } = changing.person('Daniel', 'Okafor')
    setPermission(changing.world, { churchId: FIRST_CHURCH, personId: id }, { peoplePermissions: 'Viewer' })
    expect(values((await changing.list('/people/v2/tabs', { as: 'pastor' })).data, 'name')).toEqual(['Faith and service'])
    setPermission(changing.world, { churchId: FIRST_CHURCH, personId: id }, { peoplePermissions: 'No access' })
    expect((await changing.list('/people/v2/tabs', { as: 'pastor' })).status).toBe(403)
  })

  test('a user or a church that is gone is told so', async () => {
    const { id } = changing.person('Daniel', 'Okafor')
    deletePerson(changing.world, { churchId: FIRST_CHURCH, personId: id })
    const detail = (hint: string) => `This request could not be authenticated. Error Code Hint: (${hint})`
    expect((await changing.one('/people/v2/me', { as: 'pastor' })).errors)
      .toEqual([{ status: '401', code: 'unauthorized', title: 'Unauthorized', detail: detail('FLAMINGO') }])
    deleteChurch(changing.world, GRACE_CHAPEL)
    expect((await changing.one('/people/v2/me', { as: 'two-churches', church: GRACE_CHAPEL })).errors[0]?.detail).toBe(detail('LEMMING'))
  })
})
