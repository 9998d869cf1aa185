import type { Anniversary, Spouse } from '../../src/reports/asking/anniversaries'
import { couplesOf, namesTogether } from '../../src/reports/ready-made/couples'

const DAY = '2026-08-14'
let count = 0
const spouse = (name: string, details: Partial<Spouse> = {}): Spouse => ({
  id: String(++count), name, lastName: name.split(' ').at(-1) ?? null, isActive: true, anniversary: '2004-08-14', marital: 'Married', ...details,
})
const told = (person: Spouse, ...household: Spouse[]): Anniversary => ({ person, day: DAY, household })

/** As they are read: each of the two with the other. */
const both = (one: Spouse, other: Spouse) => couplesOf([told(one, other), told(other, one)])

describe('whose anniversary may be printed', () => {
  it('a couple is one line, with its years', () => {
    const { couples, doubts } = both(spouse('Daniel Okafor'), spouse('Ngozi Okafor'))
    expect(couples.map(({ spouses, years }) => [namesTogether(spouses).map(({ name }) => name), years])).toEqual([[['Daniel', 'Ngozi Okafor'], 22]])
    expect(doubts).toEqual([])
  })

  it('two last names are both said', () => {
    const { couples: [couple] } = both(spouse('Łukasz Wiśniewski'), spouse('Zofia Wiśniewska'))
    expect(couple && namesTogether(couple.spouses).map(({ name }) => name)).toEqual(['Łukasz Wiśniewski', 'Zofia Wiśniewska'])
  })

  it('a name that does not end with the last name stays whole', () => {
    const { couples: [couple] } = both(spouse('Kim Joon', { lastName: 'Kim' }), spouse('Grace Kim'))
    expect(couple && namesTogether(couple.spouses).map(({ name }) => name)).toEqual(['Kim Joon', 'Grace Kim'])
  })

  it('where Planning Center says nothing of the marriage, the same day in one household is enough', () => {
    expect(both(spouse('Ann Lee', { marital: null }), spouse('Tom Lee', { marital: null })).couples).toHaveLength(1)
  })

  it('a year nobody knows makes no years', () => {
    const unknown = { anniversary: '1885-08-14' }
    expect(both(spouse('Ann Lee', unknown), spouse('Tom Lee', unknown)).couples).toMatchObject([{ years: null }])
  })

  it.each([
    ['widowed', { marital: 'Widowed' }, 'Planning Center says of Tom Lee: Widowed.'],
    ['divorced', { marital: 'Divorced' }, 'Planning Center says of Tom Lee: Divorced.'],
    ['separated', { marital: 'Separated' }, 'Planning Center says of Tom Lee: Separated.'],
    ['single', { marital: 'Single' }, 'Planning Center says of Tom Lee: Single.'],
    ['inactive or has died', { isActive: false }, 'Tom Lee is no longer active in Planning Center.'],
    ['of another year', { anniversary: '2005-08-14' }, 'Their profiles have different years.'],
  ])('a couple of which one is %s is looked at first', (_what, details, reason) => {
    const { couples, doubts } = both(spouse('Ann Lee'), spouse('Tom Lee', details))
    expect(couples).toEqual([])
    expect(doubts.map((doubt) => [doubt.people.map(({ name }) => name), doubt.reason])).toEqual([[['Ann Lee', 'Tom Lee'], reason]])
  })

  it.each([
    ['lives alone', [], 'Ann Lee is in no household with another adult.'],
    ['lives with somebody without a day', [spouse('Tom Lee', { anniversary: null })], 'Only the profile of Ann Lee has this day.'],
    ['lives with somebody who has another day', [spouse('Tom Lee', { anniversary: '2004-08-15' })], 'Tom Lee, of the same household, has another day.'],
  ])('somebody who %s is looked at first', (_what, household, reason) => {
    const { couples, doubts } = couplesOf([told(spouse('Ann Lee'), ...household)])
    expect([couples, doubts.map((doubt) => doubt.reason)]).toEqual([[], [reason]])
  })

  it('three of one household with one day are told once', () => {
    const [a, b, c] = [spouse('Ann Lee'), spouse('Bea Lee'), spouse('Cay Lee')]
    const { couples, doubts } = couplesOf([told(a, b, c), told(b, a, c), told(c, a, b)])
    expect(couples).toEqual([])
    expect(doubts).toMatchObject([{ people: [a, b, c], reason: 'More than two people of one household have this day.' }])
  })
})
