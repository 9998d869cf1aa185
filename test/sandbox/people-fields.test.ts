import { startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

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
