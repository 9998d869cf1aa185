import express, { type Request, type Response, type Router } from 'express'
import { showPage } from '../pages'
import type { Authority } from './authority'
import type { BrowserSessions } from './browser-sessions'
import { authorizedApplicationsPage, signInPage } from './page-models'

const PATH = '/authorized_applications'
const NO_SCOPES: ReadonlySet<string> = new Set()

/** Where people see which applications they let in, church by church, and disconnect them. */
export function createAuthorizedApplications({ world, application, tokens, codes }: Authority, sessions: BrowserSessions): Router {
  const router = express.Router()
  const readForm = express.urlencoded({ extended: false })
  const signIn = () => signInPage(world, `${PATH}/sign-in`)
  const loginNamed = (id: unknown) => world.logins.find((login) => login.id === id)
  const loginOf = (req: Request) => loginNamed(sessions.read(req)?.loginId)
  const field = (req: Request, name: string) => ((req.body ?? {}) as Record<string, unknown>)[name]

  function show(req: Request, res: Response): void {
    const login = loginOf(req)
    if (!login) return showPage(res, signIn())
    const lentBy = login.seats.filter((seat) => !application.deleted && tokens.covers(seat, NO_SCOPES))
    showPage(res, authorizedApplicationsPage({ login, lentBy, action: `${PATH}/disconnect` }, { world, application }))
  }

  router.get(PATH, show)
  router.post(`${PATH}/sign-in`, readForm, (req, res) => {
    const login = loginNamed(field(req, 'login'))
    if (!login) return showPage(res, { ...signIn(), complaint: 'Nobody was chosen.', status: 403 })
    sessions.start(req, res, { loginId: login.id, churchId: login.seats.length === 1 ? login.seats[0]?.churchId : undefined })
    res.redirect(303, PATH)
  })
  router.post(`${PATH}/disconnect`, readForm, (req, res) => {
    const seat = loginOf(req)?.seats.find(({ churchId }) => churchId === field(req, 'church'))
    if (seat) {
      tokens.revoke(seat)
      codes.discard(seat)
    }
    res.redirect(303, PATH)
  })
  // What its owner sees of an application is on the console.
  router.get('/oauth/applications', (_req, res) => res.redirect(302, '/sandbox'))
  return router
}
