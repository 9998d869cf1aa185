import type { CopyMoved, ExportRefused } from '../reports/errors'
import { fieldValue } from '../web/page'
import { passing, stillSignedIn, whoToAsk, type ErrorPage } from './error-page'

export type LeavingFailure = CopyMoved['reason'] | ExportRefused['reason']

/** Why nobody left Foyer as a file. */
export const leavingPages: Record<LeavingFailure, ErrorPage> = {
  'no-export': {
    status: 403,
    log: 'info',
    title: 'You may not take people out of Foyer',
    happened: ({ church }) => `As a file, as labels or to paste elsewhere, people leave Foyer only with those whom ${church ?? 'your church'} has chosen. On the screen you see them all the same.`,
    kept: stillSignedIn,
    advice: 'If you need it for your work, ask one of those who can change it: it is chosen on the page “Connection”, under who may export.',
    facts: (told) => [
      { name: 'Who may', values: told.named.map((name) => fieldValue(name)) },
      { name: 'Who can change it', values: whoToAsk(told) },
    ],
  },
  'copy-moved': passing('Foyer’s copy has just been brought up to date', 'What had been made so far was of a moment ago, and was thrown away rather than mixed with the new.', { log: 'info', kept: 'Nothing is lost.' }),
}
