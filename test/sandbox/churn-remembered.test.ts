// The sandbox keeps its collections sorted and mends them when something changes: nobody may notice.
import fc from 'fast-check'
import { createChurn, type Church, type Churn } from '../../src/sandbox/world/world'
import { createClock } from './oauth-walk'
import { FIRST_CHURCH, ids, startPeopleApi, WEDNESDAY, type PeopleApi } from './people-visit'

const clock = createClock(WEDNESDAY)
let api: PeopleApi
let churn: Churn
beforeAll(async () => {
  api = await startPeopleApi({ people: 150, clock })
  churn = createChurn(api.world, FIRST_CHURCH)
})
afterAll(() => api.close())

const chosen = <R>(records: ReadonlyMap<string, R>, seed: number): R | undefined => [...records.values()][seed % Math.max(1, records.size)]
const chosenId = (records: ReadonlyMap<string, unknown>, seed: number) => [...records.keys()][seed % Math.max(1, records.size)] ?? ''

const steps: ((church: Church, seed: number, other: number) => unknown)[] = [
  (_, seed) => churn.addPerson({ first: `Person ${seed}`, last: `Ñame ${seed % 7}`, emails: [`p${seed}@example.org`], phones: ['3195550111'] }),
  (church, seed, other) => churn.editPerson(chosenId(church.people, seed), { lastName: `Edited ${other % 5}` }),
  (church, seed) => churn.editPerson(chosenId(church.people, seed), { membership: 'Silent' }, { silently: true }),
  (church, seed) => churn.deactivate(chosenId(church.people, seed)),
  (church, seed) => church.people.size > 100 && churn.deletePerson(chosenId(church.people, 6 + seed)),
  (church, seed, other) => {
    const [keep, remove] = [chosenId(church.people, seed), chosenId(church.people, 6 + other)]
    if (keep !== remove && church.people.size > 100) churn.mergePeople({ keep, remove })
  },
  (church, seed) => churn.addEmail(chosenId(church.people, seed), { address: `new${seed}@example.org`, primary: true }),
  (church, seed, other) => churn.editEmail(chosenId(church.emails, seed), { address: `edited${other}@example.org` }),
  (church, seed) => churn.removeEmail(chosenId(church.emails, seed)),
  (church, seed) => churn.demotePrimaryEmail(chosenId(church.people, seed)),
  (church, seed, other) => churn.moveToHousehold(chosenId(church.people, seed), chosenId(church.households, other)),
  (church, seed, other) => churn.newHousehold('New', [...new Set([chosenId(church.people, seed), chosenId(church.people, other)])]),
  (church, seed) => churn.renameHousehold(chosenId(church.households, seed), `Home ${seed}`),
  (church, seed) => church.households.size > 10 && churn.dissolveHousehold(chosenId(church.households, seed)),
  (church, seed, other) => churn.setFieldDatum(chosenId(church.people, seed), chosenId(church.fieldDefinitions, other), String(other)),
  (church, seed) => churn.removeFieldDatum(chosenId(church.fieldData, seed)),
  (church, seed, other) => churn.addToList(chosenId(church.lists, seed), chosenId(church.people, other)),
  (church, seed) => {
    const result = chosen(church.listResults, seed)
    if (result) churn.removeFromList(result.listId, result.personId)
  },
  (church, seed) => churn.shareList(chosenId(church.lists, seed), { group: 'Viewer' }),
  (church, seed) => churn.changeTabVisibility(chosenId(church.tabs, seed), seed % 2 === 0 ? 'Viewer' : 'Manager'),
  (_, seed) => clock.forward(seed * 1000),
]

const questions = [
  'people?order=created_at', 'people?order=-updated_at&include=emails,households,phone_numbers',
  'people?order=last_name,-first_name',
  'people?where[status]=active&order=birthdate', 'people?where[search_name_or_email]=new', 'emails?order=updated_at', 'emails?order=address',
  'phone_numbers?order=-created_at', 'addresses?order=-updated_at', 'households?order=updated_at&include=people', 'households?order=member_count',
  'households?order=-primary_contact_name', 'field_data?order=updated_at', 'field_data?order=value&where[field_definition_id]=615203',
  'lists?order=name',
  'lists/3871120/people', 'lists/3871120/list_results?order=-created_at', 'tabs', 'person_mergers?order=created_at',
]
const answers = async () => {
  const asked = questions.map(question => api.list(`/people/v2/${question}&per_page=100`.replace(/(\/[^?]*)&/, '$1?'), { as: 'secretary' }))
  return (await Promise.all(asked)).map(({ data, included, meta }) => ({ data, included, meta }))
}

test('whatever happened, collections say what they would say if nothing had been remembered', async () => {
  await answers()
  const step = fc.tuple(fc.nat(steps.length - 1), fc.nat(10_000), fc.nat(10_000))
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async history => {
    for (const [kind, seed, other] of history) steps[kind]?.(api.church, seed, other)
    const mended = await answers()
    api.church.revision += 1
    expect(mended).toEqual(await answers())
  }), { numRuns: 15 })
}, 60_000)

const operators = {
  '': (at: number, moment: number) => at === moment,
  gt: (at: number, moment: number) => at > moment,
  gte: (at: number, moment: number) => at >= moment,
  lt: (at: number, moment: number) => at < moment,
  lte: (at: number, moment: number) => at <= moment,
}

test('dates asked for in any way bring exactly the rows that have them, in the order asked for', async () => {
  const key = fc.constantFrom('created_at', 'updated_at', 'inactivated_at')
  const operator = fc.constantFrom(...Object.keys(operators) as (keyof typeof operators)[])
  const condition = fc.record({ key, operator, of: fc.nat(149) })
  const order = fc.constantFrom(
    'created_at', '-created_at', 'updated_at', '-updated_at', '-inactivated_at', 'inactivated_at,-created_at', 'last_name', '')
  await fc.assert(fc.asyncProperty(fc.array(condition, { maxLength: 3 }), order, async (conditions, by) => {
    const pages = await Promise.all([0, 100].map(offset => api.list(`/people/v2/people?order=${by}&per_page=100&offset=${offset}`)))
    const rows = pages.flatMap(({ data }) => data)
    const unique = [...new Map(conditions.map(each => [`${each.key} ${each.operator}`, each])).values()]
    const asked = unique.flatMap(({ key: name, operator, of }) => {
      const value = rows[of % rows.length]?.attributes[name]
      return typeof value === 'string' ? [{ name, operator, value }] : []
    })
    const expected = rows.filter(({ attributes }) => asked.every(({ name, operator, value }) => {
      const found = attributes[name]
      return typeof found === 'string' && operators[operator](Date.parse(found), Date.parse(value))
    }))
    const where = asked.map(({ name, operator, value }) => `&where[${name}]${operator && `[${operator}]`}=${value}`).join('')
    const found = await api.list(`/people/v2/people?order=${by}&per_page=100${where}`)
    expect([ids(found.data), found.meta.total_count]).toEqual([ids(expected).slice(0, 100), expected.length])
  }), { numRuns: 60 })
}, 60_000)
