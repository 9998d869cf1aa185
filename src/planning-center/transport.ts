import { setTimeout as pause } from 'node:timers/promises'
import { types } from 'node:util'
import { judge, refuse, type RawAnswer } from './answers'
import { withoutIds } from './descriptions'
import { PlanningCenterError, type PlanningCenterReason } from './errors'

/** Hands out an access token that is good now; the transport never keeps one. */
export interface TokenSource {
  current(): Promise<string>
  /** Another token than the one Planning Center just refused; the same one means: wait a moment and try it again. */
  renew(rejected: string): Promise<string>
}

/** The share of the rate limit that is left for whoever is asking. */
export interface Allowance {
  /** Books one request; resolves to the milliseconds until there is room, 0 when it was booked. */
  take(): Promise<number>
  /** What the answer's headers say of the limit; other applications spend from it too. */
  heard(limit: { limit: number; periodMs: number; count: number }): void
  /** Planning Center answered 429: nothing more before then. */
  closedFor(ms: number): void
}

export interface Caller {
  tokens: TokenSource
  allowance: Allowance
  /** On performance.now()'s clock: by then an answer must be there. */
  deadline: number
}

export interface TransportSettings {
  url: string
  userAgent: string
  times: {
    apiCall: number
    rateLimitPause: number
    settlePauseMin: number
    settlePauseMax: number
    retryPauseMin: number
    retryPauseMax: number
  }
  watch?: TransportWatch
}

/** For whoever counts: patterns and figures, nothing of what was asked or answered. */
export interface TransportWatch {
  /** A request was answered, or was not: then its status is null. */
  answered(call: { request: string; status: number | null; ms: number }): void
  /** A 401, with the hint in it. */
  refused(hint: string | undefined): void
  /** So long the rate limit was waited for … */
  paused(ms: number): void
  /** … or not at all, because it would have been too long. */
  gaveUp(): void
}

/** Promise 9: Foyer changes nothing in Planning Center, save what is listed here: `:id` is a number, all else letter by letter. */
export const WRITES: readonly string[] = ['POST /people/v2/lists/:id/run']

type Heard = RawAnswer & { headers: Headers }

const MAX_BODY_BYTES = 16 * 1024 * 1024 // a page of 100 with every include is below 2 MB
const GET_TRIES = 3
const DOCUMENTED_PERIOD_SECONDS = 20

export interface Request {
  method?: string
  path: string
  query?: Record<string, string>
  version: string
  /** What Planning Center answers to a question that it refuses is an answer as well: for whoever looks around. */
  showsRefusals?: boolean
}

export interface Answer {
  /** Of a write, null. */
  body: unknown
  /** Why it is none, for whoever asked to see refusals. */
  refused: PlanningCenterReason | null
  status: number
  headers: Headers
  /** From sending the question to the end of its answer, without what was tried or waited for before. */
  ms: number
}

/**
 * One request to Planning Center and what its answer means. Only GET is asked again after a failure; a 401 did nothing.
 * Nothing is read from the answer to a write: Planning Center says 204, and what follows from it later.
 */
export function createTransport({ url, userAgent, times, watch }: TransportSettings): (request: Request, caller: Caller) => Promise<Answer> {
  async function send(address: URL, request: Request & { token: string; budget: number }): Promise<Heard> {
    const response = await fetch(address, {
      method: request.method ?? 'GET',
      headers: {
        Authorization: `Bearer ${request.token}`,
        'User-Agent': userAgent,
        'X-PCO-API-Version': request.version,
        Accept: 'application/vnd.api+json, application/json',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(request.budget),
    })
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    return {
      status: response.status,
      isJson: /json/.test(response.headers.get('content-type') ?? ''),
      body: await readBody(response, `${request.method ?? 'GET'} ${withoutIds(request.path)}`),
      retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter : undefined,
      headers: response.headers,
    }
  }

  async function timed(request: string, answer: Promise<Heard>): Promise<Heard & { ms: number }> {
    const asked = performance.now()
    let status: number | null = null
    try {
      const heard = await answer
      status = heard.status
      return { ...heard, ms: performance.now() - asked }
    } finally {
      watch?.answered({ request, status, ms: performance.now() - asked })
    }
  }

  async function ask(request: Request, { tokens, allowance, deadline }: Caller): Promise<Answer> {
    const name = `${request.method ?? 'GET'} ${withoutIds(request.path)}`
    const address = addressOf(url, request, name)
    const isReading = (request.method ?? 'GET') === 'GET'

    // Both at once: a page waits for Redis twice, not three times, before Planning Center is asked.
    let [token, waitMs] = await Promise.all([tokens.current(), allowance.take()])
    const until = Math.min(deadline, performance.now() + times.apiCall)
    const left = () => Math.floor(until - performance.now())
    let renewals = 0

    for (let attempt = 1; ; attempt++) {
      for (; waitMs > 0; waitMs = await allowance.take()) await waitForRoom(waitMs)
      if (left() <= 0) throw refuse('unavailable', name)
      const mayRetry = () => isReading && attempt < GET_TRIES && left() > times.retryPauseMax

      const answer = await timed(name, send(address, { ...request, token, budget: left() })).catch((failure: unknown) => {
        if (failure instanceof PlanningCenterError || !mayRetry()) throw asUnavailable(failure)
        return null
      })
      if (answer === null) await jitter(times.retryPauseMin, times.retryPauseMax)
      else {
        hear(answer.headers)
        const { status, headers, ms } = answer
        if (status >= 200 && status < 300) return { body: isReading ? parse(answer, name) : null, refused: null, status, headers, ms }

        const { verdict, hint } = judge(answer)
        if (answer.status === 401) watch?.refused(hint)
        const refusal = refuse(verdict === 'renew-token' ? 'unavailable' : verdict, name, { answer, hint })
        if (verdict === 'renew-token' && renewals < 2) token = await anotherToken(token)
        else if (verdict === 'rate-limited' && mayRetry()) await waitOut((answer.retryAfterSeconds ?? DOCUMENTED_PERIOD_SECONDS) * 1000)
        else if (verdict === 'unavailable' && mayRetry() && answer.status >= 500 && answer.retryAfterSeconds === undefined) await jitter(times.retryPauseMin, times.retryPauseMax)
        else if (request.showsRefusals && SHOWN.has(refusal.reason)) return { body: answer.isJson ? parse(answer, name) : null, refused: refusal.reason, status, headers, ms }
        else throw refusal
      }
      waitMs = await allowance.take()
    }

    /** A token refused straight after it was issued gets one more chance, after a moment, before it is a fault of theirs. */
    async function anotherToken(rejected: string): Promise<string> {
      renewals++
      const next = renewals === 1 ? await tokens.renew(rejected) : rejected
      if (next === rejected) {
        renewals = 2
        await jitter(times.settlePauseMin, times.settlePauseMax)
      }
      return next
    }

    async function waitOut(ms: number): Promise<void> {
      allowance.closedFor(ms)
      await waitForRoom(ms)
    }

    async function waitForRoom(ms: number): Promise<void> {
      if (ms > times.rateLimitPause || ms > left()) {
        watch?.gaveUp()
        throw refuse('rate-limited', name, { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) })
      }
      watch?.paused(ms)
      await pause(ms)
    }

    function asUnavailable(failure: unknown): PlanningCenterError {
      return failure instanceof PlanningCenterError ? failure : refuse('unavailable', name, { cause: plainCause(failure) })
    }

    function hear(headers: Headers): void {
      const [limit, period, count] = ['limit', 'period', 'count'].map((part) => {
        const text = headers.get(`x-pco-api-request-rate-${part}`)
        return text === null ? Number.NaN : Number(text.replace(/\D/g, '')) // "20 seconds" has been seen as well as "20"
      })
      if (limit && period && count !== undefined && !Number.isNaN(count)) allowance.heard({ limit, periodMs: period * 1000, count })
    }
  }

  return async (request, caller) => {
    const method = request.method ?? 'GET'
    if (method !== 'GET' && !isListed(request)) throw new Error(`Foyer changes nothing in Planning Center: ${method} is refused`)
    return ask(request, caller)
  }
}

/** Said of the question itself, or of who asks; all else is trouble on the way. */
const SHOWN: ReadonlySet<PlanningCenterReason> = new Set(['scope-missing', 'forbidden', 'missing', 'rejected'])

const LISTED = WRITES.map((write) => new RegExp(`^${write.replace(':id', '[1-9][0-9]{0,17}')}$`))

/** The path as it is sent: no dots, no escapes and no question that Planning Center might read differently. */
function isListed({ method, path, query }: Request): boolean {
  return query === undefined && LISTED.some((write) => write.test(`${method} ${path}`))
}

/** The exact origin, whatever the path says: `links.next` or an id can never send the token elsewhere. */
function addressOf(url: string, { path, query }: Request, name: string): URL {
  const address = new URL(path, url)
  if (address.origin !== new URL(url).origin) throw refuse('unreadable', name)
  for (const [key, value] of Object.entries(query ?? {})) address.searchParams.set(key, value)
  return address
}

async function readBody(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength
    if (bytes > MAX_BODY_BYTES) throw refuse('unreadable', name)
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(answer: RawAnswer, name: string): unknown {
  try {
    return JSON.parse(answer.body)
  } catch {
    throw refuse('unreadable', name, { answer })
  }
}

const jitter = (min: number, max: number) => pause(min + Math.random() * (max - min))

/** fetch says "fetch failed" and hides the reason in its cause; other messages of its may quote a header, and so a token. */
function plainCause(error: unknown): Error {
  const { name, code } = (types.isNativeError(error) && types.isNativeError(error.cause) ? error.cause : error) as { name?: string; code?: unknown }
  return new Error(typeof code === 'string' ? code : (name ?? 'no reason given'))
}
