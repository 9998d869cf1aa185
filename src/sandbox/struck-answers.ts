import { setTimeout as pause } from 'node:timers/promises'
import type { Request, RequestHandler, Response } from 'express'
import { sendUnauthorized, sendTooManyRequests, API_TYPE } from './api-errors'
import { callOf, type CallKind } from './calls'
import { edgePage } from './edge'
import type { Fault, Faults } from './faults'

const suffered = new WeakMap<Response, Fault>()

/** What the endpoint itself must do differently for this request. */
export const faultOf = (res: Response): Partial<Fault> => suffered.get(res) ?? {}

export function actOutFaults(faults: Faults, tokenAge: (req: Request) => number | undefined): RequestHandler {
  return (req, res, next) => {
    const { kind } = callOf(res)
    const fault = faults.take({ kind, path: req.path, tokenAge: tokenAge(req) })
    if (!fault) return next()
    suffered.set(res, fault)
    callOf(res).fault = fault
    interceptAnswer(res, fault)
    if (!answerInstead(res, fault, kind)) next()
  }
}

/** True when the answer was given and nothing may be done any more. */
function answerInstead(res: Response, fault: Fault, kind: CallKind): boolean {
  if (fault.answer) sendAnswer(res, fault.answer, kind)
  else if (fault.rateLimit)
    sendTooManyRequests(res, 'Rate limit exceeded: 118 of 100 requests per 20 seconds', fault.rateLimit.retryAfter)
  else if (fault.refuseNewTokensFor !== undefined) sendUnauthorized(res, 'BABOON')
  else if (fault.malformed) res.type(typeOf(kind)).send('{"data":[{"type":"Person","id":"1","attributes":{"first_na')
  else if (fault.empty) res.type(typeOf(kind)).send('')
  else if (fault.okWithErrorBody) {
    res.type(typeOf(kind)).send(JSON.stringify({ error: 'server_error', error_description: 'Something went wrong.' }))
  } else return false
  return true
}

function sendAnswer(res: Response, answer: NonNullable<Fault['answer']>, kind: CallKind): void {
  const { status, body } = answer
  const type = answer.type ?? (status < 500 || typeof body === 'object' ? 'json' : 'html')
  const content = body ?? (type === 'html' ? edgePage(status) : JSON.stringify(emptyError(status, kind)))
  res
    .status(status)
    .type(type === 'html' ? 'html' : typeOf(kind))
    .set(answer.headers ?? {})
  res.send(typeof content === 'string' ? content : JSON.stringify(content))
}

const typeOf = (kind: CallKind) => (kind === 'api' ? API_TYPE : 'json')

const emptyError = (status: number, kind: CallKind) =>
  kind === 'api' ? { errors: [{ status: String(status) }] } : { error: 'server_error' }

/** Holds back whatever the endpoint answers until it can be bent, delayed or dropped as a whole. */
function interceptAnswer(res: Response, fault: Fault): void {
  const end = res.end.bind(res) as (body: Buffer) => Response
  const pieces: Buffer[] = []
  const keep = (piece: unknown) => {
    if (typeof piece === 'string' || piece instanceof Uint8Array) pieces.push(Buffer.from(piece as Uint8Array))
    return true
  }
  res.write = keep as typeof res.write
  res.end = ((piece: unknown) => {
    keep(piece)
    void deliver(res, { body: Buffer.concat(pieces), end }, fault)
    return res
  }) as typeof res.end
}

async function deliver(res: Response, held: { body: Buffer; end(body: Buffer): unknown }, fault: Fault): Promise<void> {
  // Unreferenced: a sandbox that was closed meanwhile must not keep its process alive.
  if (fault.delayHeaders) await pause(fault.delayHeaders, undefined, { ref: false })
  if (fault.dropReplyAfterActing) return void res.socket?.destroy()
  const body = bendFields(res, held.body, fault)
  if (fault.delayBody) {
    res.flushHeaders()
    await pause(fault.delayBody, undefined, { ref: false })
  }
  held.end(body)
}

function bendFields(res: Response, body: Buffer, { omit = [], set = {} }: Fault): Buffer {
  const isJson = /json/.test(String(res.getHeader('content-type')))
  if (res.statusCode !== 200 || !isJson || (omit.length === 0 && Object.keys(set).length === 0)) return body
  const fields = { ...(JSON.parse(body.toString()) as Record<string, unknown>), ...set }
  for (const name of omit) delete fields[name]
  const bent = Buffer.from(JSON.stringify(fields))
  res.setHeader('content-length', bent.length)
  return bent
}
