import type { ConnectionRefusedReason } from '../connection/errors'
import { fieldValue } from '../web/page'
import { ifItHappensAgain, start, whoToAsk, type ErrorPage, type Told, type Words } from './error-page'

/** Why a church was not connected: what its own consent, or the way to it, ran into. */
export type ConnectionFailure = ConnectionRefusedReason | 'denied' | 'attempt-expired' | 'other-browser' | 'unfinished'

const notConnected = ({ name }: Told) => `Nothing was connected or changed.${name === null ? '' : ' You are still signed in, and what you chose is kept.'}`

export const connectionPages: Record<ConnectionFailure, ErrorPage> = {
  denied: refused('Foyer was not let in', 'Deny was pressed on Planning Center’s page, so nothing was connected.'),
  'attempt-expired': refused('That took a little long', 'A connection has to be finished within ten minutes of leaving for Planning Center.'),
  'other-browser': refused('This connection began in another browser', 'To be safe, it can only be finished where it was begun.', {
    log: 'warn',
    kept: 'Nothing was connected or changed.',
    advice: 'Go on there, or look at the summary in this browser and connect from here. Planning Center’s answer was not used.',
  }),
  unfinished: refused('This connection could not be finished', 'What came back from Planning Center was incomplete or came too late.', {
    log: 'warn',
    advice: ifItHappensAgain,
  }),
  'other-church': refused('That login belongs to another church', ({ named: [other], church }) => `It is a login of ${other ?? 'another church'}, and you are connecting ${church ?? 'your own'}.`, {
    advice: 'Try again, and choose your own church on Planning Center’s page. Foyer has given back what it was lent.',
  }),
  'no-access': refused('That login sees too little', 'In Planning Center, it may not open People, so Foyer could read nothing with it.', {
    advice: 'Give it that permission in Planning Center, or choose another login. Foyer has given back what it was lent.',
    facts: () => [{ name: 'Missing permission', values: [fieldValue('People: Viewer or higher')] }],
  }),
  'scope-missing': refused('Foyer may not use People', 'On Planning Center’s page, Foyer was not allowed to use People.', {
    facts: () => [{ name: 'Missing permission', values: [fieldValue('People')] }],
  }),
  'tabs-hidden': refused('That login sees too little', 'In Planning Center, it is not shown every custom tab that you ticked.', {
    advice: 'Give it a higher permission in Planning Center, choose another login, or untick what it is not shown. Foyer has given back what it was lent.',
    facts: ({ named }) => [{ name: 'Not shown to it', values: named.map((tab) => fieldValue(tab)) }],
  }),
  'tabs-not-lent': refused('Foyer’s login sees too little', 'In Planning Center, the login that Foyer reads with is not shown every custom tab that you ticked.', {
    kept: 'Nothing was changed: what your church chose before stays in force. You are still signed in.',
    advice: 'Give that login a higher permission in Planning Center, connect again with another one, or untick what it is not shown.',
    facts: ({ named }) => [{ name: 'Not shown to it', values: named.map((tab) => fieldValue(tab)) }],
  }),
  'asker-gone': refused('Whoever began this is signed in no more', 'Who began this connection is no longer signed in to Foyer in this browser.', { log: 'warn', kept: 'Nothing was connected or changed.' }),
  'not-administrator': refused('Only administrators can connect a church', 'In Planning Center, you are not one of its Organization Administrators any more.', {
    status: 403,
    action: start,
    facts: (told) => [{ name: 'Who can connect it', values: whoToAsk(told) }],
  }),
  leaving: refused('The former copy is still being deleted', 'Your church was disconnected a moment ago. As soon as its copy is gone, it can be connected anew.'),
  'nothing-chosen': refused('Please look at the summary once more', 'Another administrator changed something meanwhile, or this page was open very long.'),
}

function refused(title: string, happened: Words, details: Partial<ErrorPage> = {}): ErrorPage {
  return { status: 400, log: 'info', title, happened, kept: notConnected, action: () => ({ href: '/connection/summary', text: 'Back to the summary' }), ...details }
}
