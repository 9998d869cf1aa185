import { HOUR, MINUTE } from '../support/clock'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('signing out', () => {
  let foyer: Foyer
  beforeEach(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR } })
  })
  afterEach(() => foyer.close())

  const renewals = () => foyer.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length

  it('of one browser does not end another of the same person, which opened the same page a moment later', async () => {
    const [leaving, staying] = [foyer.browser(), foyer.browser()]
    for (const browser of [leaving, staying]) await browser.signIn('secretary')
    const csrf = await leaving.csrf()
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 2, delayHeaders: 1000 })

    const first = leaving.visit('/people').then(({ status }) => status)
    await until(() => renewals() === 1)
    const second = staying.visit('/people').then(({ status }) => status)
    await until(() => renewals() === 2)
    await leaving.submit('/logout', { _csrf: csrf }).expect(303)

    expect([200, 303]).toContain(await first)
    expect(await second).toBe(200)
    await staying.visit('/people').expect(200)
  })

  it('leaves nothing alive at Planning Center, also of tokens that were renewed and never used: the old ones work until then', async () => {
    const browser = foyer.browser()
    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    foyer.clock.advance(2 * HOUR - 3 * MINUTE)
    await browser.visit('/people').expect(200)
    await until(() => renewals() === 1)
    await until(async () => (await foyer.redis.keys('foyer:renewal:*')).length === 0)
    await browser.submit('/logout', { _csrf: csrf }).expect(303)
    await until(() => foyer.sandbox.liveTokens().refresh === 0)
    await until(async () => (await foyer.redis.keys('foyer:revocations')).length === 0)
  })
})
