import type { Visit } from '../support/chromium'
import type { Foyer } from '../support/start-app'
import { makeCopy } from './church-ways'
import type { Place } from './tour'
import { PASTOR, personPath, SECRETARY } from './walk'
import { as } from './ways'

type Way = Place['go']

/** A page of reports, from the copy of a church that is connected. */
export function reporting(path: string | ((foyer: Foyer) => string), who: RegExp = SECRETARY): Way {
  return async (guide) => {
    await makeCopy(guide)
    return as(who, path)(guide)
  }
}

/** The page of a report that was just saved. */
export function saved(name: string, query: string): Way {
  return async (guide) => {
    const visit = await reporting(`/reports/build?${query}`, PASTOR)(guide)
    await keep(visit, name)
    return visit
  }
}

export async function keep({ page }: Visit, name: string): Promise<void> {
  await page.getByText('Save …').click()
  await page.getByLabel('Name of this report').fill(name)
  await page.getByRole('button', { name: 'Save this report' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** The page after a report was deleted. */
export function deleted(name: string): Way {
  return async (guide) => {
    const visit = await saved(name, 'email=no')(guide)
    await visit.page.getByRole('button', { name: 'Delete' }).click()
    return visit
  }
}

const COLUMNS = 'column=name&column=email&column=phone&column=address&column=birthday&column=age&column=blank:Signature'

/** Pages of reports as they are when all is well. */
export const reportPages: Place[] = [
  { name: 'a report of everybody', says: 'Build a report', go: reporting('/reports/build') },
  { name: 'a report with groups, filters and an empty column', says: 'Build a report', go: reporting('/reports/build?membership=Member&email=no&column=name&column=phone&column=blank:Here%3F&group=campus') },
  { name: 'a report with many columns', says: 'Build a report', go: reporting(`/reports/build?status=all&${COLUMNS}`, PASTOR) },
  { name: 'people added and left out by hand', says: 'Build a report', go: reporting((foyer) => `/reports/build?find=an&add=${idOf(foyer, 'Featherstonehaugh')}&without=${idOf(foyer, 'منصور')}`) },
  { name: 'a report of nobody', says: 'Build a report', go: reporting('/reports/build?age=120-') },
  { name: 'a report by a list one is not shown', says: 'Build a report', go: reporting('/reports/build?list=99999&column=name&column=field-99999') },
  { name: 'a report on paper', says: 'People', go: reporting('/reports/print?group=campus') },
  { name: 'a saved report', says: 'Whom to ring up', go: saved('Whom to ring up', 'email=no&phone=yes') },
  { name: 'a report that was deleted', says: 'Deleted reports', go: deleted('<b>No longer</b>') },
]

export const reportTroubles: Place[] = [
  { name: 'a report that cannot be meant', says: 'Build a report', status: 422, go: reporting('/reports/build?age=65-18&created=2026-02-31') },
  { name: 'a report that is not there', says: 'This report is not here', status: 404, go: reporting('/reports/saved/99999') },
]

const idOf = (foyer: Foyer, part: string) => personPath(foyer, part).split('/').at(-1) ?? ''
