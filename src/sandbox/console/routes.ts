import { join } from 'node:path'
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { Faults } from '../faults'
import type { Authority } from '../oauth/authority'
import { showPage, VIEWS } from '../pages'
import type { Sandbox } from '../sandbox'
import { LEVERS } from './levers'
import { consolePage } from './page'
import { PRESETS } from './presets'

interface Controls {
  sandbox: Sandbox
  faults: Faults
  authority: Pick<Authority, 'application' | 'rules'>
}

/** What is not Planning Center: the page for people and the same by HTTP for tests. */
export function createConsole({ sandbox, faults, authority }: Controls): Router {
  const router = express.Router()
  router.use(express.urlencoded({ extended: false }), express.json())
  router.get('/style.css', (_req, res) => res.sendFile(join(VIEWS, 'sandbox.css')))
  router.get('/', (_req, res) => showPage(res, consolePage({ sandbox, authority, faults: faults.all() })))
  router.get('/calls', (_req, res) => void res.json(sandbox.calls))
  router.post('/faults', (req, res) => {
    const { id } = faults.add(faultIn(req))
    answer(req, res, { id })
  })
  router.post('/faults/clear', (req, res) => {
    faults.clear()
    answer(req, res)
  })
  router.delete('/faults', (_req, res) => {
    faults.clear()
    res.status(204).end()
  })
  router.post('/levers/:name', (req, res, next) => {
    const lever = LEVERS.find(({ name }) => name === req.params.name)
    if (!lever) return next()
    lever.pull(sandbox, filledIn(req))
    answer(req, res)
  })
  router.use(explainMistakes)
  return router
}

/** A button's preset, the fault itself as JSON, or as JSON that was written into the page. */
function faultIn(req: Request): unknown {
  const { preset, fault } = z.looseObject({ preset: z.string().optional(), fault: z.string().optional() }).parse(req.body ?? {})
  if (fault !== undefined) return JSON.parse(fault)
  return PRESETS.find(({ name }) => name === preset)?.fault ?? req.body
}

/** A form sends its empty fields too. */
const filledIn = (req: Request) =>
  Object.fromEntries(Object.entries((req.body ?? {}) as Record<string, unknown>).filter(([, value]) => value !== ''))

/** People come back to the page, programs get JSON. */
function answer(req: Request, res: Response, outcome: object = {}): void {
  if (req.is('application/x-www-form-urlencoded')) res.redirect(303, '/sandbox')
  else res.json(outcome)
}

/** Whatever a press or a lever complains of was asked wrongly; a page that fails is our own fault. */
const explainMistakes: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (req.method === 'GET') return next(error)
  const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  res.status(400).json({ problem })
}
