/** Why Planning Center did not give what was asked, in the terms a caller can act on. */
export type PlanningCenterReason =
  | 'scope-missing' // 401 bad_scope / PELICAN: the consent did not include this product
  | 'forbidden' // 401 TRASH_PANDA, 403 JSON: this login may not open it
  | 'person-gone' // 401 FLAMINGO
  | 'church-gone' // 401 LEMMING
  | 'application-refused' // 401 CHINCHILLA: our own registration is wrong, nobody else's fault
  | 'missing' // 404
  | 'rejected' // any other 4xx: our question was wrong
  | 'rate-limited' // 429, or our limiter says the answer would be 429
  | 'unavailable' // 5xx, edge HTML, time-out, network, 401 straight after a refresh
  | 'unreadable' // 200 that is not the JSON:API we know

interface Details {
  /** `GET /people/v2/people/:id`: method and path without query, ids or tokens. */
  request: string
  status?: number
  /** The hint word of a 401, as Planning Center documents them. */
  hint?: string
  /** The product as the URL names it, e.g. `people`. */
  product?: string
  retryAfterSeconds?: number
  cause?: unknown
}

export class PlanningCenterError extends Error {
  override readonly name = 'PlanningCenterError'
  readonly request: string
  readonly status: number | undefined
  readonly hint: string | undefined
  readonly product: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    readonly reason: PlanningCenterReason,
    { request, status, hint, product, retryAfterSeconds, cause }: Details,
  ) {
    super(`${request}: ${reason}${status === undefined ? '' : ` (${status}${hint ? ` ${hint}` : ''})`}`, { cause })
    this.request = request
    this.status = status
    this.hint = hint
    this.product = product
    this.retryAfterSeconds = retryAfterSeconds
  }
}
