import type { Fault } from '../../src/sandbox'
import { HOUR, MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const PAGE = '/lists'
const ASKED = '/people/v2/lists'

const refused = (hint: string) => ({
  status: 401,
  type: 'json' as const,
  body: { errors: [{ code: 'unauthorized', status: '401', title: 'Unauthorized', detail: `This request could not be authenticated. Error Code Hint: (${hint})` }] },
})
const outsideScope = { status: 401, type: 'json' as const, body: { errors: [{ code: 'bad_scope', status: '401', title: 'Request outside authenticated scope' }] } }
const withoutWords = { status: 401, type: 'html' as const, body: '' }

interface Row {
  says: string
  answer: Omit<Fault, 'on'>
  /** What the page becomes, under this heading, after so many questions to the API and to the token endpoint. */
  status: number
  heading: string
  questions: number
  renewals: number
  signedIn: boolean
}

const PEOPLE_LISTS = { status: 200, heading: 'Lists' }
const NO_ACCESS = { status: 403, heading: 'Your Planning Center account can’t open this' }
const NO_CONSENT = { status: 403, heading: 'Foyer may not use this yet' }
const THEIR_TROUBLE = { status: 503, heading: 'Planning Center is slow right now' }
const UNREADABLE = { status: 502, heading: 'Planning Center’s answer could not be read' }

/** What each answer of Planning Center means; `for ever` until the fault is taken away. */
const rows: Row[] = [
  { says: '401 BABOON', answer: { times: 1, answer: refused('BABOON') }, ...PEOPLE_LISTS, questions: 2, renewals: 1, signedIn: true },
  { says: '401 without a word', answer: { times: 1, answer: withoutWords }, ...PEOPLE_LISTS, questions: 2, renewals: 1, signedIn: true },
  { says: '401 with a hint nobody knows', answer: { times: 1, answer: refused('QUOKKA') }, ...PEOPLE_LISTS, questions: 2, renewals: 1, signedIn: true },
  { says: '401 CAPUCHIN, and the refresh token is good', answer: { times: 1, answer: refused('CAPUCHIN') }, ...PEOPLE_LISTS, questions: 2, renewals: 1, signedIn: true },
  { says: '401 straight after the renewal, once', answer: { times: 2, answer: refused('BABOON') }, ...PEOPLE_LISTS, questions: 3, renewals: 1, signedIn: true },
  { says: '401 BABOON for ever', answer: { answer: refused('BABOON') }, ...THEIR_TROUBLE, questions: 3, renewals: 1, signedIn: true },
  { says: '401 CAPUCHIN for ever', answer: { answer: refused('CAPUCHIN') }, ...THEIR_TROUBLE, questions: 3, renewals: 1, signedIn: true },
  { says: '401 without a word for ever', answer: { answer: withoutWords }, ...THEIR_TROUBLE, questions: 3, renewals: 1, signedIn: true },
  { says: '401 bad_scope', answer: { answer: outsideScope }, ...NO_CONSENT, questions: 1, renewals: 0, signedIn: true },
  { says: '401 PELICAN', answer: { answer: refused('PELICAN') }, ...NO_CONSENT, questions: 1, renewals: 0, signedIn: true },
  { says: '401 TRASH_PANDA', answer: { answer: refused('TRASH_PANDA') }, ...NO_ACCESS, questions: 1, renewals: 0, signedIn: true },
  { says: '403 in JSON', answer: { answer: { status: 403, type: 'json' } }, ...NO_ACCESS, questions: 1, renewals: 0, signedIn: true },
  { says: '401 FLAMINGO', answer: { times: 1, answer: refused('FLAMINGO') }, status: 403, heading: 'Planning Center no longer knows your login', questions: 1, renewals: 0, signedIn: false },
  { says: '401 LEMMING', answer: { times: 1, answer: refused('LEMMING') }, status: 403, heading: 'Planning Center no longer knows your church', questions: 1, renewals: 0, signedIn: false },
  { says: '401 CHINCHILLA', answer: { answer: refused('CHINCHILLA') }, status: 503, heading: 'Foyer’s own settings are wrong', questions: 1, renewals: 0, signedIn: true },
  { says: '403 as a web page', answer: { answer: { status: 403, type: 'html' } }, ...THEIR_TROUBLE, questions: 1, renewals: 0, signedIn: true },
  { says: '502 as a web page', answer: { answer: { status: 502, type: 'html' } }, ...THEIR_TROUBLE, questions: 3, renewals: 0, signedIn: true },
  { says: '503 in JSON', answer: { answer: { status: 503, type: 'json' } }, ...THEIR_TROUBLE, questions: 3, renewals: 0, signedIn: true },
  { says: '503 with a time', answer: { answer: { status: 503, type: 'json', headers: { 'Retry-After': '7' } } }, ...THEIR_TROUBLE, questions: 1, renewals: 0, signedIn: true },
  { says: 'nothing, for longer than a page may take', answer: { delayHeaders: 30_000 }, ...THEIR_TROUBLE, questions: 1, renewals: 0, signedIn: true },
  { says: 'JSON that breaks off', answer: { malformed: true }, ...UNREADABLE, questions: 1, renewals: 0, signedIn: true },
]

describe('when Planning Center answers', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, requestBudget: 6000, apiCall: 3000, settlePauseMin: 20, settlePauseMax: 50 } })
  })
  afterAll(() => foyer.close())
  beforeEach(async () => {
    foyer.sandbox.clearFaults()
    browser = foyer.browser()
    await browser.signIn('secretary')
    // Past the moment in which Planning Center's replicas may still refuse a new token.
    foyer.clock.advance(MINUTE)
  })

  const questions = () => foyer.sandbox.calls.filter(({ path }) => path === ASKED).length
  const renewals = () => foyer.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length
  const revocations = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length
  const kept = async () => (await foyer.redis.keys('foyer:*')).filter((key) => /:(session|grant):/.test(key)).length

  it.each(rows)('D3: $says, the page is $status after $questions and $renewals renewals; signed in afterwards: $signedIn', async (row) => {
    const [asked, renewed] = [questions(), renewals()]
    const fault = foyer.sandbox.addFault({ on: 'api', path: ASKED, ...row.answer })
    const answer = await browser.visit(PAGE)
    fault.remove()
    expect([answer.status, readPage(answer.text).heading]).toEqual([row.status, row.heading])
    expect([questions() - asked, renewals() - renewed]).toEqual([row.questions, row.renewals])
    if (row.status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    if (row.signedIn) expect(answer.headers['set-cookie']).toBeUndefined()
    await browser.visit(PAGE).expect(row.signedIn ? 200 : 303)
  })

  it('D3: CAPUCHIN, and the refresh token is dead as well: one sign-in, back to the same page', async () => {
    const [asked, renewed] = [questions(), renewals()]
    foyer.sandbox.revokeGrants()
    const sent = await browser.visit(`${PAGE}?q=news`).expect(303)
    expect(sent.headers['location']).toBe(`/login?return_to=${encodeURIComponent(`${PAGE}?q=news`)}`)
    expect([questions() - asked, renewals() - renewed]).toEqual([1, 1])
    const back = await browser.signIn('secretary', { returnTo: `${PAGE}?q=news` })
    expect(back.headers['location']).toBe(`${PAGE}?q=news`)
    await browser.visit(`${PAGE}?q=news`).expect(200)
  })

  it('D3: that our application is unknown, it is said to the operator in the log', async () => {
    const before = foyer.logged().length
    foyer.sandbox.addFault({ on: 'api', path: ASKED, times: 1, answer: refused('CHINCHILLA') })
    await browser.visit(PAGE).expect(503)
    const line = foyer.logged().slice(before).split('\n').find((text) => text.includes('application-refused')) ?? '{}'
    expect(JSON.parse(line)).toMatchObject({ level: 50, err: { reason: 'application-refused', hint: 'CHINCHILLA' } })
  })

  it('D4: 401 for ever, page after page: three questions each, one renewal in ten seconds, nobody sent to sign in, and all is well afterwards', async () => {
    const fault = foyer.sandbox.addFault({ on: 'api', path: ASKED, answer: refused('BABOON') })
    const renewed = renewals()
    for (let press = 0; press < 4; press++) {
      const asked = questions()
      const answer = await browser.visit(PAGE).expect(503)
      expect(answer.headers['location']).toBeUndefined()
      expect(questions() - asked).toBeLessThanOrEqual(3)
    }
    expect(renewals() - renewed).toBe(1)
    fault.remove()
    await browser.visit(PAGE).expect(200)
  })

  it('G7: invalid_client, because the operator changed the secret: 503, an alarm, and not one session or grant is deleted', async () => {
    const [another, before] = [foyer.browser(), foyer.logged().length]
    await another.signIn('pastor')
    foyer.clock.advance(2 * HOUR)
    const all = await kept()
    const wrong = foyer.sandbox.addFault({ on: 'token', answer: { status: 401, type: 'json', body: { error: 'invalid_client' } } })
    const told = revocations()
    for (const one of [browser, another, browser]) {
      const answer = await one.visit(PAGE).expect(503)
      expect(readPage(answer.text).heading).toBe('Foyer’s own settings are wrong')
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect([await kept(), revocations()]).toEqual([all, told])
    expect(foyer.logged().slice(before)).toContain('ALARM')
    wrong.remove()
    foyer.clock.advance(2 * MINUTE)
    for (const one of [browser, another]) await one.visit(PAGE).expect(200)
  })
})

describe('a new token that Planning Center does not know for a moment', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer() // with the pauses it has in earnest
  })
  afterAll(() => foyer.close())

  it.each([1, 2, 3, 4])('D2: is tried once more: for half a second after the renewal costs one token call and no sign-in (%i)', async () => {
    const browser = foyer.browser()
    await browser.signIn('secretary')
    foyer.clock.advance(MINUTE)
    foyer.sandbox.expireAccessTokens()
    const before = foyer.sandbox.calls.length
    const young = foyer.sandbox.addFault({ on: 'api', refuseNewTokensFor: 500 })
    await browser.visit(PAGE).expect(200)
    young.remove()
    const calls = foyer.sandbox.calls.slice(before)
    expect(calls.filter(({ kind }) => kind === 'token')).toHaveLength(1)
    const answers = calls.filter(({ path }) => path === ASKED).map(({ status }) => status)
    expect([answers[0], answers.at(-1), answers.length <= 3]).toEqual([401, 200, true])
  })

  it('D2: straight after signing in, too', async () => {
    const browser = foyer.browser()
    const young = foyer.sandbox.addFault({ on: 'api', refuseNewTokensFor: 500 })
    await browser.signIn('pastor')
    await browser.visit(PAGE).expect(200)
    young.remove()
  })
})
