import { createGrantVault } from '../../src/auth/grant-vault'
import { fingerprint } from '../../src/sealing'
import { HOUR } from '../support/clock'
import { FIRST_REFRESH_TOKEN, keep, spentGrant } from '../support/renewing'
import { coreConfig, startStore, type Store } from '../support/start-store'
import { throughout, until } from '../support/until'

const keyOf = (id: string) => `foyer:grant:${fingerprint(id)}`

describe('the grant vault', () => {
  let store: Store
  beforeAll(async () => {
    store = await startStore()
  })
  beforeEach(() => store.redis.flushall())
  afterAll(() => store.close())

  const createVault = (config = store.config) => createGrantVault({ ...store, durable: null, config })
  const vault = () => createVault()
  const kept = (grant = spentGrant(store)) => keep(store, { vault: vault() }, grant)
  const renewed = (n: number) =>
    spentGrant(store, { accessToken: `canary-access-${n}`, refreshToken: `canary-refresh-${n}` })

  it('keeps a grant until its end, as version 1', async () => {
    const id = await kept()
    expect(await vault().read(id)).toEqual({
      grant: expect.objectContaining({ refreshToken: FIRST_REFRESH_TOKEN, personId: '7' }) as object,
      version: 1,
      coolUntil: 0,
      failures: 0,
      refused: false,
    })
    const left = await store.redis.pttl(keyOf(id))
    expect(left).toBeGreaterThan(8 * HOUR - 5000)
    expect(left).toBeLessThanOrEqual(8 * HOUR)
  })

  it('ends it by the clock, not only when Redis gets round to it', async () => {
    const id = await kept()
    store.clock.advance(8 * HOUR + 1000)
    const found = await vault().read(id)
    store.clock.advance(-8 * HOUR - 1000)
    expect(found).toBeNull()
  })

  it('lets nobody take a place that is taken', async () => {
    const id = await kept()
    await expect(vault().create(id, renewed(1), store.clock.now() + HOUR)).rejects.toThrow('place taken')
    expect((await vault().read(id))?.grant.refreshToken).toBe(FIRST_REFRESH_TOKEN)
  })

  it('commits a renewal once, finds a second one stale, and keeps the end', async () => {
    const id = await kept()
    expect(await vault().commit(id, 1, renewed(1))).toBe('committed')
    expect(await vault().commit(id, 1, renewed(2))).toBe('stale')
    expect(await vault().read(id)).toMatchObject({ version: 2, grant: { accessToken: 'canary-access-1' } })
    expect(await store.redis.pttl(keyOf(id))).toBeGreaterThan(7 * HOUR)
  })

  it('lets one of twenty win who commit at the same moment', async () => {
    const id = await kept()
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => vault().commit(id, 1, renewed(n))))
    expect(results.filter((result) => result === 'committed')).toHaveLength(1)
    expect(results.filter((result) => result === 'stale')).toHaveLength(19)
  })

  it('brings nothing back that was removed', async () => {
    const id = await kept()
    await vault().remove(id)
    expect(await vault().commit(id, 1, renewed(1))).toBe('gone')
    await vault().coolDown(id, 1, { until: store.clock.now() + 1000, failures: 1, refused: false })
    expect(await store.redis.keys('*')).toEqual([])
  })

  it('hands back what it removes, once', async () => {
    const id = await kept()
    await vault().commit(id, 1, renewed(1))
    expect(await vault().remove(id)).toMatchObject({ refreshToken: 'canary-refresh-1' })
    expect(await vault().remove(id)).toBeNull()
  })

  it('cools down only the version that failed, until a renewal succeeds', async () => {
    const id = await kept()
    await vault().coolDown(id, 1, { until: 4_000_000_000_000, failures: 3, refused: false })
    expect(await vault().read(id)).toMatchObject({ version: 1, coolUntil: 4_000_000_000_000, failures: 3 })
    await vault().commit(id, 1, renewed(1))
    expect(await vault().read(id)).toMatchObject({ version: 2, coolUntil: 0, failures: 0 })
    await vault().coolDown(id, 1, { until: 4_000_000_000_000, failures: 4, refused: false })
    expect(await vault().read(id)).toMatchObject({ version: 2, coolUntil: 0, failures: 0 })
  })

  it('E4: stands as one writer left it when a frozen Redis thaws and carries out everything that timed out', async () => {
    const id = await kept()
    process.kill(store.privateRedis.pid, 'SIGSTOP')
    const late = [vault().commit(id, 1, renewed(1)), vault().commit(id, 1, renewed(2)), vault().coolDown(id, 1, { until: 1, failures: 1, refused: false })]
    expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    process.kill(store.privateRedis.pid, 'SIGCONT')
    await until(() => vault().read(id).then((found) => found?.version === 2, () => false))
    await throughout(300, async () => {
      const { version, failures, grant } = (await vault().read(id)) ?? { grant: null }
      return version === 2 && failures === 0 && grant?.accessToken === 'canary-access-1'
    })
  })

  it('E12: keeps nothing readable in Redis: no token, no id', async () => {
    const id = await kept()
    await vault().commit(id, 1, renewed(1))
    await vault().coolDown(id, 2, { until: 1, failures: 1, refused: false })
    const everything = await store.dump()
    expect(everything).toContain('foyer:grant:')
    expect(everything).not.toContain('canary')
    expect(everything).not.toContain(id)
  })

  it('E13: opens no record that was put in another’s place', async () => {
    const [mine, yours] = [await kept(), await kept(renewed(9))]
    const [a, b] = [(await store.redis.hget(keyOf(mine), 'p')) ?? '', (await store.redis.hget(keyOf(yours), 'p')) ?? '']
    await store.redis.hset(keyOf(mine), 'p', b)
    await store.redis.hset(keyOf(yours), 'p', a)
    expect([await vault().read(mine), await vault().read(yours)]).toEqual([null, null])
    expect(await store.redis.keys('*')).toEqual([])
    expect(store.logged()).toContain('does not open')
  })

  it('E14: keeps a record whose key this process was not given, says so as a passing trouble, and takes it up later', async () => {
    const elsewhere = createVault(coreConfig({ encryptionKeys: 'b2'.repeat(32) }))
    const id = await keep(store, { vault: elsewhere })
    await expect(vault().read(id)).rejects.toMatchObject({ name: 'GrantTrouble', reason: 'key-unknown' })
    const both = createVault(coreConfig({ encryptionKeys: `${'c3'.repeat(32)},${'b2'.repeat(32)}` }))
    expect(await both.read(id)).not.toBeNull()
    expect(await both.commit(id, 1, renewed(1))).toBe('committed')
    expect(await createVault(coreConfig({ encryptionKeys: 'c3'.repeat(32) })).read(id)).toMatchObject({ version: 2 })
  })

  it('E14: removes nothing it cannot open, so that Planning Center can still be told', async () => {
    const id = await keep(store, { vault: createVault(coreConfig({ encryptionKeys: 'b2'.repeat(32) })) })
    await expect(vault().remove(id)).rejects.toMatchObject({ reason: 'key-unknown' })
    expect(await store.redis.exists(keyOf(id))).toBe(1)
  })

  it('does not call it our mistake when a newer Foyer wrote the record', async () => {
    const id = await kept()
    const sealed = store.config.keyring.seal('grant', keyOf(id), JSON.stringify({ shape: 'of next year' }))
    await store.redis.hset(keyOf(id), 'p', sealed)
    const read = await vault()
      .read(id)
      .then(
        (found) => found ?? 'nobody',
        (error: unknown) => (error as Error).name,
      )
    expect(['nobody', 'GrantTrouble']).toContain(read)
  })
})
