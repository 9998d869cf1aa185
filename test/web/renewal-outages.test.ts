import { fingerprint } from '../../src/sealing'
import { HOUR } from '../support/clock'
import { startProxy, type Proxy } from '../support/proxy'
import { createRenewing, FIRST_REFRESH_TOKEN, keep, spentGrant, type Renewing } from '../support/renewing'
import { startStore, type Store } from '../support/start-store'
import { reply } from '../support/tiny-server'
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint'
import { until } from '../support/until'

const PAIR = {
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ access_token: 'canary-access-1', refresh_token: 'canary-refresh-1', expires_in: 7200 }),
}
const LOCK_LIFE = 4000

describe('renewing a grant while Redis fails', () => {
  let endpoint: TokenEndpoint
  let store: Store
  let proxy: Proxy
  let here: Renewing
  let there: Renewing
  beforeEach(async () => {
    endpoint = await startTokenEndpoint(FIRST_REFRESH_TOKEN)
    const times = {
      redisCommand: 150,
      renewLock: LOCK_LIFE,
      renewLockMargin: 1000,
      renewPollMin: 5,
      renewPollMax: 10,
      tokenPhase: 400,
      commitRetry: 10_000,
      renewPageWait: 300,
    }
    store = await startStore({ planningCenterUrl: endpoint.url, times })
    proxy = await startProxy(store.privateRedis.url)
    here = createRenewing(store, await store.connect(proxy.url))
    there = createRenewing(store)
  })
  afterEach(async () => {
    proxy.pass()
    await Promise.all([here.close(), there.close()])
    await proxy.close()
    await Promise.all([store.close(), endpoint.close()])
  })

  const refused = () => store.logged().split('could not be stored yet').length - 1
  const hasNoLock = async (id: string) => (await store.redis.exists(`foyer:renewal:${fingerprint(id)}`)) === 0

  it('A7: keeps offering the new pair until Redis takes it, without a second call', async () => {
    const id = await keep(store, there)
    endpoint.refreshesWith((_asked, res) => {
      proxy.blackHole()
      reply(res, PAIR)
    })
    const renewing = here.renewal.renew(id, 1)
    await until(() => refused() >= 2)
    expect(await there.vault.read(id)).toMatchObject({ version: 1 })
    proxy.pass()
    expect(await renewing).toMatchObject({ version: 2 })
    expect(await there.vault.read(id)).toMatchObject({ version: 2, grant: { accessToken: 'canary-access-1' } })
    expect(endpoint.refreshed()).toEqual([FIRST_REFRESH_TOKEN])
  })

  it('is not misled when Redis stored the pair and only the reply was lost', async () => {
    const id = await keep(store, there)
    proxy.deafAfter("HSET', KEYS[1], 'v', ARGV[2]")
    const renewing = here.renewal.renew(id, 1)
    await until(() => refused() >= 1)
    proxy.cut()
    proxy.pass()
    expect(await renewing).toMatchObject({ version: 2, grant: { accessToken: 'canary-access-1' } })
    expect(endpoint.refreshed()).toEqual([FIRST_REFRESH_TOKEN])
    expect(endpoint.revoked()).toEqual([])
  })

  it('tells a page to come back while the pair waits for Redis, and gives the next page the new token', async () => {
    const id = await keep(store, there)
    endpoint.refreshesWith((_asked, res) => {
      proxy.blackHole()
      reply(res, PAIR)
    })
    await expect(here.grants.source(id).current()).rejects.toMatchObject({ name: 'GrantTrouble', reason: 'renewing' })
    proxy.pass()
    await here.renewal.settled()
    expect(await here.grants.source(id).current()).toBe('canary-access-1')
    expect(endpoint.refreshed()).toHaveLength(1)
  })

  it('E5: does not lock itself out when the lock was taken and only the reply was lost', async () => {
    const id = await keep(store, there)
    proxy.deafAfter('foyer:renewal:')
    await here.renewal.renew(id, 1).catch(() => undefined)
    proxy.cut()
    proxy.pass()
    await until(() =>
      here.vault.read(id).then(
        (kept) => kept !== null,
        () => false,
      ),
    )
    const started = performance.now()
    expect(await here.renewal.renew(id, 1)).toMatchObject({ version: 2 })
    expect(performance.now() - started).toBeLessThan(LOCK_LIFE / 4)
  })

  it('E4: leaves no lock behind when Redis froze while it was being taken', async () => {
    const id = await keep(store, there)
    process.kill(store.privateRedis.pid, 'SIGSTOP')
    await expect(here.renewal.renew(id, 1)).rejects.toThrow('Command timed out')
    process.kill(store.privateRedis.pid, 'SIGCONT')
    await until(() =>
      there.vault.read(id).then(
        (kept) => kept !== null,
        () => false,
      ),
    )
    await until(() => hasNoLock(id), LOCK_LIFE / 4)
  })

  it('E7: gives the lock back as soon as Redis is there again, when Redis went away during the renewal', async () => {
    const id = await keep(store, there)
    endpoint.refreshesWith((_asked, res) => {
      proxy.refuse()
      reply(res, { status: 500, headers: {}, body: '' })
    })
    await expect(here.renewal.renew(id, 1)).rejects.toThrow()
    expect(await hasNoLock(id)).toBe(false)
    proxy.pass()
    await until(() => hasNoLock(id), LOCK_LIFE / 2)
  })

  it('A7: goes with a token that still has seconds when Redis falters during the renewal', async () => {
    const id = await keep(store, there, spentGrant(store, { accessUntil: store.clock.now() + 20_000 }))
    proxy.deafAfter('foyer:renewal:')
    expect(await here.grants.source(id).current()).toBe('canary-access-0')
  })

  it('lets a stop wait for a pair that is still to be stored', async () => {
    const id = await keep(store, there)
    endpoint.refreshesWith((_asked, res) => {
      proxy.blackHole()
      reply(res, PAIR)
    })
    void here.renewal.renew(id, 1)
    await until(() => refused() >= 1)
    const closed = here.close()
    proxy.pass()
    await closed
    expect(await there.vault.read(id)).toMatchObject({ version: 2 })
  })
})

describe('a page that needs a token', () => {
  let endpoint: TokenEndpoint
  let store: Store
  let here: Renewing
  beforeEach(async () => {
    endpoint = await startTokenEndpoint(FIRST_REFRESH_TOKEN)
    store = await startStore({ planningCenterUrl: endpoint.url, times: { renewPageWait: 100 } })
    here = createRenewing(store)
  })
  afterEach(async () => {
    await here.close()
    await Promise.all([store.close(), endpoint.close()])
  })
  const withLeft = (ms: number, more = {}) =>
    keep(store, here, spentGrant(store, { accessUntil: store.clock.now() + ms, ...more }))

  it('gets the one there is, and nothing is renewed, as long as it is good for long', async () => {
    expect(await here.grants.source(await withLeft(HOUR)).current()).toBe('canary-access-0')
    expect(endpoint.refreshed()).toEqual([])
  })

  it('A8: does not wait for a renewal while the old token has more than half a minute', async () => {
    endpoint.latency = 2000
    const id = await withLeft(120_000)
    expect(await here.grants.source(id).current()).toBe('canary-access-0')
    expect(await here.grants.source(id).current()).toBe('canary-access-0')
    await until(() => endpoint.refreshed().length === 1)
    await here.renewal.settled()
    expect(await here.grants.source(id).current()).toBe('canary-access-1')
  })

  it('waits a while for one with less, and then goes with the old token if that still has seconds', async () => {
    endpoint.latency = 300
    expect(await here.grants.source(await withLeft(20_000)).current()).toBe('canary-access-0')
    expect(endpoint.refreshed()).toHaveLength(1)
  })

  it('gets the newer token when Planning Center refused an older one', async () => {
    const id = await withLeft(HOUR)
    expect(await here.grants.source(id).renew('an older token')).toBe('canary-access-0')
    expect(endpoint.refreshed()).toEqual([])
  })

  it('is given the same token again when it was refused a moment after it was issued', async () => {
    const id = await withLeft(HOUR, { issuedAt: store.clock.now() - 3000 })
    expect(await here.grants.source(id).renew('canary-access-0')).toBe('canary-access-0')
    expect(endpoint.refreshed()).toEqual([])
  })

  it('does not renew at every click when tokens live only a few minutes', async () => {
    const id = await withLeft(HOUR)
    endpoint.refreshesWith(
      ...Array<typeof PAIR>(5).fill({
        ...PAIR,
        body: JSON.stringify({ access_token: 'short', refresh_token: FIRST_REFRESH_TOKEN, expires_in: 240 }),
      }),
    )
    await here.renewal.renew(id, 1)
    for (let click = 0; click < 3; click++) {
      expect(await here.grants.source(id).current()).toBe('short')
      await here.renewal.settled()
    }
    expect(endpoint.refreshed()).toHaveLength(1)
  })

  it('A21: gets another when time is up, also in a process that read the token only later: reading makes it no younger', async () => {
    const short = (n: number) => ({ ...PAIR, body: JSON.stringify({ access_token: `short-${n}`, refresh_token: FIRST_REFRESH_TOKEN, expires_in: 60 }) })
    endpoint.refreshesWith(short(1), short(2))
    const id = await withLeft(-1)
    expect(await here.grants.source(id).current()).toBe('short-1')
    const later = createRenewing(store, await store.connect())
    store.clock.advance(55_000)
    expect((await later.vault.read(id))?.grant.accessUntil).toBe((await here.vault.read(id))?.grant.accessUntil)
    store.clock.advance(6000)
    expect(await later.grants.source(id).current()).toBe('short-2')
    await later.close()
  })

  it('is sent to sign in when there is no grant any more', async () => {
    await expect(here.grants.source('A'.repeat(43)).current()).rejects.toMatchObject({
      name: 'SignInRequired',
      reason: 'session-ended',
    })
  })

  it('A18: waits for one of ten calls at once when a whole office comes back', async () => {
    let [atOnce, most] = [0, 0]
    endpoint.refreshesWith(
      ...Array.from({ length: 25 }, (_, n) => (_asked: unknown, res: Parameters<typeof reply>[0]) => {
        most = Math.max(most, ++atOnce)
        setTimeout(() => {
          atOnce -= 1
          reply(res, {
            ...PAIR,
            body: JSON.stringify({ access_token: `office-${n}`, refresh_token: 'r', expires_in: 7200 }),
          })
        }, 30)
      }),
    )
    const ids = await Promise.all(Array.from({ length: 25 }, () => withLeft(-1)))
    const all = await Promise.all(ids.map((id) => here.renewal.renew(id, 1)))
    expect(new Set(all.map(({ grant }) => grant.accessToken)).size).toBe(25)
    expect(most).toBe(10)
  })
})
