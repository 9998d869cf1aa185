import { PlanningCenterError, type PlanningCenterReason } from './errors'

export interface RawAnswer {
  status: number
  isJson: boolean
  body: string
  retryAfterSeconds: number | undefined
}

/** What an unsuccessful answer means: a token to renew, or a reason to stop. */
export type Verdict = 'renew-token' | PlanningCenterReason

/**
 * Tells a 401's many meanings apart by the hint in its body (Planning Center's errors page), and the edge's
 * HTML from the API's JSON.
 */
export function judge(answer: RawAnswer): { verdict: Verdict; hint: string | undefined } {
  const hint = answer.isJson ? hintOf(answer.body) : undefined
  return { hint, verdict: verdictOn(answer, hint) }
}

function verdictOn({ status, isJson }: RawAnswer, hint: string | undefined): Verdict {
  if (status === 401) return (hint && ON_HINT[hint]) || 'renew-token'
  // HTML comes from the edge in front of the API: a block or an outage, never a permission.
  if (status === 403) return isJson ? 'forbidden' : 'unavailable'
  if (status === 404) return isJson ? 'missing' : 'unavailable'
  if (status === 429) return 'rate-limited'
  if (status >= 500 || status === 408) return 'unavailable'
  // We never follow: the bearer token would travel with us.
  return status >= 300 && status < 400 ? 'unreadable' : 'rejected'
}

/** BABOON (expired), CAPUCHIN (revoked), no hint and unknown hints all mean: another token may do. */
const ON_HINT: Record<string, Verdict> = {
  bad_scope: 'scope-missing',
  PELICAN: 'scope-missing',
  TRASH_PANDA: 'forbidden',
  FLAMINGO: 'person-gone',
  LEMMING: 'church-gone',
  CHINCHILLA: 'application-refused',
}

function hintOf(body: string): string | undefined {
  try {
    const { errors } = JSON.parse(body) as { errors?: { code?: unknown; detail?: unknown }[] }
    const [first] = errors ?? []
    if (first?.code === 'bad_scope') return 'bad_scope'
    return typeof first?.detail === 'string' ? /\(([A-Z_]{3,20})\)/.exec(first.detail)?.[1] : undefined
  } catch {
    return undefined
  }
}

export function refuse(reason: PlanningCenterReason, request: string, seen: { answer?: RawAnswer; hint?: string | undefined; cause?: unknown; retryAfterSeconds?: number } = {}): PlanningCenterError {
  const product = /\/([a-z-]+)\/v2/.exec(request)?.[1]
  const retryAfterSeconds = seen.retryAfterSeconds ?? seen.answer?.retryAfterSeconds
  return new PlanningCenterError(reason, {
    request,
    ...(product && { product }),
    ...(seen.answer && { status: seen.answer.status }),
    ...(seen.hint && { hint: seen.hint }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(seen.cause !== undefined && { cause: seen.cause }),
  })
}
