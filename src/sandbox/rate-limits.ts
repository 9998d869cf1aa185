import type { Clock } from './world/world'

export interface RateRules {
  limit: number
  /** For requests whose offset lies past 30,000. */
  deepLimit: number
  periodSeconds: number
  /** Nobody outside Planning Center knows which of the two it is. */
  window: 'fixed' | 'sliding'
}

/** Where a user stands after one more request. */
export interface Standing {
  readonly limit: number
  readonly periodSeconds: number
  readonly count: number
  /** Set when the request is one too many. */
  readonly retryAfterSeconds?: number
}

export interface RateLimits {
  count(user: string, depth: 'deep' | 'shallow'): Standing
  spend(user: string, requests: number): void
  change(rules: Partial<RateRules>): void
}

const DEFAULTS: RateRules = { limit: 100, deepLimit: 75, periodSeconds: 20, window: 'fixed' }

/** Counts per user over all tokens, refused requests included: Planning Center's own example says "118 of 100". */
export function createRateLimits(clock: Clock): RateLimits {
  const rules = { ...DEFAULTS }
  const shallow = new Map<string, number[]>()
  const deep = new Map<string, number[]>()

  function add(spent: Map<string, number[]>, user: string, requests: number): number[] {
    const now = clock.now()
    const moments = [
      ...stillCounting(spent.get(user) ?? [], now, rules),
      ...Array.from({ length: requests }, () => now),
    ]
    spent.set(user, moments)
    return moments
  }

  return {
    count(user, depth) {
      const standing = judge(add(shallow, user, 1), rules.limit, rules, clock.now())
      if (depth === 'shallow') return standing
      const deepStanding = judge(add(deep, user, 1), rules.deepLimit, rules, clock.now())
      return standing.retryAfterSeconds === undefined ? deepStanding : standing
    },
    spend: (user, requests) => void add(shallow, user, requests),
    change: changed => void Object.assign(rules, changed),
  }
}

function stillCounting(moments: number[], now: number, { window, periodSeconds }: RateRules): number[] {
  const since = now - periodSeconds * 1000
  if (window === 'sliding') return moments.filter(moment => moment > since)
  // A fixed window opens with its first request and is forgotten as a whole.
  return (moments[0] ?? 0) > since ? moments : []
}

function judge(moments: number[], limit: number, rules: RateRules, now: number): Standing {
  const { periodSeconds, window } = rules
  const standing = { limit, periodSeconds, count: moments.length }
  if (moments.length <= limit) return standing
  const lastToGo = window === 'fixed' ? 0 : moments.length - limit
  const freeAt = (moments[lastToGo] ?? now) + periodSeconds * 1000
  return { ...standing, retryAfterSeconds: Math.max(1, Math.ceil((freeAt - now) / 1000)) }
}
