import type { Response } from 'express'

export const API_TYPE = 'application/vnd.api+json; charset=utf-8'

/** The words in a 401's body that tell its meanings apart. */
export type Hint = 'BABOON' | 'CAPUCHIN' | 'TRASH_PANDA' | 'FLAMINGO' | 'LEMMING' | 'CHINCHILLA'

export function sendUnauthorized(res: Response, hint: Hint): void {
  sendError(res, 401, {
    code: 'unauthorized',
    status: '401',
    title: 'Unauthorized',
    detail: `This request could not be authenticated. Error Code Hint: (${hint})`,
  })
}

/** No credentials, or some that are no bearer token: Planning Center says nothing at all. */
export function sendEmptyUnauthorized(res: Response): void {
  res.status(401).set('Content-Length', '0').type('html').end()
}

export function sendBadScope(res: Response, product: string): void {
  sendError(res, 401, {
    code: 'bad_scope',
    status: '401',
    title: 'Request outside authenticated scope',
    detail: `The API credentials do not have access to the application ${product}`,
  })
}

export function sendTooManyRequests(res: Response, detail: string, retryAfterSeconds: number): void {
  res.set('Retry-After', String(retryAfterSeconds))
  sendError(res, 429, { code: '429', title: 'Too Many Requests', detail })
}

export function sendNotFound(res: Response): void {
  sendError(res, 404, { status: '404', title: 'Not Found', detail: 'The resource you requested could not be found' })
}

function sendError(res: Response, status: number, error: Record<string, string>): void {
  // Not res.json: it would put its own media type.
  res
    .status(status)
    .set('Content-Type', API_TYPE)
    .send(JSON.stringify({ errors: [error] }))
}
