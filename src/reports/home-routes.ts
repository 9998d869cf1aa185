import { Router, type Request } from 'express'
import { requireSignIn, visitorOf } from '../auth/visitor'
import type { Config } from '../config'
import { isDatabaseFailure } from '../errors'
import { cannotBeAskedNow } from '../mirror'
import { PlanningCenterError } from '../planning-center'
import { show } from '../web/views'
import { noPermission, noPlaceForACopy, type Absence } from './absence'
import { readBirthdays } from './asking/birthdays'
import { openCatalogue, type Catalogue } from './asking/catalogue'
import { countReports } from './asking/counting'
import { countPeople, readPeople } from './asking/people'
import { dayIn } from './calendar'
import { spanNamed } from './days'
import { everybody, type Definition } from './definition'
import { homePage, MOST_LINES, readyMade, type HomeView, type Part, type PinnedReport } from './home-pages'
import type { ReportCollaborators } from './index'
import { absentPage, openCopy, type OpenCopy } from './opening'
import { newPeople } from './ready-made/shelf'
import type { Report } from './report'

/** The first page of whoever is signed in. */
export function createHomeRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  routes.get('/', async (req, res, next) => {
    if (!req.visitor) return next()
    show(res, homePage(await lookAtHome(req, with_)))
  })
  return routes
}

/** The same where nothing is kept; pages of reports say why there are none. */
export function createHomeWithoutCopy({ config, clock }: { config: Pick<Config, 'operatorName' | 'publicUrl'>; clock: { now(): number } }): Router {
  const routes = Router()
  const absenceFor = (church: string) => noPlaceForACopy({ church, ...config })
  routes.get('/', (req, res, next) => {
    if (!req.visitor) return next()
    const { name, organizationName } = req.visitor
    show(res, homePage({ ...emptyHome(name, clock.now()), absence: absenceFor(organizationName) }))
  })
  routes.get(['/reports', '/reports/*rest', '/overview'], requireSignIn(config), (req, res) => show(res, absentPage('Reports', absenceFor(visitorOf(req).organizationName))))
  return routes
}

const emptyHome = (name: string, now: number): HomeView => ({ name, timeZone: null, now, asOf: null, absence: null, birthdays: null, newcomers: null, pinned: null })

async function lookAtHome(req: Request, with_: ReportCollaborators): Promise<HomeView> {
  const { organizationId, organizationName: church, name } = visitorOf(req)
  const standing = with_.standingOf(organizationId)
  const home = { ...emptyHome(name, with_.clock.now()), timeZone: standing?.timeZone ?? null }
  const opened = await unlessInTrouble(openCopy(req, with_))
  if ('trouble' in opened) return { ...home, absence: opened.trouble === 'forbidden' ? noPermission({ church, administrators: standing?.administrators ?? [] }) : passing(TROUBLES[opened.trouble]) }
  if ('absence' in opened.found) return { ...home, absence: opened.found.absence }
  return { ...home, asOf: opened.found.asOf, timeZone: opened.found.timeZone, ...(await parts(opened.found, with_)) }
}

/** Each by itself: one that fails leaves the others where they are. */
async function parts(copy: OpenCopy, with_: ReportCollaborators): Promise<Pick<HomeView, 'birthdays' | 'newcomers' | 'pinned'>> {
  const { db, reader, timeZone, now } = copy
  const catalogue = openCatalogue(db, reader, { now, timeZone })
  const ask = <Found>(question: (catalogue: Catalogue) => Promise<Found>) => partOf(catalogue.then(question))
  const [birthdays, newcomers, pinned] = await Promise.all([
    ask((open) => readBirthdays(db, reader, mustOpen(open, everybody), { span: spanNamed('14-days', dayIn(timeZone, now)), atMost: MOST_BIRTHDAYS })),
    ask(async (open) => {
      const report = mustOpen(open, newPeople('last-sunday'), ['membership'])
      const [people, total] = [await readPeople(db, reader, report, { offset: 0, atMost: MOST_LINES }), await countPeople(db, reader, report)]
      return { people, total }
    }),
    ask((open) => readPinned(copy, open, with_)),
  ])
  return { birthdays, newcomers, pinned }
}

/** More than a card shows: those of the coming week are counted in the line above. */
const MOST_BIRTHDAYS = 300

async function readPinned({ db, reader }: OpenCopy, catalogue: Catalogue, { saved }: ReportCollaborators): Promise<PinnedReport[]> {
  const pins = await saved.pins(reader)
  if (pins.length === 0) return []
  const reports = pins.some((pin) => pin.startsWith('saved-')) ? [...(await saved.mine(reader)), ...(await saved.everyones(reader))] : []
  const found = pins.flatMap((pin): { title: string; href: string; definition: Definition | null }[] => {
    const ready = readyMade(pin)
    if (ready) return [ready]
    const own = reports.find(({ id }) => pin === `saved-${id}`)
    return own ? [{ title: own.name, href: `/reports/saved/${own.id}`, definition: own.definition }] : []
  })
  const opened = found.map(({ definition }) => definition && catalogue.open(definition).report)
  const counts = await countReports(db, reader, opened.filter((report) => report !== null))
  return found.map(({ title, href }, index) => ({ title, href, count: opened[index] ? (counts.shift() ?? null) : null }))
}

function mustOpen(catalogue: Catalogue, definition: Definition, columns = definition.columns): Report {
  const { report } = catalogue.open({ ...definition, columns })
  if (!report) throw new Error('a report of our own names something that no church has')
  return report
}

type Trouble = 'forbidden' | 'database' | 'planning-center'

/** What passes by itself, or is for somebody else to mend, takes its place on the page; everything else the page with it. */
async function unlessInTrouble<Found>(looking: Promise<Found>): Promise<{ found: Found } | { trouble: Trouble }> {
  try {
    return { found: await looking }
  } catch (error) {
    if (error instanceof PlanningCenterError && error.reason === 'forbidden') return { trouble: 'forbidden' }
    if (cannotBeAskedNow(error)) return { trouble: 'planning-center' }
    if (isDatabaseFailure(error)) return { trouble: 'database' }
    throw error
  }
}

const TROUBLES: Record<Trouble, string> = {
  forbidden: 'Planning Center does not let you see this.',
  database: 'What Foyer keeps cannot be reached just now. Everything else works; look again in a moment.',
  'planning-center': 'Planning Center is slow right now, so that Foyer cannot ask what you may see. Look again in a moment.',
}

async function partOf<Found>(looking: Promise<Found>): Promise<Part<Found>> {
  const part = await unlessInTrouble(looking)
  return 'found' in part ? part : { trouble: TROUBLES[part.trouble] }
}

const passing = (text: string): Absence => ({ title: 'One moment, please', text, action: { href: '/', text: 'Look again' }, message: null })
