/** A repeatable stand-in for chance (mulberry32): the same seed gives the same church on every start. */
export function createChance(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    /** A whole number from 0 up to, not including, the bound. */
    below: (bound: number): number => Math.floor(next() * bound),
    pick<T>(choices: readonly [T, ...T[]]): T {
      return choices[Math.floor(next() * choices.length)] ?? choices[0]
    },
    happens: (probability: number): boolean => next() < probability,
  }
}

export type Chance = ReturnType<typeof createChance>
