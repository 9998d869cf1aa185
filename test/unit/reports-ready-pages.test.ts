import type { Page } from '../../src/web/page'
import { absentPage } from '../../src/reports/opening'
import { noCopyYet, noPermission, noPlaceForACopy } from '../../src/reports/absence'
import { choosing } from '../../src/reports/definition'
import { homePage, type HomeView } from '../../src/reports/home-pages'
import { anniversariesPage, birthdaysPage, daysGonePage, type DaysView } from '../../src/reports/ready-made/days-pages'
import { daysAddress, readDaysQuestion } from '../../src/reports/ready-made/days-question'
import { duplicatesPage, reasonWords } from '../../src/reports/ready-made/duplicates-pages'
import { listChangesPage } from '../../src/reports/ready-made/list-changes-pages'
import { shelfPage, type ShelfView } from '../../src/reports/shelf-pages'
import { problemsOf, renderPage, wordsOf } from './render-page'

const NAME = 'Ruth <script>Abara'
const timeZone = 'America/Chicago'
const now = Date.parse('2026-11-26T15:30:00Z') // a Thursday morning in Chicago
const today = '2026-11-26'
const asOf = now - 60_000
const at = { church: 'First Church', operatorName: null, publicUrl: new URL('https://foyer.example') }

const person = { id: '4', name: NAME, isChild: true, birthdate: '2016-11-29', day: '2026-11-29' }
const birthdays = { people: [person, { ...person, id: '5', isChild: false, birthdate: '1996-02-29', day: '2027-03-01' }], total: 2 }
const spouse = { id: '4', name: NAME, lastName: null, isActive: true, anniversary: '2004-11-29', marital: 'Widowed <b>' }
const filters = [{ name: 'list' as const, label: 'On the list', kind: 'choice' as const, options: [{ value: '9', text: 'Choir <script>' }], about: 'Lists' }]
const ask = (query: Record<string, unknown>) => readDaysQuestion(query, today, 'children')
const view = (query: Record<string, unknown> = {}): DaysView => ({ question: ask(query), filters, today, timeZone, asOf, now })

const emptyHome: HomeView = { name: NAME, timeZone, now, asOf, absence: null, birthdays: null, newcomers: null, pinned: null }
const row = { id: '4', name: NAME, isChild: false, cells: ['Regular <b>'], group: null }
const home: HomeView = {
  ...emptyHome,
  birthdays: { found: birthdays },
  newcomers: { found: { people: Array.from({ length: 9 }, () => row), total: 41 } },
  pinned: { found: [{ title: NAME, href: '/reports/saved/3', count: 1204 }, { title: 'Birthdays', href: '/reports/birthdays', count: null }] },
}
const saved = { id: '3', ownerId: '1', name: NAME, definition: choosing({}), shared: true, isMine: true, mayChange: true, changedAt: now }
const shelf: ShelfView = { mine: [saved], everyones: Array.from({ length: 120 }, (_, n) => ({ ...saved, id: String(n + 10), isMine: false })), pins: ['saved-3', 'birthdays'], counts: new Map([['saved-3', 41], ['no-email', 1]]), timeZone, asOf, now, today, csrf: 'one-of-its-kind', notice: 'Done.' }
const twin = { id: '4', name: NAME, status: 'inactive', membership: 'Regular <b>', birthdate: '1885-03-04', createdAt: now }
const changes = { lists: [{ id: '9', name: 'Choir <script>' }], changes: [{ listId: '9', personId: '4', name: NAME, entered: true, at: now }, { listId: '9', personId: '5', name: null, entered: false, at: now }], total: 600, firstAt: now - 9e9 }
const watched = { listId: null, since: today, problem: null, watchedSince: null, timeZone, asOf, now }

const pages: Record<string, Page> = {
  home: homePage(home),
  'home where everything failed': homePage({ ...emptyHome, birthdays: { trouble: 'Look again.' }, newcomers: { trouble: 'Look again.' }, pinned: { trouble: 'Look again.' } }),
  'home on a quiet day': homePage({ ...emptyHome, birthdays: { found: { people: [], total: 0 } }, newcomers: { found: { people: [], total: 0 } }, pinned: { found: [] } }),
  'home without a copy': homePage({ ...emptyHome, timeZone: null, asOf: null, absence: noPlaceForACopy(at) }),
  'home without a right': homePage({ ...emptyHome, asOf: null, absence: noPermission({ church: 'First Church', administrators: [NAME] }) }),
  ...Object.fromEntries(
    ['none', 'working', 'slow', 'again', 'permission', 'leaving'].flatMap((state) =>
      [true, false].map((isAdministrator) => [`no copy: ${state}, ${String(isAdministrator)}`, absentPage('Birthdays', noCopyYet({ ...at, isAdministrator, connection: { state, administrators: [NAME] } }))]),
    ),
  ),
  'never connected': absentPage('Birthdays', noCopyYet({ ...at, isAdministrator: false, connection: undefined })),
  reports: shelfPage(shelf),
  'reports of somebody new': shelfPage({ ...shelf, mine: [], everyones: [], pins: [], notice: null }),
  birthdays: birthdaysPage(birthdays, view()),
  'more birthdays than a page has': birthdaysPage({ ...birthdays, total: 5000 }, view({ when: 'this-month', list: '9', years: 'nobody' })),
  'nobody’s birthday': birthdaysPage({ people: [], total: 0 }, view({ from: 'never' })),
  'birthdays of what is gone': daysGonePage('birthdays', choosing({}), view({ list: '8' })),
  anniversaries: anniversariesPage({ found: [{ person: spouse, day: '2026-11-29', household: [] }, { person: { ...spouse, id: '6', marital: null }, day: '2026-11-29', household: [{ ...spouse, id: '7', marital: null }] }], isPart: true }, view()),
  'no anniversaries': anniversariesPage({ found: [], isPart: false }, view()),
  'anniversaries of what is gone': daysGonePage('anniversaries', choosing({}), view()),
  duplicates: duplicatesPage({ pairs: [{ reasons: ['name', 'email'], people: [twin, { ...twin, membership: null, birthdate: null, createdAt: null }] }], total: 120 }, { page: 2, timeZone, asOf, now }),
  'no duplicates': duplicatesPage({ pairs: [], total: 0 }, { page: 1, timeZone, asOf, now }),
  'list changes': listChangesPage(changes, watched),
  'no list changes': listChangesPage({ ...changes, changes: [], total: 0, firstAt: null }, { ...watched, problem: 'The calendar has no such day.' }),
  'no list to watch': listChangesPage({ lists: [], changes: [], total: 0, firstAt: null }, watched),
}

test.each(Object.entries(pages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

const words = async (page: Page) => wordsOf(await renderPage(page)).replace(/&lt;script&gt;/g, '')

test.each([
  ['2026-11-26T09:59:00Z', 'Good evening'], // four in the morning is not yet morning: 3:59
  ['2026-11-26T10:00:00Z', 'Good morning'],
  ['2026-11-26T17:59:00Z', 'Good morning'],
  ['2026-11-26T18:00:00Z', 'Good afternoon'],
  ['2026-11-27T00:00:00Z', 'Good evening'],
])('at %s the church is wished %s', async (iso, wish) => {
  expect(await words(homePage({ ...emptyHome, now: Date.parse(iso) }))).toContain(`${wish}, Ruth`)
})

test('home counts the coming week, says the ages of children only, and leads to all the others', async () => {
  const said = await words(homePage(home))
  expect(said).toMatch(/Thursday, November 26 · 1 birthday this Sunday to Saturday/)
  expect(said).toMatch(/Ruth Abara turns 10 Sun, Nov 29 Ruth Abara Mon, Mar 1/)
  expect(said).toContain('All 41 : New since last Sunday')
  expect(said).toMatch(/Your pinned reports Ruth Abara 1,204 Birthdays/)
})

test('a part that failed says so in its place, and the others stay', async () => {
  const said = await words(homePage({ ...home, newcomers: { trouble: 'What Foyer keeps cannot be reached just now.' } }))
  expect(said).toMatch(/Your pinned reports Ruth.*turns 10 .*New since last Sunday What Foyer keeps cannot be reached just now\./)
})

test('of many shared reports the first hundred are shown, and it is said', async () => {
  const said = await words(shelfPage(shelf))
  expect(said).toContain('The first 100 of 120 are shown.')
  expect(said).toMatch(/Yours Ruth Abara shared 41 people Unpin/)
})

test('what is the same of two is said in one phrase', () => {
  expect(reasonWords(['name', 'birthday', 'phone'])).toBe('Same name, birthday, and phone number')
  expect(reasonWords(['birthday'])).toBe('Same birthday and first name')
})

describe('the address of days', () => {
  it.each([
    ['', {}],
    ['?when=next-month&child=no&years=everybody', { when: 'next-month', child: 'no', years: 'everybody' }],
    ['?from=2026-12-24&to=2026-12-26&list=9', { from: '2026-12-24', to: '2026-12-26', list: '9' }],
    // Days that are a week of the calendar's are that week, and move on with it.
    ['', { from: '2026-11-29', to: '2026-12-05' }],
    ['?when=this-month', { from: '2026-11-01', to: '2026-11-30' }],
    ['', { when: 'nonsense', years: 'maybe', email: 'no', column: 'email' }],
    ['?from=2026-12-24&to=2026-12-30', { from: '2026-12-24' }],
  ])('is %j', (address, query) => {
    expect(daysAddress('', ask(query), 'children')).toBe(address)
  })

  it.each([
    [{ from: '2026-12-02', to: '2026-12-01' }, 'The last day is before the first.'],
    [{ from: '2026-12-01', to: '2027-12-01' }, 'That is more than a year: choose fewer days.'],
    [{ from: '2026-02-29', to: '2026-03-01' }, 'The calendar has no such day. Days are written like 2026-03-08.'],
    [{ from: '12/24/2026' }, 'The calendar has no such day. Days are written like 2026-03-08.'],
    [{ from: '9999-12-01', to: '9999-12-31' }, 'The calendar has no such day. Days are written like 2026-03-08.'],
  ])('%j cannot be meant', (query, problem) => {
    expect(ask(query)).toMatchObject({ problem, named: 'coming-week' })
  })
})
