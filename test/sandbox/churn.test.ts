import { createChurn, type Church, type Churn } from '../../src/sandbox/world/world'
import { createClock } from './oauth-walk'
import { FIRST_CHURCH, ids, startPeopleApi, values, WEDNESDAY, type PeopleApi, type ResourceObject } from './people-visit'

const clock = createClock(WEDNESDAY)
let api: PeopleApi
let church: Church
let churn: Churn
beforeAll(async () => {
  api = await startPeopleApi({ clock })
  church = api.church
  churn = createChurn(api.world, FIRST_CHURCH)
})
afterAll(() => api.close())
beforeEach(() => clock.forward(60_500))

const stamp = () => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`
const person = async (id: string, include = '') => api.one(`/people/v2/people/${id}?include=${include}`, { as: 'pastor' })
const updated = async (id: string) => (await person(id)).data.attributes.updated_at
const contacts = async (id: string, path: string) => (await api.list(`/people/v2/people/${id}/${path}`)).data
const latest = async (path: string) => (await api.list(`/people/v2/${path}?order=-updated_at&per_page=1`)).data[0]
const owner = (row: ResourceObject | undefined) => (row?.relationships?.person?.data as { id: string } | undefined)?.id

describe('people', () => {
  test('a new one is the latest, stamped with the whole second, contacts and all', async () => {
    const { id } = churn.addPerson({ first: 'Ada', last: 'Byron', emails: ['ada@example.org'], phones: ['3195550150'] })
    const { data } = await api.list('/people/v2/people?order=-created_at&per_page=1')
    expect([data[0]?.id, data[0]?.attributes.created_at, data[0]?.attributes.updated_at]).toEqual([id, stamp(), stamp()])
    expect([owner(await latest('emails')), owner(await latest('phone_numbers'))]).toEqual([id, id])
    expect(values((await api.list('/people/v2/people?where[search_name]=ada')).data, 'name')).toContain('Ada Byron')
  })

  test('an edited one becomes the latest, a silently edited one stays where they were', async () => {
    const { id } = api.person('Freya', 'Larsen')
    churn.editPerson(id, { lastName: 'Larsson' })
    expect([(await latest('people'))?.id, await updated(id)]).toEqual([id, stamp()])
    expect(values((await api.list('/people/v2/people?where[search_name]=larsson')).data, 'first_name')).toEqual(['Freya'])
    const before = stamp()
    clock.forward(60_000)
    churn.editPerson(id, { membership: 'Visitor' }, { silently: true })
    expect((await person(id)).data.attributes).toMatchObject({ membership: 'Visitor', updated_at: before })
  })

  test('one who is deactivated says since when, until they come back', async () => {
    const { id } = api.person('Hannah', 'Bright')
    churn.deactivate(id, 'Moved away')
    expect((await person(id)).data.attributes).toMatchObject({ status: 'inactive', inactivated_at: stamp(), updated_at: stamp() })
    churn.reactivate(id)
    expect((await person(id)).data.attributes).toMatchObject({ status: 'active', inactivated_at: null })
  })

  test('one who is deleted or merged answers 404 and is counted no more', async () => {
    const { meta } = await api.list('/people/v2/people')
    const [gone, kept, merged] = ['Gone', 'Kept', 'Merged'].map(first => churn.addPerson({ first, last: 'Test' }).id)
    churn.deletePerson(gone ?? '')
    churn.mergePeople({ keep: kept ?? '', remove: merged ?? '' })
    expect((await api.list('/people/v2/people')).meta.total_count).toBe(meta.total_count + 1)
    expect((await person(gone ?? '')).status).toBe(404)
    const { data } = await api.list('/people/v2/person_mergers?order=-created_at&per_page=1')
    expect(data[0]?.attributes).toEqual({ created_at: stamp(), person_to_keep_id: kept, person_to_remove_id: merged })
  })

  test('who is not there cannot be changed, and nothing happens', () => {
    const before = church.revision
    expect(() => churn.editPerson('1', { lastName: 'X' })).toThrow('No 1 among the people of church 463218')
    expect(() => churn.addToList('1', '1')).toThrow('No 1 among the lists')
    expect(church.revision).toBe(before)
  })
})

describe('contact data', () => {
  test('added, edited and removed moves its person', async () => {
    const { id } = api.person('Grant', 'Price')
    const email = churn.addEmail(id, { address: 'second@example.org' })
    expect([(await latest('emails'))?.id, await updated(id)]).toEqual([email.id, stamp()])
    clock.forward(60_000)
    churn.editEmail(email.id, { address: 'changed@example.org' })
    expect([(await latest('emails'))?.attributes.address, await updated(id)]).toEqual(['changed@example.org', stamp()])
    clock.forward(60_000)
    churn.removeEmail(email.id)
    expect([values(await contacts(id, 'emails'), 'address'), await updated(id)]).toEqual([['grant.price@example.org'], stamp()])
  })

  test('silently changed moves nobody and nothing', async () => {
    const { id } = api.person('Mei-Ling', 'Chen')
    const [email] = await contacts(id, 'emails')
    const before = await updated(id)
    churn.editEmail(email?.id ?? '', { address: 'quiet@example.org' }, { silently: true })
    churn.addPhone(id, { digits: '3195550177' }, { silently: true })
    const [edited] = await contacts(id, 'emails')
    expect(edited?.attributes).toEqual({ ...email?.attributes, address: 'quiet@example.org' })
    expect([await updated(id), values(await contacts(id, 'phone_numbers'), 'e164')]).toEqual([before, expect.arrayContaining(['+13195550177'])])
  })

  test('of each kind there is one primary at most; who is no longer primary keeps the timestamp', async () => {
    const { id } = churn.addPerson({ first: 'Prima', last: 'Donna', emails: ['one@example.org', 'two@example.org'] })
    const since = stamp()
    const marks = async () => (await contacts(id, 'emails')).map(({ attributes }) => [attributes.address, attributes.primary, attributes.updated_at])
    clock.forward(60_000)
    churn.demotePrimaryEmail(id)
    expect(await marks()).toEqual([['one@example.org', false, since], ['two@example.org', true, stamp()]])
    const first = stamp()
    clock.forward(60_000)
    churn.addEmail(id, { address: 'three@example.org', primary: true })
    expect(await marks()).toEqual([['one@example.org', false, since], ['two@example.org', false, first], ['three@example.org', true, stamp()]])
    churn.removeEmail((await contacts(id, 'emails'))[2]?.id ?? '')
    expect(await marks()).toEqual([['one@example.org', true, since], ['two@example.org', false, first]])
  })

  test('phone numbers and addresses change alike, and the first of a person is primary', async () => {
    const { id } = churn.addPerson({ first: 'Terra', last: 'Firma' })
    const phone = churn.addPhone(id, { digits: '3195550160' })
    const address = churn.addAddress(id, { street: '1 Low Road', city: 'Waterloo', state: 'IA', zip: '50701' })
    expect([phone.primary, address.primary]).toEqual([true, true])
    clock.forward(60_000)
    churn.editPhone(phone.id, { digits: '3195550161' })
    churn.editAddress(address.id, { street: '2 High Road' })
    expect([(await latest('phone_numbers'))?.id, (await latest('addresses'))?.attributes.street_line_1, await updated(id)])
      .toEqual([phone.id, '2 High Road', stamp()])
    churn.removePhone(phone.id)
    churn.removeAddress(address.id)
    expect([...await contacts(id, 'phone_numbers'), ...await contacts(id, 'addresses')]).toEqual([])
  })
})

describe('households', () => {
  const household = async (id: string) => (await api.one(`/people/v2/households/${id}`)).data
  const members = (row: ResourceObject) => (row.relationships?.people?.data as { id: string }[]).map(({ id }) => id)

  test('whoever moves is in the other household, and no timestamp tells', async () => {
    const { id } = churn.addPerson({ first: 'Moving', last: 'On' })
    const target = churn.newHousehold('Target', [churn.addPerson({ first: 'Stay', last: 'Put' }).id])
    const former = churn.newHousehold('Former', [id, churn.addPerson({ first: 'Left', last: 'Behind' }).id])
    const before = [await updated(id), (await household(target.id)).attributes.updated_at]
    clock.forward(60_000)
    churn.moveToHousehold(id, target.id)
    expect(members(await household(target.id))).toContain(id)
    const left = await household(former.id)
    expect([members(left).includes(id), left.attributes.member_count, left.attributes.primary_contact_name]).toEqual([false, 1, 'Left Behind'])
    expect([await updated(id), (await household(target.id)).attributes.updated_at]).toEqual(before)
  })

  test('the last one out leaves no household behind', async () => {
    const { id } = churn.addPerson({ first: 'Only', last: 'One' })
    const alone = churn.newHousehold('Alone', [id])
    churn.newHousehold('Again', [id])
    expect((await api.one(`/people/v2/households/${alone.id}`)).status).toBe(404)
  })

  test('a renamed one is the latest, a dissolved one is gone while its people stay', async () => {
    const { id } = churn.addPerson({ first: 'House', last: 'Mate' })
    const home = churn.newHousehold('Mates', [id])
    clock.forward(60_000)
    churn.renameHousehold(home.id, 'Flat')
    expect((await latest('households'))?.attributes).toMatchObject({ name: 'Flat', updated_at: stamp() })
    churn.dissolveHousehold(home.id)
    expect([(await api.one(`/people/v2/households/${home.id}`)).status, (await person(id)).status]).toEqual([404, 200])
    expect(await contacts(id, 'households')).toEqual([])
  })
})

describe('custom fields, campuses and lists', () => {
  const field = (name: string) => [...church.fieldDefinitions.values()].find(each => each.name === name)?.id ?? ''
  const filled = async (id: string) => values((await api.list(`/people/v2/people/${id}/field_data`, { as: 'pastor' })).data, 'value')

  test('what somebody fills in is the latest of its kind, the person is not', async () => {
    const { id } = api.person('Tom', "O'Neil")
    const before = await updated(id)
    const datum = churn.setFieldDatum(id, field('Shirt size'), 'XL')
    churn.setFieldDatum(id, field('Serving in'), 'Choir')
    expect((await filled(id)).sort()).toEqual(["Children's church", 'Choir', 'XL'])
    const { data } = await api.list(`/people/v2/field_data?order=-updated_at&per_page=2`)
    expect([values(data, 'updated_at'), await updated(id)]).toEqual([[stamp(), stamp()], before])
    churn.removeFieldDatum(datum.id)
    expect((await filled(id)).sort()).toEqual(["Children's church", 'Choir'])
  })

  test('a tab appears, is renamed and closed to those below a level, and takes what was filled in along', async () => {
    const tab = churn.addTab({ name: 'Camp' })
    const { id } = churn.addField(tab.id, { name: 'T-shirt', dataType: 'string' })
    const anna = api.person('Anna', 'Nguyen').id
    churn.setFieldDatum(anna, id, 'green')
    churn.renameTab(tab.id, 'Summer camp')
    const seen = async (as: string) => [
      values((await api.list('/people/v2/tabs', { as })).data, 'name').includes('Summer camp'),
      (await api.list(`/people/v2/field_data?where[field_definition_id]=${id}`, { as })).meta.total_count,
    ]
    expect(await seen('volunteer')).toEqual([true, 1])
    churn.changeTabVisibility(tab.id, 'Manager')
    expect([await seen('volunteer'), await seen('pastor')]).toEqual([[false, 0], [true, 1]])
    churn.deleteField(id)
    expect(await seen('pastor')).toEqual([true, 0])
  })

  test('a campus gets another name without anybody becoming newer', async () => {
    const { id } = api.person('David', 'Chen')
    const before = await updated(id)
    churn.renameCampus('24502', 'Riverside')
    const { included } = await person(id, 'primary_campus')
    expect([included?.[0]?.attributes.name, included?.[0]?.attributes.updated_at, await updated(id)]).toEqual(['Riverside', stamp(), before])
  })

  test('a list is filled, refreshed, shown to others and taken away again', async () => {
    const [maker, guest] = [api.person('Daniel', 'Okafor').id, api.person('Noah', 'Kim').id]
    const { id } = churn.addList({ name: 'Choir trip', createdById: maker })
    const shown = async () => (await api.list('/people/v2/lists?where[name]=Choir%20trip')).data
    expect(await shown()).toEqual([])
    const share = churn.shareList(id, { group: 'Viewer' })
    clock.forward(60_000)
    churn.addToList(id, guest)
    churn.addToList(id, guest)
    expect((await shown())[0]?.attributes).toMatchObject({ total_people: 1, refreshed_at: stamp() })
    expect(ids((await api.list(`/people/v2/lists/${id}/people`)).data)).toEqual([guest])
    churn.removeFromList(id, guest)
    expect((await api.list(`/people/v2/lists/${id}/list_results`)).meta.total_count).toBe(0)
    clock.forward(60_000)
    churn.refreshList(id)
    expect((await shown())[0]?.attributes.refreshed_at).toBe(stamp())
    churn.unshareList(share.id)
    expect([await shown(), (await api.one(`/people/v2/lists/${id}`)).status]).toEqual([[], 404])
    churn.deleteList(id)
    expect((await api.one(`/people/v2/lists/${id}`, { as: 'pastor' })).status).toBe(404)
  })
})
