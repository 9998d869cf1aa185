import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { PlainError } from '../../errors'
import type { ReportCollaborators } from '../index'

export interface Outgoing {
  name: string
  type: string
  chunks: AsyncIterable<string | Uint8Array>
  /** Throws when whoever takes it may take it no longer. */
  lookAgain: () => Promise<void>
}

export const CSV = 'text/csv; charset=utf-8'
export const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const PDF = 'application/pdf'

/**
 * A file on its way, as fast as it is taken. What fails before its first bytes is an error like any other; after them the
 * connection is cut, which browsers show as a download that failed, and the file has no end to be mistaken for a whole one.
 */
export async function send(req: Request, res: Response, { name, type, chunks, lookAgain }: Outgoing, { config, stopping, log }: Pick<ReportCollaborators, 'config' | 'stopping' | 'log'>): Promise<void> {
  const { fileLook } = config.times
  const parts = chunks[Symbol.asyncIterator]()
  const gone = new AbortController()
  const leave = () => gone.abort()
  res.on('close', leave)
  stopping.addEventListener('abort', leave)
  let lookedAt = performance.now()

  async function lookIfDue(): Promise<void> {
    if (performance.now() - lookedAt < fileLook) return
    lookedAt = performance.now()
    await lookAgain()
  }

  try {
    if (stopping.aborted) throw new PlainError('stopping')
    let part = await parts.next()
    if (res.headersSent || res.destroyed) return // it came too late, and the visitor has been told
    res.attachment(name).type(type)
    for (; !part.done; part = await parts.next()) {
      if (gone.signal.aborted) return void res.destroy()
      const isTaken = res.write(part.value)
      if (!isTaken) await Promise.race([once(res, 'drain', { signal: gone.signal }), pause(fileLook, undefined, { signal: gone.signal, ref: false }).then(() => Promise.reject(new Error('nobody takes the file')))])
      await lookIfDue()
    }
    res.end()
  } catch (error) {
    if (!res.headersSent) throw error
    res.destroy()
    if (!gone.signal.aborted) log.warn({ err: error, reference: req.reference }, 'a file was broken off')
  } finally {
    res.off('close', leave)
    stopping.removeEventListener('abort', leave)
    await parts.return?.(undefined)
  }
}
