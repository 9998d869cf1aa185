import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PersonSummary } from '../../src/directory/people-list'
import { listGonePage, peoplePage, type PeopleView } from '../../src/directory/people-pages'
import { readPeopleQuestion, type PeopleQuestion } from '../../src/directory/people-question'
import type { Page } from '../../src/web/page'
import { assets, problemsOf, publicFolder, renderPage, wordsOf } from './render-page'

const DAY = 24 * 60 * 60_000
const now = Date.parse('2026-03-01T10:00:00Z')

const dolores: PersonSummary = {
  id: '4',
  name: 'Dolores O’Neil',
  status: 'active',
  membership: 'Regular Attender',
  child: false,
  phone: { number: '(555) 010-0177', dialled: '+15550100177', location: 'Mobile' },
  email: { address: 'dolores@example.org', blocked: true, location: 'Home' },
  avatarUrl: 'https://photos.example/4',
  createdAt: now - 3 * DAY,
  updatedAt: now - 2 * 60_000,
}
const probe: PersonSummary = { ...dolores, id: '5', name: 'Robert <script>alert(1)</script>', phone: null, email: null, membership: null, avatarUrl: null }
const noor: PersonSummary = { ...probe, id: '6', name: 'نور الحسيني', child: true, status: 'inactive' }
const timeZone = 'America/Chicago'
const three = { people: [dolores, probe, noor], total: 3, timeZone }
const many = { people: Array.from({ length: 25 }, (_, i) => ({ ...dolores, id: String(i + 1) })), total: 1204, timeZone }
const none = { people: [], total: 0, timeZone: null }

const choices = {
  memberships: [{ value: 'Regular Attender', text: 'Regular Attender' }],
  campuses: [{ value: '7', text: 'North <Campus>' }],
  lists: [{ value: '9', text: 'Choir' }],
  moreLists: false,
}
const ask = (address: string): PeopleQuestion => readPeopleQuestion(Object.fromEntries(new URL(address, 'http://foyer').searchParams)).question
const look = (address: string, more: Partial<PeopleView> = {}): PeopleView => ({
  question: ask(address),
  choices,
  church: 'First Church',
  ways: [],
  now,
  photo: (avatarUrl) => avatarUrl && '/photos/sealed',
  ...more,
})
const refused = { memberships: null, campuses: null, lists: null, moreLists: false }

const pages: Record<string, Page> = {
  people: peoplePage(three, look('/people')),
  'people on cards': peoplePage(three, look('/people?view=cards&sort=newest')),
  'people with whom more can be done': peoplePage(three, look('/people', { ways: [{ href: '/reports/labels', text: 'Labels' }] })),
  'people found': peoplePage(three, look('/people?q=%3Cscript%3E&status=all&child=no&campus=7&list=9&membership=Regular+Attender&sort=changed')),
  'nobody found': peoplePage(none, look('/people?q=%3Cscript%3E')),
  'nobody left by the filters': peoplePage(none, look('/people?status=inactive&child=yes&campus=7&list=9&membership=Regular+Attender')),
  'nobody at all': peoplePage(none, look('/people')),
  'people without any choice': peoplePage(three, look('/people', { choices: refused })),
  'people of a church with many lists': peoplePage(three, look('/people', { choices: { ...choices, lists: [], moreLists: true } })),
  'a list that is gone': listGonePage(look('/people?list=9&q=Ruth')),
}

test.each(Object.entries(pages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

test.each([
  ['/people', 1204, '1,204 active people'],
  ['/people', 1, '1 active person'],
  ['/people?status=all', 12, '12 people'],
  ['/people?status=inactive&child=yes', 1, '1 inactive child'],
  ['/people?child=no', 2, '2 active adults'],
  ['/people?q=x&status=all&list=9', 12, '12 people found for “x” in the list “Choir”'],
  ['/people?list=10', 12, '12 active people in this list'],
  ['/people?campus=7&membership=Regular+Attender', 12, '12 active people at North &lt;Campus&gt;, membership “Regular Attender”'],
])('%s with %d hits says “%s”', async (address, total, words) => {
  expect(await renderPage(peoplePage({ people: [dolores], total, timeZone }, look(address)))).toContain(`<bdi>${words}</bdi></p>`)
})

test('people are listed with a link to each, a number to dial, and a mark on an address that is blocked', async () => {
  const html = await renderPage(peoplePage(three, look('/people')))
  expect(html).toContain('<a href="/people/4"><bdi>Dolores O’Neil</bdi></a>')
  expect(html).toContain('<a class="unbroken" href="tel:+15550100177"><bdi>(555) 010-0177</bdi></a>')
  expect(html).toMatch(/mailto:dolores@example\.org.*?<span class="badge badge--warn">e-mail blocked<\/span>/s)
  expect(html).toMatch(/<bdi>نور الحسيني<\/bdi><\/a>\s*<span class="badge badge--plain">child<\/span>\s*<span class="badge badge--warn">inactive<\/span>/)
  expect(html.match(/src="\/photos\/sealed"/g)).toHaveLength(1)
})

test('who is sorted by a date has it beside the name', async () => {
  expect(wordsOf(await renderPage(peoplePage(three, look('/people?sort=newest'))))).toContain('added 3 days ago')
  expect(wordsOf(await renderPage(peoplePage(three, look('/people?sort=changed&view=cards'))))).toContain('changed 2 minutes ago')
  expect(wordsOf(await renderPage(peoplePage(three, look('/people?view=cards'))))).not.toMatch(/(added|changed) \d+ \w+ ago/)
})

test('the search box keeps what was searched, and so do the links to the other pages', async () => {
  const html = await renderPage(peoplePage(many, look('/people?q=O%E2%80%99Neil+%26+sons&page=3')))
  expect(html).toContain('name="q" value="O’Neil &amp; sons"')
  expect(html).toContain('rel="prev" href="/people?q=O%E2%80%99Neil+%26+sons&amp;status=active&amp;page=2"')
  expect(html).toContain('rel="next" href="/people?q=O%E2%80%99Neil+%26+sons&amp;status=active&amp;page=4"')
})

test('the first page has no previous one, the last no next one, and a short list neither', async () => {
  const first = await renderPage(peoplePage(many, look('/people')))
  expect(first).not.toContain('rel="prev"')
  expect(first).toContain('href="/people?page=2"')
  const last = await renderPage(peoplePage({ ...many, people: many.people.slice(0, 4) }, look('/people?page=49')))
  expect(last).not.toContain('rel="next"')
  expect(wordsOf(last)).toContain('1,201–1,204 of 1,204')
  expect(await renderPage(peoplePage(three, look('/people')))).not.toContain('class="pagination"')
  expect(await renderPage(peoplePage({ ...many, total: 50_000 }, look('/people?page=1200')))).not.toContain('rel="next"')
})

test('paper says which of them stand on it, on which day of the church’s, who printed it, and for whom', async () => {
  const eveningInChicago = { now: Date.parse('2026-03-01T02:00:00Z') }
  const words = wordsOf(await renderPage(peoplePage(many, look('/people?page=2')), eveningInChicago))
  expect(words).toMatch(/First Church · People · 1,204 active people, 26–50 of 1,204 Printed on February 28, 2026 from Foyer by Ruth &lt;script&gt;Abara · for church use only/)
  expect(wordsOf(await renderPage(peoplePage(three, look('/people')), eveningInChicago))).toContain('People · 3 active people Printed on')
})

test('every filter is offered with what is chosen, and a church without campuses is not asked for one', async () => {
  const html = await renderPage(peoplePage(three, look('/people?campus=7')))
  expect(html).toContain('<option value="7" selected>North &lt;Campus&gt;</option>')
  expect([...html.matchAll(/<select[^>]* name="(\w+)"/g)].map(([, name]) => name)).toEqual(['status', 'child', 'membership', 'campus', 'list', 'sort'])
  const plain = await renderPage(peoplePage(three, look('/people', { choices: { ...choices, campuses: [] } })))
  expect(plain).not.toContain('name="campus"')
  expect(wordsOf(plain)).not.toContain('Campuses:')
})

test('a filter that Planning Center refuses says so, and who can change it', async () => {
  const words = wordsOf(await renderPage(peoplePage(three, look('/people', { choices: refused }))))
  for (const what of ['Memberships', 'Campuses', 'Lists'])
    expect(words).toContain(`${what}: your Planning Center account can’t open these. An Organization Administrator of First Church can change that, in Planning Center People.`)
})

test('a list that is gone leaves the other filters, and is no longer among them', async () => {
  const html = await renderPage(listGonePage(look('/people?list=9&child=no')))
  expect(wordsOf(html)).toContain('This list is not there any more')
  expect(html).toContain('href="/people?child=no"')
  expect(html).not.toContain('Choir')
})

test('the heaviest page stays below 100 KB with everything it needs', async () => {
  const html = await renderPage(peoplePage(many, look('/people?view=cards&sort=newest')))
  const files = ['css/tokens', 'css/base', 'css/layout', 'css/components', 'css/people', 'css/person', 'css/print'].map((name) => `${name}.css`)
  const everything = [...files, 'js/search-key.js', 'js/filters.js', 'images/icons.svg', 'images/favicon.svg']
  for (const file of everything) expect(html).toContain(assets.url(file))
  expect(html.length + everything.reduce((sum, file) => sum + readFileSync(join(publicFolder, file)).length, 0)).toBeLessThan(100_000)
})
