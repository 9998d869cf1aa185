import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frontPage } from '../../src/auth/pages'
import { authReads } from '../../src/auth/reads'
import { loadConfig } from '../../src/config'
import { mirrorReads } from '../../src/connection/fields'
import { directoryReads } from '../../src/directory/reads'
import { readsOf } from '../../src/feature'
import { WRITES } from '../../src/planning-center'
import { everythingKept } from '../../src/privacy/kept'
import { privacyPage } from '../../src/privacy/pages'
import { neverRead, PHRASES, readings } from '../../src/privacy/reading'
import { changes } from '../../src/privacy/writing'
import { duration } from '../../src/web/format'
import { declared } from '../support/declared'
import { problemsOf, renderPage, signedOut, wordsOf } from './render-page'

const config = (env: Record<string, string> = {}) =>
  loadConfig({ PCO_CLIENT_ID: 'x', PCO_CLIENT_SECRET: 'x', REDIS_URL: 'redis://x', OPERATOR_NAME: 'the church office', ...env })
const reads = [...authReads, ...directoryReads]
const withCopies = { reads: [...reads, ...mirrorReads], keepsCopies: true }
const ofFeatures = declared.flatMap(readsOf)
const page = (changes: Partial<Parameters<typeof privacyPage>[0]> = {}) => privacyPage({ config: config(), reads, keepsCopies: false, kept: [], writes: WRITES, churches: null, ...changes })
const wordsWith = async (changes: Parameters<typeof page>[0]) => wordsOf(await renderPage(page(changes), signedOut))

test('"Is this safe?" reads well, for everybody and for one church, for those signed in and for those who are not', async () => {
  const pages = [page(), page({ churches: ['Grace & <Peace>', 'كنيسة النعمة'] }), page({ config: config({ SAMPLE_CHURCH: '1', OPERATOR_NAME: '' }) }), page(withCopies)]
  for (const one of pages) expect([...problemsOf(await renderPage(one, signedOut)), ...problemsOf(await renderPage(one))]).toEqual([])
})

test('it is linked from the foot of every page and from beside the way in', async () => {
  const html = await renderPage(frontPage({ operatorName: null, signInUrl: '/login' }), signedOut)
  expect(html.match(/href="\/privacy">Is this safe\?<\/a>/g)).toHaveLength(2)
  expect(await renderPage(page())).toContain('href="/privacy">Is this safe?</a>')
})

test('it names the churches that may come in, or says that all may', async () => {
  expect(await wordsWith({ churches: null })).toContain('Whoever has a Planning Center login, of any church.')
  expect(await wordsWith({ churches: ['Grace Chapel'] })).toMatch(/login of this church, and nobody else\..*Grace Chapel/)
  expect(await wordsWith({ churches: ['Grace Chapel', 'First Church'] })).toMatch(/login of one of these churches, and nobody else\..*Grace Chapel\s+First Church/)
})

test('its times are those that are set', async () => {
  const words = await wordsWith({ config: config({ SESSION_IDLE_MINUTES: '45', SESSION_ABSOLUTE_HOURS: '12' }) })
  expect(words).toContain('until you sign out, 45 minutes without a click, or 12 hours')
  expect(words).toContain('until you sign out, 12 hours at most')
  expect([duration(30_000), duration(90_000), duration(3_600_000), duration(5_400_000), duration(86_400_000), duration(30 * 86_400_000)]).toEqual(['30 seconds', '2 minutes', '1 hour', '90 minutes', '24 hours', '30 days'])
})

test('it says what Foyer may use of Planning Center', async () => {
  expect(await wordsWith({ config: config({ EXPLORER: 'off' }) })).toContain('Planning Center lets it into People and no other product.')
  expect(await wordsWith({ config: config({ EXPLORER: 'off', PCO_SCOPES: 'openid people check_ins' }) })).toContain('lets it into People and Check-Ins and no other product.')
})

test('it says that there is an explorer, and what that may ask for besides, where there is one', async () => {
  expect(await wordsWith({ config: config({ EXPLORER: 'off' }) })).not.toContain('explorer')
  const words = await wordsWith({ config: config({ EXPLORER_SCOPES: 'services check_ins' }) })
  expect(words).toContain('In the explorer everybody looks at whatever Planning Center shows them; only the question is kept.')
  expect(words).toMatch(/medical notes.*: Foyer does not ask for them, but in the explorer: notes and checks only where somebody ticks them, which is written down\./i)
  expect(words).toContain('lets it into People and no other product, but in the explorer, for whoever says yes there, into Services and Check-Ins.')
  expect(await wordsWith({ config: { ...config(), explorer: { onlyAdministrators: true } } })).toContain('In the explorer administrators look at whatever')
})

test('it says what may be changed, as soon as anything may', async () => {
  expect(await wordsWith({ writes: [] })).toContain('keeps no copy of them, and changes nothing.')
  const words = await wordsWith({})
  expect(words).toContain('keeps no copy of them, and changes almost nothing.')
  expect(words).toContain('Only this: when somebody who manages a list presses the button for it, Planning Center goes through the rules of that list anew')
  expect(words).toContain('Foyer is built to refuse everything else, in the one place through which all of it goes.')
  expect(words).not.toContain('changes nothing')
})

test('every change that may be made has words; one without them is shown as it is', async () => {
  expect(changes(WRITES).join()).not.toMatch(/POST|people\/v2/)
  expect(await wordsWith({ writes: ['POST /people/v2/people'] })).toContain('Only this: POST /people/v2/people.')
})

test('it says who runs it and who to ask', async () => {
  expect(await wordsWith({})).toContain('The church office; that is also who to ask.')
  expect(await wordsWith({ config: config({ OPERATOR_NAME: '' }) })).toContain('Whoever gave you its address; that is also who to ask.')
})

test('it leads to where Planning Center lets one end it, but not from the sample church, which has no such place', async () => {
  const real = await renderPage(page(), signedOut)
  expect(real).toContain('href="https://api.planningcenteronline.com/authorized_applications"')
  expect(real).toContain('href="https://accounts.planningcenteronline.com/organization/integrations/connections"')
  expect(real).toContain('href="/account"')
  expect(real).not.toContain('href="/connection"')
  expect(await renderPage(page(withCopies), signedOut)).toContain('href="/connection"')
  expect(await renderPage(page({ config: config({ SAMPLE_CHURCH: '1' }) }), signedOut)).not.toMatch(/href="https:/)
})

test('where churches can be connected, it says so: what is copied, of whom, and until when', async () => {
  const words = await wordsWith(withCopies)
  expect(words).toContain('copies them only for a church that has connected itself, and changes almost nothing.')
  expect(words).toMatch(/A copy of the church’s people, as its administrators chose.*until an administrator of the church deletes it/)
  expect(words).toMatch(/who signed in, was refused, took a file or decided something.* 400 days, or until an administrator of the church deletes it: then one line stays/)
  expect(words).toContain('Of a church that its administrators have connected, everybody')
  expect(await wordsWith({})).not.toMatch(/connected itself|deletes it|400 days/)
})

test('everything that is read has words, and no word is there without something that is read', () => {
  expect(readings(withCopies.reads).map(({ about }) => about)).not.toContain('Also')
  expect(readings(reads).map(({ about }) => about)).not.toContain('Also')
  expect(PHRASES.filter(({ covers }) => !covers.some((name) => [...withCopies.reads, ...ofFeatures].some((read) => read === name || read.startsWith(`${name}.`))))).toEqual([])
})

test('what has no words yet is shown all the same, and "never" is not said of what is read', () => {
  expect(readings(['Person.shoe_size'])).toEqual([{ about: 'Also', words: 'Person.shoe_size' }])
  expect(neverRead(reads)).toEqual(expect.arrayContaining(['medical notes', 'background checks', 'notes about people', 'giving']))
  expect(neverRead([...reads, 'Person.medical_notes', 'Donation.amount'])).not.toEqual(expect.arrayContaining(['medical notes']))
  expect(neverRead([...reads, 'Person.medical_notes', 'Donation.amount'])).not.toEqual(expect.arrayContaining(['giving']))
})

test('every kind of record in the source has its line among what is kept, and no line is left over', () => {
  const folder = join(__dirname, '../../src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/^(sandbox|demo|privacy)\b/.test(file))
  const written = files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/['"`](foyer:[a-z-]+:?)/g)].map(([, key]) => key))
  const said = [...everythingKept({ times: config().times, operator: 'us', keepsCopies: true }), ...declared.flatMap(({ kept }) => kept?.(config().times) ?? [])].flatMap(({ keys }) => keys)
  expect([...new Set(written)].sort()).toEqual([...said].sort())
})
