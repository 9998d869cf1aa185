import fc from 'fast-check'
import { schedules } from './schedules/actions'
import { openTheatre, type Theatre } from './schedules/replay'

const isSoak = process.env['SOAK'] === '1'
const RUNS = Number(process.env['SCHEDULES'] ?? (isSoak ? 5000 : 300))
/** The same schedules every time in a commit's tests, so that they fail for the commit; new ones in every soak. */
const SEED = Number(process.env['SEED'] ?? (isSoak ? Date.now() & 0x7fffffff : 20_260_704))
/** A machine that needs longer plays fewer, rather than none. */
const LONGEST_MS = isSoak ? RUNS * 2000 : 150_000

describe('random schedules of visitors, clock and faults', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre.close())

  it(
    `break no promise: ${RUNS} of them`,
    async () => {
      let played = 0
      const property = fc.asyncProperty(schedules, (schedule) => theatre.replay(schedule).finally(() => played++))
      const outcome = await fc.check(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: LONGEST_MS, markInterruptAsFailure: false, endOnFailure: process.env['NOSHRINK']==='1' })
      if (outcome.failed) throw new Error(`seed ${outcome.seed}, path ${outcome.counterexamplePath}, after ${outcome.numRuns} schedules and ${outcome.numShrinks} shorter ones\n${String(outcome.errorInstance)}`)
      console.log(JSON.stringify((globalThis as any).PROF,(k,v)=>typeof v==='number'?Math.round(v):v,0)); console.log(`${played} schedules played, seed ${SEED}`)
    },
    LONGEST_MS + 60_000,
  )
})
