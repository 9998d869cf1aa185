import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountPage, formWithoutSessionPage, frontPage, signedOutPage } from '../../src/auth/pages'
import { peoplePage, personPage } from '../../src/directory/pages'
import type { PersonDetails, PersonSummary } from '../../src/directory/people'
import type { Page } from '../../src/web/page'
import { assets, problemsOf, publicFolder, renderPage, signedOut, wordsOf } from './render-page'

const MINUTE = 60_000
const now = Date.parse('2026-03-01T10:00:00Z')

const dolores: PersonSummary = {
  id: '4',
  name: 'Dolores O’Neil',
  status: 'active',
  membership: 'Regular Attender',
  child: false,
  phone: '(555) 010-0177',
  email: { address: 'dolores@example.org', blocked: true },
}
const probe: PersonSummary = { ...dolores, id: '5', name: 'Robert <script>alert(1)</script>', phone: null, email: null, membership: null }
const noor: PersonSummary = { ...probe, id: '6', name: 'نور الحسيني', child: true, status: 'inactive' }

const details: PersonDetails = {
  ...dolores,
  nickname: 'Dolly',
  emails: [{ address: 'dolores@example.org', location: 'Home', primary: true, blocked: true }],
  phones: [{ number: '(555) 010-0178 x 12', location: 'Work', primary: true }],
  addresses: [{ lines: ['12 Main St', 'Springfield, IL 62701'], location: 'Home', primary: true }],
  planningCenterUrl: 'https://people.planningcenteronline.com/people/AC4',
}

const silent = { ...details, ...probe, nickname: null, emails: [], phones: [], addresses: [], planningCenterUrl: null }

const found = { people: [dolores, probe, noor], total: 1204, offset: 25, perPage: 25, search: '' }
const account = {
  name: 'Ruth <script>Abara',
  email: 'ruth@example.org',
  church: 'First Church',
  permission: { level: 'Editor', administrator: false },
  uses: ['People'],
  signIns: [
    { id: 'here', browser: 'Firefox on Windows', since: now - 180 * MINUTE, lastSeen: now, current: true },
    { id: 'phone', browser: 'Safari on iPhone', since: now - 60 * MINUTE, lastSeen: now - 5 * MINUTE, current: false },
  ],
  csrf: 'one-of-its-kind',
  now,
}
const out = {
  everywhere: false,
  planningCenterSignOutUrl: 'https://example.org/logout',
  signInUrl: '/login',
  someoneElseUrl: '/login?prompt=login',
}
const unsent = { typed: [{ name: 'note', value: 'Dear <script>Ada' }, { name: '_csrf', value: 'hidden' }], signInUrl: '/login' }

const signedOutPages: Record<string, Page> = {
  'the front page': frontPage({ operatorName: 'First Church office', signInUrl: '/login' }),
  'the front page of an unnamed operator': frontPage({ operatorName: null, signInUrl: '/login' }),
  'signed out': signedOutPage(out),
  'signed out everywhere': signedOutPage({ ...out, everywhere: true }),
  'a form without a session': formWithoutSessionPage(unsent),
  'an empty form without a session': formWithoutSessionPage({ ...unsent, typed: [] }),
}
const signedInPages: Record<string, Page> = {
  'the account': accountPage(account),
  'the account of somebody without access': accountPage({ ...account, email: null, permission: { level: null, administrator: true } }),
  'the account while Planning Center is silent': accountPage({ ...account, permission: null }),
  people: peoplePage(found),
  'people found': peoplePage({ ...found, search: '<script>' }),
  'nobody found': peoplePage({ ...found, people: [], total: 0, offset: 0, search: '<script>' }),
  'nobody at all': peoplePage({ ...found, people: [], total: 0, offset: 0 }),
  'a person': personPage({ person: details }),
  'a person without contact data': personPage({ person: silent }),
  'a child with a right-to-left name': personPage({ person: { ...details, ...noor } }),
}

test.each(Object.entries(signedInPages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

test.each(Object.entries(signedOutPages))('%s, seen by somebody not signed in, reads well', async (_name, page) => {
  const html = await renderPage(page, signedOut)
  expect(problemsOf(html)).toEqual([])
  expect(html).not.toContain('Sign out</button>')
})

test('the heaviest page stays below 60 KB with everything it needs', async () => {
  const people = Array.from({ length: 25 }, (_, i) => ({ ...dolores, id: String(i) }))
  const html = await renderPage(peoplePage({ ...found, people }))
  const files = ['css/tokens.css', 'css/base.css', 'css/layout.css', 'css/components.css', 'css/print.css', 'images/icons.svg', 'images/favicon.svg']
  for (const file of files) expect(html).toContain(assets.url(file))
  expect(html.length + files.reduce((sum, file) => sum + weight(file), 0)).toBeLessThan(60_000)
})

test('the header shows whose eyes these are, the way to the account and the way out', async () => {
  const html = await renderPage(peoplePage(found))
  expect(html).toMatch(/<a class="eyes__who" href="\/account">.*?<bdi[^>]*>Ruth &lt;script&gt;Abara<\/bdi>\s*<bdi[^>]*>First Church<\/bdi>/s)
  expect(html).toMatch(/<form method="post" action="\/logout">.*?value="one-of-its-kind".*?Sign out<\/button>/s)
})

test('the open page is marked in the navigation, and so is the one a person belongs to', async () => {
  expect(await renderPage(peoplePage(found), { path: '/people' })).toContain('<a href="/people" aria-current="page">')
  expect(await renderPage(personPage({ person: details }), { path: '/people/4' })).toContain('<a href="/people" aria-current="true">')
  expect(await renderPage(accountPage(account), { path: '/account' })).not.toContain('aria-current')
})

test('the foot says who runs it, that the church is a sample, and that Planning Center does not stand behind it', async () => {
  const words = wordsOf(await renderPage(peoplePage(found)))
  expect(words).toContain('Run by First Church office')
  expect(words).toContain('Sample church. Nothing here is real.')
  expect(words).toContain('Sign-ins end with this demo.')
  expect(words).toContain('Independent of Planning Center, not endorsed by it.')
  expect(wordsOf(await renderPage(peoplePage(found), { sampleChurch: false }))).not.toContain('Sample church')
})

test('the front page has one way in, a link, and two promises', async () => {
  const html = await renderPage(frontPage({ operatorName: 'First Church office', signInUrl: '/login' }), signedOut)
  expect(html).toMatch(/<a class="[^"]*button[^"]*" href="\/login">Sign in with Planning Center<\/a>/)
  expect(html.match(/class="[^"]*\bbutton\b/g)).toHaveLength(1)
  expect(html).not.toContain('<form')
  expect(wordsOf(html)).toContain('Foyer never sees your password. You see what Planning Center lets you see.')
  expect(wordsOf(html).match(/run by First Church office/gi)).toHaveLength(1)
})

test('after signing out, Planning Center can be ended too, and somebody else can sign in', async () => {
  const html = await renderPage(signedOutPage(out), signedOut)
  expect(wordsOf(html)).toContain('Planning Center is still open on this computer: end it here')
  expect(html).toContain('<a href="https://example.org/logout">end it here</a>')
  expect(html).toContain('href="/login?prompt=login">Someone else signs in</a>')
})

test('the account says who you are and what Foyer may use, in Planning Center’s words', async () => {
  const words = wordsOf(await renderPage(accountPage(account)))
  expect(words).toContain('People: Editor')
  expect(words).toContain('Organization Administrator No')
  expect(words).toContain('What Foyer may use People')
})

test('each place of signing in can be ended alone, all can be ended together, and this one is marked', async () => {
  const html = await renderPage(accountPage(account))
  expect(html).toContain('action="/account/sign-ins/here/end"')
  expect(html).toContain('action="/account/sign-ins/phone/end"')
  expect(html).toMatch(/action="\/account\/sign-ins\/end-all">.*?Sign out everywhere<\/button>/s)
  expect(wordsOf(html)).toMatch(/Firefox on Windows this one signed in 3 hours ago · last seen just now/)
  expect(wordsOf(html)).toMatch(/Safari on iPhone signed in 1 hour ago · last seen 5 minutes ago/)
})

test('what was typed into a form is shown to be copied, without our own hidden fields', async () => {
  const words = wordsOf(await renderPage(formWithoutSessionPage(unsent), signedOut))
  expect(words).toContain('Nothing was changed.')
  expect(words).toContain('note Dear &lt;script&gt;Ada')
  expect(words).not.toContain('hidden')
})

test('people are listed with a link to each, a number to dial, and a mark on an address that is blocked', async () => {
  const html = await renderPage(peoplePage(found))
  expect(html).toContain('<a href="/people/4"><bdi>Dolores O’Neil</bdi></a>')
  expect(html).toContain('<a class="unbroken" href="tel:5550100177"><bdi>(555) 010-0177</bdi></a>')
  expect(html).toMatch(/mailto:dolores@example\.org.*?<span class="badge badge--warn">blocked<\/span>/s)
  expect(html).toMatch(/<bdi>نور الحسيني<\/bdi><\/a>\s*<span class="badge badge--plain">child<\/span>\s*<span class="badge badge--warn">inactive<\/span>/)
  expect(wordsOf(html)).toContain('1,204 active people')
})

test('the search box keeps what was searched, and so do the links to the other pages', async () => {
  const html = await renderPage(peoplePage({ ...found, offset: 50, search: 'O’Neil & sons' }))
  expect(html).toContain('name="q" value="O’Neil &amp; sons"')
  expect(html).toContain('rel="prev" href="/people?page=2&amp;q=O%E2%80%99Neil+%26+sons"')
  expect(html).toContain('rel="next" href="/people?page=4&amp;q=O%E2%80%99Neil+%26+sons"')
  expect(wordsOf(html)).toContain('1,204 active people found for “O’Neil &amp; sons”')
})

test('the first page has no previous one, the last no next one, and a short list neither', async () => {
  const first = await renderPage(peoplePage({ ...found, offset: 0 }))
  expect(first).not.toContain('rel="prev"')
  expect(first).toContain('href="/people?page=2"')
  const last = await renderPage(peoplePage({ ...found, offset: 1200, people: [dolores, dolores, dolores, dolores] }))
  expect(last).not.toContain('rel="next"')
  expect(wordsOf(last)).toContain('1,201–1,204 of 1,204')
  expect(await renderPage(peoplePage({ ...found, offset: 0, total: 3 }))).not.toContain('class="pagination"')
})

test('a search without a hit says so and offers everyone', async () => {
  const html = await renderPage(peoplePage({ ...found, people: [], total: 0, offset: 0, search: 'zzz' }))
  expect(wordsOf(html)).toContain('Nobody found for “zzz”')
  expect(html).toMatch(/href="\/people">Show everyone<\/a>/)
})

test('a person can be telephoned with the extension, written to, and opened in Planning Center', async () => {
  const html = await renderPage(personPage({ person: details }))
  expect(html).toContain('<h1><bdi>Dolores O’Neil</bdi></h1>')
  expect(html).toContain('href="tel:5550100178;ext=12"')
  expect(html).toContain('href="mailto:dolores@example.org"')
  expect(html).toContain('href="https://people.planningcenteronline.com/people/AC4">Open in Planning Center</a>')
  expect(wordsOf(html)).toMatch(/“Dolly”\s+Regular Attender/)
  expect(wordsOf(html)).toContain('12 Main St Springfield, IL 62701')
})

test('a person without contact data gets a sentence instead of an empty list', async () => {
  const html = await renderPage(personPage({ person: silent }))
  expect(wordsOf(html)).toContain('Planning Center has no phone number, e-mail or address for this person, or does not show them to you.')
  expect(html).not.toContain('<dl')
})

function weight(file: string): number {
  return readFileSync(join(publicFolder, file)).length
}
