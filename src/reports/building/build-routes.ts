import { Router } from 'express'
import { takeNotice } from '../../auth/session'
import { requireSignIn } from '../../auth/visitor'
import { freshness } from '../../mirror'
import { show } from '../../web/views'
import { openCatalogue } from '../asking/catalogue'
import { BUILD_PATH } from '../definition'
import type { ReportCollaborators } from '../index'
import { buildingAddress, isCorrected, readBuilding } from './form'
import { printPage } from './other-pages'
import { PRINT_PATH } from './pages'
import { find, openedCopy, readKept, showReport } from './visit'

/** More sheets than anybody carries to the printer at once. */
const MOST_ON_PAPER = 2000

/** A report is built, seen and printed; its address says all of it. */
export function createBuildRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  routes.use([BUILD_PATH, PRINT_PATH], requireSignIn(with_.config))

  routes.get(BUILD_PATH, async (req, res) => {
    const building = readBuilding(req.query)
    if (isCorrected(req.originalUrl, building)) return res.redirect(303, buildingAddress(building))
    const at = await openedCopy(req, res, with_)
    if (!at) return
    const kept = building.saved === null ? null : await readKept(at, with_, building.saved)
    if (building.saved !== null && !kept) return res.redirect(303, buildingAddress({ ...building, saved: null }))
    await showReport(req, res, with_, at, { building, kept, isSaved: false, notice: takeNotice(req) })
  })

  routes.get(PRINT_PATH, async (req, res) => {
    const building = readBuilding(req.query)
    const address = buildingAddress(building, PRINT_PATH)
    if (isCorrected(req.originalUrl, building)) return res.redirect(303, address)
    const at = await openedCopy(req, res, with_)
    if (!at) return
    const opened = (await openCatalogue(at.db, at.reader, at)).open(building.definition)
    const found = await find(at, opened, { page: 1, atMost: MOST_ON_PAPER })
    if (!found) return res.redirect(303, buildingAddress(building))
    const kept = building.saved === null ? null : await readKept(at, with_, building.saved)
    show(res, printPage({ building, opened, found, kept, mostOnPaper: MOST_ON_PAPER, freshness: freshness(at.asOf, at), timeZone: at.timeZone }))
  })

  return routes
}
