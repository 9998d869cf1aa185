import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Proxy } from './proxy'

export interface AppProcess {
  port: number
  child: ChildProcess
  /** This process's own way to Redis, where the fleet was asked for proxies. */
  redis: Proxy | null
  /** Everything the process wrote. */
  output(): string
  moveClock(aheadMs: number): Promise<void>
  /** Stops it where it stands, as a machine without a free moment does. */
  pause(): void
  resume(): void
  /** A mistake that nobody in the process catches. */
  mistake(kind: 'exception' | 'rejection'): void
  /** The exit code once it has ended by itself or otherwise; null after a signal. */
  gone: Promise<number | null>
  /** Resolves to the exit code, or to null when a signal ended it; SIGKILL unless told otherwise. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

interface Start {
  env: Record<string, string>
  times?: Record<string, number>
  aheadMs?: number
  redis?: Proxy | null
}

/** Starts one process of the built app (dist) and waits until it listens. */
export async function startProcess({ env, times = {}, aheadMs = 0, redis = null }: Start): Promise<AppProcess> {
  const child = fork(join(__dirname, 'app-process.cjs'), [], {
    env: { ...env, TEST_TIMES: JSON.stringify(times), TEST_CLOCK_AHEAD: String(aheadMs) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => written.push(chunk.toString()))
  const gone = once(child, 'exit').then(([code]) => code as number | null)
  const died = gone.then((code) => Promise.reject(new Error(`ended with ${code}: ${written.join('')}`)))
  const [first] = (await Promise.race([once(child, 'message'), died])) as [{ port: number }]
  died.catch(() => undefined)
  let isPaused = false

  return {
    port: first.port,
    child,
    redis,
    output: () => written.join(''),
    async moveClock(ahead) {
      // A paused process hears of it when it goes on.
      const heard = isPaused ? null : once(child, 'message')
      child.send({ ahead })
      await heard
    },
    pause() {
      isPaused = true
      child.kill('SIGSTOP')
    },
    resume() {
      isPaused = false
      child.kill('SIGCONT')
    },
    mistake: (kind) => void child.send({ mistake: kind }),
    gone,
    async stop(signal = 'SIGKILL') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return gone
    },
  }
}
