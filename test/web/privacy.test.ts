import { authReads } from '../../src/auth/reads'
import { directoryReads } from '../../src/directory/reads'
import { WRITES } from '../../src/planning-center'
import { HOUR, MINUTE } from '../support/clock'
import { namedBy } from '../support/naming'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

/** Every page there is, for somebody who may see a lot and for somebody who may see little. */
async function walkEverywhere(foyer: Foyer): Promise<Browser[]> {
  const church = [...foyer.sandbox.world.churches.values()][0]
  const people = [...(church?.people.values() ?? [])]
  const households = [...(church?.households.values() ?? [])]
  const lists = [...(church?.lists.values() ?? [])]
  const paths = [
    ...['/', '/people', '/people?q=a', '/people?sort=newest', '/people?membership=none&campus=1', '/people/1', '/people/1/lists'],
    ...people.slice(0, 8).map(({ id }) => `/people/${id}`),
    `/people/${people[0]?.id}/lists`,
    ...households.slice(0, 2).map(({ id }) => `/households/${id}`),
    '/lists',
    ...lists.slice(0, 3).flatMap(({ id }) => [`/lists/${id}`, `/people?list=${id}`]),
    ...['/account', '/signed-in', '/privacy', '/nothing'],
  ]
  const browsers: Browser[] = []
  for (const login of ['administrator', 'volunteer', 'no-access']) {
    const browser = foyer.browser()
    await browser.signIn(login)
    for (const path of paths) await browser.visit(path)
    // Where nobody may, nothing comes of it.
    for (const { id } of lists) await browser.submit(`/lists/${id}/refresh`, { _csrf: await browser.csrf() })
    browsers.push(browser)
  }
  return browsers
}

describe('the page "Is this safe?"', () => {
  let foyer: Foyer
  const times = { sessionIdle: 40 * MINUTE, sessionAbsolute: 5 * HOUR }
  beforeAll(async () => {
    foyer = await startFoyer({ env: { PCO_ORGANIZATIONS: '7777,8888', OPERATOR_NAME: 'the test office' } })
  })
  afterAll(() => foyer.close())

  const page = async (browser = foyer.browser()) => readPage((await browser.visit('/privacy').expect(200)).text)

  it('is open to whoever has not signed in, and begins nothing', async () => {
    const { heading } = await page()
    expect(heading).toBe('Is this safe?')
    expect(await foyer.redis.keys('*')).toEqual([])
  })

  it('names a church by its name when somebody of it was here, and by its number otherwise, also while Redis is silent', async () => {
    await foyer.redis.hset('foyer:churches', '7777', 'Church <of> Seven')
    expect((await page()).text).toMatch(/Church <of> Seven the church with the number 8888 in Planning Center/)
    await foyer.redis.rename('foyer:churches', 'elsewhere')
    await foyer.redis.set('foyer:churches', 'no hash: every question for it fails')
    expect((await page()).text).toMatch(/the church with the number 7777 in Planning Center the church with the number 8888/)
    await foyer.redis.del('foyer:churches', 'elsewhere')
  })

  describe('after everybody has been everywhere', () => {
    let everywhere: Foyer
    let browsers: Browser[]
    beforeAll(async () => {
      everywhere = await startFoyer({ times })
      everywhere.sandbox.setRateLimit({ limit: 100_000 })
      browsers = await walkEverywhere(everywhere)
    }, 120_000)
    afterAll(() => everywhere.close())

    it('names all that Planning Center was asked for, and nothing that was not', () => {
      const asked = new Set(everywhere.sandbox.calls.filter(({ kind, method }) => kind === 'api' && method === 'GET').flatMap(namedBy))
      const said = new Set([...authReads, ...directoryReads].filter((read) => !read.startsWith('SignIn.')))
      expect([...asked].filter((name) => !said.has(name) && ![...said].some((read) => read.startsWith(`${name}.`)))).toEqual([])
      expect([...said].filter((read) => !asked.has(read) && !asked.has(read.split('.')[0] ?? ''))).toEqual([])
    })

    it('tells the truth about what is included: nothing comes that no field names', () => {
      const included = everywhere.sandbox.calls.flatMap(({ query }) => (query['include'] ?? '').split(/[,.]/).filter(Boolean))
      const said = new Set([...authReads, ...directoryReads].map((read) => read.split('.')[1]))
      expect(included.filter((name) => !said.has(name))).toEqual([])
    })

    it('tells the truth about changes: but for refreshing lists, nothing was asked of Planning Center but questions', () => {
      const others = everywhere.sandbox.calls.filter(({ method, path, userAgent }) => method !== 'GET' && !path.startsWith('/oauth/') && userAgent.startsWith('Foyer'))
      expect([...new Set(others.map(({ method, path }) => `${method} ${path.replace(/\d{2,}/, ':id')}`))]).toEqual([...WRITES])
    })

    describe('and some are on their way in or out', () => {
      let keys: string[]
      beforeAll(async () => {
        const [administrator] = browsers
        everywhere.sandbox.addFault({ on: 'revoke', answer: { status: 503 } })
        await administrator?.submit('/logout', { _csrf: await administrator.csrf() }).expect(303)
        await everywhere.browser().visit('/login').expect(303)
        await until(async () => (await everywhere.redis.zcard('foyer:revocations')) === 1)
        keys = await everywhere.redis.keys('*')
      })

      it('names everything Redis holds', () => {
        const kinds = new Set(keys.map(kindOfRecord))
        expect([...kinds].filter((kind) => !(kind in SAID))).toEqual([])
        for (const kind of ['session', 'grant', 'sign-ins', 'church-sign-ins', 'login', 'login-rate', 'refreshing', 'churches', 'revocations']) expect(kinds).toContain(`foyer:${kind}`)
      })

      it('keeps none of it longer than it says', async () => {
        const { text } = readPage((await everywhere.browser().visit('/privacy').expect(200)).text)
        for (const key of keys) {
          const { words, most } = SAID[kindOfRecord(key)] ?? { words: `nothing of ${key}`, most: 0 }
          expect(text).toContain(words)
          const left = await everywhere.redis.pttl(key)
          const isEnding = most === null || left === -2 || (left >= 0 && left <= most)
          expect([key, left, isEnding]).toEqual([key, left, true])
        }
      })

      it('tells the truth about the people: nobody’s name lies readable in Redis', async () => {
        const everything = (await Promise.all(keys.map((key) => readRecord(everywhere, key)))).join('\n')
        const people = [...everywhere.sandbox.world.churches.values()].flatMap((church) => [...church.people.values()])
        expect(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`).filter((name) => everything.includes(name))).toEqual([])
      })
    })
  })

  /** What the page says of each kind of record, and so how long it may stay; null: without end, or swept by Foyer itself. */
  const SAID: Record<string, { words: string; most: number | null }> = {
    'foyer:session': { words: 'until you sign out, 40 minutes without a click, or 5 hours', most: times.sessionIdle },
    'foyer:grant': { words: 'A pass to ask Planning Center in your name', most: times.sessionAbsolute },
    'foyer:sign-ins': { words: 'where you are signed in, such as “Firefox on Windows” until you sign out, 5 hours at most', most: times.sessionAbsolute },
    'foyer:church-sign-ins': { words: 'your church’s administrators see who is signed in, where and since when, and can end it 5 hours at most', most: times.sessionAbsolute },
    'foyer:login': { words: 'That somebody has set out to sign in, and for which page 2 hours at most', most: 2 * HOUR },
    'foyer:login-rate': { words: 'How often sign-ins were begun', most: MINUTE },
    'foyer:login-loop': { words: 'How often sign-ins were begun', most: MINUTE },
    'foyer:spent': { words: 'how often Planning Center was asked for you about a minute', most: MINUTE },
    'foyer:renewal': { words: 'about a minute', most: MINUTE },
    'foyer:refreshing': { words: 'That Planning Center was asked to refresh a list, and when 15 minutes at most', most: 15 * MINUTE },
    'foyer:revocations': { words: 'until it answers, 24 hours at most', most: null },
    'foyer:churches': { words: 'The names of churches whose people have signed in as long as this Foyer is run', most: null },
  }
})

const kindOfRecord = (key: string) => /^foyer:[a-z-]+/.exec(key)?.[0] ?? key

async function readRecord({ redis }: Foyer, key: string): Promise<string> {
  const type = await redis.type(key)
  if (type === 'string') return (await redis.get(key)) ?? ''
  return JSON.stringify(type === 'hash' ? await redis.hgetall(key) : await redis.zrange(key, 0, -1))
}
