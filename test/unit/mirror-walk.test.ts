import { readAll, walk, walkBack, type Page } from '../../src/mirror/walk'
import { findCuts } from '../../src/mirror/cuts'

interface Row {
  id: string
  second: number
}

/** A collection as Planning Center pages it, whose rows may change between two pages. */
function collection(rows: Row[], { countsTo = Infinity, ignoresDates = false, between = (_asked: number) => {} } = {}) {
  const asked: Record<string, string>[] = []
  const ask = (query: Record<string, string>): Promise<Page> => {
    between(asked.push(query))
    const bound = (name: string, otherwise: number) => (ignoresDates || query[name] === undefined ? otherwise : Date.parse(query[name]) / 1000)
    const [from, until] = [bound('where[created_at][gte]', 0), bound('where[created_at][lt]', Infinity)]
    const [offset, perPage] = [Number(query['offset'] ?? 0), Number(query['per_page'])]
    const direction = query['order']?.startsWith('-') ? -1 : query['order'] ? 1 : 0
    const kept = rows
      .filter(({ second }) => second >= from && second < until)
      .map((row, index) => ({ row, index }))
      .sort((a, b) => direction * (a.row.second - b.row.second) || a.index - b.index)
    const data = kept.slice(offset, offset + perPage).map(({ row }) => ({ type: 'Person', id: row.id, attributes: { created_at: iso(row.second), updated_at: iso(row.second) }, relationships: {}, links: {} }))
    return Promise.resolve({ data, included: [], meta: { total_count: Math.min(kept.length, countsTo), count: data.length }, askedAt: 0 })
  }
  return { ask, asked }
}

const iso = (second: number) => new Date(second * 1000).toISOString().replace('.000', '')
const many = (count: number, secondOf = (index: number) => index) => Array.from({ length: count }, (_, index) => ({ id: String(index), second: secondOf(index) }))
const ids = (rows: { id: string }[]) => new Set(rows.map(({ id }) => id))
async function idsOf(steps: AsyncIterable<{ rows: { id: string }[] }>): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const { rows } of steps) for (const { id } of rows) found.add(id)
  return found
}
const everything = { by: 'created_at', from: iso(0) } as const

describe('reading a collection in the order of a moment', () => {
  it.each([0, 1, 99, 100, 101, 1000])('finds all of %s rows, with a question for each hundred and perhaps one more', async (count) => {
    const { ask, asked } = collection(many(count))
    expect((await idsOf(walk(ask, everything))).size).toBe(count)
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(count / 99) + 1)
  })

  it('finds all of a church that was brought over in one second', async () => {
    const { ask } = collection(many(1234, () => 5))
    expect((await idsOf(walk(ask, everything))).size).toBe(1234)
  })

  it('finds all of more rows than Planning Center counts', async () => {
    const { ask } = collection(many(10_300, (index) => Math.floor(index / 7)), { countsTo: 10_000 })
    expect((await idsOf(walk(ask, everything))).size).toBe(10_300)
  })

  it('misses nobody who is there all the time while others of the same second come and go', async () => {
    const rows = many(600, () => 5)
    const always = rows.slice(300).map(({ id }) => id)
    const { ask } = collection(rows, { between: (asked) => void (asked > 1 && rows.splice(0, 20)) })
    const found = await idsOf(walk(ask, everything))
    expect(always.filter((id) => !found.has(id))).toEqual([])
  })

  it('comes to an end although every answer finds the second changed', async () => {
    const rows = many(300, () => 5)
    const { ask, asked } = collection(rows, { between: () => void rows.unshift({ id: `new ${rows.length}`, second: 5 }) })
    await idsOf(walk(ask, everything))
    expect(asked.length).toBeLessThan(200)
  })

  it('says so, and does not go in circles, when Planning Center ignores the dates or the order asked for', async () => {
    const ignoring = collection(many(300), { ignoresDates: true })
    await expect(idsOf(walk(ignoring.ask, everything))).rejects.toMatchObject({ reason: 'unreadable' })
    const shuffled = collection(many(300))
    const unordered = (query: Record<string, string>) => shuffled.ask({ ...query, order: `-${query['order']}` })
    await expect(idsOf(walk(unordered, everything))).rejects.toMatchObject({ reason: 'unreadable' })
  })
})

describe('reading a collection page by page', () => {
  it('finds every row that is there all the time, whatever goes meanwhile', async () => {
    for (const gone of [1, 5, 99, 150]) {
      const rows = many(1000)
      const { ask } = collection(rows, { between: (asked) => void (asked === 3 && rows.splice(20, gone)) })
      const found = ids(await readAll(ask))
      expect(rows.filter(({ id }) => !found.has(id))).toEqual([])
    }
  })

  it('finds all of more rows than Planning Center counts, and ends', async () => {
    expect(await readAll(collection(many(10_250), { countsTo: 10_000 }).ask)).toHaveLength(10_250)
  })

  it('finds everything newer than a moment, newest first, whatever goes or is touched meanwhile', async () => {
    const rows = many(1000)
    const { ask } = collection(rows, {
      between(asked) {
        if (asked === 3) rows.splice(900, 40)
        if (asked === 5) Object.assign(rows[600] as Row, { second: 2000 })
      },
    })
    const found = await idsOf(walkBack(ask, { by: 'updated_at', since: iso(250) }))
    const wanted = rows.filter(({ second }) => second >= 250 && second < 2000)
    expect(wanted.filter(({ id }) => !found.has(id))).toEqual([])
    expect([...found].filter((id) => Number(id) < 250)).toEqual([])
  })
})

describe('cutting a collection', () => {
  it.each([
    ['whose rows came evenly', (index: number) => index * 60],
    ['that was brought over on one day', (index: number) => (index < 200 ? index * 100_000 : 30_000_000 + Math.floor(index / 3))],
    ['of which a third came in one second', (index: number) => (index < 4000 ? index : index < 8000 ? 4000 : index - 3000)],
  ])('%s leaves stretches of about equal length, with a handful of questions and no deep offset', async (_what, secondOf) => {
    const rows = many(12_000, secondOf)
    const { ask, asked } = collection(rows)
    const cuts = (await findCuts(ask)).map((cut) => Date.parse(cut) / 1000)
    const lengths = cuts.map((from, index) => rows.filter(({ second }) => second >= from && second < (cuts[index + 1] ?? Infinity)).length)
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(12_000)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(5001)
    expect(cuts.length).toBeGreaterThan(7)
    expect(asked.length).toBeLessThan(20)
    expect(Math.max(...asked.map(({ offset = '0' }) => Number(offset)))).toBeLessThanOrEqual(5000)
  })

  it('asks once of a small church, and leaves an empty one alone', async () => {
    const small = collection(many(400))
    expect(await findCuts(small.ask)).toEqual([iso(0)])
    expect(small.asked).toHaveLength(1)
    expect(await findCuts(collection([]).ask)).toEqual([])
  })
})
