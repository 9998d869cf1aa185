import { ROTATION_MODES } from '../../src/sandbox/oauth/tokens'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import { throughout, until } from '../support/until'

const NOTHING_COMES_BACK_MS = 2000
const SEVERAL = 5

describe('signing out at one process', () => {
  let fleet: Fleet
  let here: AppProcess
  let there: AppProcess
  beforeAll(async () => {
    // Planning Center is told again every half minute, for real.
    fleet = await startFleet({ size: 2, times: { revokeEvery: 300 } })
  })
  beforeEach(async () => {
    const alive = () => fleet.processes.filter(({ child }) => child.connected)
    while (alive().length < 2) await fleet.start()
    const [first, second] = alive()
    if (!first || !second) throw new Error('two processes were expected')
    ;[here, there] = [first, second]
    fleet.sandbox.revokeGrants() // what an earlier test left
  })
  afterEach(() => fleet.sandbox.clearFaults())
  afterAll(() => fleet?.close())

  const count = async (...kinds: string[]) => (await Promise.all(kinds.map((kind) => fleet.keys(`foyer:${kind}:*`)))).flat().length
  const nobodyIsIn = async () => (await count('session', 'grant')) === 0
  const isStranger = async (cookie: string) => {
    const answers = await Promise.all([here, there].map((at) => fleet.get(at, '/people', cookie)))
    return answers.every(({ status, headers }) => status === 303 && headers.location?.startsWith('/login'))
  }
  const signedOut = async (cookie: string) => {
    const { status, headers } = await fleet.signOut(there, cookie)
    expect([status, headers.location]).toEqual([303, '/signed-out'])
  }

  describe.each(ROTATION_MODES)('(old tokens: %s)', (rotation) => {
    beforeEach(() => fleet.sandbox.setRotation(rotation))

    it('A11: in the middle of a renewal at another: nothing comes back, and the newly minted token is given back', async () => {
      const cookie = await fleet.signIn(here)
      await fleet.letTimePass(2 * HOUR)
      const before = fleet.renewals()
      fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 600 })
      const waiting = fleet.get(here, '/people', cookie)
      await until(() => fleet.renewals() > before)
      await signedOut(cookie)
      expect(await nobodyIsIn()).toBe(true)
      expect((await waiting).status).toBe(303)
      await throughout(NOTHING_COMES_BACK_MS, nobodyIsIn)
      expect(await isStranger(cookie)).toBe(true)
      await until(() => fleet.sandbox.liveTokens().refresh === 0)
      await until(async () => (await count('renewal')) === 0)
    })

    it('A11: several people at once, each at another moment of a renewal', async () => {
      const cookies = await Promise.all(Array.from({ length: SEVERAL }, (_, n) => fleet.signIn(n % 2 ? here : there)))
      await fleet.letTimePass(2 * HOUR)
      const csrfs = await Promise.all(cookies.map((cookie) => fleet.csrf(there, cookie)))
      const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 200 })
      const pages = cookies.map((cookie) => fleet.get(here, '/people', cookie))
      for (const [n, cookie] of cookies.entries()) {
        await new Promise((resolve) => setTimeout(resolve, (n * 300) / SEVERAL))
        expect((await fleet.signOut(there, cookie, csrfs[n])).headers.location).toBe('/signed-out')
      }
      for (const { status } of await Promise.all(pages)) expect([200, 303]).toContain(status)
      slow.remove()
      await until(nobodyIsIn)
      await throughout(NOTHING_COMES_BACK_MS, nobodyIsIn)
      await until(() => fleet.sandbox.liveTokens().refresh === 0)
    })
  })

  it('A11: while Planning Center is down: it is told later, by processes that were not there then', async () => {
    const cookie = await fleet.signIn(here)
    await fleet.letTimePass(2 * HOUR)
    const before = fleet.renewals()
    fleet.sandbox.addFault({ on: 'token', times: 1, delayHeaders: 400 })
    const waiting = fleet.get(here, '/people', cookie)
    await until(() => fleet.renewals() > before)
    fleet.sandbox.addFault({ on: 'revoke', answer: { status: 503 } })
    await signedOut(cookie)
    await waiting
    // Both are written down: the token that was signed out, and the one minted meanwhile.
    await until(async () => (await fleet.revocationsDue()) === 2)
    await Promise.all([here.stop('SIGKILL'), there.stop('SIGKILL')])
    expect(fleet.sandbox.liveTokens().refresh).toBeGreaterThan(0)

    fleet.sandbox.clearFaults()
    await fleet.start()
    await fleet.letTimePass(MINUTE)
    await until(() => fleet.sandbox.liveTokens().refresh === 0)
    await until(async () => (await fleet.revocationsDue()) === 0)
  })

  it('A10: a page that was slow while another renewed writes nothing old over it', async () => {
    const cookie = await fleet.signIn(here)
    await fleet.letTimePass(HOUR)
    fleet.sandbox.addFault({ on: 'api', times: 1, delayHeaders: 1500 })
    const asked = fleet.sandbox.calls.length
    const slow = fleet.get(here, '/people', cookie)
    await until(() => fleet.sandbox.calls.length > asked)
    await fleet.letTimePass(HOUR)
    const before = fleet.renewals()
    expect((await fleet.get(there, '/people', cookie)).status).toBe(200)
    expect((await slow).status).toBe(200)
    for (const at of [here, there, here]) expect((await fleet.get(at, '/people', cookie)).status).toBe(200)
    expect(fleet.renewals() - before).toBe(1)
    await signedOut(cookie)
    await until(() => fleet.sandbox.liveTokens().refresh === 0)
  })

  it('E9: with a slow page open at another: what that page writes at its end brings nothing back', async () => {
    const cookie = await fleet.signIn(here)
    await fleet.letTimePass(10 * MINUTE) // long enough for "last seen" to be written again
    fleet.sandbox.addFault({ on: 'api', times: 1, delayHeaders: 1200 })
    const asked = fleet.sandbox.calls.length
    const slow = fleet.get(here, '/people', cookie)
    await until(() => fleet.sandbox.calls.length > asked)
    await signedOut(cookie)
    expect(await nobodyIsIn()).toBe(true)
    await slow
    await throughout(NOTHING_COMES_BACK_MS, nobodyIsIn)
    expect(await isStranger(cookie)).toBe(true)
    await until(() => fleet.sandbox.liveTokens().refresh === 0)
  })
})
