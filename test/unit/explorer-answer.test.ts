import { stopAt } from '../../src/explorer/address'
import { answerPage } from '../../src/explorer/answer-page'
import { readWish } from '../../src/explorer/question'
import type { Product } from '../../src/planning-center'

/** The page about an answer that nobody has seen Planning Center give yet. */
function pageAbout(product: Product, way: string[], body: unknown, query: Record<string, string> = {}) {
  const stop = stopAt(product, way)
  if (!stop) throw new Error('there is no such place')
  const seen = { body, refused: null, status: 200, headers: new Headers({ 'set-cookie': 'sid=secret', 'x-request-id': '7' }), ms: 1, url: 'https://api.example.org', version: '2026-06-04' }
  return answerPage({ stop, wish: readWish(query, stop.spot), seen, refused: null })
}

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown

describe('the page about an answer', () => {
  it('stands, however deep the answer goes', () => {
    const deep = nested(200_000)
    expect(pageAbout('people', ['people', '1'], { data: { type: 'Person', id: '1', attributes: { name: 'Ada', odd: deep } } })).toMatchObject({ heading: 'Ada', json: { text: '…' } })
    expect(pageAbout('people', ['people'], { deep })).toMatchObject({ table: null, isStrange: true, json: { isOpen: true } })
  })

  it('shows the beginning of what is very long, in a field as in the JSON', () => {
    const { resource, json } = pageAbout('check-ins', ['labels', '1'], { data: { type: 'Label', id: '1', attributes: { xml: 'x'.repeat(2_000_000) } } }) as unknown as { resource: { fields: { text: string }[] }; json: { text: string; isCut: boolean } }
    expect(resource.fields[0]?.text.length).toBeLessThan(6000)
    expect(json.text.length).toBeLessThan(200_000)
    expect(json.isCut).toBe(true)
  })

  it('leads to what is pointed at under another name of its type', () => {
    const card = { type: 'WorkflowCard', id: '1', attributes: {}, relationships: { assignee: { data: { type: 'Assignee', id: '7' } } } }
    const ada = { type: 'Person', id: '7', attributes: { name: 'Ada' } }
    expect(pageAbout('people', ['people', '2', 'workflow_cards', '1'], { data: card, included: [ada] }, { include: 'assignee' })).toMatchObject({
      resource: { pointers: [{ name: 'assignee', links: [{ href: '/explorer/people/people/7', text: 'Ada' }] }] },
    })
  })

  it('keeps to itself what lets somebody in', () => {
    expect(pageAbout('people', ['campuses'], {})['headers']).toEqual([{ name: 'x-request-id', value: '7' }])
  })

  it.each([null, [], 'text', { data: null }, { data: [] }, { data: { id: 7 } }, { data: [{ type: 'Campus', id: '1' }] }, { data: [], meta: { total_count: 'many' } }])('says that it is strange: %j', (body) => {
    expect(pageAbout('people', ['campuses'], body)).toMatchObject({ table: null, resource: null, isStrange: true, json: { isOpen: true } })
  })
})
