import { judge } from './answers'

/** What a first word with Planning Center tells, before anybody has signed in. */
export type Greeting = { heard: false } | { heard: true; isVersionKnown: boolean; isBlocked: boolean; aheadMs: number | null }

interface Settings {
  url: string
  userAgent: string
  version: string
  timeoutMs: number
  clock: { now(): number }
}

const LONGEST_BODY = 4096

/** Asks with nobody's token, so the answer is a refusal; all that is read of it is what stands around one. */
export async function greet({ url, userAgent, version, timeoutMs, clock }: Settings): Promise<Greeting> {
  try {
    const asked = clock.now()
    const response = await fetch(new URL('/people/v2', url), {
      headers: { 'User-Agent': userAgent, 'X-PCO-API-Version': version, Accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const heard = clock.now()
    const body = (await response.text()).slice(0, LONGEST_BODY)
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const { verdict } = judge({ status: response.status, isJson, body, retryAfterSeconds: undefined })
    return {
      heard: true,
      isVersionKnown: !(response.status === 400 && body.includes('unsupported_version_error')),
      isBlocked: verdict === 'unavailable',
      aheadMs: aheadOf(response.headers.get('date'), (asked + heard) / 2),
    }
  } catch {
    return { heard: false }
  }
}

/** `Date` is cut to whole seconds: on average half a second older than the answer. */
function aheadOf(date: string | null, now: number): number | null {
  const theirs = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(theirs) ? null : now - (theirs + 500)
}
