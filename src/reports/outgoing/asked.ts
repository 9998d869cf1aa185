import type { Request, Response } from 'express'
import type { Audit, Exported } from '../../audit/audit'
import { visitorOf, type Visitor } from '../../auth/visitor'
import type { Sql } from '../../database'
import { PlainError } from '../../errors'
import { readStanding, type Reader } from '../../mirror'
import { isPressed } from '../../web/pressed'
import { openCatalogue } from '../asking/catalogue'
import { readDefinition, reportAddress, type Definition } from '../definition'
import type { ReportCollaborators } from '../index'
import type { Report } from '../report'
import { exportRightOrRefuse, type ExportRight } from './right'
import type { Statement } from './statement'

/** A report somebody may take out, looked at with their own eyes at this moment. */
export interface Asked {
  db: Sql
  visitor: Visitor
  reader: Reader
  right: ExportRight
  report: Report
  definition: Definition
  /** All that is known before anybody is counted. */
  about: Omit<Statement, 'many' | 'unit' | 'withheld'>
}

const LONGEST_TITLE = 80

/**
 * Null where there is nothing to take out, and the visitor is on their way to the report, which says why: what the definition
 * names is gone or cannot be meant, or the address was not followed by somebody looking at a page of ours.
 * @throws ExportRefused
 */
export async function readAsked(req: Request, res: Response, { database, whoMayRead, settings, timeZoneOf, clock }: ReportCollaborators): Promise<Asked | null> {
  const visitor = visitorOf(req)
  const definition = readDefinition(req.query)
  if (!isPressed(req)) return sendToReport(res, definition)
  const [reader, db] = [await whoMayRead.readerOf(visitor, { fresh: true }), await database.open()]
  const right = exportRightOrRefuse(reader, await settings.read(reader.organizationId))
  const now = clock.now()
  const [standing, timeZone] = [await readStanding(db, reader, now), await timeZoneOf(reader.organizationId)]
  if (standing === null || standing.asOf === null) throw new PlainError('page-not-found')
  const { report } = (await openCatalogue(db, reader, { now, timeZone })).open(definition)
  if (!report) return sendToReport(res, definition)
  const about = { church: visitor.organizationName, title: titleIn(req), asOf: standing.asOf, madeBy: visitor.name, madeAt: now, timeZone: report.timeZone }
  return { db, visitor, reader, right, report, definition, about }
}

/** What the visitor calls it: the name of a saved report, carried in the address. */
export function titleIn(req: Request): string {
  const named = req.query['named']
  return (typeof named === 'string' && named.trim().replace(/\s+/g, ' ').slice(0, LONGEST_TITLE)) || 'People'
}

export const sendBack = (res: Response, address: string): void => res.redirect(303, address)

function sendToReport(res: Response, definition: Definition): null {
  res.redirect(303, reportAddress(definition))
  return null
}

/** Before the first of them leaves. */
export function writeDown(audit: Audit, { reader: { organizationId, personId } }: Asked, why: Exported, req: Request): void {
  audit.record({ event: 'exported', why, organizationId, personId }, req)
}

/** For a file that is long on its way: still signed in, and still allowed to. */
export function lookAgain(req: Request, { whoMayRead, settings }: Pick<ReportCollaborators, 'whoMayRead' | 'settings'>): () => Promise<void> {
  return async () => {
    await stillSignedIn(req)
    const reader = await whoMayRead.readerOf(req.visitorLater?.() ?? visitorOf(req), { fresh: true })
    exportRightOrRefuse(reader, await settings.read(reader.organizationId))
  }
}

function stillSignedIn(req: Request): Promise<void> {
  const { sessionStore, sessionID } = req
  const signInId = req.session.signIn?.signInId
  return new Promise((resolve, reject) =>
    sessionStore.get(sessionID, (error: unknown, found) => {
      if (error) return reject(error instanceof Error ? error : new Error('the session store failed'))
      if (found?.signIn === undefined || found.signIn.signInId !== signInId) return reject(new Error('signed out meanwhile'))
      resolve()
    }),
  )
}
