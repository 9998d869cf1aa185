export interface ErrorObject {
  readonly status: string
  readonly title: string
  readonly detail: string
  readonly code?: string
  readonly meta?: Readonly<Record<string, string>>
}

/** An answer that is an error: thrown anywhere below the router, written out there. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: Omit<ErrorObject, 'status'>) {
    super(`${status} ${body.title}`)
    this.name = 'Refusal'
  }
}

export function notFound(): Refusal {
  return new Refusal(404, { title: 'Not Found', detail: 'The resource you requested could not be found' })
}

export function forbidden(description: string): Refusal {
  return new Refusal(403, { title: 'Forbidden', detail: 'You do not have access to this resource', meta: { description } })
}

export function unsupportedVersion(asked: string): Refusal {
  return new Refusal(400, {
    title: 'Bad Request', code: 'unsupported_version_error', detail: `The API version ${asked} is not supported`,
  })
}

export function unauthorized(hint: 'FLAMINGO' | 'LEMMING' | 'TRASH_PANDA'): Refusal {
  return new Refusal(401, {
    code: 'unauthorized', title: 'Unauthorized', detail: `This request could not be authenticated. Error Code Hint: (${hint})`,
  })
}

export function writesNotImitated(method: string): Refusal {
  return new Refusal(405, { title: 'Method Not Allowed', detail: `The sandbox imitates one write, to refresh a list: it does not imitate this ${method}` })
}

/** Which words Planning Center has for it is not known; its validation errors look like this. */
export function rulesInvalid(): Refusal {
  return new Refusal(422, { title: 'Validation Error', detail: 'List has invalid rules' })
}

export function fieldsNotNamed(): Refusal {
  return new Refusal(400, {
    title: 'SANDBOX RULE: name your Person fields',
    code: 'sandbox_fields_required',
    detail: 'SANDBOX RULE BROKEN (not a Planning Center error): this request would return Person resources without fields[Person], '
      + 'so medical notes would come along. Add fields[Person]= with the attributes and relationships you need.',
  })
}
