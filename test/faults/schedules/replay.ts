import type { Schedule } from './actions'
import { watchLocks } from './held-locks'
import type { Complaint } from './invariants'
import { play } from './play'
import { privateListOf } from './scene'
import { startStage, type Stage } from './stage'

/** A place where schedules are played, one after the other. */
export interface Theatre {
  /** @throws Error with what was broken, and the schedule as a test that can be kept */
  replay(schedule: Schedule): Promise<void>
  close(): Promise<void>
}

export async function openTheatre(): Promise<Theatre> {
  const stage = await startStage()
  givePrivateLists(stage)
  const locks = watchLocks(stage.instances.map(({ redis }) => redis))
  return {
    async replay(schedule) {
      const complaints = await play(stage, locks, schedule)
      if (complaints.length > 0) throw new Error(`${tell(complaints)}\n\n${asTest(schedule, complaints)}`)
    },
    close: () => stage.close(),
  }
}

/** A list that only its owner is shown: wherever it turns up, somebody saw through their eyes. */
function givePrivateLists({ sandbox, clock }: Stage): void {
  for (const [index, { id: login, seats }] of sandbox.world.logins.entries()) {
    const [seat] = seats
    const church = sandbox.world.churches.get(seat?.churchId ?? '')
    if (!seat || !church) continue
    const id = String(700_000_000 + index)
    const times = { createdAt: clock.now(), updatedAt: clock.now(), refreshedAt: clock.now() }
    church.lists.set(id, { id, name: privateListOf(login), description: 'Nobody else’s business', createdById: seat.personId, starredByIds: [], autoRefresh: false, invalid: false, campusId: null, ...times })
  }
}

const tell = (complaints: Complaint[]) => [...new Set(complaints.map(({ invariant, what }) => `${invariant}: ${what}`))].join('\n')

/** To be pasted into kept-schedules.test.ts. */
function asTest(schedule: Schedule, [first]: Complaint[]): string {
  const steps = schedule.map((action) => `      ${literal(action)},`).join('\n')
  return `  it('${first?.invariant ?? ''}', () =>\n    theatre.replay([\n${steps}\n    ]))`
}

/** As somebody would write it: single quotes, no quotes around names. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value).map(([name, each]) => `${name}: ${literal(each)}`).join(', ')} }`
}
