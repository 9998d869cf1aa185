import { Router } from 'express'
import { visitorOf } from '../../auth/visitor'
import { PlainError } from '../../errors'
import { readStanding } from '../../mirror'
import { show } from '../../web/views'
import { openCatalogue } from '../asking/catalogue'
import { readDirectory } from '../asking/directory'
import { readDefinition, reportAddress } from '../definition'
import type { ReportCollaborators } from '../index'
import { sendBack, titleIn } from './asked'
import { DIRECTORY_PATH, directoryPage, PER_PART } from './directory-pages'
import { sameReport } from './papers'

/** The church's directory, for the printer: on paper as on the screen, whoever may see these people may see it. */
export function createDirectoryPaperRoutes({ database, whoMayRead, timeZoneOf, clock, photoUrl }: ReportCollaborators): Router {
  const routes = Router()

  routes.get(DIRECTORY_PATH, async (req, res) => {
    const visitor = visitorOf(req)
    const [reader, db, now] = [await whoMayRead.readerOf(visitor), await database.open(), clock.now()]
    const definition = readDefinition(req.query)
    const [standing, timeZone] = [await readStanding(db, reader, now), await timeZoneOf(reader.organizationId)]
    if (standing === null || standing.asOf === null) throw new PlainError('page-not-found')
    const { report } = (await openCatalogue(db, reader, { now, timeZone })).open(definition)
    if (!report) return sendBack(res, reportAddress(definition))

    const title = titleIn(req)
    const part = partIn(req.query['part'])
    const found = await readDirectory(db, reader, report, { from: (part - 1) * PER_PART, atMost: PER_PART })
    if (part > 1 && found.households.length === 0) return sendBack(res, sameReport(DIRECTORY_PATH, definition, title))
    const about = { church: visitor.organizationName, title, asOf: standing.asOf, madeBy: visitor.name, madeAt: now, timeZone: report.timeZone }
    show(res, directoryPage({ ...found, about, definition, part, photo: (avatarUrl) => photoUrl(avatarUrl, reader.organizationId) }))
  })

  return routes
}

const partIn = (text: unknown): number => (typeof text === 'string' && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1)
