import { collectionShape, related, singleShape } from '../../src/planning-center/json-api'

const ADA = { type: 'Person', id: '7', attributes: { name: 'Ada' }, relationships: {}, links: {} }

describe('a JSON:API answer', () => {
  it('is a list with its count', () => {
    const list = collectionShape.parse({
      data: [ADA],
      included: [],
      meta: { total_count: 62, count: 1, can_order_by: ['name'] },
      links: { self: 'x' },
    })
    expect(list.meta).toEqual({ total_count: 62, count: 1 })
    expect(list.data[0]).toEqual(ADA)
  })

  it('is one record, with all it may lack filled in', () => {
    expect(singleShape.parse({ data: { type: 'Person', id: '7' } })).toEqual({
      data: { ...ADA, attributes: {} },
      included: [],
    })
  })

  it.each([
    ['an empty object', {}],
    ['null', null],
    ['a list without a count', { data: [ADA], meta: {} }],
    ['a list whose count is a text', { data: [], meta: { total_count: '62', count: 1 } }],
    ['a list with a negative count', { data: [], meta: { total_count: -1, count: 0 } }],
    ['one record where a list belongs', { data: ADA, meta: { total_count: 1, count: 1 } }],
    ['a record without an id', { data: [{ type: 'Person' }], meta: { total_count: 1, count: 1 } }],
    ['a record with a number for an id', { data: [{ type: 'Person', id: 7 }], meta: { total_count: 1, count: 1 } }],
    ['an error', { errors: [{ status: '500' }] }],
  ])('is not %s', (_case, body) => {
    expect(collectionShape.safeParse(body).success).toBe(false)
  })

  it.each([[null], [{ data: [] }], [{ data: null }], [{ errors: [] }]])('is no record when it is %j', (body) => {
    expect(singleShape.safeParse(body).success).toBe(false)
  })

  it('may hold relationships to none, to one, to many, and without a word', () => {
    const parsed = singleShape.parse({
      data: {
        ...ADA,
        relationships: {
          a: { data: null },
          b: { data: { type: 'Campus', id: '1' } },
          c: { data: [{ type: 'Email', id: '2' }] },
          d: {},
          e: { links: { related: 'x' } },
        },
      },
    })
    expect(Object.keys(parsed.data.relationships)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  const document = singleShape.parse({
    data: {
      ...ADA,
      relationships: {
        emails: {
          data: [
            { type: 'Email', id: '2' },
            { type: 'Email', id: '9' },
            { type: 'Email', id: '1' },
          ],
        },
        campus: { data: { type: 'Campus', id: '1' } },
        none: { data: null },
      },
    },
    included: [
      { type: 'Email', id: '1' },
      { type: 'Email', id: '2' },
      { type: 'Campus', id: '1' },
    ],
  })

  it('leads to what belongs together, in its order, leaving out what did not come along', () => {
    expect(related(document.data, 'emails', document).map(({ type, id }) => type + id)).toEqual(['Email2', 'Email1'])
    expect(related(document.data, 'campus', document).map(({ type, id }) => type + id)).toEqual(['Campus1'])
  })

  it.each(['none', 'nobody-knows', 'constructor', '__proto__', 'toString'])('leads nowhere by "%s"', (relationship) => {
    expect(related(document.data, relationship, document)).toEqual([])
  })
})
