import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { PUBLIC_URL } from './stage'

export interface Question {
  port: number
  path: string
  cookie: string
  /** Given: it is a form. */
  form?: Record<string, string>
}

export interface Answer {
  question: Question
  status: number
  headers: IncomingHttpHeaders
  setCookies: string[]
  body: string
  ms: number
}

/** One request as a browser would make it, at one instance, following nothing. */
export function ask(question: Question): Promise<Answer> {
  const { port, path, cookie, form } = question
  const started = performance.now()
  const body = form && new URLSearchParams(form).toString()
  const headers = {
    host: new URL(PUBLIC_URL).host,
    cookie,
    accept: 'text/html',
    ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), 'sec-fetch-site': 'same-origin' }),
  }
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path, method: form ? 'POST' : 'GET', headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          question,
          status: response.statusCode ?? 0,
          headers: response.headers,
          setCookies: response.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks).toString(),
          ms: performance.now() - started,
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
