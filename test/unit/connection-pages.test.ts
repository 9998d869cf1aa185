import { fieldsWithWords, keptFields, mirrorReads } from '../../src/connection/fields'
import { disconnectPage } from '../../src/connection/leaving-pages'
import { noDatabasePage, statePage } from '../../src/connection/pages'
import type { Standing } from '../../src/connection/records'
import { FIRST_SETTINGS, type Draft } from '../../src/connection/settings'
import { dedicatedPage, exportsPage, keptPage, summaryPage } from '../../src/connection/step-pages'
import { bannerFor, copyLineFor } from '../../src/connection/words'
import type { Kind } from '../../src/mirror'
import { kinds } from '../../src/mirror/kinds'
import { questions } from '../../src/mirror/reading'
import { neverRead } from '../../src/privacy/reading'
import type { Page } from '../../src/web/page'
import { problemsOf, renderPage, wordsOf } from './render-page'

const now = Date.parse('2026-11-24T10:00:00Z')
const NASTY = 'Pastoral <script>care'
const draft: Draft = {
  ...FIRST_SETTINGS,
  choice: 'c'.repeat(43),
  changedAt: now,
  tabs: [{ id: '1', name: NASTY, level: 'Editor' }, { id: '9', name: 'Gone', level: 'Viewer' }],
  exporters: ['Manager', 'Viewer'],
  childExporters: ['Manager'],
  exportersByName: [{ id: '7', name: 'Ruth <script>Abara', children: true }],
}
const standing: Standing = {
  organizationId: '1', organizationName: 'First Church', person: { id: '7', name: 'Ruth <script>Abara' }, connectedBy: 'Ann Lee', connectedAt: now - 1e9,
  state: 'working', why: null, detail: null, since: Date.parse('2026-11-03T23:30:00Z'), heardAt: now - 180_000, timeZone: 'America/Chicago',
  administrators: ['Ann Lee', 'Tom Ray'], asOf: Date.parse('2026-11-04T02:00:00Z'),
}
const at = { church: 'First Church', operatorName: 'the office', now, csrf: 'one-of-its-kind' }
const counts = Object.fromEntries(Object.keys(kinds).map((kind, index) => [kind, index])) as Record<Kind, number>
const state = (changes: Partial<Standing> = {}) => statePage({ ...standing, ...changes }, { ...at, settings: draft, counts, notice: 'Done.', address: 'https://foyer.example.org/connection' })
const never = neverRead(mirrorReads)
const summary = { church: 'First Church', draft, neverRead: never, operatorName: null, host: 'foyer.example.org', timeZone: 'America/Chicago', csrf: 'one-of-its-kind' }
const leaving = { church: 'First Church', isConnected: true, goes: ['57 people'], files: [{ href: '/audit.csv', text: 'What happened, as a file' }], operatorName: null, sampleChurch: false, applicationsUrl: 'https://example.org/applications', mistyped: null, csrf: 'one-of-its-kind' }

const pages: Record<string, Page> = {
  'without a database': noDatabasePage({ operatorName: null }),
  'not connected': statePage(undefined, { ...at, settings: null, counts: null, notice: null, address: 'x' }),
  'not connected, with a copy': state({ state: 'none', person: null }),
  working: state(),
  slow: state({ state: 'slow', why: 'slow' }),
  'slow, like many': state({ state: 'slow', why: 'many' }),
  'connect again': state({ state: 'again', why: 'revoked' }),
  'connect again, lost': state({ state: 'again', why: 'lost' }),
  'connect again, somebody gone': state({ state: 'again', why: 'person-gone' }),
  'a permission missing': state({ state: 'permission', why: 'people' }),
  'a scope missing': state({ state: 'permission', why: 'scope' }),
  'a tab hidden': state({ state: 'permission', why: 'tabs', detail: NASTY }),
  'wrong settings': state({ state: 'settings', why: 'application' }),
  'a key missing': state({ state: 'settings', why: 'key' }),
  'something wrong in Foyer': state({ state: 'settings', why: 'foyer' }),
  closed: state({ state: 'closed', why: 'church-gone' }),
  leaving: state({ state: 'leaving', person: null }),
  'the steps to a login': dedicatedPage({ church: 'First Church', sampleChurch: false }),
  'what is kept': keptPage({ draft, tabs: [{ id: '1', name: NASTY }, { id: '2', name: 'Faith' }], neverRead: never, csrf: 'one-of-its-kind' }),
  'what is kept, without tabs': keptPage({ draft, tabs: [], neverRead: never, csrf: 'one-of-its-kind' }),
  'who may export': exportsPage({ draft, find: 'Ann', found: [{ id: '8', name: 'Ann <script>Lee' }], csrf: 'one-of-its-kind' }),
  'who may export, nobody found': exportsPage({ draft, find: 'Zz', found: [], csrf: 'one-of-its-kind' }),
  'the summary': summaryPage({ ...summary, isConnected: false }),
  'the summary of a connected church': summaryPage({ ...summary, isConnected: true }),
  disconnecting: disconnectPage(leaving),
  'deleting a copy': disconnectPage({ ...leaving, isConnected: false, sampleChurch: true, mistyped: 'First <script>' }),
}

test.each(Object.entries(pages))('%s reads well and holds nothing that should not be there', async (_name, page) => {
  expect(problemsOf(await renderPage(page))).toEqual([])
})

test.each(Object.entries(pages).filter(([, { view }]) => view === 'connection/state'))('%s: one sentence, and one next step', async (_name, page) => {
  const { words } = page as unknown as { words: { happened: string; next: string } }
  expect([words.happened, words.next]).toEqual([expect.stringMatching(/^[\p{Lu}].*\.$/u), expect.stringMatching(/^[\p{Lu}].*\.$/u)])
  expect((await renderPage(page)).match(/class="button button--chief"/g)?.length ?? 0).toBeLessThanOrEqual(2)
})

test('what is read and kept is said of every field that is asked for, and of no other', () => {
  const asked = Object.values(questions).flatMap((question) => Object.entries(question as Record<string, string>).flatMap(([name, value]) => {
    const type = /^fields\[(\w+)\]$/.exec(name)?.[1]
    return type ? value.split(',').map((field) => `${type}.${field}`) : []
  }))
  expect([...new Set(asked)].sort()).toEqual([...fieldsWithWords].sort())
  expect(keptFields().map(({ about }) => about)).toEqual(expect.arrayContaining(['People', 'Households', 'Lists', 'Custom tabs, only those you tick']))
  expect(keptFields().flatMap(({ fields }) => fields).filter((words) => /[._]/.test(words))).toEqual([])
})

test('days are those of the church’s own calendar', () => {
  expect(copyLineFor({ ...standing, state: 'again', why: 'revoked' }, { ...at, address: 'https://foyer.example.org/connection' })).toMatchObject({
    text: 'Not brought up to date since November 3. Ask Ann Lee or Tom Ray.',
    message: 'Foyer’s copy of First Church’s people has not been brought up to date since November 3. Could you look at https://foyer.example.org/connection? Thank you!',
  })
  expect(bannerFor({ ...standing, state: 'closed', why: 'church-gone', since: Date.parse('2025-12-31T23:00:00Z') }, at)?.text).toBe('Planning Center no longer knows First Church since December 31, 2025.')
})

test.each(['working', 'slow', 'leaving'] as const)('while it is %s, nobody is troubled on other pages', (one) => {
  expect([bannerFor({ ...standing, state: one }, at), copyLineFor({ ...standing, state: one }, { ...at, address: 'x' })]).toEqual([null, null])
})

test('the sample church links no page of Planning Center’s, which it does not have', async () => {
  expect(await renderPage(dedicatedPage({ church: 'x', sampleChurch: true }))).not.toContain('href="https:')
  expect(await renderPage(disconnectPage({ ...leaving, sampleChurch: true }))).not.toContain('href="https:')
})

test('a banner and a line stand on every page where they are needed', async () => {
  const html = await renderPage(noDatabasePage({ operatorName: null }), { banner: { text: 'Planning Center no longer lets Foyer read.', action: { href: '/connection', text: 'Connect again' } } })
  expect(html).toMatch(/<main[^>]*>\s*<p class="callout callout--warn banner">Planning Center no longer lets Foyer read\. <a href="\/connection">Connect again<\/a>/)
  const line = { text: 'Not brought up to date since November 3.', message: 'Look, please', label: 'Copy a message', what: 'to an administrator' }
  expect(wordsOf(await renderPage(noDatabasePage({ operatorName: null }), { copyLine: line }))).toContain('Not brought up to date since November 3. Copy a message')
})
