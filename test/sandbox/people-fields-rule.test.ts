import { startPeopleApi, type PeopleApi } from './people-visit'

let strict: PeopleApi
beforeAll(async () => { strict = await startPeopleApi({ requireFields: true }) })
afterAll(() => strict.close())

test.each([
  '/people/v2/me', '/people/v2/people', '/people/v2/people/99999971', '/people/v2/people?fields[Email]=address', '/people/v2/people/1',
  '/people/v2/households?include=people', '/people/v2/people/99999971/households?include=people', '/people/v2/emails/88120401/person',
  '/people/v2/people/99999971/household_memberships?include=person', '/people/v2/lists?include=created_by', '/people/v2/lists/3871120/people',
  '/people/v2/lists/3871120/list_results?include=person',
])('%s would return people whole and is refused loudly', async path => {
  const { status, errors } = await strict.one(path)
  expect([status, errors[0]?.title]).toEqual([400, 'SANDBOX RULE: name your Person fields'])
  expect(errors[0]?.detail).toContain('fields[Person]')
})

test('an include of two levels that reaches people is refused as well', async () => {
  expect((await strict.list('/people/v2/households/31760904/household_memberships?include=household.people')).status).toBe(400)
})

test.each([
  '/people/v2/me?fields[Person]=name', '/people/v2/people?fields[Person]=name', '/people/v2/households?include=people&fields[Person]=name',
  '/people/v2/households', '/people/v2/emails', '/people/v2', '/people/v2/people/99999971/emails', '/people/v2/households?include=nonsense',
  '/current/v2/me',
])('%s is answered', async path => {
  expect((await strict.one(path)).status).toBe(200)
})

test('a path that does not exist and a person without access are told that first', async () => {
  expect((await strict.one('/people/v2/nonsense')).status).toBe(404)
  expect((await strict.one('/people/v2/people', { as: 'no-access' })).status).toBe(403)
})
