import RedisMock from 'ioredis-mock'
import { HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('on the stand-in for Redis, which the demo uses where none is installed', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer({ redis: new RedisMock(), times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR } })
  })
  afterAll(() => foyer.close())

  it('the whole visit works: sign in, people, past two hours, account, sign out', async () => {
    const browser = foyer.browser()
    await browser.signIn('secretary', { returnTo: '/people' })
    expect(readPage((await browser.visit('/people').expect(200)).text).heading).toBe('People')
    foyer.clock.advance(2 * HOUR)
    await browser.visit('/people').expect(200)
    expect(foyer.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1)
    expect(readPage((await browser.visit('/account').expect(200)).text).text).toContain('this one')
    await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
    await browser.visit('/people').expect(401)
    await until(() => foyer.sandbox.liveTokens().refresh === 0)
  })
})
