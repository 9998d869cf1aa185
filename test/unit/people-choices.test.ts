import type { Visitor } from '../../src/auth/visitor'
import { createChoices } from '../../src/directory/choices'
import { defaultTimes } from '../../src/times'
import { readPeopleQuestion } from '../../src/directory/people-question'
import type { Collection } from '../../src/planning-center'

const { question: everybody } = readPeopleQuestion({})

/** Somebody to whom Planning Center shows one campus that bears their own id. */
function somebody(personId: string, organizationId = '1') {
  const asked: string[] = []
  const campus = { type: 'Campus', id: '7', attributes: { name: `Campus of ${personId}` }, relationships: {}, links: {} }
  const visitor: Visitor = {
    grantId: '',
    signInId: '',
    organizationId,
    organizationName: 'First Church',
    personId,
    name: '',
    email: null,
    planningCenter: {
      ask: () => {
        throw new Error('asked by the descriptions')
      },
      get: () => Promise.reject(new Error('asked for a single thing')),
      look: () => Promise.reject(new Error('looked around')),
      refreshList: () => Promise.reject(new Error('changed something')),
      list: (path) => {
        asked.push(path)
        return Promise.resolve<Collection>({ data: path.endsWith('campuses') ? [campus] : [], included: [], meta: { total_count: 1, count: 1 } })
      },
    },
  }
  return { visitor, asked }
}

test('what the last thousand people may choose is kept; who has not asked for longest is asked for anew', async () => {
  const choices = createChoices({ clock: { now: () => 0 }, config: { times: defaultTimes } })
  const people = Array.from({ length: 1001 }, (_, i) => somebody(String(i)))
  for (const { visitor } of people) expect((await choices.of(visitor, everybody)).campuses).toEqual([{ value: '7', text: `Campus of ${visitor.personId}` }])
  for (const { visitor } of [...people].reverse()) await choices.of(visitor, everybody)
  expect(people.filter(({ asked }) => asked.length > 3).map(({ visitor }) => visitor.personId)).toEqual(['0'])
})

test('the same id in another church is somebody else', async () => {
  const choices = createChoices({ clock: { now: () => 0 }, config: { times: defaultTimes } })
  const [here, there] = [somebody('5', '1'), somebody('5', '2')]
  await choices.of(here.visitor, everybody)
  await choices.of(there.visitor, everybody)
  expect(there.asked).toHaveLength(3)
})

test('what was forgotten, or is too old, is asked again', async () => {
  let now = 0
  const choices = createChoices({ clock: { now: () => now }, config: { times: defaultTimes } })
  const { visitor, asked } = somebody('5')
  await choices.of(visitor, everybody)
  now = 10 * 60_000 - 1
  await choices.of(visitor, everybody)
  expect(asked).toHaveLength(3)
  now += 1
  await choices.of(visitor, everybody)
  expect(asked).toHaveLength(6)
  choices.forget(visitor)
  await choices.of(visitor, everybody)
  expect(asked).toHaveLength(9)
})
