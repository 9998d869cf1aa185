import fc from 'fast-check'
import type { Overview } from '../../src/reports/asking/overview'
import { columns, rows, type Amount, type Chart } from '../../src/reports/overview/charts'
import { listOf, monthsUntil, whoIs } from '../../src/reports/overview/numbers'
import { overviewPage } from '../../src/reports/overview/page'
import { problemsOf, renderPage, wordsOf } from './render-page'

const now = Date.parse('2026-11-28T16:00:00Z')
const at = { church: 'First Church', asOf: now - 60_000, today: '2026-11-28', timeZone: 'America/Chicago', now }
const nobody: Overview = {
  everybody: 0, active: 0, inactive: 0, memberships: [], campuses: [], months: [], newThisMonth: 0, blocked: 0,
  ages: { '-5': 0, '6-11': 0, '12-17': 0, '18-29': 0, '30-44': 0, '45-64': 0, '65-': 0, unknown: 0 },
  since: { added: 0, changed: 0, inactivated: 0, removed: 0, joined: 0 },
  missing: { email: 0, phone: 0, address: 0, birthdate: 0, childBirthdate: 0 },
}
const some: Overview = {
  ...nobody, everybody: 1262, active: 1204, inactive: 58, blocked: 9, newThisMonth: 3,
  memberships: [{ value: null, many: 688 }, { value: 'Guest', many: 112 }, { value: 'Regular <script>Attender', many: 404 }],
  campuses: [{ value: '1', name: 'Main', many: 900 }, { value: '2', name: 'North', many: 0 }, { value: '9', name: null, many: 4 }, { value: null, name: null, many: 300 }],
  ages: { '-5': 90, '6-11': 110, '12-17': 130, '18-29': 150, '30-44': 280, '45-64': 240, '65-': 120, unknown: 84 },
  months: [{ value: '2024-12', many: 2 }, { value: '2026-08', many: 26 }, { value: '2026-11', many: 3 }],
  since: { added: 2, changed: 14, inactivated: 1, removed: 0, joined: 1 },
  missing: { email: 212, phone: 180, address: 305, birthdate: 80, childBirthdate: 6 },
}
/** Nobody knows anything of the one person there is. */
const unknown: Overview = { ...nobody, everybody: 1, active: 1, memberships: [{ value: null, many: 1 }], campuses: [{ value: null, name: null, many: 1 }], ages: { ...nobody.ages, unknown: 1 }, missing: { email: 1, phone: 1, address: 1, birthdate: 1, childBirthdate: 0 } }
const onlyInactive: Overview = { ...nobody, everybody: 3, inactive: 3 }
const wordsFor = async (overview: Overview) => wordsOf(await renderPage(overviewPage({ ...at, overview })))

describe('the picture of the church', () => {
  it.each([
    ['with people', some],
    ['empty', nobody],
    ['of somebody unknown', unknown],
    ['of inactive people alone', onlyInactive],
    ['of one campus', { ...some, campuses: [{ value: '1', name: 'Main', many: 1204 }] }],
    ['of a church that uses neither memberships nor campuses', { ...some, memberships: [{ value: null, many: 1204 }], campuses: [{ value: null, name: null, many: 1204 }] }],
  ])('%s reads well and holds nothing that should not be there', async (_what, overview) => {
    expect(problemsOf(await renderPage(overviewPage({ ...at, overview })))).toEqual([])
  })

  it('says in a sentence what each chart shows', async () => {
    const words = await wordsFor(some)
    for (const sentence of [
      '1,204 of 1,262 people are active.',
      'The largest group of 1,204 active people is “Regular &lt;script&gt;Attender” (404); 688 have none.',
      'The largest group of 1,204 active people is “Main” (900); 300 have none.',
      'Of 1,120 active people whose age is known, 330 are younger than 18.',
      'Of the people in Planning Center today, 31 were added in the last two years, most of them in August 2026 (26).',
      'A bar of the whole width would be all of 1,204 active people.',
      'Since last Sunday, November 22, 2026',
    ])
      expect(words).toContain(sentence)
  })

  it('speaks of one person, and of what nobody knows, as anybody would', async () => {
    const words = await wordsFor(unknown)
    for (const sentence of ['1 of 1 person is active.', 'Nobody has a membership in Planning Center.', 'Nobody has a campus in Planning Center.', 'Nobody’s age is known.', 'Nobody in Planning Center today was added in the last two years.']) expect(words).toContain(sentence)
    expect(await wordsFor({ ...some, missing: nobody.missing, blocked: 0 })).toContain('Nothing is missing from the profiles of 1,204 active people.')
  })

  it('has behind each chart every number of it, and how it is counted', async () => {
    const words = await wordsFor(some)
    expect(words).toMatch(/Children are those whose profile says so/)
    expect(words).toMatch(/it says how many are still there, not how many came/)
    expect(words).toMatch(/A campus that is gone 4 No list can be made of them/)
    expect(words).toMatch(/November 2026 3 so far October 2026 0 /)
  })

  it('draws a dozen bars at most, the last of them for all others, and lists them all in the table', async () => {
    const memberships = Array.from({ length: 15 }, (_none, index) => ({ value: `Kind ${String(index).padStart(2, '0')}`, many: 10 }))
    const html = await renderPage(overviewPage({ ...at, overview: { ...some, memberships } }))
    expect(html).toContain('aria-label="4 others: 40 people"')
    expect(html).toContain('membership=Kind+11&amp;membership=Kind+12&amp;membership=Kind+13&amp;membership=Kind+14')
    expect(html).toContain('<bdi>Kind 14</bdi>')
  })
})

describe('the list behind a number', () => {
  it.each([['-'], [' '], [' Guest'], ['x'.repeat(201)]])('is not made for a membership called “%s”, which no address can say', (called) => {
    expect(listOf(whoIs.membership([called]))).toBeNull()
  })

  it('is not made of more memberships than an address holds', () => {
    expect(listOf(whoIs.membership(Array.from({ length: 61 }, (_none, index) => `Kind ${index}`)))).toBeNull()
  })

  it('of a month has its first and its last day in it', () => {
    expect(listOf(whoIs.addedIn('2028-02'))).toMatch(/created=2028-02-01\.\.2028-02-29/)
    expect(monthsUntil('2027-01-31', 3)).toEqual(['2026-11', '2026-12', '2027-01'])
  })
})

describe('a chart', () => {
  const amounts = fc.array(fc.record({ label: fc.string(), many: fc.oneof(fc.constant(0), fc.nat(300_000)), href: fc.constant(null), isOpen: fc.boolean() }), { minLength: 1, maxLength: 24 })
  const ofBars = ({ bars }: Chart, side: 'width' | 'height') => bars.map(({ bar }) => Number.parseFloat(bar[side]))

  it('has the longest bar for the most people, none for nobody, and none outside its frame', () => {
    fc.assert(
      fc.property(amounts, (some: Amount[]) => {
        for (const [chart, side] of [[rows(some), 'width'], [columns(some), 'height']] as const) {
          const lengths = ofBars(chart, side)
          some.forEach(({ many }, index) => {
            expect(lengths[index] === 0).toBe(many === 0)
            some.forEach((other, place) => expect(other.many > many && (lengths[place] ?? 0) < (lengths[index] ?? 0)).toBe(false))
          })
          for (const { place, bar, number } of chart.bars) {
            const height = Number.parseFloat(chart.height)
            for (const { x, y, width, height: tall } of [place, bar]) {
              expect(Number.parseFloat(x) + Number.parseFloat(width)).toBeLessThanOrEqual(100.1)
              expect(Number.parseFloat(y) + Number.parseFloat(tall)).toBeLessThanOrEqual(height + 0.05)
            }
            expect(Number.parseFloat(number.y)).toBeGreaterThan(0.9) // its letters begin within the frame
          }
        }
      }),
    )
  })

  it('is measured in shares of its place and in letters, so that it fits a phone', () => {
    for (const { bars, height } of [rows([{ label: 'a', many: 3, href: null, isOpen: false }], 4), columns([{ label: 'a', many: 3, href: null, isOpen: false }])]) {
      expect(height).toMatch(/em$/)
      for (const { place, bar } of bars) for (const box of [place, bar]) expect([box.x, box.width, box.y, box.height].join(' ')).toMatch(/^[\d.]+% [\d.]+% [\d.]+em [\d.]+em$/)
    }
    expect(rows([{ label: 'a', many: 3, href: null, isOpen: false }], 4).bars[0]?.bar.width).toBe('75%')
  })

  it('cuts a name that has no room, whatever it is written in, and keeps all of it for who hears it', () => {
    const [bar] = rows([{ label: '👨‍👩‍👧'.repeat(20), many: 1, href: '/a', isOpen: false }]).bars
    expect(bar?.label.text).toMatch(/…$/)
    expect(bar?.label.text).not.toMatch(/\p{Surrogate}/u)
    expect(bar?.says).toBe(`${bar?.label.text}: 1 person, ${'👨‍👩‍👧'.repeat(20)}`)
  })

  it('writes a number shorter where a column is narrower than it', () => {
    const [bar] = columns([{ label: 'Mar', said: 'March 2026', many: 12_345, href: null, isOpen: false }]).bars
    expect([bar?.number.text, bar?.says]).toEqual(['12.3K', 'Mar: 12.3K people, March 2026'])
  })
})
