import { MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'

const REQUESTS_EACH = 15

describe('when Planning Center refuses a token that has not ended', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 2 })
  })
  afterAll(() => fleet?.close())

  it.each(['dies-when-successor-is-used', 'dies-at-once', 'reuse-kills-everything'] as const)(
    'D1: two processes find out at once, one renews, the other uses what that got, and nobody signs in again (old tokens: %s)',
    async (rotation) => {
      fleet.sandbox.setRotation(rotation)
      fleet.sandbox.setRateLimit({ limit: 100_000 })
      const [first, second] = fleet.processes
      if (!first || !second) throw new Error('two processes were expected')
      const cookie = await fleet.signIn(first)
      await fleet.letTimePass(MINUTE)
      fleet.sandbox.expireAccessTokens()
      const before = fleet.renewals()
      const answers = await Promise.all([first, second].flatMap((one) => Array.from({ length: REQUESTS_EACH }, () => fleet.get(one, '/account', cookie))))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      expect(fleet.renewals() - before).toBe(1)
    },
  )
})
