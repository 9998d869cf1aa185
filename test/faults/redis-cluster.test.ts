import type { Cluster, Redis } from 'ioredis'
import { HOUR } from '../support/clock'
import { startCluster, type RedisCluster } from '../support/redis-cluster'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { inSoak } from '../support/soak'
import { until } from '../support/until'

/**
 * Foyer is run on one Redis or with Sentinel, and its settings name no cluster. But every script and every command of
 * its touches one key, so that it could be: here the app is given a cluster's client in place of its own.
 */
describe('Foyer on a cluster of three', () => {
  let cluster: RedisCluster
  let client: Cluster
  let foyer: Foyer
  beforeAll(async () => {
    cluster = await startCluster()
    client = await cluster.connect()
    foyer = await startFoyer({ redis: client as unknown as Redis, times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR, revokeEvery: 300 } })
    foyer.sandbox.setRateLimit({ limit: 10_000 })
  }, 30_000)
  afterAll(async () => {
    await foyer?.close()
    client?.disconnect()
    await cluster?.close()
  })

  const renewals = () => foyer.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length
  const revocations = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'revoke').length
  const signInIds = (html: string) => [...html.matchAll(/action="\/account\/sign-ins\/([\w-]{43})\/end"/g)].map(([, id]) => id ?? '')
  async function signedIn(login: string): Promise<Browser> {
    const browser = foyer.browser()
    await browser.signIn(login)
    await browser.visit('/people').expect(200)
    return browser
  }

  it('E16: people sign in, work on past the end of their tokens with one call each, and sign out', async () => {
    const logins = ['secretary', 'pastor', 'administrator']
    const browsers = await Promise.all(Array.from({ length: inSoak(6, 30) }, (_, n) => signedIn(logins[n % logins.length] ?? 'secretary')))
    expect(Math.min(...(await cluster.sizes()))).toBeGreaterThan(0)

    for (let expiry = 0; expiry < inSoak(1, 5); expiry++) {
      foyer.clock.advance(2 * HOUR)
      const before = renewals()
      const pages = await Promise.all(browsers.flatMap((browser) => ['/people', '/account', '/people?q=a'].map((path) => browser.visit(path))))
      expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200))
      expect(renewals() - before).toBe(browsers.length)
    }

    for (const browser of browsers) {
      await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
      await browser.visit('/account').expect(401)
    }
    await until(() => foyer.sandbox.liveTokens().refresh === 0)
  })

  it('E16: one place ends the others, and all of them', async () => {
    const [here, there, elsewhere] = [await signedIn('secretary'), await signedIn('secretary'), await signedIn('secretary')]
    const { text } = await here.visit('/account').expect(200)
    expect(signInIds(text)).toHaveLength(3)
    await here.submit('/account/sign-ins/end-all', { _csrf: await here.csrf() }).expect(303)
    for (const browser of [here, there, elsewhere]) expect((await browser.visit('/people')).status).not.toBe(200)
  })

  it('E16: a sign-out that Planning Center could not be told of is told later', async () => {
    const browser = await signedIn('pastor')
    const fault = foyer.sandbox.addFault({ on: 'revoke', answer: { status: 500, type: 'html' } })
    await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
    const waiting = () => client.zcard('foyer:revocations')
    const told = revocations()
    await until(() => revocations() > told)
    expect(await waiting()).toBe(1)
    fault.remove()
    await until(async () => (await waiting()) === 0)
  })

  it('E11: is ready, and says so', async () => {
    expect((await foyer.browser().agent.get('/readyz').expect(200)).body).toEqual({ ready: true, redis: 'ok' })
  })
})
