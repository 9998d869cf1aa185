import type { GrantTrouble, SignInRequired } from '../auth/errors'
import type { PlanningCenterReason } from '../planning-center'
import type { TabsHidden } from './collect'

/** What a connection says of itself when it lends nothing. */
type Unlent = 'not-connected' | 'no-access' | 'many-refused'
type Known = `planning-center:${PlanningCenterReason}` | GrantTrouble['reason'] | SignInRequired['reason'] | TabsHidden['reason'] | Unlent

/** What kept a copy from being brought up to date, as it is kept with the run, in an administrator's words. */
const words: Record<Known, string> = {
  'planning-center:scope-missing': 'Foyer may not use People: connect again',
  'planning-center:forbidden': 'The connected login may not see something Foyer copies',
  'planning-center:person-gone': 'The connected login is gone: connect again',
  'planning-center:church-gone': 'Planning Center no longer knows the church',
  'planning-center:application-refused': 'Foyer’s own settings are wrong',
  'planning-center:missing': 'Planning Center did not have what was asked for',
  'planning-center:rejected': 'Planning Center did not understand Foyer',
  'planning-center:rate-limited': 'Planning Center asked for a pause',
  'planning-center:unavailable': 'Planning Center did not answer',
  'planning-center:unreadable': 'Planning Center’s answer could not be read',
  renewing: 'Planning Center did not answer',
  'token-endpoint-down': 'Planning Center did not answer',
  'application-refused': 'Foyer’s own settings are wrong',
  'key-unknown': 'Foyer’s own settings are wrong',
  'new-visitor': 'The church is not connected',
  'session-ended': 'The church is not connected',
  'access-revoked': 'Planning Center ended Foyer’s permission: connect again',
  'tabs-hidden': 'The connected login is not shown every custom tab that was ticked',
  'not-connected': 'The church is not connected',
  'no-access': 'The connected login may not see people',
  'many-refused': 'Planning Center refused many churches at once; Foyer waits',
}

export const problemWords = (problem: string): string => (words as Record<string, string>)[problem] ?? 'Something went wrong in Foyer'
