import type { PlainReason } from '../errors'
import { ifItHappensAgain, passing, signIn, start, stillSignedIn, whoToAsk } from './error-page'
import type { ErrorPage, Words } from './error-page'

/** What can go wrong in Foyer itself, or in what a browser sends. */
export const ownPages: Record<PlainReason, ErrorPage> = {
  'page-not-found': {
    status: 404,
    log: 'debug',
    title: 'There is no page here',
    happened: 'The address may be mistyped, or come from an old note or bookmark.',
    kept: 'Nothing is lost.',
    action: start,
  },
  'person-not-found': {
    status: 404,
    log: 'debug',
    title: 'This person is not to be found',
    happened: 'Planning Center shows you nobody here. The profile may have been removed, or joined with another one.',
    kept: stillSignedIn,
    action: () => ({ href: '/people', text: 'Look for the person by name' }),
  },
  'sign-in-not-found': {
    status: 404,
    log: 'info',
    title: 'Nobody is signed in there',
    happened: 'That sign-in has ended by itself, or somebody else has ended it already.',
    kept: stillSignedIn,
    action: () => ({ href: '/signed-in', text: 'See who is signed in' }),
  },
  'administrators-only': {
    status: 403,
    log: 'info',
    title: 'This page is for administrators',
    happened: 'It shows who of your church is signed in to Foyer. In Planning Center, you are not one of its Organization Administrators.',
    kept: stillSignedIn,
    advice: 'Where you are signed in yourself stands on your account page.',
    action: () => ({ href: '/account', text: 'Your account' }),
    facts: (told) => [{ name: 'Who can open it', values: whoToAsk(told) }],
  },
  'form-too-old': {
    status: 403,
    log: 'info',
    title: 'This page is out of date',
    happened: 'Since it was opened, somebody has signed in here anew, or it was no page of Foyer’s at all. To be safe, Foyer did not act on what you sent.',
    kept: ({ name, church }) => (name && church ? `Nothing was changed. Signed in here now: ${name}, ${church}.` : 'Nothing was changed.'),
    advice: 'If that is you, go back in your browser, load the page again, and press its button once more. If not, sign out above and sign in yourself.',
    showsTyped: true,
  },
  'form-without-session': {
    status: 401,
    log: 'info',
    title: 'You were signed out before this was sent',
    happened: 'Your sign-in had ended, so Foyer did not act on it.',
    kept: 'Nothing was changed.',
    over: true,
    action: signIn,
    showsTyped: true,
  },
  'bad-request': {
    status: 400,
    log: 'info',
    title: 'Foyer could not read that',
    happened: 'Something in the address, or in what was sent, was garbled on its way.',
    kept: 'Nothing was changed.',
    action: start,
  },
  'too-large': {
    status: 413,
    log: 'info',
    title: 'That was too much at once',
    happened: 'What was sent is larger than Foyer takes in one piece.',
    kept: 'Nothing was changed.',
    advice: 'Go back in your browser, shorten it, and press the button once more.',
  },
  'wrong-host': notHere(
    'Foyer does not answer at this address',
    'The address in your browser is not the one this Foyer goes by.',
    ({ operator }) => `Ask ${operator} for the right address.`,
  ),
  'not-over-https': notHere(
    'This way in is not private',
    'Foyer answers only over a private connection (https), and this one did not look like one.',
    ({ operator }) => `If the address begins with https already, Foyer’s own settings are wrong: tell ${operator}.`,
  ),
  'store-unavailable': passing('One moment, please', 'Foyer cannot reach the place where it keeps who is signed in.', {
    log: 'error',
    kept: ({ cookie }) => (cookie ? 'You are still signed in.' : 'Nothing is lost.'),
  }),
  'out-of-time': passing('That took too long', 'Foyer promises an answer within ten seconds, and this one was not ready.'),
  stopping: passing('Foyer is being restarted', 'That takes only a few seconds.', { log: 'info' }),
  unexpected: {
    status: 500,
    log: 'error',
    title: 'Something went wrong in Foyer',
    happened: 'This is Foyer’s mistake, not yours. It has been written down.',
    kept: stillSignedIn,
    advice: ifItHappensAgain,
    again: true,
  },
}

/** 421: this server is not meant for that scheme and host (RFC 9110 §15.5.20). Links of ours would lead nowhere better. */
function notHere(title: string, happened: string, advice: Words): ErrorPage {
  return { status: 421, log: 'warn', title, happened, kept: 'Nothing was changed.', advice }
}
