import { types } from 'node:util'

/** Failures that belong to no single feature. */
export type PlainReason =
  | 'page-not-found'
  | 'person-not-found'
  | 'sign-in-not-found' // one that an administrator wanted to end
  | 'administrators-only'
  | 'form-too-old' // the CSRF check failed; nothing was changed
  | 'form-without-session' // a POST whose session ended; what was typed is shown
  | 'bad-request' // unreadable body, malformed encoding
  | 'too-large' // body over the limit
  | 'wrong-host' // Host is not PUBLIC_URL's
  | 'not-over-https' // PUBLIC_URL is https, but this request was not, as far as we can tell
  | 'store-unavailable' // Redis
  | 'database-unavailable'
  | 'out-of-time' // no answer within the promised ten seconds
  | 'stopping' // SIGTERM received
  | 'unexpected'

export class PlainError extends Error {
  override readonly name = 'PlainError'
  constructor(
    readonly reason: PlainReason,
    details: { cause?: unknown } = {},
  ) {
    super(reason, { cause: details.cause })
  }
}

/** What ioredis rejects with when Redis cannot be asked. It has no common class, so they are known by name or words. */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return REDIS_ERROR_NAMES.has(error.name) || REDIS_ERROR_WORDS.some((words) => error.message.startsWith(words))
}

const REDIS_ERROR_NAMES = new Set(['ReplyError', 'MaxRetriesPerRequestError', 'ClusterAllFailedError'])
const REDIS_ERROR_WORDS = [
  'Connection is closed.',
  "Stream isn't writeable and enableOfflineQueue options is false",
  'Command timed out',
  'Command aborted due to connection close',
  'All sentinels are unreachable',
]

/** What pg rejects with when the database cannot be asked, is starting or ending, or took longer than a page can wait. */
export function isDatabaseFailure(error: unknown): boolean {
  if (!types.isNativeError(error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // A socket file goes with its server.
  const isSocketGone = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  return isSocketGone || DATABASE_ERROR_CODES.test(code) || DATABASE_ERROR_WORDS.some((words) => error.message.startsWith(words))
}

/** Of the network, and PostgreSQL's classes 08 (connection), 53 (resources) and 57 (operator intervention). */
const DATABASE_ERROR_CODES = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|(08|53|57)[0-9A-Z]{3})$/
const DATABASE_ERROR_WORDS = ['timeout exceeded when trying to connect', 'Connection terminated', 'Query read timeout', 'Client has encountered a connection error']
