import express, { type ErrorRequestHandler, type Express } from 'express'
import type { RequestListener } from 'node:http'
import type { App, World } from './app'
import { answerFor } from './error-pages'
import type { Setup } from './setup'
import { show } from './web/views'

interface Alone {
  app: Express
  setup: Setup
  stopping: () => void
}

const LARGEST_FORM = '16kb'

/** All there is of Foyer while PCO_CLIENT_ID or PCO_CLIENT_SECRET is missing: nobody can sign in, and nothing is kept of anybody. */
export function createSetupAlone({ app, setup, stopping, ...world }: World & Alone): App {
  const first = setup.createFirstRoutes()
  // Not only at our own name: that may be what is wrong.
  app.use(express.urlencoded({ extended: false, limit: LARGEST_FORM }), first.routes, answerPlainly(world))
  return { handler: app as RequestListener, start: () => first.start(), stopping, close: () => Promise.resolve() }
}

/** As everywhere, but for what needs somebody to be known. */
const answerPlainly =
  ({ config, log }: World): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    if (res.headersSent) return
    const answer = answerFor(error, {
      reference: req.reference,
      operatorName: config.operatorName,
      signInUrl: '/setup',
      consentUrl: '/setup',
      retryUrl: '/setup',
      form: null,
      name: null,
      church: null,
      cookie: false,
      administrators: [],
    })
    log[answer.logLevel]({ err: error, reference: req.reference }, 'failed')
    if (answer.retryAfterSeconds !== undefined) res.set('Retry-After', String(answer.retryAfterSeconds))
    show(res, { ...answer.page, alone: true }, answer.status)
  }
