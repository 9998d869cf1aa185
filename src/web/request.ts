import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { PlainError } from '../errors'
import type { Log } from '../log'
import type { Metrics } from '../metrics'

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has no other place for the type of a request
  namespace Express {
    interface Request {
      /** Names this request in the log, on an error page and in a header. */
      reference: string
      /** On performance.now()'s clock: whoever works for this request stops by then. */
      deadline: number
    }
  }
}

interface Settings {
  times: { requestBudget: number; firstByte: number }
  log: Log
  metrics: Pick<Metrics, 'answered'>
}

/** Names the request, gives it a deadline, and writes one line when it has been answered. */
export function beginRequest({ times, log, metrics }: Settings): RequestHandler {
  return (req, res, next) => {
    const started = performance.now()
    // Easy to read out over the telephone.
    req.reference = randomBytes(5).toString('hex')
    req.deadline = started + times.requestBudget
    res.set('X-Request-Id', req.reference)

    // Whatever waits too long below, the visitor hears of it in time (promise 8).
    const late = setTimeout(() => !res.headersSent && next(new PlainError('out-of-time')), (times.requestBudget + times.firstByte) / 2)
    res.on('close', () => {
      clearTimeout(late)
      // Balancers ask every few seconds, and a page has 25 photos; nobody wants to read that.
      const level = /^\/(livez$|readyz$|photos\/|assets\/)/.test(req.path) ? 'debug' : 'info'
      const [route, status, ms] = [routeOf(req), res.statusCode, Math.round(performance.now() - started)]
      log[level]({ reference: req.reference, method: req.method, route, status, ms }, 'request')
      metrics.answered({ route, status, ms })
    })
    next()
  }
}

/** The pattern, never the address: that may hold a code, a name or a telephone number. */
const routeOf = (req: Request) => {
  const path: unknown = (req.route as { path?: unknown } | undefined)?.path
  return typeof path === 'string' ? req.baseUrl + path : 'none'
}
