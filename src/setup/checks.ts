import type { Log } from '../log'
import type { Times } from '../times'
import { unsure, type Check, type Finding } from './findings'

/** What has been found so far; null where something is still being looked at. */
export interface Found {
  findings: { about: string; finding: Finding | null }[]
  isFinished: boolean
}

export interface Checks {
  /** Looks anew unless a look is under way or just over, and waits for it no longer than that. */
  look(withinMs: number): Promise<Found>
}

interface Collaborators {
  config: { times: Pick<Times, 'setupAnswer' | 'setupFound'> }
  log: Log
}

/** All checks at once. Whoever comes while they go on, or right after, is told of the same look: nobody can make Foyer ask Planning Center in a loop. */
export function createChecks(checks: Check[], { config: { times }, log }: Collaborators): Checks {
  let latest: { found: Found['findings']; over: Promise<void>; overAt: number | null } | undefined

  function begin() {
    const found: Found['findings'] = checks.map(({ about }) => ({ about, finding: null }))
    const over = Promise.all(checks.map(async (check, at) => void (found[at] = { about: check.about, finding: { about: check.about, ...(await lookOnce(check)) } })))
    const look: NonNullable<typeof latest> = { found, over: over.then(() => void (look.overAt = performance.now())), overAt: null }
    return look
  }

  async function lookOnce(check: Check): Promise<Omit<Finding, 'about'>> {
    const late = within(times.setupAnswer, unsure('It took too long to tell: look again in a minute.'))
    const found = check.look().catch((error: unknown) => {
      log.warn({ err: error, check: check.about }, 'a check of the settings failed')
      return unsure('It could not be told; the log says why.')
    })
    try {
      return await Promise.race([found, late.over])
    } finally {
      late.cancel()
    }
  }

  return {
    async look(withinMs) {
      const isFresh = latest && (latest.overAt === null || performance.now() - latest.overAt <= times.setupFound)
      const look = (latest = latest && isFresh ? latest : begin())
      const patience = within(withinMs, undefined)
      await Promise.race([look.over, patience.over])
      patience.cancel()
      return { findings: [...look.found], isFinished: look.overAt !== null }
    },
  }
}

function within<Value>(ms: number, value: Value): { over: Promise<Value>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<Value>((resolve) => void (timer = setTimeout(() => resolve(value), ms)))
  return { over, cancel: () => clearTimeout(timer) }
}
