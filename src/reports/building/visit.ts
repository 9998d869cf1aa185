import type { Request, Response } from 'express'
import { signedIn } from '../../auth/session'
import { freshness } from '../../mirror'
import { show } from '../../web/views'
import { namesOf, findByName, type Somebody as Copied } from '../asking/finding'
import { openCatalogue } from '../asking/catalogue'
import { countGroups, countPeople, readPeople } from '../asking/people'
import type { ReportCollaborators } from '../index'
import { exportRightOf } from '../outgoing/right'
import { absentPage, openCopy, type OpenCopy } from '../opening'
import type { Opened } from '../report'
import { buildingAddress, type Building } from './form'
import { buildPage, savedAddress, type BuildView, type Found, type Kept, type Somebody } from './pages'
import { PER_PAGE } from './result'

/** Null when it has been answered already: there is no copy. */
export async function openedCopy(req: Request, res: Response, with_: ReportCollaborators): Promise<OpenCopy | null> {
  const copy = await openCopy(req, with_)
  if (!('absence' in copy)) return copy
  show(res, absentPage('Reports', copy.absence))
  return null
}

export async function find({ db, reader }: OpenCopy, { report }: Opened, { page, atMost = PER_PAGE }: { page: number; atMost?: number }): Promise<Found | null> {
  if (report === null) return null
  const [total, groups, rows] = await Promise.all([
    countPeople(db, reader, report),
    report.group ? countGroups(db, reader, report) : [],
    readPeople(db, reader, report, { offset: (page - 1) * atMost, atMost }),
  ])
  return { report, total, groups, rows }
}

interface Shown {
  building: Building
  kept: Kept | null
  isSaved: boolean
  notice: string | null
  refused?: BuildView['refused']
}

/** The page of a report, answered; or the way to its last page, for whoever asked for a later one. */
export async function showReport(req: Request, res: Response, with_: ReportCollaborators, at: OpenCopy, { building, kept, isSaved, notice, refused = null }: Shown): Promise<void> {
  const { db, reader, now, timeZone, church, asOf } = at
  const { definition, page, find: words } = building
  const catalogue = await openCatalogue(db, reader, { now, timeZone })
  const opened = catalogue.open(definition)
  const { added, left } = definition
  const [found, byName, picked, settings] = await Promise.all([
    find(at, opened, { page }),
    words ? findByName(db, reader, words, { except: [...added, ...left], atMost: MOST_FOUND }) : null,
    namesOf(db, reader, [...added, ...left]),
    with_.settings.read(reader.organizationId),
  ])
  const last = found ? Math.max(1, Math.ceil(found.total / PER_PAGE)) : page
  if (page > last) return res.redirect(303, isSaved && kept ? savedAddress(kept.id, last) : buildingAddress({ ...building, page: last }))

  const among = (ids: readonly string[]) => picked.filter(({ id }) => ids.includes(id)).map(toSomebody)
  const right = exportRightOf(reader, settings)
  const hand = { found: byName && byName.map(toSomebody), added: among(added), left: among(left) }
  const view = { building, catalogue, opened, found, kept, isSaved, hand, mayExport: right !== null, mayExportChildren: right?.mayTakeChildren === true, freshness: freshness(asOf, { timeZone, now }), church, timeZone, notice, refused, csrf: signedIn(req).csrf }
  show(res, buildPage(view), refused || opened.impossible.length > 0 ? 422 : 200)
}

const MOST_FOUND = 8

function toSomebody({ id, name, membership, isInactive, isChild }: Copied): Somebody {
  return { id, name, words: [isChild ? 'child' : null, isInactive ? 'inactive' : null, membership].filter(Boolean).join(', ') }
}

/** Null for one that is not there for them. */
export async function readKept({ reader, db }: OpenCopy, { saved }: ReportCollaborators, id: string): Promise<Kept | null> {
  const report = await saved.read(reader, id)
  if (report === null) return null
  const [pins, owner] = await Promise.all([saved.pins(reader), report.isMine ? [] : namesOf(db, reader, [report.ownerId])])
  const { name, shared, isMine, mayChange, definition } = report
  return { id, name, isShared: shared, isMine, mayChange, definition, owner: owner[0]?.name ?? null, isPinned: pins.includes(`saved-${id}`) }
}
