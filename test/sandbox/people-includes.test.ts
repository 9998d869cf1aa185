import { startPeopleApi, type PeopleApi, type ResourceObject } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

const described = (rows: ResourceObject[] | undefined) => rows?.map(row => `${row.type} ${row.id}`)

test('an include puts the resources beside the rows and their ids on the rows', async () => {
  const { data: [ruth], included } = await api.list('/people/v2/people?per_page=1&include=emails')
  const emails = included?.map(({ type, id }) => ({ type, id })) ?? []
  expect(emails.map(({ type }) => type)).toEqual(['Email', 'Email'])
  expect(ruth?.relationships?.emails).toEqual({ data: emails, links: { related: 'https://pco.test/people/v2/people/99999971/emails' } })
})

test('included resources have only their own links', async () => {
  const { included: [campus] = [] } = await api.list('/people/v2/people?per_page=1&include=primary_campus')
  expect(campus?.links).toEqual({ self: `https://pco.test/people/v2/campuses/${campus?.id}` })
})

test('a campus is called PrimaryCampus on the person and Campus beside it', async () => {
  const { data: [ruth], included: [campus] = [] } = await api.list('/people/v2/people?per_page=1&include=primary_campus')
  expect(ruth?.relationships?.primary_campus?.data).toEqual({ type: 'PrimaryCampus', id: campus?.id })
  expect(campus?.type).toBe('Campus')
})

test('without an include a person has no other relationship than the campus', async () => {
  const { data: [ruth] } = await api.list('/people/v2/people?per_page=1')
  expect(Object.keys(ruth?.relationships ?? {})).toEqual(['primary_campus'])
})

test('an include that finds nothing stands on the rows as null and brings no included', async () => {
  const answer = await api.list('/people/v2/people?per_page=2&include=school')
  expect(answer.data.map(person => person.relationships?.school)).toEqual([{ data: null }, { data: null }])
  expect(answer).not.toHaveProperty('included')
})

test.each(['include=nonsense', 'include=nonsense.people', 'include=emails.nonsense', 'include=households.people.emails', 'include=notes', 'include='])(
  '%s is ignored', async query => {
    const answer = await api.list(`/people/v2/people?per_page=1&${query}`)
    expect(answer.status).toBe(200)
    expect(answer).not.toHaveProperty('included')
    expect(Object.keys(answer.data[0]?.relationships ?? {})).toEqual(['primary_campus'])
  })

test('an include named twice counts once', async () => {
  const { included } = await api.list('/people/v2/people?per_page=1&include=emails,emails')
  expect(included?.length).toBe(2)
})

test('what several rows share is included once', async () => {
  const { included } = await api.list('/people/v2/people?where[last_name]=Whitfield&include=households')
  expect(included?.length).toBe(1)
})

test('an include of two levels brings both, and shows what it reached on the first row', async () => {
  const { data: [ruth], included } = await api.list('/people/v2/people?per_page=1&include=households.people')
  const household = ruth?.relationships?.households?.data as { id: string }[]
  expect(described(included)).toEqual([`Household ${household[0]?.id}`, 'Person 99999972'])
  expect(ruth?.relationships?.people).toEqual({
    data: [{ type: 'Person', id: '99999971' }, { type: 'Person', id: '99999972' }], links: { related: null },
  })
})

test('whoever is a row already is not included again', async () => {
  const { included } = await api.list('/people/v2/people?where[last_name]=Abernathy&include=households.people')
  expect(described(included)?.filter(each => each.startsWith('Person'))).toEqual([])
})

test('custom fields come with their definitions', async () => {
  const { included, data } = await api.one('/people/v2/people/99999971?include=field_data.field_definition')
  expect(included?.map(({ type }) => type)).toEqual(['FieldDatum', 'FieldDatum', 'FieldDatum', 'FieldDefinition', 'FieldDefinition'])
  expect(data.relationships?.field_definition?.links).toEqual({ related: null })
  const datum = included?.find(({ type }) => type === 'FieldDatum')
  expect(datum?.relationships).toMatchObject({ customizable: { data: { type: 'Person', id: '99999971' } } })
})

test('all short to-one relations can be included at once', async () => {
  const { included } = await api.one('/people/v2/people/99999972?include=marital_status,name_prefix,name_suffix,inactive_reason,organization')
  expect(included?.map(({ type, attributes }) => [type, attributes.value ?? attributes.name]))
    .toEqual([['MaritalStatus', 'Married'], ['NameSuffix', 'Sr.'], ['InactiveReason', 'Deceased'], ['Organization', 'First Church']])
})

test('a household says who belongs to it, included or not', async () => {
  const { data: [plain] } = await api.list('/people/v2/households?per_page=1')
  expect(plain?.relationships).toMatchObject({
    primary_contact: { data: { type: 'Person', id: '99999971' } },
    people: { data: [{ type: 'Person', id: '99999971' }, { type: 'Person', id: '99999972' }] },
  })
  const { included } = await api.list('/people/v2/households?per_page=1&include=people')
  expect(described(included)).toEqual(['Person 99999971', 'Person 99999972'])
})

test('a membership can bring its household and its person', async () => {
  const { data: [household] } = await api.list('/people/v2/households?per_page=1')
  const { included } = await api.list(`/people/v2/households/${household?.id}/household_memberships?include=household,person`)
  expect(described(included)).toEqual([`Household ${household?.id}`, 'Person 99999971', 'Person 99999972'])
})

test('the results of a list can bring their people', async () => {
  const { data: [list] } = await api.list('/people/v2/lists')
  const { data, included } = await api.list(`/people/v2/lists/${list?.id}/list_results?per_page=2&include=person`)
  expect(described(included)).toEqual(['Person 99999971', 'Person 99999973'])
  expect(data[0]?.relationships?.list?.data).toEqual({ type: 'List', id: list?.id })
})

test('a tab can bring its fields, but for deleted ones, and their options', async () => {
  const { included } = await api.list('/people/v2/tabs?include=field_definitions,field_options')
  expect(included?.map(({ attributes }) => attributes.name ?? attributes.value)).toEqual(['Baptism date', 'Serving in', 'Shirt size',
    'Printed newsletter', 'Choir', "Children's church", 'Kitchen', 'Welcome team', 'S', 'M', 'L', 'XL'])
})
