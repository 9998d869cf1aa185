import type { PlanningCenterReason } from '../planning-center/errors'
import { count } from '../web/format'
import { fieldValue, type Field } from '../web/page'
import { passing, signIn, start, stillSignedIn, tellOperator, whoToAsk, wrongSettings } from './error-page'
import type { ErrorPage, LogLevel, Told } from './error-page'

/** What Planning Center answers instead of what was asked. */
export const planningCenterPages: Record<PlanningCenterReason, ErrorPage> = {
  'scope-missing': {
    status: 403,
    log: 'info',
    title: 'Foyer may not use this yet',
    happened: ({ product }) => `When you signed in, Foyer was not allowed to use ${product}, which this page needs.`,
    kept: stillSignedIn,
    advice: ({ product }) => `Planning Center will ask you once more. Press Allow there if Foyer may use ${product}.`,
    action: ({ consentUrl }) => ({ href: consentUrl, text: 'Ask Planning Center again' }),
  },
  forbidden: {
    status: 403,
    log: 'info',
    title: 'Your Planning Center account can’t open this',
    happened: 'This page needs a permission in Planning Center that your login does not have.',
    kept: stillSignedIn,
    advice: 'As soon as you have been given it, open this page again.',
    action: ({ retryUrl }) => (retryUrl ? { href: retryUrl, text: 'Open this page again' } : null),
    facts: whoCanGrant,
  },
  'person-gone': gone('Planning Center no longer knows your login', 'It was removed from your church’s account.', 'info'),
  'church-gone': gone('Planning Center no longer knows your church', 'Your church’s account there has been closed.', 'warn'),
  'application-refused': wrongSettings('Planning Center does not recognise this Foyer any more.'),
  missing: {
    status: 404,
    log: 'warn',
    title: 'Planning Center does not have this',
    happened: 'It may have been removed there, or it is no longer shared with you.',
    kept: stillSignedIn,
    action: start,
  },
  rejected: {
    status: 502,
    log: 'error',
    title: 'Planning Center did not understand Foyer',
    happened: 'Foyer asked for something in a way that Planning Center does not accept. This is Foyer’s mistake, not yours.',
    kept: stillSignedIn,
    advice: tellOperator,
    action: start,
  },
  'rate-limited': passing(
    'Planning Center asks for a short pause',
    'It lets each login ask only so much in a short time, all apps together. For now, that is used up.',
    { advice: ({ seconds }) => `Wait ${count(seconds, 'second', 'seconds')}, then try again.`, retryAfterSeconds: 20 },
  ),
  unavailable: passing('Planning Center is slow right now', 'Foyer got no answer from it in time.'),
  unreadable: {
    status: 502,
    log: 'error',
    title: 'Planning Center’s answer could not be read',
    happened: 'It came in a way Foyer does not understand. Rather than half of it, Foyer shows you nothing.',
    kept: stillSignedIn,
    advice: tellOperator,
    again: true,
  },
}

/** The door is closed for good, so this sign-in is over. */
function gone(title: string, happened: string, log: LogLevel): ErrorPage {
  return {
    status: 403,
    log,
    title,
    happened,
    kept: 'Your sign-in to Foyer has ended. Nothing else was changed.',
    over: true,
    advice: 'If this is a mistake, your church’s Organization Administrators can mend it in Planning Center.',
    action: signIn,
  }
}

function whoCanGrant({ product, church, administrators }: Told): Field[] {
  const permission = product === 'People' ? 'People: Viewer or higher' : `Access to ${product}`
  return [
    { name: 'Missing permission', values: [fieldValue(permission)] },
    ...(church ? [{ name: 'Church', values: [fieldValue(church)] }] : []),
    { name: 'Who can give it to you', values: whoToAsk({ administrators }) },
  ]
}
