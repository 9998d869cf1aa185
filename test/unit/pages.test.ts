import { accountPage, frontPage, signedOutPage } from '../../src/auth/pages'
import { signedInPage, signedInPersonPage } from '../../src/auth/signed-in-pages'
import type { Page } from '../../src/web/page'
import { problemsOf, renderPage, signedOut, wordsOf } from './render-page'

const MINUTE = 60_000
const now = Date.parse('2026-03-01T10:00:00Z')

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
  keepsPast: true,
  now,
}
const place = { id: 'office', grantId: 'g', sessionKey: 'k', browser: 'Firefox on Windows', since: now - 180 * MINUTE, lastSeen: now, name: 'Ruth <script>Abara', permission: { level: 'Editor', administrator: false } }
const phone = { ...place, id: 'phone', browser: 'Safari on iPhone', since: now - 60 * MINUTE, lastSeen: now - 5 * MINUTE, permission: { level: null, administrator: true } }
const unknown = { ...place, name: 'Ada Abara', permission: null }
const church = { church: 'First <Church>', people: [{ personId: '7', signIns: [place, phone] }, { personId: '8', signIns: [unknown] }], more: false, you: '8', notice: null, now }
const out = {
  everywhere: false,
  planningCenterSignOutUrl: 'https://example.org/logout',
  signInUrl: '/login',
  someoneElseUrl: '/login?prompt=login',
}

const signedOutPages: Record<string, Page> = {
  'the front page': frontPage({ operatorName: 'First Church office', signInUrl: '/login' }),
  'the front page of an unnamed operator': frontPage({ operatorName: null, signInUrl: '/login' }),
  'signed out': signedOutPage(out),
  'signed out everywhere': signedOutPage({ ...out, everywhere: true }),
}
const signedInPages: Record<string, Page> = {
  'the account': accountPage(account),
  'the account of somebody without access': accountPage({ ...account, email: null, permission: { level: null, administrator: true } }),
  'the account of an administrator': accountPage({ ...account, permission: { level: 'Manager', administrator: true } }),
  'who is signed in': signedInPage(church),
  'who is signed in, when somebody was signed out and not all are shown': signedInPage({ ...church, more: true, notice: 'Tom <b>Lee is signed out everywhere.' }),
  'who is signed in, when it is only oneself': signedInPage({ ...church, people: church.people.slice(1) }),
  'where somebody is signed in': signedInPersonPage({ personId: '7', signIns: [place, phone], csrf: 'one-of-its-kind', now }),
  'where somebody is signed in once': signedInPersonPage({ personId: '7', signIns: [unknown], csrf: 'one-of-its-kind', now }),
  'the account while Planning Center is silent': accountPage({ ...account, permission: null }),
}

test.each(Object.entries(signedInPages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

test.each(Object.entries(signedOutPages))('%s, seen by somebody not signed in, reads well', async (_name, page) => {
  const html = await renderPage(page, signedOut)
  expect(problemsOf(html)).toEqual([])
  expect(html).not.toContain('Sign out</button>')
})

test('the header shows whose eyes these are, the way to the account and the way out', async () => {
  const html = await renderPage(accountPage(account))
  expect(html).toMatch(/<a class="eyes__who" href="\/account">.*?<bdi[^>]*>Ruth &lt;script&gt;Abara<\/bdi>\s*<bdi[^>]*>First Church<\/bdi>/s)
  expect(html).toMatch(/<form method="post" action="\/logout">.*?value="one-of-its-kind".*?Sign out<\/button>/s)
})

test('the open page is marked in the navigation, and so is the one a person belongs to', async () => {
  expect(await renderPage(accountPage(account), { path: '/people' })).toContain('<a href="/people" aria-current="page">')
  expect(await renderPage(accountPage(account), { path: '/people/4' })).toContain('<a href="/people" aria-current="true">')
  expect(await renderPage(accountPage(account), { path: '/households/4' })).toContain('<a href="/people" aria-current="true">')
  expect(await renderPage(accountPage(account), { path: '/account' })).not.toContain('aria-current')
})

test('the foot says who runs it, that the church is a sample, and that Planning Center does not stand behind it', async () => {
  const words = wordsOf(await renderPage(accountPage(account)))
  expect(words).toContain('Run by First Church office')
  expect(words).toContain('Sample church. Nothing here is real.')
  expect(words).toContain('Sign-ins end with this demo.')
  expect(words).toContain('Independent of Planning Center, not endorsed by it.')
  expect(wordsOf(await renderPage(accountPage(account), { sampleChurch: false }))).not.toContain('Sample church')
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
  expect(wordsOf(html)).toContain('Planning Center is still open on this computer.')
  // The one filled button of the page: whoever sits down next must not find it open.
  expect(html.match(/<a class="button button--chief" href="[^"]*">[^<]*/g)).toEqual(['<a class="button button--chief" href="https://example.org/logout">Sign out of Planning Center'])
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

test('who is signed in stands in the order of names, each with the newest permission and the way to sign them out', async () => {
  const html = await renderPage(signedInPage(church))
  expect(wordsOf(html)).toMatch(/2 people of First &lt;Church&gt; are signed in to Foyer, in 3 places\..*Ada Abara.*you.*Permission not known.*Ruth/)
  expect(wordsOf(html)).toMatch(/Ruth &lt;script&gt;Abara Organization Administrator People: no permission named/)
  expect(html).toContain('href="/signed-in/7">Sign out …')
  expect(html).toContain('href="/account">Your account')
  expect(html).not.toContain('href="/signed-in/8"')
  expect(wordsOf(await renderPage(signedInPage({ ...church, people: church.people.slice(1) })))).toContain('1 person of First &lt;Church&gt; is signed in to Foyer.')
})

test('only whoever is signed in in several places can be signed out everywhere', async () => {
  const both = await renderPage(signedInPersonPage({ personId: '7', signIns: [place, phone], csrf: 'one-of-its-kind', now }))
  expect(both).toContain('action="/signed-in/7/sign-ins/phone/end"')
  expect(both).toMatch(/action="\/signed-in\/7\/end-all">.*?out everywhere<\/button>/s)
  expect(await renderPage(signedInPersonPage({ personId: '7', signIns: [phone], csrf: 'one-of-its-kind', now }))).not.toContain('end-all')
})
