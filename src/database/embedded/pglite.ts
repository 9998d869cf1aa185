import { once } from 'node:events'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

/** PGlite in a thread of its own. */
export interface Pglite {
  query(text: string, params: readonly unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>
  /** Writes all it holds into one file, for another to begin with. */
  snapshot(file: string): Promise<void>
  close(): Promise<void>
}

export interface PgliteOptions {
  /** Null keeps everything in memory. One process at a time may have a folder. */
  folder: string | null
  /** Begins with what `snapshot` wrote; in memory only. */
  snapshot?: string
}

/** From the source folder: it is part of no production image, and needs no build. */
const WORKER = resolve(__dirname, '../../../src/database/embedded/pglite-worker.cjs')

interface Reply {
  id: number
  answer?: unknown
  error?: { message: string; code?: string; constraint?: string }
}

/** @throws Error, when first asked, if another process has the folder */
export function startPglite({ folder, snapshot }: PgliteOptions): Pglite {
  const worker = new Worker(WORKER, { workerData: { folder, snapshot } })
  worker.unref() // it ends with whoever asks it; a question under way keeps the process up
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let questions = 0

  worker.on('message', ({ id, answer, error }: Reply) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (error) asker?.reject(Object.assign(new Error(error.message), error))
    else asker?.resolve(answer)
  })
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })

  const ask = (verb: 'query' | 'snapshot' | 'close', question: object = {}) =>
    new Promise<unknown>((resolveAnswer, reject) => {
      const id = ++questions
      waiting.set(id, { resolve: resolveAnswer, reject })
      worker.ref()
      worker.postMessage({ id, verb, ...question })
    })

  return {
    query: (text, params) => ask('query', { text, params }) as ReturnType<Pglite['query']>,
    snapshot: async (file) => void (await ask('snapshot', { file })),
    async close() {
      await ask('close')
      const gone = once(worker, 'exit')
      await worker.terminate()
      await gone.catch(() => undefined)
    },
  }
}
