import fc from 'fast-check'
import { addressOf, everybody, FILTERS, queryOf, readDefinition, SINCE, type Definition, type FilterName, type Filters } from '../../src/reports/definition'
import { queryFrom } from '../../src/reports/saved'

const value = fc.oneof(fc.constantFrom('yes', 'no', '18-65', '-', '*', '2026-01-01..2026-02-02', ...SINCE), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => text.trim()).filter((text) => text !== ''))
const id = fc.integer({ min: 1 }).map(String)
const column = fc.oneof(fc.constantFrom('name', 'last-name', 'email'), id.map((one) => `field-${one}`), fc.constantFrom('blank:Signature', 'blank:', 'blank:Paid? 100% & more, or not'))
const filters = fc.uniqueArray(fc.tuple(fc.oneof(fc.constantFrom<FilterName>(...FILTERS), id.map((one) => `field-${one}` as const)), fc.uniqueArray(value, { minLength: 1, maxLength: 5 })), { selector: ([name]) => name, maxLength: 6 })
const definition: fc.Arbitrary<Definition> = fc.record({
  filters: filters.map((some) => Object.fromEntries(some.filter(([name, values]) => name !== 'status' || values.join() !== 'active')) as Filters),
  added: fc.uniqueArray(id, { maxLength: 5 }),
  left: fc.uniqueArray(id, { maxLength: 5 }),
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 8 }),
  sort: fc.uniqueArray(fc.record({ column, descending: fc.boolean() }), { minLength: 1, maxLength: 3, selector: (sort) => sort.column + sort.descending }),
  group: fc.option(column, { nil: null }),
})

describe('the address of a report', () => {
  it('says everything of it, and is read as what was written', () => {
    fc.assert(fc.property(definition, (one) => expect(readDefinition(queryFrom(queryOf(one)))).toEqual(one)), { numRuns: 500 })
  })

  it('is the same for what is read from it, so that nobody is sent on and on', () => {
    const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom('status', 'age', 'column', 'sort', 'group', 'add', 'without', 'page', '__proto__'), fc.string()), fc.string()), { maxLength: 12 })
    fc.assert(fc.property(pairs, (some) => {
      const query = queryOf(readDefinition(queryFrom(new URLSearchParams(some).toString())))
      expect(queryOf(readDefinition(queryFrom(query)))).toBe(query)
    }), { numRuns: 500 })
  })

  it('is short where nothing but the usual is meant', () => {
    expect(addressOf('/reports/build', everybody)).toBe('/reports/build')
    expect(queryOf(readDefinition({ status: 'active', column: ['name', 'email', 'phone'], sort: 'last-name' }))).toBe('')
    expect(queryOf({ ...everybody, filters: { email: ['no'], membership: ['Member'] }, group: 'campus' })).toBe('membership=Member&email=no&group=campus')
  })
})
