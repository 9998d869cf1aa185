import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'

export interface AppProcess {
  port: number
  child: ChildProcess
  /** Everything the process wrote. */
  output(): string
  moveClock(aheadMs: number): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

interface Start {
  env: Record<string, string>
  times?: Record<string, number>
  aheadMs?: number
}

/** Starts one process of the built app (dist) and waits until it listens. */
export async function startProcess({ env, times = {}, aheadMs = 0 }: Start): Promise<AppProcess> {
  const child = fork(join(__dirname, 'app-process.cjs'), [], {
    env: { ...env, TEST_TIMES: JSON.stringify(times), TEST_CLOCK_AHEAD: String(aheadMs) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => written.push(chunk.toString()))
  const gone = once(child, 'exit').then(([code]) => code as number | null)
  const [first] = (await Promise.race([once(child, 'message'), gone.then((code) => Promise.reject(new Error(`ended with ${code}: ${written.join('')}`)))])) as [{ port: number }]

  return {
    port: first.port,
    child,
    output: () => written.join(''),
    async moveClock(ahead) {
      const heard = once(child, 'message')
      child.send({ ahead })
      await heard
    },
    async stop(signal = 'SIGKILL') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return gone
    },
  }
}

export interface Heard {
  status: number
  headers: IncomingHttpHeaders
  body: string
  ms: number
}

/** One GET at a certain process, in the name of the public address and with somebody's cookies. */
export function getFrom(port: number, path: string, { host, cookie }: { host: string; cookie: string }): Promise<Heard> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: 'localhost', port, path, headers: { host, cookie, accept: 'text/html' }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString(), ms: performance.now() - started }))
    })
    request.on('error', reject)
    request.end()
  })
}
