import { startPeopleApi, values, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

/** The full names that a question about people brings, in their order. */
const names = async (query: string) => {
  const { status, data } = await api.list(`/people/v2/people?per_page=100&${query}`)
  expect(status).toBe(200)
  return data.map(({ attributes }) => `${String(attributes.first_name)} ${String(attributes.last_name)}`.trim())
}

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

  test.each(['nonsense', 'constructor'])('that is unknown is ignored: %s', async name => {
    expect((await names(`filter=${name}`)).length).toBe(60)
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
