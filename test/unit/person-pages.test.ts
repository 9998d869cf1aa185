import { householdGonePage, householdPage } from '../../src/directory/household-pages'
import type { HouseholdInFull, HouseholdPersonInFull } from '../../src/directory/households'
import { listGonePage, listPage, listsFoundPage, listsOfPersonPage, listsPage } from '../../src/directory/list-pages'
import type { WholeList } from '../../src/directory/lists'
import type { Person } from '../../src/directory/person'
import { personGonePage, personPage } from '../../src/directory/person-pages'
import type { RefreshingView } from '../../src/directory/refreshing-pages'
import type { Page } from '../../src/web/page'
import { problemsOf, renderPage, wordsOf } from './render-page'

const now = Date.parse('2026-03-01T16:00:00Z')
const look = { now, photo: () => null, seesEveryTab: false }

const dolores: Person = {
  id: '4',
  name: 'Dolores O’Neil',
  firstName: 'Dolores',
  nickname: 'Dolly',
  fullName: 'Mrs. Dolores Ann O’Neil',
  avatarUrl: null,
  status: 'active',
  inactiveSince: null,
  inactiveReason: null,
  child: false,
  grade: null,
  birthdate: '1962-03-02',
  anniversary: '1985-06-08',
  maritalStatus: 'Married',
  membership: 'Regular Attender',
  campus: 'Main Campus',
  directoryStatus: 'no_access',
  updatedAt: '2026-02-20T10:00:00Z',
  emails: [{ address: 'dolores@example.org', location: 'Home', blocked: true }],
  phones: [{ number: '(555) 010-0178 x 12', dialled: '(555) 010-0178 x 12', location: 'Work' }],
  addresses: [{ lines: ['12 Main St', 'Apt 3', 'Springfield, IL 62701'], onMap: ['12 Main St', 'Springfield, IL 62701'], location: 'Home' }],
  households: [],
  customTabs: [],
  timeZone: 'America/Chicago',
  planningCenterUrl: 'https://people.planningcenteronline.com/people/AC4',
}
const silent: Person = { ...dolores, id: '5', name: 'Robert <script>alert(1)</script>', nickname: null, emails: [], phones: [], addresses: [], planningCenterUrl: null }
const noor: Person = { ...silent, id: '6', name: 'نور الحسيني', child: true, grade: 0, birthdate: null, membership: null, campus: null, anniversary: null, maritalStatus: null }

const inHousehold = (person: Person, isPrimaryContact = false) => ({ ...person, isPrimaryContact })
const family = { id: '9', name: 'O’Neil', people: [inHousehold(dolores, true), inHousehold(noor)] }
const withFamily: Person = { ...dolores, households: [family] }

const inFull = (person: Person, details: Partial<HouseholdPersonInFull> = {}): HouseholdPersonInFull => ({ ...person, isPrimaryContact: false, role: null, pending: false, ...details })
const household: HouseholdInFull = {
  id: '9',
  name: 'O’Neil',
  address: dolores.addresses[0] ?? null,
  timeZone: null,
  people: [
    inFull(dolores, { isPrimaryContact: true, role: 'parent_guardian' }),
    inFull(silent, { phones: [{ number: '(555) 010-0199', dialled: '+15550100199', location: null }] }),
    inFull({ ...silent, id: '7', name: 'Old Tom', status: 'inactive', inactiveReason: 'Deceased', phones: [{ number: '(555) 010-0166', dialled: '+15550100166', location: null }] }),
    inFull(noor, { role: 'child', pending: true }),
  ],
}

const list: WholeList = { id: '3', name: 'Choir <script>', description: 'Who sings', total: 60, refreshedAt: now - 3_600_000, starred: true, maker: 'Noor <script>', hasAutomations: false, isInvalid: false }
const bare: WholeList = { id: '8', name: 'List without a name', description: '', total: null, refreshedAt: null, starred: false, maker: null, hasAutomations: false, isInvalid: false }
const summary = { ...noor, phone: null, email: dolores.emails[0] ?? null, createdAt: null, updatedAt: null }

const view = { ...look, underWay: null, mayManage: true, csrf: 'one-of-its-kind', ways: [{ href: '/reports/labels?list=3', text: 'Labels' }] }
const pageOf = (one: WholeList, more: Partial<RefreshingView> = {}) => listPage({ list: one, found: { people: [summary], total: 60, timeZone: 'America/Chicago' } }, { ...view, page: 1, ...more })

const pages: Record<string, Page> = {
  'a person': personPage(withFamily, look),
  'a person without contact data': personPage(silent, look),
  'a child with a right-to-left name': personPage({ ...noor, households: [family] }, look),
  'somebody who moved away': personPage({ ...dolores, status: 'inactive', inactiveSince: '2024-05-01T03:00:00Z', inactiveReason: 'Moved away' }, look),
  'somebody who died': personPage({ ...dolores, status: 'inactive', inactiveSince: null, inactiveReason: 'Deceased' }, look),
  'somebody with custom fields': personPage({ ...dolores, customTabs: [{ name: 'Faith <script>', fields: [{ name: 'Serving in', values: ['Choir', 'Kitchen'] }] }] }, look),
  'nobody': personGonePage(),
  'a household': householdPage(household, look),
  'a household of nobody we know': householdPage({ ...household, people: [], address: null }, look),
  'no household': householdGonePage(),
  lists: listsPage({ lists: [list, bare], total: 60 }, { search: '', page: 2, now }),
  'no lists': listsPage({ lists: [], total: 0 }, { search: '', page: 1, now }),
  'lists found': listsFoundPage({ lists: [list], total: 900, searched: 500 }, { search: '<script>', page: 1, now }),
  'no lists found': listsFoundPage({ lists: [], total: 4, searched: 4 }, { search: '<script>', page: 1, now }),
  'a list': pageOf(list),
  'a list managed by others': pageOf(list, { mayManage: false }),
  'a list whose rules no longer work': pageOf({ ...list, isInvalid: true }),
  'a list with automations': pageOf({ ...list, hasAutomations: true }),
  'a list that is being refreshed': pageOf(list, { underWay: { askedAt: now - 40_000, isSlow: false } }),
  'a list whose refreshing takes long': pageOf(list, { underWay: { askedAt: now - 400_000, isSlow: true } }),
  'an empty list': listPage({ list: bare, found: { people: [], total: 0, timeZone: null } }, { ...view, page: 1, mayManage: false }),
  'no list': listGonePage(),
  'the lists of a person': listsOfPersonPage(silent, { lists: [list], total: 43, looked: 20 }, { from: 0, now }),
  'the lists of somebody on none': listsOfPersonPage(silent, { lists: [], total: 3, looked: 3 }, { from: 0, now }),
}

test.each(Object.entries(pages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

const words = async (page: Page | undefined) => (page ? wordsOf(await renderPage(page)) : '')
const CHILD = 'Foyer holds no medical notes or allergies. Check Planning Center.'

test('a list says who may have it refreshed, what that does, and how far it is', async () => {
  const press = 'Refresh this list in Planning Center'
  const changes = 'This is the one thing Foyer ever changes in Planning Center: by the list’s own rules, it looks anew who belongs on it.'
  expect(await words(pages['a list'])).toMatch(new RegExp(`${press} ${changes}`))
  expect(await words(pages['a list'])).not.toContain('Automations')
  expect(await words(pages['a list with automations'])).toContain(`${changes} Automations of this list may follow for whoever comes or goes: e-mails, for example.`)
  for (const name of ['a list managed by others', 'a list whose rules no longer work', 'an empty list', 'a list that is being refreshed']) expect(await words(pages[name])).not.toContain(press)
  expect(await words(pages['a list managed by others'])).toMatch(/Only those who manage this list in Planning Center can have it refreshed\. Ask Noor &lt;script&gt; ?, who made it\./)
  expect(await words(pages['an empty list'])).not.toContain('who made it')
  expect(await words(pages['a list whose rules no longer work'])).toContain('its rules speak of something that is gone. Open it there to mend them.')
  expect(await words(pages['a list that is being refreshed'])).toContain('Planning Center is refreshing this list… Asked less than a minute ago.')
  expect(await words(pages['a list whose refreshing takes long'])).toMatch(new RegExp(`Planning Center was asked about 7 minutes ago to refresh this list, and is not done.*${press}`))
})

test('a list that is being refreshed is looked at again, with a script and without', async () => {
  const html = await renderPage(pages['a list that is being refreshed'] ?? listGonePage())
  expect(html).toContain('data-progress="/lists/3/refreshing" data-progress-every="4"')
  expect(html).toContain('<noscript><meta http-equiv="refresh" content="10"></noscript>')
  for (const name of ['a list', 'a list whose refreshing takes long']) expect(await renderPage(pages[name] ?? listGonePage())).not.toMatch(/data-progress|http-equiv="refresh"/)
})

test('a person can be telephoned with the extension, written to, found on the map, and opened in Planning Center', async () => {
  const html = await renderPage(personPage(dolores, look))
  expect(html).toContain('href="tel:5550100178;ext=12"')
  expect(html).toContain('href="mailto:dolores@example.org"')
  expect(html).toContain('href="https://www.openstreetmap.org/search?query=12+Main+St%2C+Springfield%2C+IL+62701"')
  expect(html).toContain('href="https://people.planningcenteronline.com/people/AC4"')
  expect(html).toMatch(/dolores@example\.org<\/bdi><\/a>\s*<span class="badge badge--warn">e-mail blocked</)
})

test('each of them can be copied, by a button that is hidden until a script shows it', async () => {
  const html = await renderPage(personPage(dolores, look))
  const copied = [...html.matchAll(/data-copy="([^"]*)" hidden>/g)].map(([, text]) => text)
  expect(copied).toEqual(['(555) 010-0178 x 12', 'dolores@example.org', '12 Main St\nApt 3\nSpringfield, IL 62701'])
  expect(html).toContain('role="status" data-copied')
  expect(wordsOf(html)).toContain('Copy dolores@example.org')
})

test('the heading has the nickname, or the name it stands for', async () => {
  expect(await words(personPage(dolores, look))).toMatch(/Dolores O’Neil “Dolly”\s+Regular Attender Main Campus/)
  expect(await words(personPage({ ...dolores, name: 'Dolly O’Neil' }, look))).toContain('Dolly O’Neil (Dolores)')
})

test('who is not in the church directory is marked, and who is, is not', async () => {
  expect(await words(personPage(dolores, look))).toContain('Not shared in the church directory')
  expect(await words(personPage({ ...dolores, directoryStatus: 'pending' }, look))).toContain('Not yet shared in the church directory')
  for (const directoryStatus of ['has_access', null, 'something new']) expect(await words(personPage({ ...dolores, directoryStatus }, look))).not.toContain('church directory')
})

test('a birthday near is said, years of marriage are counted, and the full name is written out', async () => {
  const about = await words(personPage(dolores, look))
  expect(about).toContain('Full name Mrs. Dolores Ann O’Neil')
  expect(about).toContain('Birthday March 2, 1962 63 years old · birthday tomorrow')
  expect(about).toContain('Anniversary June 8, 1985 40 years')
})

test.each(['Widowed', 'Divorced', 'Separated'])('of a marriage that is over (%s), only the day is told', async (maritalStatus) => {
  const about = await words(personPage({ ...dolores, maritalStatus }, look))
  expect(about).toContain('Wedding day June 8, 1985')
  expect(about).not.toMatch(/Anniversary|40 years/)
})

test('of somebody who died, nothing is counted and nothing is near', async () => {
  const text = await words(pages['somebody who died'])
  expect(text).toContain('Marked as deceased in Planning Center. Please look at the household before you call or write.')
  expect(text).toContain('Born March 2, 1962')
  expect(text).not.toMatch(/years old|tomorrow|40 years|church directory|inactive/)
})

test('of somebody inactive it is said since when, by the church’s own day, and why', async () => {
  expect(await words(pages['somebody who moved away'])).toContain('Not active since April 30, 2024: Moved away.')
})

test('what is missing is said in one sentence, which does not pretend to know why', async () => {
  expect(await words(personPage(silent, look))).toContain('Planning Center has no phone number, no e-mail and no address for this person, or does not show it to you.')
  expect(await words(personPage({ ...dolores, emails: [] }, look))).toContain('has no e-mail for this person')
  expect(await words(personPage(dolores, look))).not.toContain('does not show it to you')
})

test('a household says who is who, links to everybody but the one whose page it is, and to its own page', async () => {
  const html = await renderPage(personPage(withFamily, look))
  expect(wordsOf(html)).toMatch(/O’Neil household/)
  expect(wordsOf(html)).toMatch(/adult · primary contact .* child/)
  expect(html).toContain('href="/households/9"')
  expect(html).toContain('href="/people/6"')
  expect(html).not.toContain('href="/people/4"')
})

test('wherever a child stands, it is said that Foyer holds no medical notes, and nowhere else', async () => {
  for (const name of ['a person', 'a child with a right-to-left name', 'a household', 'a list']) expect(await words(pages[name])).toContain(CHILD)
  for (const name of ['a person without contact data', 'lists', 'an empty list']) expect(await words(pages[name])).not.toContain(CHILD)
})

test('ticked boxes stand one under the other, and who may miss a field reads which permission opens it and who gives it', async () => {
  const html = await renderPage(pages['somebody with custom fields'] ?? personGonePage())
  expect(html).toMatch(/<bdi>Choir<\/bdi>[\s\S]*<bdi>Kitchen<\/bdi>/)
  expect(wordsOf(html)).toContain('“People: Manager”. An Organization Administrator of your church can give it.')
})

test('who sees every tab is not told that there may be more', async () => {
  const text = await words(personPage(silent, { ...look, seesEveryTab: true }))
  expect(text).toContain('None is filled in.')
  expect(text).not.toContain('There may be more')
  expect(await words(personPage(silent, look))).toMatch(/None is filled in that you may see\.\s+There may be more/)
})

test('a household tells roles of its own, who is not confirmed, and who has died', async () => {
  const text = await words(pages['a household'])
  expect(text).toContain('parent guardian · primary contact')
  expect(text).toMatch(/نور الحسيني\s+child\s+not yet confirmed/)
  expect(text).toMatch(/Old Tom\s+deceased/)
})

test('all numbers of a household are copied together, without those of the dead', async () => {
  const html = await renderPage(pages['a household'] ?? personGonePage())
  expect(html).toContain('data-copy="(555) 010-0178 x 12\n(555) 010-0199" hidden')
  expect(wordsOf(html)).toContain('Copy both phone numbers')
})

test('a list says how many are on it and when that was found out, and pages on', async () => {
  const html = await renderPage(pages['a list'] ?? personGonePage())
  expect(wordsOf(html)).toMatch(/starred\s+60 people, as refreshed in Planning Center 1 hour ago/)
  expect(html).toContain('href="/lists/3?page=2"')
  expect(html).toContain('href="https://people.planningcenteronline.com/lists/3"')
})

test('who misses a list reads who can share it', async () => {
  for (const name of ['lists', 'no lists', 'lists found', 'the lists of a person']) expect(await words(pages[name])).toContain('Whoever made another list can share it with you in Planning Center.')
})

test('a search that could not look everywhere says so', async () => {
  expect(await words(pages['lists found'])).toContain('Foyer looked through the first 500 of 900 lists.')
  expect(await words(pages['no lists found'])).not.toContain('first 500')
})

test('a look through the lists says how far it went, and how to go on', async () => {
  expect(await words(pages['the lists of a person'])).toContain('Foyer looked through lists 1–20 of 43 that you may see.')
  expect(await renderPage(pages['the lists of a person'] ?? personGonePage())).toContain('href="/people/5/lists?from=20">Look through the next 20</a>')
  expect(await words(pages['the lists of somebody on none'])).toContain('Foyer looked through 3 lists that you may see.')
})

test('the buttons of more lists say so, and those of more people', async () => {
  expect(await renderPage(pages['lists'] ?? personGonePage())).toContain('<nav class="pagination" aria-label="More lists">')
  expect(await renderPage(pages['a list'] ?? personGonePage())).toContain('<nav class="pagination" aria-label="More people">')
})

test('paper says whom or what it shows, and where the church’s own day is not known, the hour as well', async () => {
  const evening = { now: Date.parse('2026-03-01T02:00:00Z') }
  const note = async (page: Page | undefined) => (page ? /First Church · .* for church use only/.exec(wordsOf(await renderPage(page, evening)))?.[0] : '')
  const printed = 'from Foyer by Ruth &lt;script&gt;Abara · for church use only'
  expect(await note(pages['a person'])).toBe(`First Church · Dolores O’Neil Printed on February 28, 2026 ${printed}`)
  expect(await note(pages['a household'])).toBe(`First Church · O’Neil household · 4 people Printed on March 1, 2026 at 2:00 AM UTC ${printed}`)
  expect(await note(pages['a list'])).toBe(`First Church · Choir &lt;script&gt; · 60 people, 1–1 of 60 Printed on February 28, 2026 ${printed}`.replace('1–1', '1'))
  expect(await note(pages['lists'])).toContain('First Church · Lists · 60 lists, 26–27 of 60')
})
