import { loadConfig } from '../../src/config'
import { good, unsure, wrong, type Finding } from '../../src/setup/findings'
import { codePage, firstSetupPage, setupPage } from '../../src/setup/pages'
import { storeSilent } from '../../src/setup/stores'
import { duration } from '../../src/setup/words'
import { problemsOf, renderPage, signedOut, wordsOf } from './render-page'

const config = loadConfig({ REDIS_URL: 'redis://x', PCO_SCOPES: 'openid people check_ins' }, { mayLackApplication: true })
const connection: Finding = { about: 'The address (PUBLIC_URL)', ...good('You came to it.') }
const line = (about: string, found: Omit<Finding, 'about'> | null) => ({ about, finding: found && { about, ...found } })
const finished = { isFinished: true, findings: [line('The clock', good('It agrees.')), line('The keys', unsure('For a try.'))] }
const looking = { isFinished: false, findings: [line('The clock', null), line('The keys', good('Yours.'))] }
const setup = { config, callback: 'http://localhost:3000/oauth/callback', connection, found: finished }
const first = { csrf: 'one-of-its-kind', tried: null }
/** The callback's address is a word of Planning Center's, and of none of ours. */
const problems = async (page: Parameters<typeof renderPage>[0], frame = signedOut) => problemsOf((await renderPage(page, frame)).replaceAll('/oauth/callback', ''))

test.each(Object.entries({
  'the code': codePage({ csrf: 'one-of-its-kind', problem: null }),
  'a wrong code': codePage({ csrf: 'one-of-its-kind', problem: 'That is not the code.' }),
  'no place for a code': codePage({ csrf: 'one-of-its-kind', problem: null, asks: false, findings: [storeSilent] }),
  'the first setup': firstSetupPage(setup, first),
  'a secret tried': firstSetupPage(setup, { ...first, tried: { clientId: 'abc <script>', finding: wrong('No.') } }),
  'a wrong address': firstSetupPage({ ...setup, connection: { ...connection, state: 'wrong' } }, first),
  'a look that takes long': firstSetupPage({ ...setup, found: looking }, first),
}))('the setup page reads well before anything else is there: %s', async (_name, page) => {
  expect(await problems(page)).toEqual([])
  expect(await renderPage(page, signedOut)).not.toContain('href="/privacy"')
})

test('the setup page reads well for administrators', async () => {
  expect(await problems(setupPage(setup), {})).toEqual([])
})

test('it says in one sentence how it stands', async () => {
  const verdictWith = async (...found: Omit<Finding, 'about'>[]) => wordsOf(await renderPage(setupPage({ ...setup, found: { isFinished: true, findings: found.map((one) => line('x', one)) } })))
  expect(await verdictWith(good('a'))).toContain('All is well.')
  expect(await verdictWith(good('a'), unsure('b'))).toContain('It works; something is worth a look.')
  expect(await verdictWith(wrong('a'), unsure('b'))).toContain('One thing is to be mended.')
  expect(await verdictWith(wrong('a'), wrong('b'))).toContain('2 things are to be mended.')
})

test('it asks Planning Center for what PCO_SCOPES says, in the names of its products', async () => {
  expect(wordsOf(await renderPage(setupPage(setup)))).toContain('choose People and Check-Ins, and nothing else')
})

test('it says how long things last as a person would', () => {
  expect([400, 31_000, 5 * 60_000, 26 * 3_600_000].map(duration)).toEqual(['0 seconds', '31 seconds', '5 minutes', '1 day'])
})
