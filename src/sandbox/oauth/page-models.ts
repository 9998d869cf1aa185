import type { Page } from '../pages'
import type { Login, World } from '../world/world'
import type { Authority } from './authority'
import type { AuthorizeRequest } from './authorize-request'
import type { OAuthRefusal } from './errors'
import type { Holder } from './tokens'

export function signInPage({ logins, churches }: World, action: string): Page {
  return {
    view: 'sign-in',
    title: 'Who is signing in?',
    action,
    complaint: '',
    logins: logins.map(({ id, name, email, seats }) => ({
      id,
      name,
      email,
      role: [...new Set(seats.map(({ role }) => role))].join(' and ') || 'Without an account',
      churches: seats.map(({ churchId }) => churches.get(churchId)?.name ?? churchId).join(' and '),
    })),
  }
}

export function churchPage(login: Login, { churches }: World, { query }: AuthorizeRequest): Page {
  const others = new URLSearchParams(query)
  others.set('prompt', 'login')
  return {
    view: 'church',
    title: 'Which church?',
    name: login.name,
    action: `/oauth/authorize/church?${query}`,
    seats: login.seats.map(({ churchId, role }) => ({
      churchId,
      role,
      church: churches.get(churchId)?.name ?? churchId,
    })),
    someoneElse: `/oauth/authorize?${others.toString()}`,
  }
}

const USES: Record<string, string> = {
  api: 'The list of connected applications',
  calendar: 'Calendar',
  check_ins: 'Check-Ins',
  giving: 'Giving',
  groups: 'Groups',
  home: 'Home',
  openid: 'Your name, your e-mail address and your church’s name',
  people: 'People',
  publishing: 'Publishing',
  registrations: 'Registrations',
  resources: 'Calendar, under its old name Resources',
  services: 'Services',
  webhooks: 'Webhooks',
}

interface Asked {
  holder: Holder
  login: Login
  request: AuthorizeRequest
}

export function consentPage({ holder, login, request }: Asked, { world, application }: Authority): Page {
  return {
    view: 'consent',
    title: `Let ${application.name} in?`,
    application: application.name,
    name: login.name,
    church: world.churches.get(holder.churchId)?.name ?? '',
    uses: [...request.scopes].map(scope => USES[scope] ?? scope),
    destination: new URL(request.redirectUri).host,
    action: `/oauth/authorize/decision?${request.query}`,
  }
}

interface Authorized {
  login: Login
  /** Where the application holds living tokens. */
  lentBy: Login['seats']
  action: string
}

export const authorizedApplicationsPage = ({ login, lentBy, action }: Authorized, { world, application }: Pick<Authority, 'world' | 'application'>): Page => ({
  view: 'authorized-applications',
  title: 'Your authorized applications',
  name: login.name,
  action,
  authorized: lentBy.map(({ churchId }) => ({ churchId, application: application.name, church: world.churches.get(churchId)?.name ?? churchId })),
})

export const errorPage = ({ error, description, status }: OAuthRefusal): Page => ({
  view: 'error',
  title: 'An error has occurred',
  status,
  error,
  description,
})

export const signedOutPage = (): Page => ({ view: 'signed-out', title: 'You are signed out' })
