import { count } from '../../web/format'
import type { Freshness, Page } from '../../web/page'
import type { Opened } from '../report'
import type { SavedReport } from '../saved'
import { buildingAddress, type Building } from './form'
import { countedPeople, savedAddress, type Found, type Kept } from './pages'
import { resultTable } from './result'

/** What somebody deleted, each with the way to take it back. */
export function deletedPage({ deleted, notice, csrf }: { deleted: readonly Pick<SavedReport, 'id' | 'name'>[]; notice: string | null; csrf: string }): Page {
  return {
    view: 'reports/deleted',
    title: 'Deleted reports',
    notice,
    advice: deleted.length > 0 ? 'For 30 days a report can be taken back, as it was.' : 'There is none that could be taken back.',
    reports: deleted.map(({ id, name }) => ({ name, undo: `${savedAddress(id)}/undo` })),
    csrf,
  }
}

interface PrintView {
  building: Building
  opened: Opened
  found: Found
  kept: Kept | null
  mostOnPaper: number
  freshness: Freshness
  timeZone: string
}

/** The whole report on paper; what would be a parcel of it says so first. */
export function printPage({ building, opened, found, kept, mostOnPaper, freshness, timeZone }: PrintView): Page {
  const { total, rows } = found
  const counted = countedPeople(total, opened.definition)
  const isPart = rows.length < total
  return {
    view: 'reports/print',
    title: kept?.name ?? 'People',
    paper: { counted: isPart ? `the first ${count(rows.length, 'person', 'people')} of ${total.toLocaleString('en-US')}` : counted, timeZone },
    counted,
    freshness,
    table: resultTable(found, { caption: counted, counted: (many) => count(many, 'person', 'people'), sortedAt: null }),
    tooMany: isPart ? `Paper takes ${count(mostOnPaper, 'person', 'people')} at once, and this report has ${total.toLocaleString('en-US')}: the first are here. Choose fewer people, or take all of them as a file.` : '',
    back: { href: buildingAddress(building), text: 'Back to the report' },
  }
}
