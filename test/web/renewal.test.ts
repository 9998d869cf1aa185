import { fingerprint } from '../../src/sealing'
import { createRenewing, FIRST_REFRESH_TOKEN, keep, spentGrant, type Renewing } from '../support/renewing'
import { startStore, type Store } from '../support/start-store'
import { html, json } from '../support/tiny-server'
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint'
import { collectGarbage } from '../support/garbage'
import { until } from '../support/until'

const lockOf = (id: string) => `foyer:renewal:${fingerprint(id)}`
const INVALID_GRANT = json({ error: 'invalid_grant' }, 400)

describe('renewing a grant', () => {
  let endpoint: TokenEndpoint
  let store: Store
  let here: Renewing
  let there: Renewing
  beforeEach(async () => {
    endpoint = await startTokenEndpoint(FIRST_REFRESH_TOKEN)
    const times = {
      tokenPhase: 600,
      renewLock: 1500,
      renewLockMargin: 1200,
      renewPollMin: 5,
      renewPollMax: 10,
      revokePhase: 300,
    }
    store = await startStore({ planningCenterUrl: endpoint.url, times })
    here = createRenewing(store)
    there = createRenewing(store, await store.connect())
  })
  afterEach(async () => {
    await Promise.all([here.close(), there.close()])
    await Promise.all([store.close(), endpoint.close()])
  })

  const renewed = (who: Renewing, id: string, version = 1) => who.renewal.renew(id, version)
  const failure = (who: Renewing, id: string, version = 1) =>
    renewed(who, id, version).then(
      () => null,
      (error: unknown) => error as Error & { reason: string; retryAfterSeconds: number },
    )

  it('A1, A2: asks Planning Center once, however many want it in however many processes', async () => {
    endpoint.latency = 80
    const id = await keep(store, here)
    const all = await Promise.all(Array.from({ length: 60 }, (_, n) => renewed(n % 2 ? here : there, id)))
    expect(endpoint.refreshed()).toEqual([FIRST_REFRESH_TOKEN])
    expect(new Set(all.map(({ grant, version }) => `${version} ${grant.accessToken}`))).toEqual(
      new Set(['2 canary-access-1']),
    )
  })

  it('asks once for every expiry, four times in a row', async () => {
    const id = await keep(store, here)
    for (const version of [1, 2, 3, 4]) await Promise.all([here, there, here].map((who) => renewed(who, id, version)))
    expect(endpoint.refreshed()).toEqual([FIRST_REFRESH_TOKEN, 'canary-refresh-1', 'canary-refresh-2', 'canary-refresh-3'])
  })

  it('A6: stores the new pair before anybody gets to use it', async () => {
    const id = await keep(store, here)
    const { grant } = await renewed(here, id)
    expect(await there.vault.read(id)).toMatchObject({
      version: 2,
      grant: { accessToken: grant.accessToken, refreshToken: 'canary-refresh-1' },
    })
  })

  it('reads what the other process got instead of asking again', async () => {
    const id = await keep(store, here)
    await renewed(here, id)
    expect((await renewed(there, id)).grant.accessToken).toBe('canary-access-1')
    expect(endpoint.refreshed()).toHaveLength(1)
  })

  it('A5: goes on when whoever held the lock has died, as soon as the lock has ended', async () => {
    const id = await keep(store, here)
    await store.redis.set(lockOf(id), 'somebody who died', 'PX', 200)
    expect((await renewed(here, id)).version).toBe(2)
    expect(await store.redis.exists(lockOf(id))).toBe(0)
  })

  it('never frees a lock that is another’s', async () => {
    const id = await keep(store, here)
    endpoint.latency = 100
    const renewing = renewed(here, id)
    await until(() => endpoint.refreshed().length === 1)
    await store.redis.set(lockOf(id), 'somebody else')
    await renewing
    expect(await store.redis.get(lockOf(id))).toBe('somebody else')
  })

  it('A11: gives back what it gets for somebody who signed out meanwhile, and brings nothing back', async () => {
    endpoint.latency = 100
    const id = await keep(store, here)
    const renewing = failure(here, id)
    await until(() => endpoint.refreshed().length === 1)
    await there.vault.remove(id)
    expect(await renewing).toMatchObject({ name: 'SignInRequired', reason: 'session-ended' })
    await until(() => endpoint.revoked().length === 1)
    expect(endpoint.revoked()).toEqual(['canary-refresh-1'])
    expect(await store.redis.keys('foyer:grant:*')).toEqual([])
  })

  it('ends the grant when Planning Center says that it is dead', async () => {
    endpoint.refreshesWith(INVALID_GRANT)
    const id = await keep(store, here)
    expect(await failure(here, id)).toMatchObject({ name: 'SignInRequired', reason: 'access-revoked' })
    expect(await here.vault.read(id)).toBeNull()
  })

  it('A14: looks again before it believes that: somebody may have renewed behind its back', async () => {
    const id = await keep(store, here)
    endpoint.refreshesWith(async (_asked, res) => {
      await there.vault.commit(id, 1, spentGrant(store, { accessToken: 'from-behind', refreshToken: 'behind-refresh' }))
      res.writeHead(400, INVALID_GRANT.headers).end(INVALID_GRANT.body)
    })
    expect(await renewed(here, id)).toMatchObject({ version: 2, grant: { accessToken: 'from-behind' } })
    expect(await here.vault.read(id)).not.toBeNull()
  })

  it('leaves the token endpoint alone after a failure, longer after each, and forgets that after a success', async () => {
    endpoint.refreshesWith(html(502), html(502), html(502), html(502), html(502))
    const id = await keep(store, here)
    for (const seconds of [10, 20, 40, 60, 60]) {
      expect(await failure(here, id)).toMatchObject({
        name: 'GrantTrouble',
        reason: 'token-endpoint-down',
        retryAfterSeconds: seconds,
      })
      const calls = endpoint.refreshed().length
      expect(await failure(there, id)).toMatchObject({ reason: 'token-endpoint-down' })
      expect(endpoint.refreshed()).toHaveLength(calls)
      store.clock.advance(seconds * 1000 + 100)
    }
    expect(await renewed(here, id)).toMatchObject({ version: 2 })
    expect(await here.vault.read(id)).toMatchObject({ coolUntil: 0, failures: 0 })
  })

  it('waits as long as the token endpoint asks', async () => {
    endpoint.refreshesWith(json({ error: 'slow_down' }, 429, { 'Retry-After': '45' }))
    expect(await failure(here, await keep(store, here))).toMatchObject({ retryAfterSeconds: 45 })
  })

  it('does not let one odd Retry-After keep somebody out for a day', async () => {
    endpoint.refreshesWith(json({ error: 'slow_down' }, 429, { 'Retry-After': '86400' }))
    const error = await failure(here, await keep(store, here))
    expect(error?.retryAfterSeconds).toBeLessThanOrEqual(600)
  })

  it('keeps the grant when Planning Center refuses us, not the person, and does not ask at every click', async () => {
    endpoint.refreshesWith(...Array<ReturnType<typeof json>>(5).fill(json({ error: 'invalid_client' }, 401)))
    const id = await keep(store, here)
    expect(await failure(here, id)).toMatchObject({ name: 'GrantTrouble', reason: 'application-refused' })
    expect(await failure(here, id)).toMatchObject({ name: 'GrantTrouble' })
    expect(await here.vault.read(id)).not.toBeNull()
    expect(store.logged()).toContain('ALARM')
    expect(endpoint.refreshed()).toHaveLength(1)
  })

  it('A12: keeps the old refresh token when the answer names none', async () => {
    endpoint.refreshesWith(json({ access_token: 'canary-access-x', expires_in: 7200 }))
    const id = await keep(store, here)
    expect((await renewed(here, id)).grant.refreshToken).toBe(FIRST_REFRESH_TOKEN)
    expect((await renewed(here, id, 2)).grant.accessToken).toBe('canary-access-1')
  })

  it.each([
    ['200 with an error in it', json({ error: 'invalid_grant' })],
    ['200 without a token', json({})],
    ['200 with a token that is no text', json({ access_token: 7, refresh_token: 'canary-refresh-x' })],
  ])('A13: keeps the grant as it is after %s, and tries again later', async (_what, answer) => {
    endpoint.refreshesWith(answer)
    const id = await keep(store, here)
    const before = await here.vault.read(id)
    expect(await failure(here, id)).toMatchObject({ name: 'GrantTrouble', reason: 'token-endpoint-down' })
    expect(await here.vault.read(id)).toMatchObject({ version: 1, grant: before?.grant })
    store.clock.advance(60_000)
    expect(await renewed(here, id)).toMatchObject({ version: 2, grant: { accessToken: 'canary-access-1' } })
  })

  it('ends a grant without a refresh token together with its access token', async () => {
    const id = await keep(store, here, spentGrant(store, { refreshToken: null }))
    expect(await failure(here, id)).toMatchObject({ name: 'SignInRequired' })
    expect(await here.vault.read(id)).toBeNull()
    expect(endpoint.refreshed()).toEqual([])
  })

  it('does not end it before', async () => {
    const id = await keep(store, here, spentGrant(store, { refreshToken: null, accessUntil: store.clock.now() + 120_000 }))
    expect(await here.grants.source(id).current()).toBe('canary-access-0')
    await here.renewal.settled()
    expect(await here.vault.read(id)).not.toBeNull()
  })

  it('H8: leaves nothing of itself behind in the process, whether it ended well or badly', async () => {
    const traces: WeakRef<Promise<unknown>>[] = []
    const trace = async (renewal: Promise<unknown>) => {
      traces.push(new WeakRef(renewal))
      await renewal.catch(() => undefined)
    }
    for (let n = 0; n < 20; n++) {
      const id = await keep(store, here, spentGrant(store, { refreshToken: `canary-refresh-${n}` }))
      if (n % 3 === 1) endpoint.refreshesWith(html(502))
      if (n % 3 === 2) await here.vault.remove(id)
      await trace(renewed(here, id))
    }
    await until(() => (collectGarbage(), traces.every((one) => one.deref() === undefined)))
  })

  it('writes no token into the log, whatever happens', async () => {
    endpoint.refreshesWith(html(502, 'canary-html'), json({ error: 'canary-word' }, 400))
    const id = await keep(store, here)
    await failure(here, id)
    store.clock.advance(60_000)
    await failure(here, id)
    store.clock.advance(60_000)
    await renewed(here, id)
    expect(store.logged()).not.toMatch(/canary-(access|refresh|client)/)
  })
})
