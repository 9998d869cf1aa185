import type { ExportRefused } from '../reports/errors'
import { fieldValue } from '../web/page'
import { stillSignedIn, whoToAsk, type ErrorPage } from './error-page'

/** Why somebody takes nobody out of Foyer. */
export const exportPages: Record<ExportRefused['reason'], ErrorPage> = {
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
}
