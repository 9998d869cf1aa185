import { startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi({ people: 20_000 }) })
afterAll(() => api.close())

test('twenty thousand people are counted, sorted and searched', async () => {
  const sorted = await api.list('/people/v2/people?order=-last_name,first_name&per_page=1')
  expect([sorted.meta.total_count, values(sorted.data, 'last_name')]).toEqual([20_000, ['田中']])
  const found = await api.list('/people/v2/people?where[search_name_or_email_or_phone_number]=mccarthy&order=first_name&per_page=100')
  expect(new Set(values(found.data, 'last_name'))).toEqual(new Set(['McCarthy']))
})

test('the last page is as full as it should be', async () => {
  const { data, meta } = await api.list('/people/v2/people?offset=19990&per_page=100&order=last_name')
  expect([data.length, meta.prev]).toEqual([10, { offset: 19_890 }])
})

test('a page of a hundred brings contacts and households of its people only', async () => {
  const { data, included = [] } = await api.list('/people/v2/people?per_page=100&offset=500&include=emails,households&fields[Person]=emails')
  const owners = new Set(data.map(person => person.id))
  const emails = included.filter(({ type }) => type === 'Email')
  expect(emails.length).toBeGreaterThan(20)
  expect(emails.every(email => owners.has((email.relationships?.person?.data as { id: string }).id))).toBe(true)
})
