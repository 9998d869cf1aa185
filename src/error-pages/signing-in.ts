import type { GrantTroubleReason, SignInFailedReason, SignInRequired } from '../auth/errors'
import { fieldValue, type Field, type Link } from '../web/page'
import { ifItHappensAgain, passing, signIn, wrongSettings, type ErrorPage, type LogLevel, type Told } from './error-page'

/** Nobody is signed in, or no longer. */
export const signInRequiredPages: Record<SignInRequired['reason'], ErrorPage> = {
  'new-visitor': comeIn('Please sign in', 'This page is for people who have signed in.', 'debug'),
  'session-ended': comeIn('Please sign in again', 'Your sign-in has ended, because it was a while ago.', 'info'),
  'access-revoked': comeIn('Please sign in again', 'Planning Center has ended Foyer’s permission to act for you.', 'info'),
}

function comeIn(title: string, happened: string, log: LogLevel): ErrorPage {
  return { status: 401, log, title, happened, kept: 'After signing in you come back to this page.', action: signIn }
}

/** Somebody is signed in, but Planning Center cannot confirm it at the moment. */
export const grantPages: Record<GrantTroubleReason, ErrorPage> = {
  renewing: passing(
    'One moment, please',
    'Foyer is asking Planning Center whether you may still come in, and it takes longer than usual.',
    { log: 'info' },
  ),
  'token-endpoint-down': passing('Planning Center is slow right now', 'It could not yet say whether you may come in.'),
  'application-refused': wrongSettings('Planning Center does not recognise this Foyer any more.'),
  'key-unknown': wrongSettings('Foyer has locked your sign-in away safely, and its settings no longer name the key.'),
}

const unfinished = 'This sign-in could not be finished'
const notKept = 'You were not signed in and nothing was kept.'

/** One attempt at signing in that led nowhere. */
export const signInFailedPages: Record<SignInFailedReason, ErrorPage> = {
  denied: notSignedIn('Foyer was not let in', 'Deny was pressed on Planning Center’s page, so Foyer can show you nothing.'),
  'callback-malformed': notSignedIn(unfinished, 'What came back from Planning Center was incomplete or garbled.'),
  'attempt-unknown': notSignedIn(
    'This sign-in has been used already',
    'Each one works only once, so Back and Reload cannot repeat it.',
    { advice: 'If you are signed in already in another tab, simply go on there.' },
  ),
  'attempt-expired': notSignedIn('That took a little long', 'A sign-in has to be finished within ten minutes.', {
    advice: 'Sign in again, and you come to the page you wanted.',
  }),
  'other-browser': notSignedIn(
    'This sign-in began in another browser',
    'To be safe, it can only be finished where it was begun.',
    { log: 'warn' },
  ),
  'issuer-mismatch': notSignedIn(
    'This answer did not come from Planning Center',
    'It named somebody else as its sender, so Foyer stopped.',
    { log: 'warn' },
  ),
  'provider-refused': notSignedIn(
    'Planning Center did not let this sign-in through',
    'It gave no reason that Foyer could pass on.',
    { log: 'warn', advice: ifItHappensAgain },
  ),
  'code-rejected': notSignedIn(unfinished, 'Planning Center no longer accepted it: too late, or used already.'),
  'identity-unverified': notSignedIn(
    'Foyer could not make sure who you are',
    'Planning Center’s answer did not prove it, so Foyer stopped.',
    { log: 'error', advice: ifItHappensAgain },
  ),
  'church-unknown': notSignedIn(
    'Foyer could not tell which church you belong to',
    'Planning Center did not say which one this login is for.',
    { log: 'warn', advice: 'If your login belongs to several churches, choose one on Planning Center’s page.' },
  ),
  'church-not-listed': {
    status: 403,
    log: 'info',
    title: 'This Foyer is for another church',
    happened: ({ listedChurches }) =>
      listedChurches.length > 0 ? `This Foyer is for ${listedChurches.join(', ')}.` : 'Yours is not among the churches that may come in here.',
    kept: notKept,
    over: true,
    advice: ({ operator }) => `If your church should be let in, send the number above to ${operator}.`,
    facts: refusedChurch,
  },
  'cookies-refused': notSignedIn(
    'Your browser does not keep Foyer’s cookie',
    'You signed in several times, and each time your browser came back without the cookie that tells Foyer who you are.',
    { log: 'warn', advice: 'Allow cookies for this address in your browser’s settings, then sign in again.' },
  ),
  'too-many-attempts': {
    ...notSignedIn('Too many sign-ins at once', 'Very many were begun from your network within a minute.', { log: 'warn' }),
    status: 429,
    advice: 'Wait a minute, then sign in again.',
    retryAfterSeconds: 60,
  },
}

function notSignedIn(title: string, happened: string, details: Partial<ErrorPage> = {}): ErrorPage {
  return { status: 400, log: 'info', title, happened, kept: notKept, over: true, action: signInAgain, ...details }
}

function signInAgain({ signInUrl }: Told): Link {
  return { href: signInUrl, text: 'Sign in again' }
}

function refusedChurch({ refusedChurch: church }: Told): Field[] {
  if (!church) return []
  return [
    { name: 'Your church', values: [fieldValue(church.name)] },
    { name: 'Its number at Planning Center', values: [fieldValue(church.id)] },
  ]
}
