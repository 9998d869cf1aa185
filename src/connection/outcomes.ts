import { GrantTrouble, SignInRequired } from '../auth/errors'
import type { ConnectionState } from '../database/tables'
import { isDatabaseFailure, isStoreFailure } from '../errors'
import { PlanningCenterError, type PlanningCenterReason } from '../planning-center'
import { UnknownKey } from '../sealing'
import { ConnectionTrouble } from './errors'

/** What was met on the church's behalf, as its state and a word for why. */
export interface Outcome {
  state: ConnectionState
  why: Why | null
  detail: string | null
}

export type Why =
  | 'slow'
  | 'many' // Planning Center refuses many churches at once: that is its mistake
  | 'revoked'
  | 'lost' // Redis has the tokens no more
  | 'person-gone'
  | 'people'
  | 'scope'
  | 'tabs'
  | 'application'
  | 'key'
  | 'foyer'
  | 'church-gone'

/** Null for what says nothing of the connection, such as Redis or the database being away for a moment. */
export function outcomeOf(failure: unknown): Outcome | null {
  if (failure === null) return outcome('working')
  if (failure instanceof PlanningCenterError) return ON_REFUSAL[failure.reason]
  if (failure instanceof SignInRequired) return outcome('again', failure.reason === 'access-revoked' ? 'revoked' : 'lost')
  if (failure instanceof GrantTrouble) return ON_TROUBLE[failure.reason]
  if (failure instanceof UnknownKey) return outcome('settings', 'key')
  if (failure instanceof ConnectionTrouble) return onOwnTrouble(failure)
  return isStoreFailure(failure) || isDatabaseFailure(failure) ? null : outcome('settings', 'foyer')
}

/** Somebody has to do something: what merely passes does not change that. */
export const needsSomebody = (state: ConnectionState) => state === 'again' || state === 'permission' || state === 'settings' || state === 'closed'

const outcome = (state: ConnectionState, why: Why | null = null, detail: string | null = null): Outcome => ({ state, why, detail })

const ON_REFUSAL: Record<PlanningCenterReason, Outcome> = {
  'scope-missing': outcome('permission', 'scope'),
  forbidden: outcome('permission', 'people'),
  'person-gone': outcome('again', 'person-gone'),
  'church-gone': outcome('closed', 'church-gone'),
  'application-refused': outcome('settings', 'application'),
  missing: outcome('settings', 'foyer'),
  rejected: outcome('settings', 'foyer'),
  'rate-limited': outcome('slow', 'slow'),
  unavailable: outcome('slow', 'slow'),
  unreadable: outcome('slow', 'slow'),
}

function onOwnTrouble({ reason, named }: ConnectionTrouble): Outcome | null {
  if (reason === 'no-access') return outcome('permission', 'people')
  return reason === 'tabs-hidden' ? outcome('permission', 'tabs', named.join(', ')) : null
}

const ON_TROUBLE: Record<GrantTrouble['reason'], Outcome> = {
  renewing: outcome('slow', 'slow'),
  'token-endpoint-down': outcome('slow', 'slow'),
  'application-refused': outcome('settings', 'application'),
  'key-unknown': outcome('settings', 'key'),
}
