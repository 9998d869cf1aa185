import type { NotSavedReason } from '../reports/errors'
import { stillSignedIn, type ErrorPage } from './error-page'

const REPORTS = () => ({ href: '/reports', text: 'Go to the reports' })

/** Why nothing came of a report. */
export const reportPages: Record<NotSavedReason | 'copy-moved', ErrorPage> = {
  'copy-moved': {
    status: 503,
    log: 'info',
    title: 'Foyer’s copy was just brought up to date',
    happened: 'It happened while your file was being made, so one half of it would have been older than the other. No file was made.',
    kept: stillSignedIn,
    again: true,
    retryAfterSeconds: 5,
  },
  'no-name': { status: 422, log: 'debug', title: 'The report needs a name', happened: 'It was not saved, because nothing stood in the field for its name.', kept: stillSignedIn, advice: 'Go back in your browser and give it one.', showsTyped: true },
  'long-name': { status: 422, log: 'debug', title: 'The name is too long', happened: 'It was not saved: a report’s name can be as long as 80 letters.', kept: stillSignedIn, advice: 'Go back in your browser and shorten it.', showsTyped: true },
  'too-many': {
    status: 409,
    log: 'info',
    title: 'That is as many as Foyer keeps for you',
    happened: 'Foyer keeps 200 reports for each person, and shows twelve on the first page. This one was not added.',
    kept: stillSignedIn,
    advice: 'Delete or unpin one that you no longer need, and try again.',
    action: REPORTS,
  },
  'not-yours': {
    status: 403,
    log: 'info',
    title: 'This report is somebody else’s',
    happened: 'Whoever made it shares it with everybody; only they and your church’s Organization Administrators can change or delete it. Nothing was changed.',
    kept: stillSignedIn,
    advice: 'You can copy it, and change the copy.',
    action: REPORTS,
  },
  'not-there': {
    status: 404,
    log: 'info',
    title: 'This report is not here',
    happened: 'It was deleted, or whoever made it no longer shares it.',
    kept: stillSignedIn,
    action: REPORTS,
  },
}
