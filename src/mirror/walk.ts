import { PlanningCenterError, type Collection, type Resource } from '../planning-center'

/** Where a walk stands: behind this row, the so many-th of its second. */
export interface Position {
  at: string
  seen: number
  rowId: string
}

/** An answer, and when it was asked for (epoch ms): it tells of no later moment. */
export interface Page extends Collection {
  askedAt: number
}

export interface Step {
  rows: Resource[]
  included: Resource[]
  position: Position
  /** Rows of the whole stretch, as Planning Center counts them when it is first asked. */
  expected: number
  askedAt: number
}

export interface Stretch {
  by: 'created_at' | 'updated_at'
  /** ISO 8601; the first moment that belongs to it, and the first that no longer does. */
  from: string
  until?: string
}

type Ask<Answer = Page> = (query: Record<string, string>) => Promise<Answer>

export const PER_PAGE = 100
/** Some versions never count further (planningcenter/developers#736). */
const COUNTS_NO_FURTHER = 10_000
/** A second in which somebody comes or goes while it is read is read anew, but not for ever. */
const MOST_READINGS_OF_A_SECOND = 50

/**
 * Reads a stretch of a collection in the order of a moment, each page asking for what comes after the last row of the
 * page before. So no offset grows deep, where Planning Center is slower to answer, and no row that comes or goes
 * meanwhile pushes another out of sight. Rows that share a second are told apart by an offset within it; the row before is
 * asked for again, and unless it is still the one, the second is read anew. A row may come twice; the later one counts.
 */
export async function* walk(ask: Ask, stretch: Stretch, start?: Position): AsyncGenerator<Step> {
  let position = start
  let expected: number | undefined
  let readings = 0

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
    mustBeWhatWasAsked(page, { ...stretch, from })
    expected ??= page.meta.total_count
    const [first] = page.data
    if (position && offset > 0 && first?.id !== position.rowId && ++readings <= MOST_READINGS_OF_A_SECOND) {
      position = { ...position, seen: 1, rowId: '' } // somebody of this second went: read it from its beginning
      continue
    }
    const rows = first && first.id === position?.rowId ? page.data.slice(1) : page.data
    const last = rows.at(-1)
    if (!last) return
    position = behind(last, page.data, { stretch, from, offset })
    yield { rows, included: page.included, position, expected, askedAt: page.askedAt }
    if (isLast(page, offset)) return
  }
}

/** What it does not understand Planning Center silently ignores: then the walk would go in circles, or leave most people out. */
function mustBeWhatWasAsked({ data }: Collection, { by, from, until }: Stretch): void {
  const moments = data.map((row) => Date.parse(String(row.attributes[by])))
  const isInside = moments.every((moment) => moment >= Date.parse(from) && (until === undefined || moment < Date.parse(until)))
  const isInOrder = moments.every((moment, index) => index === 0 || moment >= (moments[index - 1] ?? 0))
  if (!isInside || !isInOrder) throw new PlanningCenterError('unreadable', { request: `GET ${data[0]?.type ?? ''} by ${by}`, product: 'people' })
}

const momentOf = (row: Resource, by: Stretch['by']) => String(row.attributes[by])

function behind(last: Resource, page: Resource[], { stretch: { by }, from, offset }: { stretch: Stretch; from: string; offset: number }): Position {
  const at = momentOf(last, by)
  const ofThatSecond = page.filter((row) => momentOf(row, by) === at).length
  return { at, seen: (at === from ? offset : 0) + ofThatSecond, rowId: last.id }
}

const isLast = ({ data, meta }: Collection, offset: number) => data.length === 0 || (offset + data.length >= meta.total_count && meta.total_count !== COUNTS_NO_FURTHER)

/** For collections that can be put in order but not asked by date: newest first, until older than `since`. */
export async function* walkBack(ask: Ask, { by, since }: { by: 'updated_at'; since: string }): AsyncGenerator<Step> {
  for await (const { page, offset } of pagesByOffset((query) => ask({ order: `-${by}`, ...query }))) {
    const rows = page.data.filter((row) => momentOf(row, by) >= since)
    const last = rows.at(-1)
    if (last) yield { rows, included: page.included, position: { at: momentOf(last, by), seen: offset + rows.length, rowId: last.id }, expected: rows.length, askedAt: page.askedAt }
    if (rows.length < page.data.length) return
  }
}

/** A collection of few rows, read whole. */
export async function readAll<Answer extends Collection>(ask: Ask<Answer>): Promise<Resource[]> {
  const rows = new Map<string, Resource>()
  for await (const { page } of pagesByOffset(ask)) for (const row of page.data) rows.set(row.id, row)
  return [...rows.values()]
}

/**
 * Each page begins with a row seen before, the last of the page before it. If it does not, rows went, and others have moved
 * up past us unseen: so it goes back until it meets one it knows. Rows may come twice.
 */
async function* pagesByOffset<Answer extends Collection>(ask: Ask<Answer>): AsyncGenerator<{ page: Answer; offset: number }> {
  const seen = new Set<string>()
  for (let offset = 0; ; ) {
    const page = await ask({ per_page: String(PER_PAGE), ...(offset > 0 && { offset: String(offset) }) })
    const [first] = page.data
    if (offset > 0 && !(first && seen.has(first.id))) {
      offset = Math.max(0, offset - PER_PAGE)
      continue
    }
    yield { page, offset }
    if (isLast(page, offset) || (offset > 0 && page.data.length === 1)) return
    for (const { id } of page.data) seen.add(id)
    offset += page.data.length - 1
  }
}
