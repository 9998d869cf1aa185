import { Router } from 'express'
import { save, signedIn, takeNotice } from '../auth/session'
import { requireSignIn, visitorOf } from '../auth/visitor'
import { PlainError } from '../errors'
import { openCatalogue } from './asking/catalogue'
import { countReports } from './asking/counting'
import { dayIn } from './calendar'
import type { Definition } from './definition'
import { NotSaved } from './errors'
import { readyMade } from './home-pages'
import type { ReportCollaborators } from './index'
import { showFromCopy } from './opening'
import { READY_MADE } from './ready-made/shelf'
import type { Pinned, SavedReport } from './saved'
import { MOST_SHOWN, PINS_PATH, SHELF_PATH, shelfPage } from './shelf-pages'

/** All reports there are: those for everybody, one's own, and what others share. */
export function createShelfRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  const { saved, whoMayRead, config } = with_

  routes.get(SHELF_PATH, requireSignIn(config), (req, res) =>
    showFromCopy(req, res, with_, {
      title: 'Reports',
      async page(copy) {
        const { db, reader, timeZone, now } = copy
        const [catalogue, mine, everyones, pins] = await Promise.all([openCatalogue(db, reader, { now, timeZone }), saved.mine(reader), saved.everyones(reader), saved.pins(reader)])
        const counted = [...mine, ...everyones.slice(0, MOST_SHOWN)].map(asCounted).concat(READY_MADE.flatMap(({ key, definition }) => (definition ? [{ what: key, definition }] : [])))
        const opened = counted.flatMap(({ what, definition }) => {
          const { report } = catalogue.open(definition)
          return report ? [{ what, report }] : []
        })
        const numbers = await countReports(db, reader, opened.map(({ report }) => report))
        const counts = new Map<Pinned, number>()
        opened.forEach(({ what }, index) => {
          const many = numbers[index] ?? null
          if (many !== null) counts.set(what, many)
        })
        return shelfPage({ ...copy, mine, everyones, pins, counts, today: dayIn(timeZone, now), csrf: signedIn(req).csrf, notice: takeNotice(req) })
      },
    }),
  )

  routes.post(PINS_PATH, requireSignIn(config), async (req, res) => {
    const reader = await whoMayRead.readerOf(visitorOf(req))
    const what = pinnedIn(req.body)
    const isThere = what !== null && (readyMade(what) !== undefined || (await saved.read(reader, what.replace(/^saved-/, ''))) !== null)
    // What is gone may still be taken off.
    if (what === null || !(isThere || (await saved.pins(reader)).includes(what))) throw new PlainError('page-not-found')
    req.session.notice = await toggled(() => saved.togglePin(reader, what))
    await save(req)
    res.redirect(303, SHELF_PATH)
  })

  // The address of the form is left in the browser by its error pages.
  routes.get(PINS_PATH, (_req, res) => res.redirect(303, SHELF_PATH))

  return routes
}

const asCounted = ({ id, definition }: SavedReport): { what: Pinned; definition: Definition } => ({ what: `saved-${id}`, definition })

function pinnedIn(body: unknown): Pinned | null {
  const { what } = (body ?? {}) as { what?: unknown }
  return typeof what === 'string' && /^(saved-[1-9]\d{0,17}|[a-z]+(-[a-z]+)*)$/.test(what) ? what : null
}

async function toggled(toggle: () => Promise<boolean>): Promise<string> {
  try {
    return (await toggle()) ? 'It is on your first page from now on.' : 'It is no longer on your first page.'
  } catch (error) {
    if (error instanceof NotSaved && error.reason === 'too-many') return 'Your first page is full. Unpin a report, and there is room for this one.'
    throw error
  }
}
