import { connect, seatOf, signedIn, startConnecting, untilCopied } from '../support/connecting'
import type { Browser, Foyer } from '../support/start-app'

/** Questions of the copy's that may be under way when the limit falls without a word. */
const AT_ONCE = 4

describe('while a church is copied', () => {
  let foyer: Foyer
  let administrator: Browser
  beforeAll(async () => {
    foyer = await startConnecting()
    administrator = await signedIn(foyer, 'administrator')
  }, 60_000)
  afterAll(() => foyer?.close())

  it('the limit falls to a tenth, another application spends from it, and it rises again: nothing is refused that could have been known, and pages go first', async () => {
    const { sandbox } = foyer
    const seat = seatOf(foyer, 'administrator')
    await connect(foyer, administrator)
    sandbox.setRateLimit({ limit: 100, periodSeconds: 2 })
    const since = sandbox.calls.length
    const asked = () => sandbox.calls.slice(since).filter(({ kind, loginId }) => kind === 'api' && loginId === 'administrator')
    const turns = [
      { after: 4, turn: () => sandbox.setRateLimit({ limit: 10, periodSeconds: 2 }) },
      { after: 7, turn: () => sandbox.spend(seat, 5) },
      { after: 11, turn: () => sandbox.setRateLimit({ limit: 100, periodSeconds: 2 }) },
    ]
    const act = sandbox.beforeAnswer(() => {
      while (turns[0] && asked().length >= turns[0].after) turns.shift()?.turn()
    })
    foyer.app.start()
    const page = await administrator.visit('/people')
    await untilCopied(foyer)
    act.remove()

    expect(page.status).toBe(200)
    expect(turns).toEqual([])
    expect(asked().filter(({ status }) => status === 429).length).toBeLessThanOrEqual(AT_ONCE)
  }, 60_000)
})
