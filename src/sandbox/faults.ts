import { z } from 'zod'
import type { CallKind } from './calls'

const milliseconds = z.number().int().nonnegative()
const headers = z.record(z.string(), z.string())

/** The descriptions are also the table on the console page. */
const faultFields = z.strictObject({
  on: z
    .enum(['token', 'api', 'revoke', 'authorize', 'userinfo', 'discovery', 'avatar', 'any'])
    .describe('Which requests it strikes'),
  path: z.string().startsWith('/').optional().describe('Only requests whose path begins like this'),
  beyondPerSecond: z.number().positive().optional().describe('Only what comes beyond this many requests in a second'),
  times: z.number().int().positive().optional().describe('How many requests it strikes; without it, all until removed'),
  delayHeaders: milliseconds.optional().describe('Acts at once, answers this many milliseconds late'),
  delayBody: milliseconds.optional().describe('Sends the headers at once, the body this many milliseconds later'),
  dropReplyAfterActing: z.literal(true).optional().describe('Acts, then breaks the connection without a word'),
  answer: z
    .strictObject({
      status: z.number().int().min(200).max(599),
      body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
      type: z.enum(['json', 'html']).optional(),
      headers: headers.optional(),
    })
    .optional()
    .describe('Gives this answer instead of acting; html without a body is the page of the edge'),
  malformed: z.literal(true).optional().describe('Answers 200 with JSON that breaks off, instead of acting'),
  empty: z.literal(true).optional().describe('Answers 200 with nothing in it, instead of acting'),
  okWithErrorBody: z.literal(true).optional().describe('Answers 200 with {"error":…}, instead of acting'),
  rateLimit: z
    .strictObject({ retryAfter: z.number().int().nonnegative() })
    .optional()
    .describe('Answers 429 with Retry-After in seconds, instead of acting'),
  refuseNewTokensFor: milliseconds
    .optional()
    .describe('Answers 401 BABOON to access tokens younger than this many milliseconds'),
  omit: z
    .array(z.string())
    .optional()
    .describe('Leaves these fields out of a successful JSON answer, e.g. refresh_token'),
  set: z.record(z.string(), z.unknown()).optional().describe('Puts these fields into a successful JSON answer'),
  claims: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Says this of who signed in, signed in the id_token and in userinfo; null leaves a claim out'),
  grantScopes: z
    .string()
    .optional()
    .describe('Grants these scopes instead of those asked for, when a code is redeemed'),
  ignorePkce: z.literal(true).optional().describe('Takes a code without looking at its verifier'),
})

export type Fault = z.input<typeof faultFields>

const faultSchema = faultFields.refine(
  ({ omit, set, ...fault }) => (omit === undefined && set === undefined) || !answersInstead(fault),
  'omit and set bend what Planning Center answers; they cannot go with an answer given instead',
)

const answersInstead = (fault: Pick<Fault, 'answer' | 'malformed' | 'empty' | 'okWithErrorBody' | 'rateLimit'>) =>
  [fault.answer, fault.malformed, fault.empty, fault.okWithErrorBody, fault.rateLimit].some(Boolean)

export interface FaultInForce {
  readonly id: string
  remaining(): number
  remove(): void
}

export interface Faults {
  add(fault: unknown): FaultInForce
  clear(): void
  all(): { id: string; fault: Fault; remaining: number }[]
  /** The fault this request must suffer; it counts as suffered. */
  take(request: StruckRequest): Fault | undefined
}

interface StruckRequest {
  readonly kind: CallKind
  readonly path: string
  /** Milliseconds since the access token presented was issued. */
  readonly tokenAge: number | undefined
}

interface Entry {
  readonly id: string
  readonly fault: Fault
  remaining: number
  /** When requests were let through, for `beyondPerSecond`. */
  letThrough: number[]
}

/** One fault per request: those that are counted go first, the oldest of them first, so that several make a sequence. */
export function createFaults(): Faults {
  const entries = new Map<string, Entry>()
  let lastId = 0

  return {
    add(unchecked) {
      const fault = faultSchema.parse(unchecked)
      const entry = { id: String((lastId += 1)), fault, remaining: fault.times ?? Infinity, letThrough: [] }
      entries.set(entry.id, entry)
      return { id: entry.id, remaining: () => entry.remaining, remove: () => void entries.delete(entry.id) }
    },
    clear: () => entries.clear(),
    all: () => [...entries.values()],
    take(request) {
      const fitting = [...entries.values()].filter((entry) => strikes(entry.fault, request) && isTooMany(entry))
      const entry = fitting.find(({ remaining }) => remaining !== Infinity) ?? fitting[0]
      if (!entry) return undefined
      entry.remaining -= 1
      if (entry.remaining === 0) entries.delete(entry.id)
      return entry.fault
    },
  }
}

function strikes(fault: Fault, { kind, path, tokenAge }: StruckRequest): boolean {
  if (fault.on !== 'any' && fault.on !== kind) return false
  if (fault.path !== undefined && !path.startsWith(fault.path)) return false
  return fault.refuseNewTokensFor === undefined || (tokenAge !== undefined && tokenAge < fault.refuseNewTokensFor)
}

/** Counted in real time, as a server's own protection does. */
function isTooMany(entry: Entry): boolean {
  const { beyondPerSecond } = entry.fault
  if (beyondPerSecond === undefined) return true
  const now = performance.now()
  entry.letThrough = entry.letThrough.filter((moment) => moment > now - 1000)
  if (entry.letThrough.length >= beyondPerSecond) return true
  entry.letThrough.push(now)
  return false
}

export const faultTable = (): { name: string; meaning: string }[] =>
  Object.entries(faultFields.shape).map(([name, field]) => ({ name, meaning: field.description ?? '' }))
