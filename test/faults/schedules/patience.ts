import type { Redis } from 'ioredis'
import type { Config } from '../../../src/config'
import { LATE_MS, TOO_LATE_MS } from './actions'

/**
 * How long Foyer waits for others. As long as nothing is wrong it has all the time in the world, so that a busy machine
 * is never taken for a fault; as soon as something is, little, so that hundreds of faults take minutes and not hours.
 */
export interface Patience {
  be(kind: 'long' | 'short'): void
}

const SHORT = (2 * LATE_MS + TOO_LATE_MS) / 2

export function createPatience(times: Config['times'], connections: Redis[]): Patience {
  return {
    be(kind) {
      const patient = kind === 'long'
      Object.assign(times, { renewPageWait: patient ? 6000 : SHORT, apiCall: patient ? 6000 : SHORT, revokePhase: patient ? 3000 : SHORT })
      for (const redis of connections) redis.options.commandTimeout = patient ? 4000 : SHORT
    },
  }
}
