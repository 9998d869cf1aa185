import { Router } from 'express'
import { onlyAdministrators } from '../auth/only-administrators'
import { requireSignIn, visitorOf } from '../auth/visitor'
import type { Sql } from '../database'
import { count } from '../web/format'
import { reportAddress } from './definition'
import type { ReportCollaborators } from './index'

const FILE_PATH = '/reports/saved.json'
const KEPT = ['foyer.report', 'foyer.pin', 'foyer.preference'] as const

/** What staff keep of reports goes with the church they are about. */
export const reportsOfChurch = {
  async describe(db: Sql, organizationId: string): Promise<string[]> {
    const many = await Promise.all(KEPT.map((table) => countIn(db, table, organizationId)))
    const [reports = 0, pins = 0, preferences = 0] = many
    return [
      ...(reports > 0 ? [count(reports, 'saved report', 'saved reports')] : []),
      ...(pins + preferences > 0 ? [`${count(pins + preferences, 'choice', 'choices')} of those who use reports: what is on their first page, and their labels`] : []),
    ]
  },
  file: { href: FILE_PATH, text: 'Reports that are shared, and your own, as a file' },
  async forget(step: Sql, organizationId: string): Promise<void> {
    for (const table of KEPT) await step.deleteFrom(table).where('organization_id', '=', organizationId).execute()
  },
}

async function countIn(db: Sql, table: (typeof KEPT)[number], organizationId: string): Promise<number> {
  const { many } = await db.selectFrom(table).select((e) => e.fn.countAll<number>().as('many')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return many
}

/** To take along before a church leaves: what the reports are called, and their addresses. */
export function createLeavingRoutes({ config, whoMayRead, saved, audit, clock }: Pick<ReportCollaborators, 'config' | 'whoMayRead' | 'saved' | 'audit' | 'clock'>): Router {
  const routes = Router()
  routes.get(FILE_PATH, requireSignIn(config), onlyAdministrators, async (req, res) => {
    const visitor = visitorOf(req)
    const reader = await whoMayRead.readerOf(visitor, { fresh: true })
    const reports = [...(await saved.mine(reader)), ...(await saved.everyones(reader))]
    audit.record({ event: 'exported', why: 'reports', organizationId: visitor.organizationId, personId: visitor.personId }, req)
    const file = reports.map(({ name, shared, definition }) => ({ name, shared, address: new URL(reportAddress(definition), config.publicUrl).href }))
    res.attachment('foyer-reports.json').json({ church: visitor.organizationName, savedAt: new Date(clock.now()).toISOString(), reports: file })
  })
  return routes
}
