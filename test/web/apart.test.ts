import { HOUR } from '../support/clock'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('two browsers of one person', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer({ times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR } })
  })
  afterAll(() => foyer.close())

  it('stay apart: signing out of one does not end the other, which opened the same page a moment later', async () => {
    const [leaving, staying] = [foyer.browser(), foyer.browser()]
    for (const browser of [leaving, staying]) await browser.signIn('secretary')
    const csrf = await leaving.csrf()
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 2, delayHeaders: 1000 })
    const renewals = () => foyer.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token').length
    const before = renewals()

    const first = leaving.visit('/people').then(({ status }) => status)
    await until(() => renewals() === before + 1)
    const second = staying.visit('/people').then(({ status }) => status)
    await until(() => renewals() === before + 2)
    await leaving.submit('/logout', { _csrf: csrf }).expect(303)

    expect([200, 303]).toContain(await first)
    expect(await second).toBe(200)
    await staying.visit('/people').expect(200)
  })
})
