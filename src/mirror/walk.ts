import type { Collection, Resource } from '../planning-center'

/** Where a walk stands: behind this row, the so many-th of its second. */
export interface Position {
  at: string
  seen: number
  rowId: string
}

export interface Step {
  rows: Resource[]
  included: Resource[]
  position: Position
  /** Rows of the whole stretch, as Planning Center counts them when it is first asked. */
  expected: number
}

export interface Stretch {
  by: 'created_at' | 'updated_at'
  /** ISO 8601; the first moment that belongs to it, and the first that no longer does. */
  from: string
  until?: string
}

type Ask = (query: Record<string, string>) => Promise<Collection>

export const PER_PAGE = 100
/** Some versions never count further (planningcenter/developers#736). */
const COUNTS_NO_FURTHER = 10_000

/**
 * Reads a stretch of a collection in the order of a moment, each page asking for what comes after the last row of the
 * page before. So no offset grows deep, where Planning Center is slower to answer, and no row that comes or goes
 * meanwhile pushes another out of sight. Rows that share a second are told apart by an offset within it; the row before is
 * asked for again, and unless it is still the one, the second is read anew. A row may come twice; the later one counts.
 */
export async function* walk(ask: Ask, stretch: Stretch, start?: Position): AsyncGenerator<Step> {
  let position = start
  let expected: number | undefined

  for (;;) {
    const from = position?.at ?? stretch.from
    const offset = position ? position.seen - 1 : 0
    const page = await ask({
      order: stretch.by,
      [`where[${stretch.by}][gte]`]: from,
      ...(stretch.until && { [`where[${stretch.by}][lt]`]: stretch.until }),
      ...(offset > 0 && { offset: String(offset) }),
      per_page: String(PER_PAGE),
    })
    expected ??= page.meta.total_count
    const [first] = page.data
    if (position && offset > 0 && first?.id !== position.rowId) {
      position = { ...position, seen: 1, rowId: '' } // somebody of this second went: read it from its beginning
      continue
    }
    const rows = first && first.id === position?.rowId ? page.data.slice(1) : page.data
    const last = rows.at(-1)
    if (!last) return
    position = behind(last, page.data, { stretch, from, offset })
    yield { rows, included: page.included, position, expected }
    if (offset + page.data.length >= page.meta.total_count && page.meta.total_count !== COUNTS_NO_FURTHER) return
  }
}

function behind(last: Resource, page: Resource[], asked: { stretch: Stretch; from: string; offset: number }): Position {
  const momentOf = (row: Resource) => String(row.attributes[asked.stretch.by])
  const at = momentOf(last)
  const ofThatSecond = page.filter((row) => momentOf(row) === at).length
  const before = at === asked.from ? asked.offset : 0
  return { at, seen: before + ofThatSecond, rowId: last.id }
}

/** For collections that can be put in order but not asked by date: newest first, until older than `since`. */
export async function* walkBack(ask: Ask, { by, since }: { by: 'updated_at'; since: string }): AsyncGenerator<Step> {
  for (let offset = 0; ; offset += PER_PAGE) {
    const page = await ask({ order: `-${by}`, per_page: String(PER_PAGE), ...(offset > 0 && { offset: String(offset) }) })
    const rows = page.data.filter((row) => String(row.attributes[by]) >= since)
    const last = rows.at(-1)
    if (last) yield { rows, included: page.included, position: { at: String(last.attributes[by]), seen: offset + rows.length, rowId: last.id }, expected: rows.length }
    if (rows.length < page.data.length || page.data.length === 0 || offset + page.data.length >= page.meta.total_count) return
  }
}

/** A collection of few rows, read whole. */
export async function readAll(ask: Ask): Promise<Collection> {
  const whole: Collection = { data: [], included: [], meta: { total_count: 0, count: 0 } }
  for (;;) {
    const page = await ask({ per_page: String(PER_PAGE), ...(whole.data.length > 0 && { offset: String(whole.data.length) }) })
    whole.data.push(...page.data)
    whole.included.push(...page.included)
    if (page.data.length === 0 || (whole.data.length >= page.meta.total_count && page.meta.total_count !== COUNTS_NO_FURTHER)) return whole
  }
}
