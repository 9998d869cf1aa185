import type { RotationMode } from '../../src/sandbox'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'

const REQUESTS_EACH = 30
const rotations: RotationMode[] = ['dies-at-once', 'dies-when-successor-is-used', 'reuse-kills-everything']

describe('ninety requests at three processes', () => {
  let fleet: Fleet
  beforeAll(async () => {
    // Answers come after 8.5 s at most; a busy machine must not be what makes them too late (9 s for real).
    fleet = await startFleet({ size: 3, times: { tokenPhase: 15_000 } })
    // Asked again and again below: the rate limit is not what is tested here.
    fleet.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterAll(() => fleet?.close())

  // A person's page: one request to Planning Center each, warm or cold.
  const storm = (cookie: string) =>
    Promise.all(fleet.processes.flatMap((one) => Array.from({ length: REQUESTS_EACH }, () => fleet.get(one, `/people/${ruth()}`, cookie))))
  const ruth = () => fleet.sandbox.world.logins.find(({ id }) => id === 'secretary')?.seats[0]?.personId ?? ''

  async function withExpiredToken(rotation: RotationMode): Promise<{ cookie: string; renewalsBefore: number }> {
    fleet.sandbox.setRotation(rotation)
    const [first] = fleet.processes
    if (!first) throw new Error('no process')
    const cookie = await fleet.signIn(first)
    await fleet.letTimePass(2 * HOUR + 1000)
    return { cookie, renewalsBefore: fleet.renewals() }
  }

  describe.each(rotations)('when old tokens: %s', (rotation) => {
    it.each([0.1, 4])('cost one token call of %s s, and everybody gets the page', async (seconds) => {
      const { cookie, renewalsBefore } = await withExpiredToken(rotation)
      const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: seconds * 1000 })
      const answers = await storm(cookie)
      slow.remove()
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      expect(fleet.renewals() - renewalsBefore).toBe(1)
    })

    it('are answered within ten seconds when the call takes 8.5 s, and nobody is signed out', async () => {
      const { cookie, renewalsBefore } = await withExpiredToken(rotation)
      const slow = fleet.sandbox.addFault({ on: 'token', delayHeaders: 8500 })
      let answers = await storm(cookie)
      slow.remove()
      for (const { status, ms, headers } of answers) {
        expect([200, 503]).toContain(status)
        expect(ms).toBeLessThan(10_000)
        if (status === 503) expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      }
      // The renewal went on by itself: once it has arrived, the same cookie reads the page again.
      while (answers.some(({ status }) => status !== 200)) {
        answers = await storm(cookie)
        for (const { status } of answers) expect([200, 503]).toContain(status)
      }
      expect(fleet.renewals() - renewalsBefore).toBe(1)
    })
  })

  it('wait for nothing while the token is still good for two minutes', async () => {
    const { processes, sandbox } = fleet
    sandbox.setRotation('dies-when-successor-is-used')
    const cookie = await fleet.signIn(processes[0] ?? (await fleet.start()))
    await fleet.letTimePass(2 * HOUR - 2 * MINUTE)
    const before = fleet.renewals()
    const slow = sandbox.addFault({ on: 'token', delayHeaders: 6000 })
    const answers = await storm(cookie)
    slow.remove()
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(5500)
    expect(fleet.renewals() - before).toBeLessThanOrEqual(1)
  })
})
