import fc from 'fast-check'
import { addressOf, followed, stopAt, type Stop } from '../../src/explorer/address'
import { kindsAsked, kindOf } from '../../src/explorer/private'
import { readWish, writeWish } from '../../src/explorer/question'
import { descriptions, type Product } from '../../src/planning-center'

const products = Object.keys(descriptions) as Product[]

/** Every way of two steps through every product, with an id on the way. */
const stops = products.flatMap((product) => {
  const { types } = descriptions[product]
  const stop = (...way: string[]) => stopAt(product, way) ?? []
  return Object.entries(types['Organization']?.edges ?? {}).flatMap(([edge, { many, to }]) => {
    const one = many ? [edge, '7'] : [edge]
    return [stop(edge), stop(...one), ...Object.keys(types[to]?.edges ?? {}).map((next) => stop(...one, next))].flat()
  })
})

const parsed = (query: string) => {
  const texts: Record<string, string[]> = {}
  for (const [name, text] of new URLSearchParams(query)) (texts[name] ??= []).push(text)
  return texts
}

describe('an address of the explorer', () => {
  it('is Planning Center’s own, for whatever there is', () => {
    expect(stops.length).toBeGreaterThan(600)
    for (const { product, steps, spot } of stops) {
      expect(addressOf(product, steps)).toBe(spot.path.replace('/v2', '').replace(/^/, '/explorer'))
      expect(followed(`https://api.planningcenteronline.com${spot.path}`)).toBe(addressOf(product, steps))
    }
  })

  it.each([
    'https://api.planningcenteronline.com/people/v2/nothing',
    'https://api.planningcenteronline.com/nothing/v2/people',
    'https://api.planningcenteronline.com/people/v2/people/1/emails/2/person/3',
    'https://api.planningcenteronline.com/people/v2/people/..%2f1',
    'https://people.planningcenteronline.com/people/AC1',
    'javascript:alert(1)',
    7,
    null,
  ])('%s leads nowhere', (link) => expect(followed(link)).toBeNull())
})

describe('a question', () => {
  const word = fc.oneof(fc.constantFrom('true', '1', '2020-01-01', 'name', '-name', 'created_at', 'person', 'medical-notes', 'background-checks', 'notes', 'a,b', '', ' '), fc.string({ maxLength: 12 }))
  const questionOf = ({ product, spot }: Stop) => {
    const { types } = descriptions[product]
    const { attributes = {}, where = {}, order = [], include = [] } = types[spot.type] ?? {}
    const names = ['filter', 'include', 'order', 'show', 'version', 'per_page', 'offset', 'time', 'nonsense', ...Object.keys(where).flatMap((name) => [`where[${name}]`, `where[${name}][gte]`, `where[${name}][lt]`]), ...Object.keys(types).slice(0, 5).concat(spot.type).map((type) => `fields[${type}]`)]
    const known = fc.constantFrom('1', ...order, ...order.map((key) => `-${key}`), ...include, ...Object.keys(attributes), ...(spot.edge?.filters ?? []))
    return fc.dictionary(fc.constantFrom(...names), fc.array(fc.oneof(known, word), { maxLength: 4 }), { maxKeys: 8 })
  }

  it('is written as it was read: an address leads to itself, whatever somebody typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stops).chain((stop) => fc.tuple(fc.constant(stop), questionOf(stop))), ([stop, typed]) => {
        const written = writeWish(readWish(typed, stop.spot))
        expect(writeWish(readWish(parsed(written), stop.spot))).toBe(written)
      }),
      { numRuns: 1500 },
    )
  })

  it('asks for nothing private that was not ticked, in what it finds, what comes along, what it searches and what it orders by', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stops).chain((stop) => fc.tuple(fc.constant(stop), questionOf(stop))), ([stop, typed]) => {
        const { question, ticked } = readWish(typed, stop.spot)
        const { fields = {}, where = {}, order = [], include = [] } = question
        const { types } = descriptions[stop.product]
        const ends = include.flatMap((path) => [path.split('.').slice(0, 1), path.split('.')]).map((way) => way.reduce((type, name) => types[type]?.edges?.[name]?.to ?? type, stop.spot.type))
        const reached = [stop.spot.type, ...ends]
        const all = (type: string) => [...Object.keys(types[type]?.attributes ?? {})]
        const brought = reached.flatMap((type) => (fields[type] ?? all(type)).map((name) => kindOf(type, name)))
        const told = [...Object.keys(where), ...[order].flat().map((key) => key.replace('-', ''))].map((name) => kindOf(stop.spot.type, name))
        for (const kind of [...brought, ...told]) expect(kind === null || ticked.has(kind)).toBe(true)
        for (const kind of kindsAsked({ question, ticked })) expect(ticked.has(kind)).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it('never asks for what opens something', () => {
    for (const { spot } of stops) {
      const { question } = readWish({ show: ['medical-notes,background-checks,notes,payloads'], 'fields[Organization]': ['secret,name'], include: [(descriptions[spot.product].types[spot.type]?.include ?? []).join(',')] }, spot)
      const named = Object.values(question.fields ?? {}).flat()
      expect(named.filter((name) => /^(secret|authenticity_secret|ical_code|security_code|status_token|stripe_\w+|login_identifier)$/.test(name))).toEqual([])
    }
  })

  it('names the fields of whatever has more than may be asked for, so that none of it comes along', () => {
    const { question } = readWish({}, stopAt('people', ['people', '7', 'notes'])?.spot ?? fail())
    expect(question.fields?.['Note']).not.toContain('note')
    expect(question.fields?.['Note']).toContain('created_at')
    expect(readWish({}, stopAt('people', ['campuses'])?.spot ?? fail()).question.fields).toEqual({})
  })
})

function fail(): never {
  throw new Error('there is no such place')
}
