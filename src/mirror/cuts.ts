import type { Page, Stretch } from './walk'

/** Enough stretches that all readers stay busy to the end, few enough that finding them does not count. */
const STRETCHES = 12
const ROWS_PER_STRETCH = 500

/**
 * Cuts a long collection into stretches of equally many rows, so that several readers finish together: a church that came to
 * Planning Center on one day has them all within it. The next cut is as many rows behind the one before as a stretch is
 * long, so that no offset goes deeper than that, however large the church.
 */
export async function findCuts(ask: (query: Record<string, string>) => Promise<Page>): Promise<string[]> {
  const first = await ask({ order: 'created_at', per_page: '1' })
  const cuts = first.data.map(momentOf)
  const each = Math.max(ROWS_PER_STRETCH, Math.ceil(first.meta.total_count / STRETCHES))
  if (first.meta.total_count <= each) return cuts
  let offset = each
  for (let from = cuts[0]; from !== undefined; ) {
    const { data } = await ask({ order: 'created_at', 'where[created_at][gte]': from, per_page: '1', offset: String(offset) })
    const next = data.map(momentOf)[0]
    // Many of one second, as an import makes them, cannot be parted by their date.
    offset = next === from ? offset + each : each
    if (next !== undefined && next !== from) cuts.push(next)
    from = next
  }
  return cuts
}

const momentOf = ({ attributes }: Page['data'][number]) => String(attributes['created_at'])

export const stretchesBetween = (cuts: string[]): Stretch[] =>
  cuts.map((from, index) => {
    const until = cuts[index + 1]
    return { by: 'created_at', from, ...(until !== undefined && { until }) }
  })
