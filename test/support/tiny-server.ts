import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string
}

export type Answering = Reply | ((asked: Asked, res: ServerResponse) => unknown)

export interface TinyServer {
  url: string
  /** Every request so far, oldest first. */
  asked: Asked[]
  /** How many connections were made to it. */
  connections(): number
  /** Forgets what it was asked, and by how many connections. */
  forget(): void
  /** What it answers from now on, one after the other; the last one for ever. */
  answers(...answers: Answering[]): void
  close(): Promise<void>
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

export const html = (status: number, body = '<html><h1>Bad gateway</h1></html>'): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body,
})

/** The other side of a connection: a real HTTP server that answers as it is told and remembers what it was asked. */
export async function startTinyServer(...first: Answering[]): Promise<TinyServer> {
  const asked: Asked[] = []
  let queue = first
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const one = {
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers,
        body: Buffer.concat(chunks).toString(),
      }
      asked.push(one)
      const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? { status: 404 }
      if (typeof answer === 'function') void answer(one, res)
      else reply(res, answer)
    })
  }).listen(0, '127.0.0.1')
  let connections = 0
  server.on('connection', () => (connections += 1))
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    connections: () => connections,
    forget() {
      asked.length = 0
      connections = 0
    },
    answers(...answers) {
      queue = answers
    },
    async close() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

export function reply(res: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  res.writeHead(status, headers).end(body)
}
