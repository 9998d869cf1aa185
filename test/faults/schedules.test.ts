import fc from 'fast-check'
import { inSoak, isSoak } from '../support/soak'
import { schedules } from './schedules/actions'
import { openTheatre, type Theatre } from './schedules/replay'

// SCHEDULES: how many. SEED: which ones; the same every time in `npm test`, so that they fail for the commit and not by
// chance, and others in every soak. SHRINK=0: stop at the first that fails instead of looking for a shorter one.
const { SCHEDULES, SEED, SHRINK } = process.env
const RUNS = Number(SCHEDULES ?? inSoak(300, 5000))
const seed = Number(SEED ?? inSoak(20_260_704, Date.now() % 2 ** 31))
/** A slow machine plays fewer, rather than fail. */
const LONGEST_MS = isSoak ? RUNS * 2000 : 180_000

describe('random schedules of visitors, clock and faults', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre.close())

  it(
    `break no promise, ${RUNS} of them`,
    async () => {
      const property = fc.asyncProperty(schedules, (schedule) => theatre.replay(schedule))
      const limits = { numRuns: RUNS, interruptAfterTimeLimit: LONGEST_MS, markInterruptAsFailure: false, endOnFailure: SHRINK === '0' }
      const { failed, numRuns, counterexamplePath, errorInstance } = await fc.check(property, { ...limits, seed })
      if (failed) throw new Error(`SEED=${seed}, schedule ${numRuns}, path ${counterexamplePath}\n${String(errorInstance)}`)
      if (numRuns < RUNS) console.log(`${numRuns} of ${RUNS} schedules in ${LONGEST_MS / 1000} s: this machine is slow`)
    },
    LONGEST_MS + 60_000,
  )
})
