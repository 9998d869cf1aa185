import { ids, startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

/** The full names that a question about people brings, in their order. */
const names = async (query: string, as?: string) => {
  const { status, data } = await api.list(`/people/v2/people?per_page=100&${query}`, as === undefined ? {} : { as })
  expect(status).toBe(200)
  return data.map(({ attributes }) => `${String(attributes.first_name)} ${String(attributes.last_name)}`.trim())
}
const count = async (query: string, as?: string) => (await names(query, as)).length

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
    'where[child][gte]=true', 'where=1', 'where[constructor]=1'])('%s is ignored, and everybody is returned', async query => {
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
    expect(values(data, 'value')).toEqual(['Divorced', 'Widowed', 'Married', 'Single'])
    const { data: byValue } = await api.list('/people/v2/marital_statuses?order=value')
    expect(values(byValue, 'value')).toEqual(['Divorced', 'Married', 'Single', 'Widowed'])
  })
})

describe('searching', () => {
  test.each([
    ['the start of a first name', 'dani', ['Daniel Okafor']], ['the start of each word', 'oka dan', ['Daniel Okafor']],
    ['a nickname', 'kate', ['Katherine Brandt']], ['a given name', 'thomas', ["Tom O'Neil"]],
    ['a name without its accents', 'jose mun', ['José Muñoz']], ['a name in another script', 'منصور', ['ليلى منصور']],
    ['not the middle of a name', 'kafor', []], ['not a middle name', 'chukwuemeka', []], ['not an e-mail address', 'ruth.abernathy', []],
  ])('by name finds %s', async (_, term, found) => {
    expect(await names(`where[search_name]=${encodeURIComponent(term)}`)).toEqual(found)
  })

  test.each([
    ['part of an e-mail address', 'office@first', ['Ruth Abernathy']], ['part of a name, when it is one word', 'kafor', 'Okafor'],
    ['no part of a name, when there are more words', 'kafor dan', []],
  ])('by name or e-mail finds %s', async (_, term, found) => {
    const result = await names(`where[search_name_or_email]=${encodeURIComponent(term)}`)
    if (typeof found === 'string') expect(result.length > 0 && result.every(name => name.endsWith(found))).toBe(true)
    else expect(result).toEqual(found)
  })

  test.each([['0103', ['Daniel Okafor']], ['(319) 555-0118', ['Harold Whitfield', 'Edith Whitfield']], ['319', []], ['no digits', []]])(
    'by phone number %s looks at the last digits', async (term, found) => {
      expect(await names(`where[search_phone_number]=${encodeURIComponent(term)}`)).toEqual(found)
    })

  test.each([['+13195550103', ['Daniel Okafor']], ['3195550103', []]])('by international number %s is exact', async (term, found) => {
    expect(await names(`where[search_phone_number_e164]=${encodeURIComponent(term)}`)).toEqual(found)
  })

  test.each([['5550103', ['Daniel Okafor']], ['daniel', ['Daniel Okafor']], ['daniel.okafor@', ['Daniel Okafor']]])(
    'by everything finds %s', async (term, found) => {
      expect(await names(`where[search_name_or_email_or_phone_number]=${encodeURIComponent(term)}`)).toEqual(found)
    })

  test('together with another condition wants both', async () => {
    expect(await names('where[search_name]=wash&where[child]=true')).toEqual(['Andre Washington'])
  })
})

describe('fields', () => {
  test('picks attributes and leaves links as they are', async () => {
    const { data: [person] } = await api.list('/people/v2/people?fields[Person]=last_name,first_name,nonsense')
    expect(person).toEqual({
      type: 'Person', id: '99999971', attributes: { first_name: 'Ruth', last_name: 'Abernathy' },
      links: { self: 'https://pco.test/people/v2/people/99999971', html: 'https://people.planningcenteronline.com/people/AC99999971' },
    })
  })

  test('picks relationships too, those of an include among them', async () => {
    const { data: [without], included } = await api.list('/people/v2/people?per_page=1&include=emails&fields[Person]=name')
    expect(without).not.toHaveProperty('relationships')
    expect(included?.map(({ type }) => type)).toEqual(['Email', 'Email'])
    const { data: [named] } = await api.list('/people/v2/people?per_page=1&include=emails&fields[Person]=name,emails,primary_campus')
    expect(Object.keys(named?.relationships ?? {})).toEqual(['primary_campus', 'emails'])
  })

  test('picks from included resources by their own type', async () => {
    const { included } = await api.list('/people/v2/people?per_page=1&include=emails&fields[Email]=address')
    expect(included?.map(({ attributes }) => attributes)).toEqual([{ address: 'ruth.abernathy@example.org' }, { address: 'office@firstchurch.example' }])
  })

  test('alone bring the attributes that are otherwise not sent', async () => {
    const { data: plain } = await api.one('/people/v2/people/99999971')
    expect(plain.attributes).not.toHaveProperty('directory_shared_info')
    expect(plain.attributes).not.toHaveProperty('stripe_customer_identifier')
    const { data } = await api.one('/people/v2/people/99999971?fields[Person]=directory_shared_info,stripe_customer_identifier,primary_email_address')
    expect(data.attributes).toEqual({ directory_shared_info: { email: true, phone_number: true }, stripe_customer_identifier: null })
  })

  test('that name nothing bring nothing', async () => {
    expect((await api.one('/people/v2/people/99999971?fields[Person]=')).data.attributes).toEqual({})
  })
})

describe('attributes', () => {
  test('of a person are written as Planning Center writes them', async () => {
    const { data } = await api.one('/people/v2/people/99999975')
    expect(data.attributes).toMatchObject({
      name: 'Chidi Okafor', birthdate: '2015-11-28', child: true, grade: 5, graduation_year: 2033, school_type: 'elementary',
      status: 'active', gender: 'Male', medical_notes: 'MEDNOTE-QUILL-1: severe peanut allergy, EpiPen in the green bag', people_permissions: null,
      avatar: 'https://avatars.test/uploads/initials/CO.png',
    })
    expect(data.attributes.updated_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  })

  test('of a phone number give all its forms', async () => {
    const { data: [phone] } = await api.list('/people/v2/people/99999973/phone_numbers')
    expect(phone?.attributes).toMatchObject({
      number: '(319) 555-0103', national: '(319) 555-0103', international: '+1 319-555-0103', e164: '+13195550103', primary: true,
      location: 'Mobile', country_code: 'US', carrier: null,
    })
  })

  test('of households and memberships tell who belongs and who is asked first', async () => {
    const { data: [household] } = await api.list('/people/v2/people/99999973/households')
    expect(household?.attributes).toMatchObject({ name: 'Okafor', member_count: 5, primary_contact_id: '99999973', primary_contact_name: 'Daniel Okafor' })
    const { data: memberships } = await api.list('/people/v2/people/99999973/household_memberships')
    expect(memberships.map(({ attributes }) => attributes)).toEqual([{ household_role: 'adult', pending: false, person_name: 'Daniel Okafor' }])
    expect((await api.one(memberships[0]?.links.self?.replace('https://pco.test', '') ?? '')).data.id).toBe(memberships[0]?.id)
  })

  test('of ticked boxes come as one answer for each', async () => {
    const { data } = await api.list('/people/v2/people/99999974/field_data?include=field_option&order=value')
    expect(values(data, 'value')).toEqual(["Children's church", 'Choir', 'Kitchen', 'true'])
  })
})

describe('filter', () => {
  test('finds the newly created of the last day, or since a time', async () => {
    Object.assign(api.person('Hannah', 'Bright'), { createdAt: Date.UTC(2026, 10, 25, 9) })
    api.church.revision += 1
    expect(await names('filter=created_since')).toEqual(['Hannah Bright'])
    expect(await names('filter=created_since&time=2026-11-25T10:00:00Z')).toEqual([])
  })

  test('finds administrators', async () => {
    expect(await names('filter=admins')).toEqual(['Mei-Ling Chen'])
    expect(await names('filter=organization_admins')).toEqual(['Mei-Ling Chen'])
  })

  test('that is unknown is ignored', async () => {
    expect(await count('filter=nonsense')).toBe(60)
  })

  test('of a household leaves out those who have died or not yet confirmed', async () => {
    const people = async (path: string) => values((await api.list(path)).data, 'first_name')
    const { data: [abernathys] } = await api.list('/people/v2/households?where[name]=Abernathy')
    expect(await people(`/people/v2/households/${abernathys?.id}/people`)).toEqual(['Ruth', 'Walter'])
    expect(await people(`/people/v2/households/${abernathys?.id}/people?filter=without_deceased`)).toEqual(['Ruth'])
    const { data: [prices] } = await api.list('/people/v2/households?where[name]=Price')
    expect(await people(`/people/v2/households/${prices?.id}/people`)).toEqual(['Milo', 'Grant'])
    expect(await people(`/people/v2/households/${prices?.id}/people?filter=non_pending`)).toEqual(['Grant'])
  })

  test('of fields shows deleted ones only when named', async () => {
    const fields = async (path: string) => values((await api.list(path)).data, 'name')
    expect(await fields('/people/v2/field_definitions')).not.toContain('Offering envelope')
    expect(await fields('/people/v2/field_definitions?filter=include_deleted')).toContain('Offering envelope')
    const { data: [tab] } = await api.list('/people/v2/tabs')
    expect(await fields(`/people/v2/tabs/${tab?.id}/field_definitions`)).not.toContain('Offering envelope')
    expect(await fields(`/people/v2/tabs/${tab?.id}/field_definitions?filter=with_deleted`)).toContain('Offering envelope')
  })

  test('of lists finds the starred, the refreshed and those one may manage', async () => {
    const lists = async (query: string, as: string) => values((await api.list(`/people/v2/lists?${query}`, { as })).data, 'name_or_description')
    expect(await lists('filter=starred', 'volunteer')).toEqual(['Newsletter by e-mail'])
    expect(await lists('filter=starred', 'secretary')).toEqual([])
    expect(await lists('filter=auto_refresh_enabled', 'pastor')).toEqual(['Newsletter by e-mail'])
    expect(await lists('filter=can_manage', 'secretary')).toEqual(['Newsletter by e-mail', 'Children in grade 1 to 6'])
    expect(await lists('filter=needs_attention,recently_viewed', 'pastor')).toEqual([])
  })
})
