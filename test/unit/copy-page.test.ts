import { copyPage } from '../../src/mirror/pages'
import { progressOf } from '../../src/mirror/progress'
import { clockTime, roughly } from '../../src/web/format'
import { problemsOf, renderPage, wordsOf } from './render-page'

const now = Date.parse('2026-11-23T16:15:00Z')
const at = { timeZone: 'America/Chicago', now }
const person = { name: 'Ruth <script>Abara' }
const running = { kind: 'first' as const, startedAt: now - 120_000, progress: { share: 0.4, leftMs: 180_000, people: 4000, households: 1 } }
const quiet = { church: 'First Church', counts: { person: 1204 }, held: null, history: null, older: null, isAdministrator: false, notice: null, csrf: 'one-of-its-kind', ...at }
const standing = { asOf: now - 60_000, isAskedFor: false, running: null }
const past = { id: '7', kind: 'reconcile' as const, outcome: 'failed' as const, startedAt: now, endedAt: now + 5000, counts: {}, problem: 'planning-center:unavailable' }
const held = { runId: '9', since: now, isDecided: false, total: 25, names: [person.name] }

test.each(Object.entries({
  'no copy': copyPage({ ...quiet, standing: null }),
  'a copy': copyPage({ ...quiet, standing, notice: 'Asked.' }),
  'a first copy under way': copyPage({ ...quiet, standing: { asOf: null, isAskedFor: true, running } }),
  'an administrator’s': copyPage({ ...quiet, standing, isAdministrator: true, held, history: [past, { ...past, problem: 'no-such-thing' }], older: '5' }),
}))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

test('how far it has come is told in people, time and share', async () => {
  const words = wordsOf(await renderPage(copyPage({ ...quiet, standing: { asOf: null, isAskedFor: false, running } })))
  expect(words).toContain('4,000 people and 1 household read. About 3 minutes left.')
  expect(words).toContain('40') // the bar
})

test('a copy is dated by the clock on the church’s wall', () => {
  expect(clockTime(now, at).text).toMatch(/^10:15\s?AM$/)
  expect(clockTime(now - 11 * 3_600_000, at).text).toMatch(/^yesterday at 11:15\s?PM$/)
  expect(clockTime(Date.parse('2026-11-03T12:00:00Z'), at).text).toMatch(/^November 3 at 6:00\s?AM$/)
  expect(clockTime(Date.parse('2025-11-03T12:00:00Z'), at).text).toMatch(/^November 3, 2025 at/)
  expect([roughly(20_000), roughly(60_000), roughly(5 * 3_600_000)]).toEqual(['less than a minute', 'about 1 minute', 'about 5 hours'])
})

describe('the share that is done', () => {
  const part = (done: boolean, read: number, expected = read) => ({ done, read, expected })
  const cuts = { people: ['a', 'b', 'c', 'd'], households: ['a'] }

  it('is not known before it is known how much there is', () => {
    expect(progressOf({ checkpoint: { parts: { campuses: part(true, 2) }, cuts: {} }, startedAt: now, now }).share).toBeNull()
  })

  it('takes stretches nobody has begun to be as long as those begun', () => {
    const parts = { 'people 0': part(true, 1000), 'people 1': part(false, 500, 1000), 'households 0': part(false, 0, 1000), lists: part(true, 0), field_definitions: part(true, 0) }
    const { share, leftMs, people } = progressOf({ checkpoint: { parts, cuts }, startedAt: now - 60_000, now })
    expect(share).toBeCloseTo(15 / 50)
    expect(leftMs).toBeCloseTo(140_000)
    expect(people).toBe(1500)
  })

  it('is never all of it while it runs', () => {
    const parts = { 'people 0': part(true, 10), 'households 0': part(true, 1), lists: part(true, 1), 'list 7': part(true, 3), 'list 7 read': part(true, 0) }
    expect(progressOf({ checkpoint: { parts, cuts: { people: ['a'], households: ['a'] } }, startedAt: now, now }).share).toBe(0.99)
  })
})
