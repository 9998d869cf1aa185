import { ids, startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

/** The full names that a question about people brings, in their order. */
const names = async (query: string) => {
  const { status, data } = await api.list(`/people/v2/people?per_page=100&${query}`)
  expect(status).toBe(200)
  return data.map(({ attributes }) => `${String(attributes.first_name)} ${String(attributes.last_name)}`.trim())
}
const count = async (query: string) => (await names(query)).length

describe('where', () => {
  test('compares text without regard to case', async () => {
    expect(await names('where[last_name]=OKAFOR&where[first_name]=daniel')).toEqual(['Daniel Okafor'])
  })

  test('is exact about accents', async () => {
    expect(await names('where[last_name]=Nguyen')).toEqual(['Anna Nguyen'])
  })

  test.each([
    ['at the end', 'o%25', ["Tom O'Neil"]], ['at the start', '%25neil', ["Tom O'Neil"]], ['at both ends', '%25nei%25', ["Tom O'Neil"]],
    ['nowhere', 'nei', []],
  ])('takes a percent sign %s for anything', async (_, value, found) => {
    expect(await names(`where[last_name]=${value}&where[first_name]=tom`)).toEqual(found)
  })

  test('wants all of several conditions', async () => {
    expect(await names('where[last_name]=Chen&where[child]=true')).toEqual(['Lily Chen'])
  })

  test.each(['where[last_nam]=Okafor', 'where[emails][address]=ruth.abernathy@example.org', 'where[status][like]=active', 'where[last_name][gt]=M',
    'where[child][gte]=true', 'where=1', 'where[constructor]=1', 'where[grade][constructor]=1'])('%s is ignored, and everybody is returned', async query => {
    expect(await count(query)).toBe(60)
  })

  test.each(['where[grade]=abc', 'where[grade]=', 'where[child]=perhaps', 'where[birthdate]=2003-02-30', 'where[birthdate][gte]=soon',
    'where[created_at][gte]=yesterday', 'where[id]=99999971,99999972'])('%s makes no sense, and nobody is returned', async query => {
    expect(await count(query)).toBe(0)
  })

  test('finds whole numbers, and compares them', async () => {
    expect(await names('where[grade]=12')).toEqual(['Andre Washington'])
    expect(await count('where[grade][gte]=-1')).toBe(await count('where[grade][gt]=-1') + 1)
    expect(await names('where[grade][lt]=0')).toEqual(['Zim Okafor'])
    expect(await names('where[grade][lte]=0')).toEqual(['Adaeze Okafor', 'Zim Okafor'])
  })

  test('finds by id and by campus', async () => {
    expect(await names('where[id]=99999973')).toEqual(['Daniel Okafor'])
    const { data: [, north] } = await api.list('/people/v2/campuses')
    expect(await names(`where[primary_campus_id]=${north?.id}&where[last_name]=Chen`)).toEqual(['Mei-Ling Chen', 'David Chen'])
  })

  test('compares dates day by day', async () => {
    expect(await names('where[birthdate]=1996-02-29')).toEqual(['Freya Larsen'])
    expect(await names('where[birthdate][lt]=1947-04-22')).toEqual(['Opal Jennings'])
    expect(await names('where[birthdate][lte]=1947-04-22')).toEqual(['Harold Whitfield', 'Opal Jennings'])
  })

  test('never matches what is empty', async () => {
    expect(await names('where[grade][lt]=100&where[last_name]=Abernathy')).toEqual([])
  })

  test("takes a bare date for the whole of the organization's local day", async () => {
    // Hannah Bright was entered at 11:00 in Chicago on 22 November, which is 17:00 UTC; that day there ends at 06:00 UTC.
    const hannah = api.person('Hannah', 'Bright')
    const late = Date.UTC(2026, 10, 23, 5, 59, 59)
    Object.assign(hannah, { createdAt: late })
    api.church.revision += 1
    expect(await names('where[created_at]=2026-11-22')).toEqual(['Hannah Bright'])
    expect(await names('where[created_at][gte]=2026-11-22')).toEqual(['Hannah Bright'])
    expect(await names('where[created_at][gt]=2026-11-22')).toEqual([])
    expect(await names('where[created_at][gt]=2026-11-21')).toEqual(['Hannah Bright'])
    expect(await count('where[created_at][lt]=2026-11-22')).toBe(59)
    expect(await count('where[created_at][lte]=2026-11-22')).toBe(60)
    expect(await names('where[created_at]=2026-11-23T05:59:59Z')).toEqual(['Hannah Bright'])
    expect(await names('where[created_at][gt]=2026-11-23T05:59:59Z')).toEqual([])
    expect(await names('where[created_at][gte]=2026-11-22T23:59:59-06:00')).toEqual(['Hannah Bright'])
  })

  test('of an address knows no dates, though it can be sorted by them', async () => {
    const { meta } = await api.list('/people/v2/addresses?where[updated_at][gte]=2100-01-01')
    expect(meta.total_count).toBe(api.church.addresses.size)
    expect(meta.can_order_by).toContain('updated_at')
    expect(meta.can_query_by).not.toContain('updated_at')
  })

  test('finds e-mail addresses, phone numbers and answers to a custom field', async () => {
    expect((await api.list('/people/v2/emails?where[address]=WHITFIELDS@example.org')).meta.total_count).toBe(2)
    expect((await api.list('/people/v2/phone_numbers?where[number]=(319)%20555-0101')).meta.total_count).toBe(1)
    const { data: [serving] } = await api.list('/people/v2/field_definitions?where[slug]=serving_in')
    const { data } = await api.list(`/people/v2/field_data?where[field_definition_id]=${serving?.id}&where[value]=choir`)
    expect(data.length).toBe(2)
  })
})

describe('order', () => {
  test('puts nobody before anybody, folds case and accents, and settles ties by id', async () => {
    const sorted = await names('order=last_name')
    expect(sorted.slice(0, 4)).toEqual(['Sujatmiko', 'Bobby <script>alert(1)</script>', 'Ruth Abernathy', 'Walter Abernathy'])
    expect(sorted.filter(name => /nguy/i.test(name))).toEqual(['Hồng Nguyễn', 'Minh Nguyễn', 'Anna Nguyen'])
    expect(sorted.slice(sorted.indexOf('Anna Nguyen') + 1, sorted.indexOf('Daniel Okafor')))
      .toEqual(['Elena Novák', 'Milo Novák-Price', "Tom O'Neil", "Siobhán O'Neil", "Finn O'Neil", 'Åsa Öberg'])
    expect(sorted.indexOf('Zoë van der Berg')).toBeLessThan(sorted.indexOf('Zoe Vance'))
  })

  test('puts the empty first, and last when turned around', async () => {
    const { data } = await api.list('/people/v2/people?order=birthdate&per_page=100')
    const birthdates = values(data, 'birthdate')
    const firstKnown = birthdates.findIndex(date => date !== null)
    expect(firstKnown).toBeGreaterThan(0)
    expect(birthdates.slice(firstKnown).every(date => date !== null)).toBe(true)
    const { data: turned } = await api.list('/people/v2/people?order=-birthdate&per_page=100')
    expect(values(turned, 'birthdate').at(-1)).toBeNull()
  })

  test('takes several keys, each in its own direction', async () => {
    expect((await names('order=last_name,-first_name')).filter(name => name.endsWith('Okafor')))
      .toEqual(['Zim Okafor', 'Ngozi Okafor', 'Daniel Okafor', 'Chidi Okafor', 'Adaeze Okafor'])
  })

  test('is by ascending id, as a number, unless told otherwise', async () => {
    const { data } = await api.list('/people/v2/people?per_page=100')
    expect(ids(data)).toEqual(ids(data).map(Number).sort((left, right) => left - right).map(String))
    const { data: [, , ...women] } = await api.list('/people/v2/people?order=gender&per_page=100&where[gender]=Female')
    expect(ids(women)).toEqual(ids(women).map(Number).sort((left, right) => left - right).map(String))
  })

  test.each(['order=nonsense', 'order=-id', 'order=name', 'order=', 'order=constructor'])('%s is ignored', async query => {
    expect(await names(query)).toEqual(await names(''))
  })

  test('forgets what it knew as soon as somebody changes', async () => {
    await names('order=membership')
    const ruth = api.person('Ruth', 'Abernathy')
    Object.assign(ruth, { membership: 'Aardvark' })
    api.church.revision += 1
    const sorted = await names('order=membership&where[membership]=%25')
    expect(sorted[0]).toBe('Ruth Abernathy')
    Object.assign(ruth, { membership: 'Member' })
    api.church.revision += 1
  })

  test('follows the church for its short lists', async () => {
    const { data } = await api.list('/people/v2/marital_statuses?order=-sequence')
    expect(values(data, 'value')).toEqual(['Separated', 'Divorced', 'Widowed', 'Married', 'Single'])
    const { data: byValue } = await api.list('/people/v2/marital_statuses?order=value')
    expect(values(byValue, 'value')).toEqual(['Divorced', 'Married', 'Separated', 'Single', 'Widowed'])
  })
})
