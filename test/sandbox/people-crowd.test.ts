import { startPeopleApi, values, type PeopleApi, type ResourceObject } from './people-visit'

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

const countCreated = async (from: number, until: number) => {
  const [gte, lt] = [from, until].map(at => new Date(at).toISOString())
  return (await api.list(`/people/v2/people?per_page=0&where[created_at][gte]=${gte}&where[created_at][lt]=${lt}`)).meta.total_count
}

test('an import entered three thousand of them within a few seconds, hundreds with the same stamp', async () => {
  const { data: [first] } = await api.list('/people/v2/people?order=created_at&offset=100&per_page=1')
  const at = Date.parse(String(first?.attributes.created_at))
  const [second, fewSeconds] = [await countCreated(at, at + 1000), await countCreated(at, at + 10_000)]
  expect(second).toBeGreaterThan(500)
  expect(fewSeconds).toBeGreaterThan(2900)
  expect(fewSeconds).toBeLessThan(3100)
})

test('the others came over the years, more of them in the later ones', async () => {
  const year = (number: number) => countCreated(Date.UTC(number, 0), Date.UTC(number + 1, 0))
  const [early, late] = [await year(2020), await year(2025)]
  expect(early).toBeGreaterThan(1000)
  expect(late).toBeGreaterThan(early)
})

test('there are a long list for everybody, a long private one, and thousands of custom fields filled in', async () => {
  const isLong = ({ attributes }: ResourceObject) => Number(attributes.total_people) > 1000
  const long = async (as: string) => (await api.list('/people/v2/lists', { as })).data.filter(isLong)
  expect(values(await long('volunteer'), 'name')).toEqual(['Christmas letter'])
  expect(values(await long('pastor'), 'name')).toEqual(['Christmas letter', 'Lost touch (private)'])
  expect((await api.list('/people/v2/field_data', { as: 'volunteer' })).meta.total_count).toBeGreaterThan(5000)
})
