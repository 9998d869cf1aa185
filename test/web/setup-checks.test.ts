import request from 'supertest'
import { connectDatabase } from '../../src/database'
import { connectRedis } from '../../src/redis'
import { createLog } from '../../src/log'
import { keysCheck } from '../../src/setup/keys'
import { databaseCheck, redisChecks } from '../../src/setup/stores'
import { defaultTimes } from '../../src/times'
import { MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startPrivatePostgres } from '../support/private-postgres'
import { foundOn, letIn, lookAt } from '../support/setting-up'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const SECRET_ID = 'Planning Center’s id and secret'
const STORE = 'Where sign-ins are kept (REDIS_URL)'
const KEYS = 'The keys (SESSION_SECRETS, ENCRYPTION_KEYS)'

describe('the setup page, for an administrator', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    // Each look is a new one, and Planning Center's own trouble does not end in the middle of it.
    foyer = await startFoyer({ times: { setupFound: -1, readingRight: 0 } })
    browser = foyer.browser()
    await browser.signIn('administrator')
  })
  afterEach(() => foyer.sandbox.clearFaults())
  afterAll(() => foyer.close())

  it('finds nothing to mend where all is right', async () => {
    const found = await lookAt(browser)
    expect(Object.values(found).filter((words) => words.startsWith('to mend'))).toEqual([])
    expect(found[SECRET_ID]).toBe('good Planning Center knows them.')
    expect(found['The clock']).toBe('good It agrees with Planning Center’s.')
    expect(found['Planning Center itself']).toMatch(/^good It answers, and has nothing against the version 2026-06-04/)
    expect(found['… when it is full']).toMatch(/^good/)
    expect(found[KEYS]).toMatch(/^good They are your own, and the same in all processes/)
    expect(found['The address (PUBLIC_URL)']).toMatch(/^good You came to http:\/\/localhost/)
    expect(found['The database (DATABASE_URL)']).toMatch(/^worth a look There is none.*set DATABASE_URL, for example/)
  })

  it('shows nothing secret, asks for nothing and changes nothing', async () => {
    const { text } = await browser.visit('/setup').expect(200)
    const { clientSecret } = foyer.config.planningCenter
    for (const secret of [clientSecret, ...foyer.config.sessionSecrets, foyer.config.redis.url]) expect(text).not.toContain(secret)
    expect(text.slice(text.indexOf('<main'))).not.toContain('<form')
    expect(readPage(text).text).toMatch(/PCO_CLIENT_SECRET is set/)
    expect(foyer.sandbox.liveTokens().refresh).toBe(1)
  })

  it('is for administrators, each time anew', async () => {
    const secretary = foyer.browser()
    await secretary.signIn('secretary')
    for (const path of ['/setup', '/setup/progress']) {
      await secretary.visit(path).expect(403)
      expect((await foyer.browser().visit(path).expect(303)).headers['location']).toMatch(/^\/login/)
    }
  })

  it.each<[string, Parameters<Foyer['sandbox']['addFault']>[0], string, RegExp]>([
    ['an id that Planning Center no longer knows', { on: 'token', answer: { status: 401, type: 'json', body: { error: 'invalid_client' } } }, SECRET_ID, /^to mend Planning Center does not know them together: copy PCO_CLIENT_ID/],
    ['invalid_grant with 401', { on: 'token', answer: { status: 401, type: 'json', body: { error: 'invalid_grant' } } }, SECRET_ID, /^good/],
    ['a token endpoint that is down', { on: 'token', answer: { status: 502, type: 'html' } }, SECRET_ID, /^worth a look Planning Center gave no clear answer/],
    ['a version nobody speaks any more', { on: 'api', path: '/people/v2', answer: { status: 400, type: 'json', body: { errors: [{ code: 'unsupported_version_error' }] } } }, 'Planning Center itself', /^to mend It no longer speaks the version 2026-06-04.*install a newer Foyer\.$/],
    ['an edge that turns Foyer away', { on: 'api', path: '/people/v2', answer: { status: 403, type: 'html' } }, 'Planning Center itself', /^to mend .* turns Foyer away before it looks: put an address where you can be reached into PCO_CONTACT/],
  ])('says of %s what to do', async (_what, fault, about, words) => {
    expect((await lookedAtDuring(fault))[about]).toMatch(words)
  })

  /** A fault of the API would end the visit at the door: so it is asked of the same Foyer that has no door yet. */
  async function lookedAtDuring(fault: Parameters<Foyer['sandbox']['addFault']>[0]) {
    if (fault.on !== 'api') {
      foyer.sandbox.addFault(fault)
      return lookAt(browser)
    }
    const alone = await startFoyer({ env: { PCO_CLIENT_SECRET: '' } })
    alone.sandbox.addFault(fault)
    const found = await lookAt(await letIn(alone))
    await alone.close()
    return found
  }

  it.each([
    [5 * MINUTE, /^to mend This machine’s clock is 5 minutes ahead of Planning Center’s.*let it follow a time server \(NTP\)\.$/],
    [-2 * 60 * MINUTE, /^to mend This machine’s clock is 2 hours behind Planning Center’s/],
    [10_000, /^good/],
  ])('says how far a clock is off that goes %i ms wrong', async (ms, words) => {
    foyer.clock.advance(ms)
    const found = await lookAt(browser)
    foyer.clock.advance(-ms)
    expect(found['The clock']).toMatch(words)
  })

  it('says what Redis would forget, and how it is told not to', async () => {
    await foyer.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    expect((await lookAt(browser))['… when it is full']).toBe('to mend It would sign people out at random (maxmemory-policy is allkeys-lru): set maxmemory-policy noeviction.')
    await foyer.redis.config('SET', 'maxmemory-policy', 'noeviction')
    expect((await lookAt(browser))['… when it is restarted']).toBe('worth a look It may sign people out: set appendonly yes and appendfsync everysec.')
    await foyer.redis.config('SET', 'appendonly', 'yes')
    expect((await lookAt(browser))['… when it is restarted']).toMatch(/^good/)
    await foyer.redis.config('SET', 'appendonly', 'no')
  })

  it('does not take a Redis that will not say for one that is wrong', async () => {
    await foyer.redis.call('ACL', 'SETUSER', 'default', '-info')
    const found = await lookAt(browser)
    await foyer.redis.call('ACL', 'SETUSER', 'default', '+info')
    for (const about of [STORE, '… when it is full', '… when it is restarted']) expect(found[about]).toMatch(/^worth a look It will not say \(INFO is refused\)/)
  })

  it.each([
    ['ENCRYPTION_KEYS', { keyring: 'keyring' as const }],
    ['SESSION_SECRETS', { sessionSecrets: 'sessionSecrets' as const }],
  ])('notices that another process has other %s', async (name, { keyring, sessionSecrets }: { keyring?: string; sessionSecrets?: string }) => {
    await foyer.redis.del('foyer:setup:keys')
    const stranger = await startFoyer()
    const settings = { ...(keyring && { keyring: stranger.config.keyring }), ...(sessionSecrets && { sessionSecrets: stranger.config.sessionSecrets }) }
    await keysCheck({ redis: foyer.redis, config: { ...foyer.config, ...settings } }).look()
    expect((await lookAt(browser))[KEYS]).toMatch(new RegExp(`^to mend Another process of Foyer has, or had, other ${name}: give all of them the same`))
    await foyer.redis.del('foyer:setup:keys')
    await stranger.close()
  })

  it('says so of the keys that everybody can read', async () => {
    const open = await startFoyer({ env: { SESSION_SECRETS: '', ENCRYPTION_KEYS: '' } })
    const administrator = open.browser()
    await administrator.signIn('administrator')
    expect((await lookAt(administrator))[KEYS]).toMatch(/^worth a look They are those that anybody can read in Foyer’s source/)
    await open.close()
  })

  it('shows how far it has come when Planning Center takes its time, and the whole in the end', async () => {
    const slow = await startFoyer({ times: { setupPatience: 100 } })
    const administrator = slow.browser()
    await administrator.signIn('administrator')
    slow.sandbox.addFault({ on: 'token', delayHeaders: 1500 })
    const { text } = await administrator.visit('/setup').expect(200)
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="2"></noscript>')
    expect(text).toContain('data-progress="/setup/progress"')
    expect(foundOn(text)[SECRET_ID]).toBe('looking Foyer is asking …')
    const first = await administrator.visit('/setup/progress').expect(200)
    expect(first.body).toMatchObject({ done: false, text: expect.stringMatching(/^\d of 8 looked at$/) as string })
    await until(async () => ((await administrator.visit('/setup/progress')).body as { done: boolean }).done)
    expect(foundOn((await administrator.visit('/setup').expect(200)).text)[SECRET_ID]).toMatch(/^good/)
    await slow.close()
  })

  it('asks Planning Center once, however many look at the same time', async () => {
    const calm = await startFoyer()
    const administrator = calm.browser()
    await administrator.signIn('administrator')
    const before = calm.sandbox.calls.filter(({ kind }) => kind === 'token').length
    await Promise.all(Array.from({ length: 5 }, () => administrator.visit('/setup').expect(200)))
    expect(calm.sandbox.calls.filter(({ kind }) => kind === 'token').length - before).toBe(1)
    await calm.close()
  })
})

describe('a connection that is not as PUBLIC_URL says', () => {
  it('is named on the page, reached all the same, and no secret can be tried over it', async () => {
    const foyer = await startFoyer({ env: { PUBLIC_URL: 'https://foyer.example.org', PCO_CLIENT_ID: '', PCO_CLIENT_SECRET: '', TRUSTED_PROXIES: 'loopback' } })
    const browser = await letIn(foyer)
    const { text } = await browser.visit('/setup').expect(200)
    expect(foundOn(text)['The address (PUBLIC_URL)']).toMatch(/^to mend You came to localhost:\d+, but PUBLIC_URL says foyer\.example\.org/)
    expect(text).not.toContain('name="client_secret"')
    expect(readPage(text).text).toContain('can be tried here once the address above is right')

    const proxied = (path: string) => request(foyer.url).get(path).set({ Host: 'foyer.example.org', 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '198.51.100.7' })
    const first = await proxied('/setup').expect(200)
    expect(String(first.headers['set-cookie'])).toMatch(/^__Host-setup=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    await foyer.close()
  })
})

describe('places that keep things', () => {
  const silent = createLog('silent')

  it('that do not answer are named with their setting', async () => {
    const redis = connectRedis({ redis: { url: 'redis://127.0.0.1:1', sentinelName: null }, times: defaultTimes }, silent)
    for (const check of redisChecks(redis)) expect(await check.look()).toMatchObject({ state: 'wrong', words: expect.stringContaining('host, port and password in REDIS_URL') as string })
    redis.disconnect()
    const found = await lookAtDatabase('postgres://foyer:canary@127.0.0.1:1/foyer')
    expect(found).toMatchObject({ state: 'wrong', words: expect.stringMatching(/^It does not answer: .*DATABASE_URL are right\.$/) as string })
  })

  it('of PostgreSQL tell a wrong database from one that is right', async () => {
    const server = await startPrivatePostgres()
    expect(await lookAtDatabase(server.url)).toMatchObject({ state: 'good', words: expect.stringMatching(/^PostgreSQL \d+ answers, and Foyer’s tables are there\.$/) as string })
    const url = server.url.replace(/\/[^/?]*(\?|$)/, '/canary$1')
    expect(await lookAtDatabase(url)).toMatchObject({ state: 'wrong', words: 'It has no database of the name in DATABASE_URL: make one, owned by the user named there.' })
    await server.stop()
  })

  async function lookAtDatabase(url: string) {
    const address = { engine: 'postgres', url } as const
    const database = connectDatabase({ address, times: defaultTimes, log: silent })
    const found = await databaseCheck({ config: { database: address }, database }).look()
    await database.close()
    return found
  }
})
