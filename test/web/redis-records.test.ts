import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOUR } from '../support/clock'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('a record in Redis', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  async function keysMadeBy(act: () => Promise<unknown>, pattern: string): Promise<string[]> {
    const before = new Set(await foyer.redis.keys(pattern))
    await act()
    return (await foyer.redis.keys(pattern)).filter((key) => !before.has(key))
  }
  async function signedIn(login: string): Promise<{ browser: Browser; session: string; grant: string }> {
    const browser = foyer.browser()
    let grants: string[] = []
    const sessions = await keysMadeBy(async () => {
      grants = await keysMadeBy(() => browser.signIn(login), 'foyer:grant:*')
    }, 'foyer:session:*')
    await browser.visit('/people').expect(200)
    return { browser, session: sessions[0] ?? '', grant: grants[0] ?? '' }
  }

  it('E10: of a session, turned to garbage, costs one sign-in with the same cookie, and no error page', async () => {
    const { browser, session } = await signedIn('secretary')
    for (const garbage of ['garbage', '', '{"cookie":{}}', `${Date.now()}.garbage`]) {
      await foyer.redis.set(session, garbage)
      const sent = await browser.visit('/people').expect(303)
      expect(sent.headers['location']).toBe('/login?return_to=%2Fpeople')
    }
    await browser.signIn('secretary')
    await browser.visit('/people').expect(200)
  })

  it('E10: of tokens, turned to garbage, costs one sign-in as well', async () => {
    const { browser, grant } = await signedIn('secretary')
    await foyer.redis.hset(grant, 'p', 'garbage')
    await browser.visit('/people').expect(303)
    await browser.signIn('secretary')
    await browser.visit('/people').expect(200)
  })

  it('E10: of where one is signed in, turned to garbage, leaves the page with the rest', async () => {
    const browser = foyer.browser()
    const [index = ''] = await keysMadeBy(() => browser.signIn('administrator'), 'foyer:sign-ins:*')
    await foyer.redis.hset(index, 'nobody', 'garbage')
    await browser.visit('/account').expect(200)
    expect(Object.keys(await foyer.redis.hgetall(index))).toHaveLength(1)
  })

  it('E13: of a session does not work in another’s place: nobody sees the page with another’s eyes', async () => {
    const [one, two] = [await signedIn('secretary'), await signedIn('pastor')]
    const [first, second] = [await foyer.redis.get(one.session), await foyer.redis.get(two.session)]
    await foyer.redis.set(one.session, second ?? '')
    await foyer.redis.set(two.session, first ?? '')
    for (const { browser, session } of [one, two]) {
      const { text } = await browser.visit('/people').expect(303)
      for (const { name } of foyer.sandbox.world.logins) expect(text).not.toContain(name)
      expect(await foyer.redis.exists(session)).toBe(0)
    }
  })

  it('E13: of tokens does not work in another’s place: both are gone', async () => {
    const [one, two] = [await signedIn('secretary'), await signedIn('pastor')]
    const [first, second] = [await foyer.redis.hget(one.grant, 'p'), await foyer.redis.hget(two.grant, 'p')]
    await foyer.redis.hset(one.grant, 'p', second ?? '')
    await foyer.redis.hset(two.grant, 'p', first ?? '')
    await one.browser.visit('/people').expect(303)
    await two.browser.visit('/people').expect(303)
    await until(async () => (await foyer.redis.exists(one.grant, two.grant)) === 0)
  })
})

describe('whoever gets hold of Redis', () => {
  let foyer: Foyer
  let folder: string
  const watched: string[] = []
  const cookies: string[] = []

  beforeAll(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR } })
    const { redis } = foyer
    folder = String(((await redis.config('GET', 'dir')) as string[])[1])
    // Nothing may hide what is written: no compression, every command in the log of slow ones.
    const open = { rdbcompression: 'no', 'aof-use-rdb-preamble': 'no', appendonly: 'yes', 'slowlog-log-slower-than': '0', 'slowlog-max-len': '100000' }
    for (const [name, value] of Object.entries(open)) await redis.config('SET', name, value)
    const monitor = await redis.monitor()
    monitor.on('monitor', (_at: string, args: string[]) => watched.push(args.join(' ')))

    const browser = foyer.browser()
    for (const login of ['secretary', 'administrator']) {
      const { headers } = await browser.signIn(login, { prompt: 'login' })
      cookies.push(...[headers['set-cookie']].flat().map((line) => decodeURIComponent(/=s(?:%3A|:)([^.;]+)/.exec(String(line))?.[1] ?? '')))
      for (const path of ['/people', '/account']) await browser.visit(path).expect(200)
      foyer.clock.advance(2 * HOUR)
      await browser.visit('/people').expect(200)
    }
    foyer.sandbox.addFault({ on: 'revoke', answer: { status: 500, type: 'html' } })
    await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
    await until(() => watched.some((line) => line.includes('zadd foyer:revocations')))
    monitor.disconnect()
  })
  afterAll(() => foyer.close())

  const inFiles = (under: string): string =>
    readdirSync(under, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n')
  it.each([
    ['in its append-only file', () => inFiles(join(folder, 'appendonlydir')), 'foyer:revocations'],
    ['in a snapshot of it', async () => (await foyer.redis.save(), readFileSync(join(folder, 'dump.rdb'), 'latin1')), 'foyer:revocations'],
    ['by MONITOR', () => watched.join('\n'), 'foyer:session:'],
    ['in its SLOWLOG', async () => JSON.stringify(await foyer.redis.slowlog('GET', 100_000)), 'foyer:session:'],
  ])('E12: finds %s no token, no code, no session id, and nobody’s name', async (_where, read, sign) => {
    const text = await read()
    expect(text).toContain(sign)
    const ids = cookies.filter(Boolean)
    expect(ids.length).toBeGreaterThanOrEqual(2)
    const people = foyer.sandbox.world.logins.flatMap(({ name, email }) => [name, email])
    const secrets = [...foyer.sandbox.secrets, ...ids, foyer.config.planningCenter.clientSecret, ...foyer.config.sessionSecrets]
    expect(secrets.length).toBeGreaterThan(10)
    // Only the numbers of those that are found: a failure must not print them all.
    expect([...secrets, ...people].flatMap((word, index) => (text.includes(word) ? [index] : []))).toEqual([])
  })
})
