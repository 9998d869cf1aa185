import { startPeopleApi, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

const attributes = async (path: string, version?: string) => {
  const { data: [row] } = await api.list(path, version === undefined ? {} : { version })
  return row?.attributes ?? {}
}

describe('the version asked for', () => {
  test('decides whether answers to custom fields carry dates', async () => {
    expect(Object.keys(await attributes('/people/v2/field_data', '2026-06-04'))).toEqual(expect.arrayContaining(['created_at', 'updated_at']))
    expect(Object.keys(await attributes('/people/v2/field_data', '2025-11-10'))).not.toContain('updated_at')
  })

  test('decides whether answers to custom fields can be queried by date', async () => {
    const path = '/people/v2/field_data?where[updated_at][gt]=2100-01-01'
    expect((await api.list(path, { version: '2026-06-04' })).meta.total_count).toBe(0)
    expect((await api.list(path, { version: '2025-11-10' })).meta.total_count).toBeGreaterThan(0)
  })

  test('decides how a phone number and the tab of a field are written', async () => {
    expect(await attributes('/people/v2/phone_numbers', '2025-11-10')).toHaveProperty('formatted_number', '(319) 555-0101')
    expect(await attributes('/people/v2/phone_numbers', '2026-06-04')).not.toHaveProperty('formatted_number')
    expect(await attributes('/people/v2/field_definitions', '2025-11-10')).toHaveProperty('tab_id', '97996')
    expect(await attributes('/people/v2/field_definitions', '2026-06-04')).toHaveProperty('tab_id', 97996)
  })

  test('knows the newer identifier only from 2026-06-04 on', async () => {
    const path = '/people/v2/people?fields[Person]=stripe_account_identifier'
    expect(await attributes(path, '2026-06-04')).toEqual({ stripe_account_identifier: null })
    expect(await attributes(path, '2025-11-10')).toEqual({})
  })

  test.each([[undefined, 'V2026_06_04'], ['LATEST', 'V2026_06_04'], ['2030-01-01', 'V2026_06_04'], ['2026-01-01', 'V2025_11_10'],
    ['2018-08-01', 'V2018_08_01']])('%s means %s', async (version, vertex) => {
    const { errors } = await api.list('/people/v2/people', { as: 'no-access', ...version === undefined ? {} : { version } })
    expect(JSON.stringify(errors)).toContain(`AppGraph::${vertex}::Vertices::PersonVertex`)
  })

  test.each(['2018-07-31', '2026', 'yesterday'])('%s is refused', async version => {
    for (const path of ['/people/v2/people', '/current/v2/me']) {
      const { status, errors } = await api.list(path, { version })
      expect([status, errors[0]?.status, errors[0]?.code]).toEqual([400, '400', 'unsupported_version_error'])
    }
  })
})

describe('who the token is', () => {
  test('is told to everybody, with the church beside it', async () => {
    const { data, included, meta } = await api.one('/current/v2/me?include=organization', { as: 'no-access' })
    expect(data).toMatchObject({
      type: 'Person', id: '99999984', attributes: { email: 'priya.raman@example.org', first_name: 'Priya', last_name: 'Raman' },
      relationships: { organization: { data: { type: 'Organization', id: '463218' } } },
      links: { self: 'https://pco.test/current/v2/people/99999984', organization: 'https://pco.test/current/v2' },
    })
    expect(included?.map(each => each.attributes)).toEqual([{ name: 'First Church', subdomain: 'firstchurch' }])
    expect(meta.can_include).toEqual(['organization'])
  })

  test('is told of the church alone, too', async () => {
    const { data } = await api.one('/current/v2', { as: 'no-access' })
    expect([data.id, data.attributes]).toEqual(['463218', { name: 'First Church', subdomain: 'firstchurch' }])
  })

  test('is told of nobody else', async () => {
    expect((await api.list('/current/v2/people', { as: 'no-access' })).data.map(({ id }) => id)).toEqual(['99999984'])
    expect((await api.one('/current/v2/people/99999971', { as: 'no-access' })).status).toBe(404)
  })
})

describe('writing', () => {
  test.each(['POST', 'PATCH', 'PUT', 'DELETE'])('%s is refused and changes nothing', async method => {
    const before = api.church.revision
    const { status, headers, errors } = await api.one('/people/v2/people/99999971', { method, as: 'administrator' })
    expect([status, headers.get('allow'), errors]).toEqual([405, 'GET, HEAD', [{
      status: '405', title: 'Method Not Allowed', detail: `The sandbox imitates one write, to refresh a list: it does not imitate this ${method}`,
    }]])
    expect([api.church.revision, api.church.people.has('99999971')]).toEqual([before, true])
  })
})
