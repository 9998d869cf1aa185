// What keeping a copy of a church's people asks of the API, to the letter of what was documented or measured.
import { createChurn } from '../../src/sandbox/world/world'
import { createClock } from './oauth-walk'
import { FIRST_CHURCH, ids, startPeopleApi, values, WEDNESDAY, type PeopleApi, type ResourceObject } from './people-visit'

const clock = createClock(WEDNESDAY)
let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi({ people: 900, requireFields: true, clock }) })
afterAll(() => api.close())

const PERSON = 'fields[Person]=first_name,created_at,updated_at,primary_campus,emails,phone_numbers,addresses,marital_status,households'

/** Every row of a collection, page after page of a hundred as its links lead. */
async function everyPage(path: string, as = 'administrator') {
  const pages = [await api.list(`/people/v2/${path}`, { as })]
  for (let next = pages[0]?.links?.next; next !== undefined; next = pages.at(-1)?.links?.next) {
    pages.push(await api.list(next.replace('https://pco.test', ''), { as }))
  }
  expect(pages.map(page => page.status)).toEqual(pages.map(() => 200))
  return { rows: pages.flatMap(page => page.data), included: pages.flatMap(page => page.included ?? []), meta: pages[0]?.meta }
}

const sortedBy = (rows: ResourceObject[], attribute: string, direction: 1 | -1 = 1) => rows.toSorted((left, right) => {
  const [one, other] = [left, right].map(row => String(row.attributes[attribute]))
  return (one ?? '') < (other ?? '') ? -direction : one === other ? Number(left.id) - Number(right.id) : direction
})

const relatedTo = (row: ResourceObject | undefined, name: string) => row?.relationships?.[name]?.data

describe('people', () => {
  test.each(['created_at', 'updated_at'])('by %s come in whole seconds, ties by ascending id, each once', async key => {
    const { rows, meta } = await everyPage(`people?order=${key}&per_page=100&${PERSON}`)
    expect([rows.length, meta?.total_count]).toEqual([900, 900])
    expect(ids(rows)).toEqual(ids(sortedBy(rows, key)))
    expect(new Set(values(rows, key)).size).toBeLessThan(890)
  })

  test('backwards by date, ties still go by ascending id', async () => {
    const { rows } = await everyPage(`people?order=-created_at&per_page=100&${PERSON}`)
    expect(ids(rows)).toEqual(ids(sortedBy(rows, 'created_at', -1)))
  })

  test('asked for by windows of dates make up the whole church, each window counting its own', async () => {
    const borders = ['2000-01-01T00:00:00Z', '2019-06-01T12:00:00Z', '2022-03-01T00:00:00Z', '2025-01-01T00:00:00Z', '2030-01-01T00:00:00Z']
    const windows = await Promise.all(borders.slice(1).map((until, index) =>
      everyPage(`people?order=created_at&where[created_at][gte]=${borders[index]}&where[created_at][lt]=${until}&per_page=100&${PERSON}`)))
    expect(windows.map(({ meta }) => meta?.total_count)).toEqual(windows.map(({ rows }) => rows.length))
    expect(windows.every(({ rows }) => rows.length > 0)).toBe(true)
    const all = await everyPage(`people?order=created_at&per_page=100&${PERSON}`)
    expect(windows.flatMap(({ rows }) => ids(rows))).toEqual(ids(all.rows))
  })

  test('the second that was read last is read again with gte, and left out with gt', async () => {
    const { data: [tie] } = await api.list(`/people/v2/people?order=created_at&per_page=1&${PERSON}`)
    const second = String(tie?.attributes.created_at)
    const again = await api.list(`/people/v2/people?order=created_at&where[created_at][gte]=${second}&per_page=1&${PERSON}`)
    expect(again.data[0]?.id).toBe(tie?.id)
    const same = await api.list(`/people/v2/people?where[created_at]=${second}&per_page=100&${PERSON}`)
    const later = await api.list(`/people/v2/people?where[created_at][gt]=${second}&per_page=1&${PERSON}`)
    expect(same.meta.total_count).toBeGreaterThan(100)
    expect(later.meta.total_count).toBe(900 - same.meta.total_count)
  })

  test('bring all that was included, once, and say on each row what belongs to it', async () => {
    const include = 'include=emails,phone_numbers,addresses,marital_status,primary_campus,households'
    const { rows, included } = await everyPage(`people?order=updated_at&${include}&per_page=100&${PERSON}`)
    const of = (type: string) => new Set(included.filter(each => each.type === type).map(each => each.id))
    expect(of('Email')).toEqual(new Set(api.church.emails.keys()))
    expect(of('PhoneNumber')).toEqual(new Set(api.church.phoneNumbers.keys()))
    expect(of('Address')).toEqual(new Set(api.church.addresses.keys()))
    expect(of('Household')).toEqual(new Set(api.church.households.keys()))
    expect(of('Campus')).toEqual(new Set(api.church.campuses.keys()))
    const ruth = rows.find(({ id }) => id === '99999971')
    expect([relatedTo(ruth, 'primary_campus'), relatedTo(ruth, 'marital_status')])
      .toEqual([{ type: 'PrimaryCampus', id: '24501' }, { type: 'MaritalStatus', id: '421772' }])
    expect(relatedTo(ruth, 'emails')).toEqual([{ type: 'Email', id: '88120401' }, { type: 'Email', id: '88120402' }])
    expect(included.find(({ type, id }) => type === 'Email' && id === '88120402')).toMatchObject({
      attributes: { address: 'office@firstchurch.example', primary: false },
      relationships: { person: { data: { type: 'Person', id: '99999971' } } },
    })
  })

  test('only ids and dates may be asked for, to look for who is missing', async () => {
    const { data: [row] } = await api.list('/people/v2/people?per_page=1&fields[Person]=updated_at')
    expect([Object.keys(row?.attributes ?? {}), row?.relationships]).toEqual([['updated_at'], undefined])
  })
})

describe('contact data', () => {
  test.each(['emails', 'phone_numbers'])('%s changed since a moment come oldest first and name their person', async path => {
    const since = '2024-01-01T00:00:00Z'
    const { rows, meta } = await everyPage(`${path}?where[updated_at][gte]=${since}&order=updated_at&per_page=100`)
    const everything = await everyPage(`${path}?per_page=100`)
    expect(ids(rows)).toEqual(ids(sortedBy(everything.rows.filter(row => String(row.attributes.updated_at) >= since), 'updated_at')))
    expect(meta?.total_count).toBe(rows.length)
    expect(rows.every(row => (relatedTo(row, 'person') as { type: string }).type === 'Person')).toBe(true)
  })

  test('addresses come latest first, whatever date is asked for', async () => {
    const { rows } = await everyPage('addresses?order=-updated_at&where[updated_at][gte]=2100-01-01T00:00:00Z&per_page=100')
    expect(rows.length).toBe(api.church.addresses.size)
    expect(ids(rows)).toEqual(ids(sortedBy(rows, 'updated_at', -1)))
  })
})

describe('households', () => {
  test('bring their people and know who belongs to them, but not their memberships', async () => {
    const { rows, included } = await everyPage(
      'households?order=created_at&include=people,household_memberships&per_page=100&fields[Person]=updated_at')
    expect(ids(rows)).toEqual(ids(sortedBy(rows, 'created_at')))
    expect(new Set(included.map(({ type }) => type))).toEqual(new Set(['Person']))
    const members = [...api.church.householdMemberships.values()].map(({ personId }) => personId)
    expect(new Set(ids(included))).toEqual(new Set(members))
    expect(rows.flatMap(row => relatedTo(row, 'people') as object[]).length).toBe(members.length)
    expect(rows[0]?.relationships).not.toHaveProperty('household_memberships')
  })

  test('tell role and confirmation only below one household', async () => {
    const milo = api.person('Milo', 'Novák-Price').id
    const { data } = await api.list(`/people/v2/people/${milo}/household_memberships?include=household`)
    expect(data.map(({ attributes }) => attributes)).toEqual([
      { household_role: 'child', pending: false, person_name: 'Milo Novák-Price' },
      { household_role: 'child', pending: true, person_name: 'Milo Novák-Price' },
    ])
    expect((await api.list('/people/v2/household_memberships')).status).toBe(404)
  })
})

describe('what a church made itself', () => {
  test('the fields of a tab one may not see are missing, and so is what was filled in', async () => {
    const shown = async (as: string) => {
      const [tabs, fields, data] = [await everyPage('tabs?per_page=100', as), await everyPage('field_definitions?include=tab&per_page=100', as),
        await everyPage('field_data?order=updated_at&per_page=100', as)]
      expect(ids(data.rows)).toEqual(ids(sortedBy(data.rows, 'updated_at')))
      return { tabs: values(tabs.rows, 'name'), fields: fields.rows.length, included: values(fields.included, 'name'), data: data.meta?.total_count }
    }
    const secretary = await shown('secretary')
    const pastor = await shown('pastor')
    expect(secretary).toMatchObject({ tabs: ['Faith and service'], fields: 4, included: ['Faith and service'] })
    expect(pastor).toMatchObject({ tabs: ['Faith and service', 'Pastoral care'], fields: 5, included: ['Faith and service', 'Pastoral care'] })
    expect(Number(pastor.data)).toBeGreaterThan(Number(secretary.data))
  })

  test('what was filled in can be asked for by field and by date, and names person and field', async () => {
    const field = [...api.church.fieldDefinitions.values()].find(({ name }) => name === 'Shirt size')?.id ?? ''
    const since = '2025-01-01T00:00:00Z'
    const { rows, included } = await everyPage(
      `field_data?order=created_at&where[field_definition_id]=${field}&where[updated_at][gte]=${since}&include=field_definition,person&per_page=100`)
    const expected = [...api.church.fieldData.values()]
      .filter(datum => datum.fieldDefinitionId === field && datum.updatedAt >= Date.parse(since))
    expect(new Set(ids(rows))).toEqual(new Set(expected.map(({ id }) => id)))
    expect(ids(rows)).toEqual(ids(sortedBy(rows, 'created_at')))
    expect(rows.length).toBeGreaterThan(10)
    expect(included.map(({ type, id }) => ({ type, id }))).toEqual([{ type: 'FieldDefinition', id: field }])
    expect(relatedTo(rows[0], 'customizable')).toEqual({ type: 'Person', id: expect.any(String) as string })
  })

  test('campuses, marital statuses and membership types are told in full', async () => {
    const told = await Promise.all(['campuses', 'marital_statuses', 'membership_types'].map(path => everyPage(`${path}?per_page=100`)))
    expect(told.map(({ rows }) => rows.length)).toEqual([2, 5, 4])
  })

  test('a list tells its people twice: as people, and as results that name them', async () => {
    const { data: [list] } = await api.list('/people/v2/lists?where[name]=Christmas%20letter')
    const people = await everyPage(`lists/${list?.id}/people?per_page=100&fields[Person]=updated_at`)
    const results = await everyPage(`lists/${list?.id}/list_results?per_page=100&order=created_at`)
    expect(people.rows.length).toBe(list?.attributes.total_people)
    expect(new Set(results.rows.map(row => (relatedTo(row, 'person') as { id: string }).id))).toEqual(new Set(ids(people.rows)))
  })

  test('a private list is told to its owner alone', async () => {
    const named = async (as: string) => values((await everyPage('lists?per_page=100', as)).rows, 'name')
    expect(await named('pastor')).toContain('Lost touch (private)')
    expect(await named('administrator')).not.toContain('Lost touch (private)')
  })

  test('mergers since a moment come oldest first', async () => {
    const [keep, remove] = [api.person('Noah', 'Kim').id, api.person('Emma', 'Kim').id]
    clock.forward(90_000)
    createChurn(api.world, FIRST_CHURCH).mergePeople({ keep, remove })
    const since = new Date(clock.now() - 60_000).toISOString()
    const { rows } = await everyPage(`person_mergers?where[created_at][gte]=${since}&order=created_at&per_page=100`)
    expect(rows.map(({ attributes }) => attributes))
      .toEqual([{ created_at: '2026-11-25T18:01:30Z', person_to_keep_id: keep, person_to_remove_id: remove }])
    expect((await everyPage('person_mergers?order=created_at')).rows.length).toBe(2)
  })
})
