import { asked, peopleAddress, readPeopleQuestion } from '../../src/directory/people-question'

const read = (address: string) => {
  const query: Record<string, unknown> = {}
  for (const [name, value] of new URL(address, 'http://foyer').searchParams) query[name] = name in query ? [query[name], value].flat() : value
  return readPeopleQuestion(query)
}

test.each([
  '/people',
  '/people?q=Ruth+Abara',
  '/people?q=Ruth&status=active',
  '/people?q=Ruth&status=all',
  '/people?status=inactive',
  '/people?membership=Regular+Attender&child=no&campus=24501&list=3871120&sort=newest&view=cards&page=3',
  '/people?membership=%25%26%3D',
])('%s says what is meant, and stays as it is', (address) => {
  const { question, corrected } = read(address)
  expect(corrected).toBe(false)
  expect(peopleAddress(question)).toBe(address)
})

test.each([
  ['/people?q=', '/people'],
  ['/people?status=active', '/people'],
  ['/people?status=deleted&q=a', '/people?q=a&status=active'],
  ['/people?status=all&membership=&child=&campus=&list=&sort=last_name', '/people?status=all'],
  ['/people?child=maybe', '/people'],
  ['/people?campus=0', '/people'],
  ['/people?campus=24501%2F..%2Fme', '/people'],
  ['/people?list=abc', '/people'],
  ['/people?list=1&list=2', '/people'],
  ['/people?sort=id;drop', '/people'],
  ['/people?view=map', '/people'],
  ['/people?page=1', '/people'],
  ['/people?page=1201', '/people?page=1200'],
  [`/people?membership=${'m'.repeat(101)}`, '/people'],
  [`/people?q=${'a'.repeat(101)}`, `/people?q=${'a'.repeat(100)}`],
])('%s is put right as %s, which stays', (address, meant) => {
  const { question, corrected } = read(address)
  expect(corrected).toBe(true)
  expect(peopleAddress(question)).toBe(meant)
  expect(read(meant).corrected).toBe(false)
})

test('blanks too many, and what other people add to addresses, cost no redirect', () => {
  expect(read('/people?q=+Ruth++Abara+')).toMatchObject({ corrected: false, question: { search: 'Ruth Abara', fresh: true } })
  expect(read('/people?utm_source=mail').corrected).toBe(false)
})

test('a search is fresh only when nothing but the search box was used', () => {
  expect(read('/people?q=Ruth').question.fresh).toBe(true)
  for (const address of ['/people', '/people?q=Ruth&status=active', '/people?q=Ruth&page=2', '/people?q=Ruth&view=cards', '/people?q=Ruth&campus=7'])
    expect(read(address).question.fresh).toBe(false)
})

test('links of the page ask from the first page, and are never taken for a fresh search', () => {
  const { question } = read('/people?q=Ruth')
  expect(asked(question, {})).toBe('/people?q=Ruth&status=active')
  expect(asked({ ...question, page: 4 }, { campus: '7' })).toBe('/people?q=Ruth&status=active&campus=7')
  expect(asked(question, { page: 2 })).toBe('/people?q=Ruth&status=active&page=2')
})
