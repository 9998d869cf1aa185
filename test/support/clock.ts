export interface TestClock {
  now(): number
  /** Time passes for the app and the sandbox; Redis' own expiry is not moved by it. */
  advance(ms: number): void
}

export function createClock(): TestClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      ahead += ms
    },
  }
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
