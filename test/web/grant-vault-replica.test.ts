import { createGrantVault, type GrantVault } from '../../src/auth/grant-vault'
import { fingerprint } from '../../src/sealing'
import { startRedisServer, type RedisServer } from '../support/redis-server'
import { keep, spentGrant } from '../support/renewing'
import { startStore, type Store } from '../support/start-store'
import { until } from '../support/until'

const OFFICE = 50

describe('a renewed grant where Redis has a replica', () => {
  let store: Store
  let primary: RedisServer
  let replica: RedisServer
  let vault: GrantVault
  beforeAll(async () => {
    // Less than they would take one after the other.
    store = await startStore({ times: { redisCommand: 2000 } })
    primary = await startRedisServer(() => ['--repl-diskless-sync-delay', '0'])
    replica = await startRedisServer(() => ['--replicaof', '127.0.0.1', String(primary.port)])
    vault = createGrantVault({ ...store, redis: await store.connect(primary.url), durable: await store.connect(primary.url) })
  })
  beforeEach(async () => {
    replica.thaw()
    await primary.ask('INCR', 'written')
    await until(async () => (await replica.ask('GET', 'written')) === (await primary.ask('GET', 'written')))
  })
  afterAll(async () => {
    replica?.thaw()
    await Promise.all([replica?.close(), primary?.close(), store?.close()])
  })

  const keptByOffice = () => Promise.all(Array.from({ length: OFFICE }, () => keep(store, { vault })))
  const versionAt = (server: RedisServer, id: string) => server.ask('HGET', `foyer:grant:${fingerprint(id)}`, 'v')
  const warnings = () => store.logged().split('not acknowledged by a replica').length - 1

  it('E7: is used only when the replica has it', async () => {
    const before = warnings()
    const ids = await keptByOffice()
    const versions = await Promise.all(ids.map((id) => vault.commit(id, 1, spentGrant(store)).then(() => versionAt(replica, id))))
    expect(versions).toEqual(ids.map(() => '2'))
    expect(warnings()).toBe(before)
  })

  it('E7: is used all the same when the replica is away, nobody waits for the others’ turn, and the log says so', async () => {
    const before = warnings()
    const ids = await keptByOffice()
    replica.freeze()
    const started = performance.now()
    expect(await Promise.all(ids.map((id) => vault.commit(id, 1, spentGrant(store))))).toEqual(ids.map(() => 'committed'))
    expect(performance.now() - started).toBeLessThan(3000)
    expect(warnings()).toBeGreaterThan(before)
  })
})
