import type { Request, Response } from 'express'
import { visitorOf } from '../auth/visitor'
import type { Sql } from '../database'
import { readStanding, type Reader } from '../mirror'
import type { Page } from '../web/page'
import { show } from '../web/views'
import { noCopyYet, type Absence } from './absence'
import type { ReportCollaborators } from './index'

/** The copy of a church, as one reader may read it at this moment. */
export interface OpenCopy {
  db: Sql
  reader: Reader
  church: string
  timeZone: string
  now: number
  /** It is true as of then. */
  asOf: number
}

type Opening = Pick<ReportCollaborators, 'config' | 'database' | 'whoMayRead' | 'timeZoneOf' | 'standingOf' | 'clock'>

/** @throws PlanningCenterError `forbidden` for whoever may not read it */
export async function openCopy(req: Request, { config, database, whoMayRead, timeZoneOf, standingOf, clock }: Opening): Promise<OpenCopy | { absence: Absence }> {
  const visitor = visitorOf(req)
  const reader = await whoMayRead.readerOf(visitor)
  const { organizationId, isAdministrator } = reader
  const [db, timeZone] = [await database.open(), await timeZoneOf(organizationId)]
  const [now, church] = [clock.now(), visitor.organizationName]
  const standing = await readStanding(db, reader, now)
  const asOf = standing?.asOf ?? null
  if (asOf !== null) return { db, reader, church, timeZone, now, asOf }
  return { absence: noCopyYet({ church, isAdministrator, connection: standingOf(organizationId), operatorName: config.operatorName, publicUrl: config.publicUrl }) }
}

/** The page of a report, or why there is none yet and who can change it. */
export async function showFromCopy(req: Request, res: Response, with_: Opening, { title, page }: { title: string; page: (copy: OpenCopy) => Promise<Page> }): Promise<void> {
  const opened = await openCopy(req, with_)
  show(res, 'absence' in opened ? absentPage(title, opened.absence) : await page(opened))
}

export const absentPage = (title: string, absence: Absence): Page => ({ view: 'reports/absent', title, absence })
