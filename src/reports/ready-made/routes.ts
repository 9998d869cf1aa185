import { Router, type Request } from 'express'
import { requireSignIn } from '../../auth/visitor'
import type { Page } from '../../web/page'
import { readAnniversaries } from '../asking/anniversaries'
import { readBirthdays } from '../asking/birthdays'
import { openCatalogue } from '../asking/catalogue'
import { readDuplicates } from '../asking/duplicates'
import { readListChanges } from '../asking/list-changes'
import { dayIn, isDay, lastSunday } from '../calendar'
import { reportAddress } from '../definition'
import type { ReportCollaborators } from '../index'
import { showFromCopy, type OpenCopy } from '../opening'
import { ANNIVERSARIES_PATH, anniversariesPage, BIRTHDAYS_PATH, birthdaysPage, daysGonePage, MOST_ON_A_PAGE, usualYears } from './days-pages'
import { readDaysQuestion } from './days-question'
import { DUPLICATES_PATH, duplicatesPage, PAIRS_PER_PAGE } from './duplicates-pages'
import { LIST_CHANGES_PATH, listChangesPage, MOST_CHANGES } from './list-changes-pages'
import { inactiveSince, newPeople } from './shelf'

/** Reports that a church office asks for every week, and that no filter could make. */
export function createReadyMadeRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  routes.use([BIRTHDAYS_PATH, ANNIVERSARIES_PATH, DUPLICATES_PATH, LIST_CHANGES_PATH, NEW_PEOPLE_PATH, INACTIVE_PATH], requireSignIn(with_.config))

  routes.get(BIRTHDAYS_PATH, (req, res) => showFromCopy(req, res, with_, { title: 'Birthdays', page: (copy) => daysPage('birthdays', req, copy) }))
  routes.get(ANNIVERSARIES_PATH, (req, res) => showFromCopy(req, res, with_, { title: 'Anniversaries', page: (copy) => daysPage('anniversaries', req, copy) }))

  routes.get(DUPLICATES_PATH, (req, res) =>
    showFromCopy(req, res, with_, {
      title: 'Possible duplicates',
      async page(copy) {
        const page = pageIn(req.query['page'])
        return duplicatesPage(await readDuplicates(copy.db, copy.reader, { offset: (page - 1) * PAIRS_PER_PAGE, atMost: PAIRS_PER_PAGE }), { ...copy, page })
      },
    }),
  )

  routes.get(LIST_CHANGES_PATH, (req, res) =>
    showFromCopy(req, res, with_, {
      title: 'Who entered or left a list',
      async page(copy) {
        const { db, reader, timeZone, now } = copy
        const { list, since: asked } = req.query
        const listId = typeof list === 'string' && /^[1-9]\d{0,17}$/.test(list) ? list : null
        const isKnown = asked === undefined || isDayText(asked)
        const since = isDayText(asked) ? asked : lastSunday(dayIn(timeZone, now))
        const found = await readListChanges(db, reader, { listId, since, timeZone, atMost: MOST_CHANGES })
        const watchedSince = with_.standingOf(reader.organizationId)?.connectedAt ?? null
        return listChangesPage(found, { ...copy, listId, since, problem: isKnown ? null : NO_SUCH_DAY, watchedSince })
      },
    }),
  )

  // A day that somebody typed becomes a report's own address.
  routes.get(NEW_PEOPLE_PATH, (req, res) => res.redirect(303, reportAddress(newPeople(sinceIn(req, 'last-sunday')))))
  routes.get(INACTIVE_PATH, (req, res) => res.redirect(303, reportAddress(inactiveSince(sinceIn(req, '90-days')))))

  return routes
}

export const NEW_PEOPLE_PATH = '/reports/new-people'
export const INACTIVE_PATH = '/reports/inactive'
const NO_SUCH_DAY = 'The calendar has no such day. Days are written like 2026-03-08.'

async function daysPage(kind: 'birthdays' | 'anniversaries', req: Request, copy: OpenCopy): Promise<Page> {
  const { db, reader, timeZone, now } = copy
  const catalogue = await openCatalogue(db, reader, { now, timeZone })
  const today = dayIn(timeZone, now)
  const question = readDaysQuestion(req.query, today, usualYears[kind])
  const view = { ...copy, question, filters: catalogue.filters, today }
  const { report, mended } = catalogue.open(question.people)
  if (!report) return daysGonePage(kind, mended, view)
  const asked = { span: question.span, atMost: MOST_ON_A_PAGE }
  return kind === 'birthdays' ? birthdaysPage(await readBirthdays(db, reader, report, asked), view) : anniversariesPage(await readAnniversaries(db, reader, report, asked), view)
}

const isDayText = (text: unknown): text is string => typeof text === 'string' && isDay(text)
const sinceIn = ({ query }: Request, usual: string) => (isDayText(query['since']) ? query['since'] : usual)
const pageIn = (text: unknown) => (typeof text === 'string' && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1)
