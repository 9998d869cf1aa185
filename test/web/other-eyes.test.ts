import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('through another’s eyes', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
    foyer.sandbox.setRateLimit({ limit: 100_000 })
  })
  afterAll(() => foyer.close())

  it('nobody sees anything: two hundred visits at once, each with its own marks only', async () => {
    const logins = foyer.sandbox.world.logins.filter(({ seats }) => seats.length === 1)
    const visitors = await Promise.all(
      logins.flatMap((login) =>
        Array.from({ length: 8 }, async (): Promise<{ browser: Browser; name: string; others: string[] }> => {
          const browser = foyer.browser()
          await browser.signIn(login.id)
          return { browser, name: login.name, others: logins.filter((other) => other !== login).map(({ email }) => email) }
        }),
      ),
    )
    const visits = Array.from({ length: 5 }, () => visitors).flat().sort(() => Math.random() - 0.5)
    expect(visits).toHaveLength(200)
    await Promise.all(
      visits.map(async ({ browser, name, others }) => {
        // The account page is about nobody but oneself.
        const { text, status } = await browser.visit('/account')
        expect(status).toBe(200)
        expect(text).toContain(name.replace("'", '&#39;'))
        for (const other of others) expect(text).not.toContain(other)
      }),
    )
  })
})
