import type { RequestHandler } from 'express'
import { callOf, type Call } from './calls'

type Act = (call: Call) => void | Promise<void>

/** What tests do while Planning Center has a question and has not answered it yet. */
export interface Interludes {
  add(act: Act): { remove(): void }
  all(): readonly Act[]
}

export function createInterludes(): Interludes {
  const acts = new Set<Act>()
  return {
    add(act) {
      acts.add(act)
      return { remove: () => void acts.delete(act) }
    },
    all: () => [...acts],
  }
}

export function playInterludes(interludes: Interludes): RequestHandler {
  return async (_req, res, next) => {
    for (const act of interludes.all()) await act(callOf(res))
    next()
  }
}
