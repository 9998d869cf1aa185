import type { Sandbox } from '../../src/sandbox/index'
import { createClock, read, seatOf, signIn, startPlanningCenter } from './oauth-walk'
import { WEDNESDAY, type ResourceObject } from './people-visit'

const clock = createClock(WEDNESDAY)
let sandbox: Sandbox
let token: string
beforeEach(async () => {
  sandbox = await startPlanningCenter({ clock })
  token = (await signIn(sandbox, { login: 'administrator' })).access_token
  // Whatever made the church lies behind.
  clock.forward(60_000)
})
afterEach(() => sandbox.close())

interface Answer { data: ResourceObject[]; included?: ResourceObject[]; meta: { total_count: number } }

const list = async (path: string) => (await (await read(sandbox, `/people/v2/${path}`, token)).json()) as Answer
const latest = async () => (await list('people?order=-updated_at&per_page=1&include=emails')).data[0]
const member = (first: string) => [...sandbox.world.churches.values()].flatMap(church => [...church.people.values()])
  .find(person => person.firstName === first) ?? { id: '', updatedAt: 0 }

describe('while replicas lag behind', () => {
  const lag = 5000
  beforeEach(() => { sandbox.setReplicaLag(lag) })

  test('a new person is in no collection until the lag is over, but can be read alone', async () => {
    const { total_count } = (await list('people')).meta
    const { id } = sandbox.churn().addPerson({ first: 'Late', last: 'Comer', emails: ['late@example.org'] })
    expect([(await list('people')).meta.total_count, (await read(sandbox, `/people/v2/people/${id}`, token)).status]).toEqual([total_count, 200])
    clock.forward(lag - 1)
    expect((await list('emails?where[address]=late@example.org')).data).toEqual([])
    clock.forward(1)
    expect([(await latest())?.id, (await list('people')).meta.total_count]).toEqual([id, total_count + 1])
    expect((await list('emails?where[address]=late@example.org')).data.length).toBe(1)
  })

  test('an edited person keeps their former words and timestamp until then', async () => {
    const { id, updatedAt } = member('Freya')
    const freya = async () => (await list(`people?where[id]=${id}`)).data[0]?.attributes
    sandbox.churn().editPerson(id, { lastName: 'Larsson' })
    sandbox.churn().editPerson(id, { lastName: 'Larssen' })
    expect(await freya()).toMatchObject({ last_name: 'Larsen', updated_at: `${new Date(updatedAt).toISOString().slice(0, 19)}Z` })
    clock.forward(lag)
    expect(await freya()).toMatchObject({ last_name: 'Larssen', updated_at: `${new Date(clock.now() - lag).toISOString().slice(0, 19)}Z` })
  })

  test('changes arrive one after the other, and a deleted person is still listed', async () => {
    const [first, second] = [member('Freya').id, member('Hannah').id]
    sandbox.churn().deletePerson(first)
    clock.forward(2000)
    sandbox.churn().deletePerson(second)
    const listed = async () => [(await list(`people?where[id]=${first}`)).data.length, (await list(`people?where[id]=${second}`)).data.length]
    expect([await listed(), (await read(sandbox, `/people/v2/people/${first}`, token)).status]).toEqual([[1, 1], 404])
    clock.forward(3000)
    expect(await listed()).toEqual([0, 1])
    clock.forward(2000)
    expect(await listed()).toEqual([0, 0])
  })

  test('a lowered permission holds at once, whatever replicas know of it', async () => {
    const pastor = seatOf(sandbox, 'pastor')
    token = (await signIn(sandbox, { login: 'pastor' })).access_token
    const counts = async () => [(await list('tabs')).meta.total_count, (await list('field_data')).meta.total_count]
    expect(await counts()).toEqual([2, 13])
    sandbox.setPermission(pastor, { peoplePermissions: 'Viewer' })
    expect(await counts()).toEqual([1, 11])
  })

  test('without the lag everything is seen at once again', async () => {
    const { id } = sandbox.churn().addPerson({ first: 'Late', last: 'Comer' })
    sandbox.setReplicaLag(0)
    expect((await latest())?.id).toBe(id)
  })
})

describe('between question and answer', () => {
  test('the church may change between two pages, so that rows shift under the reader', async () => {
    const everybody = (await list('people?per_page=100')).data.map(({ id }) => id)
    const interlude = sandbox.beforeAnswer(({ query }) => {
      if (query['offset'] === '20') sandbox.churn().deletePerson(everybody[8] ?? '')
    })
    const first = (await list('people?per_page=20')).data.map(({ id }) => id)
    const second = (await list('people?per_page=20&offset=20')).data.map(({ id }) => id)
    interlude.remove()
    expect(first).toEqual(everybody.slice(0, 20))
    expect(second).toEqual(everybody.slice(21, 41))
  })

  test('an answer can be held until the test lets it go; what happens meanwhile is in it', async () => {
    const arrived = new Promise<() => void>(arrive => {
      sandbox.beforeAnswer(() => new Promise<void>(release => { arrive(release) }))
    })
    const answer = list('people')
    const release = await arrived
    expect(sandbox.calls.at(-1)).toMatchObject({ path: '/people/v2/people', status: 0 })
    sandbox.churn().addPerson({ first: 'Just', last: 'In-Time' })
    release()
    expect((await answer).meta.total_count).toBe(61)
  })

  test('only requests to the API that will be answered are waited for', async () => {
    const heard: string[] = []
    sandbox.beforeAnswer(({ path }) => { heard.push(path) })
    await read(sandbox, '/people/v2/me', 'f'.repeat(64))
    await signIn(sandbox)
    await list('campuses')
    expect(heard).toEqual(['/people/v2/campuses'])
  })
})

test('the limit falls, another application spends, and the limit rises again while somebody reads', async () => {
  const status = async () => {
    const answer = await read(sandbox, '/people/v2/people', token)
    return [answer.status, answer.headers.get('x-pco-api-request-rate-limit'), answer.headers.get('x-pco-api-request-rate-count')]
  }
  expect(await status()).toEqual([200, '100', '1'])
  sandbox.setRateLimit({ limit: 10 })
  sandbox.spend(seatOf(sandbox, 'administrator'), 8)
  expect([await status(), await status()]).toEqual([[200, '10', '10'], [429, '10', '11']])
  sandbox.setRateLimit({ limit: 100 })
  expect(await status()).toEqual([200, '100', '12'])
})
