import { createOAuth } from '../../src/auth/oauth'
import { createRevocations, type Revocations } from '../../src/auth/revocations'
import { HOUR } from '../support/clock'
import { coreConfig, startStore, type Store, type StoreOptions } from '../support/start-store'
import { html, json, startTinyServer, type TinyServer } from '../support/tiny-server'
import { until } from '../support/until'

const KEY = 'foyer:revocations'
const STEP = 30_000

describe('telling Planning Center of a sign-out', () => {
  let planningCenter: TinyServer
  let store: Store
  let open: Revocations[]
  beforeEach(async () => {
    planningCenter = await startTinyServer(json({}))
    store = await startStore({ planningCenterUrl: planningCenter.url, times: { revokePhase: 300 } })
    open = []
  })
  afterEach(async () => {
    await Promise.all(open.map((one) => one.close()))
    await Promise.all([store.close(), planningCenter.close()])
  })

  /** The part of one process. */
  function teller(redis = store.redis, options: StoreOptions & { clockAhead?: number } = {}): Revocations {
    const clock = { now: () => store.clock.now() + (options.clockAhead ?? 0) }
    const config = { ...coreConfig({ planningCenterUrl: planningCenter.url, ...options }), times: store.config.times }
    const oauth = createOAuth({ config, userAgent: 'Foyer', clock })
    const revocations = createRevocations({ redis, oauth, config, clock, log: store.log })
    open.push(revocations)
    return revocations
  }
  const told = () => planningCenter.asked.map(({ body }) => new URLSearchParams(body).get('token'))
  const left = () => store.redis.zcard(KEY)
  /** A token that could not be told at once; nothing is under way any more. */
  async function untold(token: string, by = teller()): Promise<void> {
    planningCenter.answers(html(503))
    const before = told().length
    await by.add(token)
    await until(() => told().length > before)
    await until(() => store.logged().includes('was not told'))
    planningCenter.answers(json({}))
  }

  it('happens once, and then nothing is kept', async () => {
    await teller().add('canary-token')
    await until(async () => told().length === 1 && (await left()) === 0)
    store.clock.advance(STEP)
    await teller().sweep()
    expect(told()).toEqual(['canary-token'])
  })

  it('keeps nobody waiting, not even when Planning Center says nothing', async () => {
    planningCenter.answers(() => undefined)
    const started = performance.now()
    await teller().add('canary-token')
    expect(performance.now() - started).toBeLessThan(200)
  })

  it('keeps no token that can be read in Redis', async () => {
    await untold('canary-token')
    expect(await left()).toBe(1)
    expect(await store.dump()).not.toContain('canary')
  })

  it('is tried again, no sooner than half a minute later, until it has been heard', async () => {
    const here = teller()
    await untold('canary-token', here)
    await here.sweep()
    expect(told()).toHaveLength(1)
    store.clock.advance(STEP + 1)
    planningCenter.answers(html(502), json({}))
    await here.sweep()
    expect(await left()).toBe(1)
    store.clock.advance(STEP + 1)
    await here.sweep()
    expect(told()).toHaveLength(3)
    expect(await left()).toBe(0)
  })

  it('survives a restart', async () => {
    const before = teller()
    await untold('canary-token', before)
    await before.close()
    store.clock.advance(STEP + 1)
    await teller(await store.connect()).sweep()
    expect(told()).toEqual(['canary-token', 'canary-token'])
    expect(await left()).toBe(0)
  })

  it('is given up after a day', async () => {
    await untold('canary-token')
    store.clock.advance(24 * HOUR + 1000)
    await teller().sweep()
    expect(told()).toHaveLength(1)
    expect(await left()).toBe(0)
  })

  it('is done by one of two processes, not by both', async () => {
    const [here, there] = [teller(), teller(await store.connect(), { clockAhead: 7 })] // no two clocks agree
    for (let n = 0; n < 20; n++) await untold(`token-${n}`, here)
    store.clock.advance(STEP + 1)
    planningCenter.asked.length = 0
    await Promise.all([here.sweep(), there.sweep()])
    await until(async () => (await left()) === 0)
    expect(told().sort()).toEqual([...new Set(told())].sort())
    expect(told()).toHaveLength(20)
  })

  it('is not done twice when a round takes longer than the time between two', async () => {
    const here = teller()
    for (let n = 0; n < 3; n++) await untold(`token-${n}`, here)
    store.clock.advance(STEP + 1)
    planningCenter.asked.length = 0
    const answer = json({})
    planningCenter.answers((asked, res) => {
      // The first call takes so long that the next round comes due meanwhile.
      if (planningCenter.asked.length === 1) {
        store.clock.advance(STEP + 1)
        void here.sweep().finally(() => res.writeHead(200, answer.headers).end(answer.body))
      } else res.writeHead(200, answer.headers).end(asked.body && answer.body)
    })
    await here.sweep()
    await until(async () => (await left()) === 0)
    expect(told().slice(1).sort()).toEqual([...new Set(told().slice(1))].sort())
  })

  it('E14: is left to others when this process was not given the key', async () => {
    const theirs = { encryptionKeys: 'b2'.repeat(32) }
    await untold('canary-token', teller(store.redis, theirs))
    store.clock.advance(STEP + 1)
    await teller().sweep()
    expect(await left()).toBe(1)
    await teller(store.redis, theirs).sweep()
    expect(told()).toEqual(['canary-token', 'canary-token'])
  })

  it('is not held up by sixty records whose key nobody here has', async () => {
    const strange = coreConfig({ encryptionKeys: 'b2'.repeat(32) }).keyring
    const text = JSON.stringify({ token: 'theirs', until: store.clock.now() + HOUR })
    for (let n = 0; n < 60; n++) await store.redis.zadd(KEY, 1000 + n, strange.seal('revocation', KEY, text))
    const here = teller()
    await untold('canary-token', here)
    for (let round = 0; round < 3; round++) {
      store.clock.advance(STEP + 1)
      await here.sweep()
    }
    expect(told()).toEqual(['canary-token', 'canary-token'])
  })

  it('does not keep for ever what nobody can open', async () => {
    const theirs = teller(store.redis, { encryptionKeys: 'b2'.repeat(32) })
    await untold('canary-token', theirs)
    store.clock.advance(30 * 24 * HOUR)
    await teller().sweep()
    expect(await left()).toBe(0)
  })

  it('throws away what is no record at all', async () => {
    await store.redis.zadd(KEY, 1, 'garbage')
    await teller().sweep()
    expect(await left()).toBe(0)
  })

  it('is tried once even when Redis cannot keep it, and says that it was not kept', async () => {
    const gone = await store.connect()
    gone.disconnect()
    await expect(teller(gone).add('canary-token')).rejects.toThrow()
    await until(() => told().length === 1)
  })

  it('lets a stop wait for no more than what is under way', async () => {
    const here = teller()
    for (let n = 0; n < 20; n++) await untold(`token-${n}`, here)
    store.clock.advance(STEP + 1)
    planningCenter.answers(
      (_asked, res) => void setTimeout(() => res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'), 100),
    )
    const before = told().length
    const sweep = here.sweep()
    await until(() => told().length > before)
    await Promise.all([here.close(), sweep])
    expect(told().length - before).toBeLessThan(10)
  })
})
