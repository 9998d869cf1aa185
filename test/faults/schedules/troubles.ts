import type { RotationMode } from '../../../src/sandbox'
import { MINUTE } from '../../support/clock'
import { until } from '../../support/until'
import { PLANNING_CENTER_FAULTS, type Action, type PlanningCenterFault, type RedisFault } from './actions'
import type { HeldLocks } from './held-locks'
import type { Instance, Stage } from './stage'

/** Everything that is wrong with Planning Center and Redis, and since when. */
export interface Troubles {
  begin(fault: Extract<Action, { do: 'planning center' | 'redis' }>): void
  rotate(mode: RotationMode): void
  /** All faults are over, and so are two minutes, in which every pause that followed from them ends. */
  mend(): Promise<void>
  /** No renewal is under way, unless it waits for Redis. */
  settled(): Promise<void>
  /** From here to the question's end: was all well the whole time? */
  watch(): () => boolean
  /** Planning Center's faults since the last mending. */
  has(...faults: PlanningCenterFault[]): boolean
  isRedisFrozen(): boolean
  /** Redis cannot be asked for longer than a lock of a scaled Foyer would last. */
  isRedisOverdue(): boolean
  /** How old tokens were rotated when a call was made. */
  modeAt(call: number): RotationMode
  /** Stretches of calls during which no instance reached Redis, with the pairs that may have been stored before. */
  readonly blindStretches: { from: number; to: number; stored: Set<string> }[]
}

/** Real milliseconds; every lock and every retry of a scaled Foyer outlives it, as they outlive real outages of half a minute. */
const LONGEST_OUTAGE_MS = 2000

export function createTroubles(stage: Stage, locks: HeldLocks): Troubles {
  const { sandbox, instances, privateRedis, patience } = stage
  const planningCenter = new Set<PlanningCenterFault>()
  const modes: { from: number; mode: RotationMode }[] = [{ from: 0, mode: 'dies-when-successor-is-used' }]
  const blindStretches: { from: number; to: number; stored: Set<string> }[] = []
  let redisSince: number | null = null
  let isFrozen = false
  let changes = 0

  const isWell = () => planningCenter.size === 0 && redisSince === null

  function strike(fault: RedisFault, { proxy }: Instance): void {
    if (fault === 'down') proxy.refuse()
    else if (fault === 'deaf') proxy.deaf()
    else if (fault === 'slow') proxy.delayReplies(15)
    else if (fault === 'cut') proxy.cut()
    else if (fault !== 'frozen') proxy.cutAfter(`foyer:${fault.slice('reply lost after '.length)}`)
  }

  function beginRedis(fault: RedisFault, at: number | 'all'): void {
    redisSince ??= performance.now()
    if (fault === 'frozen') {
      isFrozen = true
      process.kill(privateRedis.pid, 'SIGSTOP')
    }
    for (const [index, instance] of instances.entries()) if (at === 'all' || at === index) strike(fault, instance)
    if (fault === 'down' && at === 'all') blindStretches.push({ from: sandbox.calls.length, to: Infinity, stored: pairsHandedOut() })
  }

  const pairsHandedOut = () => new Set(sandbox.calls.flatMap(({ issued, status }) => (issued && status !== 0 ? [issued] : [])))

  async function mendRedis(): Promise<void> {
    for (const stretch of blindStretches) stretch.to = Math.min(stretch.to, sandbox.calls.length)
    if (isFrozen) process.kill(privateRedis.pid, 'SIGCONT')
    isFrozen = false
    for (const { proxy } of instances) proxy.pass()
    for (const { redis } of instances) await until(() => redis.ping().then(() => true, () => false), 15_000)
    redisSince = null
  }

  const settled = () => (redisSince === null ? until(() => locks.size() === 0, 15_000) : Promise.resolve())

  return {
    blindStretches,
    settled,
    begin(action) {
      changes++
      patience.be('short')
      if (action.do === 'redis') return beginRedis(action.fault, action.at)
      planningCenter.add(action.fault)
      sandbox.addFault({ ...PLANNING_CENTER_FAULTS[action.fault], ...(action.once && { times: 1 }) })
    },
    rotate(mode) {
      modes.push({ from: sandbox.calls.length, mode })
      sandbox.setRotation(mode)
    },
    async mend() {
      if (isWell()) return
      sandbox.clearFaults()
      await mendRedis()
      await settled()
      // Two minutes are longer than a lock lasts that could not be let go.
      const left = await stage.control.keys('foyer:renewal:*')
      if (left.length > 0) await stage.control.del(...left)
      stage.clock.advance(2 * MINUTE)
      planningCenter.clear()
      patience.be('long')
      changes++
    },
    watch() {
      const [wasWell, before] = [isWell(), changes]
      return () => wasWell && changes === before
    },
    has: (...faults) => faults.some((fault) => planningCenter.has(fault)),
    isRedisFrozen: () => isFrozen,
    isRedisOverdue: () => redisSince !== null && performance.now() - redisSince > LONGEST_OUTAGE_MS,
    modeAt: (call) => modes.findLast(({ from }) => from <= call)?.mode ?? 'dies-at-once',
  }
}
