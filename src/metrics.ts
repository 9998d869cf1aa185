import { Counter, Histogram, Registry } from 'prom-client'
import type { TransportWatch } from './planning-center'

/** What Foyer counts of itself. No label may hold a person, a church, a token, an id or anything somebody typed. */
export interface Metrics {
  /** `signed-in`, or why not, as one word. */
  signIn(outcome: string): void
  grantEnded(why: string): void
  /** A call to Planning Center's token endpoint: `ok`, or how it failed. */
  tokenCall(call: string, outcome: string, ms: number): void
  /** So long another process's renewal was waited for. */
  lockWaited(ms: number): void
  /** New tokens that Redis would not take: somebody has to sign in again. */
  renewalLost(): void
  planningCenter: TransportWatch
  /** A command that Redis did not carry out, as far as we know. */
  redisFailed(this: void, error: unknown): void
  /** A page of ours, by the pattern of its address. */
  answered(page: { route: string; status: number; ms: number }): void
  registry: Registry
}

/** Up to the ten seconds in which every request is answered; renewals may take longer. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 10, 18]

/** Hints of a 401 that Planning Center has or had; whatever else its body says is no label. */
const HINTS = new Set(['BABOON', 'CAPUCHIN', 'bad_scope', 'PELICAN', 'TRASH_PANDA', 'FLAMINGO', 'LEMMING', 'CHINCHILLA'])

/** Each has a registry of its own, so that one process may hold several apps. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, label: Label) => new Counter({ name, help, labelNames: [label], registers })
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]) => new Histogram({ name, help, labelNames, buckets: SECONDS, registers })

  const signIns = counter('foyer_sign_ins_total', 'Sign-ins by outcome: signed-in, or why not', 'outcome')
  const grantsEnded = counter('foyer_grants_ended_total', 'Sign-ins that ended, by why', 'why')
  const tokenCalls = histogram('foyer_token_call_seconds', 'Calls to Planning Center’s token endpoint: redeem (a sign-in), refresh, revoke', ['call', 'outcome'])
  const lost = new Counter({ name: 'foyer_renewals_lost_total', help: 'Renewed tokens that could not be stored', registers })
  const lockWaits = histogram('foyer_renewal_lock_wait_seconds', 'Waiting for another process to renew the same tokens', [])
  const calls = histogram('foyer_planning_center_seconds', 'Requests to Planning Center’s API, by pattern and status', ['request', 'status'])
  const refusedTokens = counter('foyer_planning_center_401_total', 'Tokens Planning Center refused, by its hint', 'hint')
  const pauses = histogram('foyer_rate_limit_wait_seconds', 'Waiting for room under Planning Center’s rate limit', [])
  const tooLong = new Counter({ name: 'foyer_rate_limit_refusals_total', help: 'Pages not waited for, because the pause was too long', registers })
  const redisFailures = counter('foyer_redis_failures_total', 'Commands to Redis that failed: timeout, unreachable or refused', 'kind')
  const pages = histogram('foyer_page_seconds', 'Answers to browsers, by pattern and status', ['route', 'status'])

  return {
    registry,
    signIn: (outcome) => signIns.inc({ outcome }),
    grantEnded: (why) => grantsEnded.inc({ why }),
    tokenCall: (call, outcome, ms) => tokenCalls.observe({ call, outcome }, ms / 1000),
    lockWaited: (ms) => lockWaits.observe(ms / 1000),
    renewalLost: () => lost.inc(),
    planningCenter: {
      answered: ({ request, status, ms }) => calls.observe({ request, status: status ?? 'none' }, ms / 1000),
      refused: (hint) => refusedTokens.inc({ hint: hint === undefined ? 'none' : HINTS.has(hint) ? hint : 'other' }),
      paused: (ms) => pauses.observe(ms / 1000),
      gaveUp: () => tooLong.inc(),
    },
    redisFailed: (error) => redisFailures.inc({ kind: kindOf(error) }),
    answered: ({ route, status, ms }) => pages.observe({ route, status }, ms / 1000),
  }
}

/** ioredis has no classes for these: a reply that is an error, no reply in time, and no connection to ask over. */
function kindOf(error: unknown): 'refused' | 'timeout' | 'unreachable' {
  if (error instanceof Error && error.name === 'ReplyError') return 'refused'
  return error instanceof Error && error.message === 'Command timed out' ? 'timeout' : 'unreachable'
}
