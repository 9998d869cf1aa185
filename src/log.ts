import { types } from 'node:util'
import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/**
 * JSON lines on standard output. Errors are written as name, message, reason and stack: never with the properties
 * that HTTP and Redis libraries hang on them, which hold credentials and commands (simple-oauth2: `data.res.req`
 * with the Authorization header; ioredis: `command.args`).
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, serializers: { err: plainError }, timestamp: () => `,"time":"${new Date().toISOString()}"` }
  return destination ? pino(options, destination) : pino(options)
}

function plainError(error: unknown, depth = 0): unknown {
  // Not instanceof: errors of sockets may come from another realm.
  if (!types.isNativeError(error)) return { message: `not an Error: ${typeof error}` }
  const { reason, status, hint, code } = error as Error & Record<'reason' | 'status' | 'hint' | 'code', unknown>
  return {
    name: error.name,
    message: error.message,
    ...(typeof reason === 'string' && { reason }),
    ...(typeof status === 'number' && { status }),
    ...(typeof hint === 'string' && { hint }),
    ...(typeof code === 'string' && { code }),
    stack: error.stack?.split('\n').slice(1, 8).map((line) => line.trim()),
    // A cause twice removed has never told anything new.
    ...(error.cause !== undefined && depth < 2 && { cause: plainError(error.cause, depth + 1) }),
  }
}
