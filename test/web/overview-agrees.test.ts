import fc from 'fast-check'
import type { Sql } from '../../src/database'
import type { Reader } from '../../src/mirror'
import { openCatalogue } from '../../src/reports/asking/catalogue'
import { readOverview } from '../../src/reports/asking/overview'
import { countPeople } from '../../src/reports/asking/people'
import { dayIn } from '../../src/reports/calendar'
import { readDefinition } from '../../src/reports/definition'
import { overviewPage } from '../../src/reports/overview/page'
import { firstMonth, type Line, type Section } from '../../src/reports/overview/sections'
import { MINUTE } from '../support/clock'
import { startReaders, type Readers } from '../support/readers'
import { churches, writeCopy, type CopiedChurch } from '../support/report-church'
import { emptyDatabase, engines, startDatabase, type Engine, type TestDatabase } from '../support/start-database'

const asked = process.env['OVERVIEWS'] ?? (process.env['SOAK'] && '500')
const CHURCHES: Record<Engine, number> = asked ? { pglite: Number(asked), postgres: Number(asked) } : { pglite: 25, postgres: 25 }

const ZONES = ['America/Chicago', 'Pacific/Auckland', 'UTC']
/** Sundays and the night before them, the edges of months and years, a leap day, and a night on which clocks change. */
const NOWS = ['2026-11-28T15:00:00Z', '2026-11-29T05:59:00Z', '2026-11-29T18:00:00Z', '2027-01-01T03:00:00Z', '2028-02-29T18:00:00Z', '2027-03-14T08:30:00Z'].map((iso) => Date.parse(iso))
/** What a church may call its memberships, and an address cannot say; and more of them than are drawn. */
const ODD_WORDS = ['-', ' ', ' Guest', 'a, b', '*', '"<b>&', 'x'.repeat(230), ...Array.from({ length: 14 }, (_none, index) => `Kind ${index}`)]

describe.each(engines)('every number of the overview, on %s', (engine) => {
  let database: TestDatabase
  let readers: Readers
  let reader: Reader
  beforeAll(async () => {
    ;[database, readers] = await Promise.all([startDatabase(engine), startReaders()])
    reader = await readers.readerOf('volunteer')
  }, MINUTE)
  afterAll(() => Promise.all([database?.close(), readers?.close()]))

  it(`leads to a report of exactly that many people (${CHURCHES[engine]} churches)`, async () => {
    const settings = fc.record({ now: fc.constantFrom(...NOWS), timeZone: fc.constantFrom(...ZONES) })
    const odd = fc.array(fc.option(fc.constantFrom(...ODD_WORDS), { freq: 2 }), { maxLength: 24 })
    const cases = settings.chain((at) => fc.tuple(fc.constant(at), churches(at.now, { lists: [], fields: {} }), odd))
    await fc.assert(
      fc.asyncProperty(cases, async ([at, church, words]) => {
        await emptyDatabase(database)
        await writeCopy(database, calledOtherwise(church, words))
        const db = await database.open()
        const numbers = numbersOf(await pageOf(db, reader, at))
        const catalogue = await openCatalogue(db, reader, at)
        const counts = new Map<string, number>()
        for (const href of new Set(numbers.map((one) => one.href))) {
          const { report, missing, impossible } = catalogue.open(definitionAt(href))
          expect([missing, impossible]).toEqual([[], []])
          if (report) counts.set(href, await countPeople(db, reader, report))
        }
        expect(numbers.map(({ name, href }) => `${name}: ${counts.get(href)}`)).toEqual(numbers.map(({ name, number }) => `${name}: ${number}`))
      }),
      { numRuns: CHURCHES[engine], interruptAfterTimeLimit: 60 * MINUTE },
    )
  }, 60 * MINUTE)
})

interface At {
  now: number
  timeZone: string
}
interface Number {
  name: string
  number: string
  href: string
}

async function pageOf(db: Sql, reader: Reader, { now, timeZone }: At) {
  const today = dayIn(timeZone, now)
  const overview = await readOverview(db, reader, { today, timeZone, firstMonth: firstMonth(today) })
  const parts = [overview.memberships, overview.campuses, Object.values(overview.ages).map((many) => ({ many }))]
  for (const part of parts) expect(part.reduce((all, { many }) => all + many, 0)).toBe(overview.active)
  return overviewPage({ church: 'First Church', overview, asOf: now, today, timeZone, now })
}

/** Each number that leads somewhere, in figures, tables and drawings. */
function numbersOf(page: ReturnType<typeof overviewPage>): Number[] {
  const { figures, since, stacks, growth } = page as unknown as { figures: Line[]; since: { lines: Line[] } | null; stacks: { sections: Section[] }[]; growth: Section | null }
  const sections = [...stacks.flatMap((stack) => stack.sections), ...(growth ? [growth] : [])]
  const drawn = sections.flatMap(({ pictures }) => pictures.flatMap(({ bars }) => bars.map(({ says, href }) => ({ name: says, number: /: ([\d,]+) (person|people)/.exec(says)?.[1] ?? '', href }))))
  const all = [...figures, ...(since?.lines ?? []), ...sections.flatMap(({ table }) => table.lines), ...drawn]
  return all.flatMap(({ name, number, href }) => (href === null ? [] : [{ name, number, href }]))
}

function definitionAt(href: string) {
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URL(href, 'http://localhost').searchParams) (query[name] ??= []).push(value)
  return readDefinition(query)
}

const calledOtherwise = (church: CopiedChurch, words: readonly (string | null)[]): CopiedChurch => ({
  ...church,
  people: church.people.map((person, index) => ({ ...person, membership: words[index] ?? person.membership })),
})
