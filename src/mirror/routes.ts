import { Router, type Request, type Response } from 'express'
import type { Audit } from '../audit/audit'
import { save, signedIn, takeNotice } from '../auth/session'
import { requireSignIn, visitorOf } from '../auth/visitor'
import type { Config } from '../config'
import type { Database } from '../database'
import { PlainError } from '../errors'
import { show } from '../web/views'
import { askToBringUpToDate, decide, readHeld, type Decision } from './asking'
import { COPY_PATH, copyPage, progressWords } from './pages'
import { cannotBeAskedNow, type Shown } from './shown'
import { countKept, readHistory, readStanding } from './standing'
import type { Reader, WhoMayRead } from './who-may-read'

interface Collaborators {
  config: Pick<Config, 'publicUrl'>
  database: Database
  whoMayRead: WhoMayRead
  /** By its IANA name. */
  timeZoneOf: (organizationId: string) => Promise<string>
  audit: Audit
  clock: { now(): number }
}

const PER_PAGE = 25

/** Foyer's copy of a church, for everybody who may read it; what was done to it, and what it asks, for administrators. */
export function createMirrorRoutes({ config, database, whoMayRead, timeZoneOf, audit, clock }: Collaborators): Router {
  const routes = Router()
  routes.use(COPY_PATH, requireSignIn(config))

  routes.get(COPY_PATH, async (req, res) => {
    const [reader, db] = [await whoMayRead.readerOf(visitorOf(req)), await database.open()]
    const now = clock.now()
    const before = idIn(req.query['before'])
    const [standing, held, history, shown, timeZone] = await Promise.all([
      readStanding(db, reader, now),
      readHeld(db, reader, now),
      reader.isAdministrator ? readHistory(db, reader, { before, atMost: PER_PAGE + 1 }) : null,
      shownIfKnown(reader),
      timeZoneOf(reader.organizationId),
    ])
    const counts = standing ? await countKept(db, reader, shown) : {}
    const older = history && history.length > PER_PAGE ? (history[PER_PAGE - 1]?.id ?? null) : null
    const { organizationName: church } = visitorOf(req)
    const words = { church, csrf: signedIn(req).csrf, notice: takeNotice(req), timeZone, now, isAdministrator: reader.isAdministrator }
    show(res, copyPage({ ...words, standing, held, counts, history: history && history.slice(0, PER_PAGE), older }))
  })

  routes.get(`${COPY_PATH}/progress`, async (req, res) => {
    const reader = await whoMayRead.readerOf(visitorOf(req))
    const standing = await readStanding(await database.open(), reader, clock.now())
    const isBusy = standing !== null && (standing.running !== null || standing.isAskedFor)
    res.json(isBusy ? progressWords(standing, clock.now()) : { done: true })
  })

  routes.post(`${COPY_PATH}/bring-up-to-date`, async (req, res) => {
    const reader = await whoMayRead.readerOf(visitorOf(req))
    const isHeard = await askToBringUpToDate(await database.open(), reader, clock.now())
    await goBack(req, res, isHeard ? 'Foyer is asking Planning Center what has changed.' : 'Foyer has just asked, or is about to. Once a minute is enough.')
  })

  for (const decision of ['really-left', 'look-again'] as const satisfies Decision[])
    routes.post(`${COPY_PATH}/gone/:runId/${decision}`, async (req, res) => {
      const reader = await whoMayRead.readerOf(visitorOf(req), { fresh: true })
      const runId = idIn(req.params['runId'])
      if (runId === null) throw new PlainError('page-not-found')
      const isDecided = await decide(await database.open(), reader, { runId, decision, at: clock.now() })
      if (isDecided) audit.record({ event: 'removals-decided', why: decision, organizationId: reader.organizationId, personId: reader.personId }, req)
      await goBack(req, res, isDecided ? NOTICES[decision] : 'That has been decided already, or Foyer has looked again since.')
    })

  return routes
}

const NOTICES: Record<Decision, string> = {
  'really-left': 'Foyer looks once more, and removes those who are still gone.',
  'look-again': 'Foyer keeps them all, and looks at everybody again.',
}

async function goBack(req: Request, res: Response, notice: string): Promise<void> {
  req.session.notice = notice
  await save(req)
  res.redirect(303, COPY_PATH)
}

/** How old the copy is, is asked above all while Planning Center is silent: then the page leaves out what it would have to ask. */
async function shownIfKnown(reader: Reader): Promise<Shown | null> {
  return reader.shown().catch((error: unknown) => {
    if (cannotBeAskedNow(error)) return null
    throw error
  })
}

const idIn = (text: unknown): string | null => (typeof text === 'string' && /^[1-9]\d{0,17}$/.test(text) ? text : null)
