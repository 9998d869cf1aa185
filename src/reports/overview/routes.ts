import { Router } from 'express'
import { requireSignIn } from '../../auth/visitor'
import { knownTimeZone } from '../asking/catalogue'
import { readOverview } from '../asking/overview'
import { dayIn } from '../calendar'
import type { ReportCollaborators } from '../index'
import { showFromCopy } from '../opening'
import { OVERVIEW_PATH, overviewPage, TITLE } from './page'
import { firstMonth } from './sections'

/** The picture of a church, for everybody who may read its copy. */
export function createOverviewRoutes(with_: ReportCollaborators): Router {
  const routes = Router()

  routes.get(OVERVIEW_PATH, requireSignIn(with_.config), (req, res) =>
    showFromCopy(req, res, with_, {
      title: TITLE,
      async page({ db, reader, church, now, asOf, timeZone: called }) {
        const timeZone = knownTimeZone(called)
        const today = dayIn(timeZone, now)
        const overview = await readOverview(db, reader, { today, timeZone, firstMonth: firstMonth(today) })
        return overviewPage({ church, overview, asOf, today, timeZone, now })
      },
    }),
  )

  return routes
}
