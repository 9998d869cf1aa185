import { once } from 'node:events'
import { Router, type Response } from 'express'
import { onlyAdministrators } from '../auth/only-administrators'
import { requireSignIn, visitorOf, type Visitor } from '../auth/visitor'
import type { Config } from '../config'
import type { Database } from '../database'
import { BYTE_ORDER_MARK, csvLine } from '../web/csv'
import { show } from '../web/views'
import { WORDS, type Audit } from './audit'
import { createNames } from './names'
import { csvCells, csvHeader, TRAIL_PATH, trailPage } from './pages'
import { readPeopleOfTrail, readTrail, type TrailQuestion } from './reading'

interface Collaborators {
  config: Pick<Config, 'publicUrl' | 'times'>
  database: Database
  /** By its IANA name. */
  timeZoneOf: (organizationId: string) => Promise<string>
  audit: Audit
  clock: { now(): number }
}

const PER_PAGE = 50
const MOST_PEOPLE = 50
const PER_BATCH = 500
/** Rights are asked for at the beginning; whoever takes longer than this to read begins again. */
const LONGEST_DOWNLOAD_MS = 60_000

/** What happened in Foyer, for the administrators of the church it happened in. It is read here and nowhere changed. */
export function createAuditRoutes({ config, database, timeZoneOf, audit, clock }: Collaborators): Router {
  const routes = Router()
  const names = createNames({ clock, config })
  routes.use([TRAIL_PATH, `${TRAIL_PATH}.csv`], requireSignIn(config), onlyAdministrators)

  routes.get(TRAIL_PATH, async (req, res) => {
    const visitor = visitorOf(req)
    const { organizationId, organizationName: church } = visitor
    const [db, timeZone, question] = [await database.open(), await timeZoneOf(organizationId), readQuestion(req.query)]
    const found = await readTrail(db, { organizationId, question, timeZone, before: matching(/^[1-9]\d{0,17}$/, req.query['before']), atMost: PER_PAGE + 1 })
    const events = found.slice(0, PER_PAGE)
    const people = await readPeopleOfTrail(db, organizationId, MOST_PEOPLE)
    const known = await names.of(visitor, [...events.flatMap(({ personId, by }) => [personId, by]), ...people])
    const older = found.length > PER_PAGE ? (events.at(-1)?.id ?? null) : null
    show(res, trailPage({ events, question, names: known, people, older, church, timeZone, now: clock.now() }))
  })

  routes.get(`${TRAIL_PATH}.csv`, async (req, res) => {
    const visitor = visitorOf(req)
    audit.record({ event: 'exported', why: 'events', organizationId: visitor.organizationId, personId: visitor.personId }, req)
    await sendCsv(visitor, readQuestion(req.query), res)
  })

  async function sendCsv(visitor: Visitor, question: TrailQuestion, res: Response): Promise<void> {
    const { organizationId } = visitor
    const [db, timeZone, begun] = [await database.open(), await timeZoneOf(organizationId), performance.now()]
    const read = (before: string | null) => readTrail(db, { organizationId, question, timeZone, before, atMost: PER_BATCH })
    let events = await read(null)
    res.attachment(`foyer-events-${new Date(clock.now()).toISOString().slice(0, 10)}.csv`).type('text/csv; charset=utf-8')
    res.write(BYTE_ORDER_MARK + csvLine(csvHeader))
    while (events.length > 0 && !res.destroyed) {
      const known = await names.of(visitor, events.flatMap(({ personId, by }) => [personId, by]))
      const isTaken = res.write(events.map((event) => csvLine(csvCells(event, known))).join(''))
      if (!isTaken) await Promise.race([once(res, 'drain'), once(res, 'close')])
      if (performance.now() - begun > LONGEST_DOWNLOAD_MS) return void res.destroy() // seen as broken off, never as whole
      events = events.length < PER_BATCH ? [] : await read(events.at(-1)?.id ?? null)
    }
    res.end()
  }

  return routes
}

/** What cannot be meant is left out. */
function readQuestion(query: Record<string, unknown>): TrailQuestion {
  const event = matching(/^[a-z-]{1,40}$/, query['what'])
  return {
    event: event !== null && event in WORDS ? event : null,
    personId: matching(/^[1-9]\d{0,17}$/, query['who']),
    since: dayIn(query['since']),
    until: dayIn(query['until']),
  }
}

const matching = (shape: RegExp, text: unknown): string | null => (typeof text === 'string' && shape.test(text) ? text : null)

/** One that the calendar has: PostgreSQL would refuse 30 February. */
function dayIn(text: unknown): string | null {
  const day = matching(/^[12]\d{3}-\d{2}-\d{2}$/, text)
  const at = Date.parse(`${day}T00:00:00Z`)
  return day !== null && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null
}
