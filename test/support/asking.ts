import { request as httpRequest, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'

export interface Question {
  method?: 'GET' | 'POST'
  path: string
  headers?: OutgoingHttpHeaders
  body?: string
  /** By default every request has a connection of its own. */
  agent?: Agent
  /** Leaving in the middle. */
  signal?: AbortSignal
}

export interface Heard {
  path: string
  status: number
  headers: IncomingHttpHeaders
  body: string
  ms: number
}

/** One request at a certain port; redirects are answers like others. */
export function ask(port: number, { method = 'GET', path, headers = {}, body, agent, signal }: Question): Promise<Heard> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, path, method, headers: { accept: 'text/html', ...headers }, agent: agent ?? false, ...(signal && { signal }) }
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ path, status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString(), ms: performance.now() - started }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

export const cookiesOf = ({ headers }: Heard) => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
