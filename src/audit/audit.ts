import type { Config } from '../config'
import type { Log } from '../log'
import type { Metrics } from '../metrics'
import { networkOf } from './address'

/** Whose sign-in it is: Planning Center's numbers for the church and the person, never a name. */
export interface Whose {
  organizationId: string
  personId: string
}

/** What somebody may have to answer for later. Each `why` is a word from a table of ours, never a sentence or an answer. */
export type AuditEvent =
  | ({ event: 'signed-in' } & Whose)
  /** The church as far as it is known. */
  | { event: 'sign-in-failed'; why: string; organizationId?: string }
  /** At most one for each sign-in. */
  | ({ event: 'sign-in-ended' } & EndOfSignIn & Whose)
  | ({ event: 'access-refused'; why: string } & Whose)

export type EndOfSignIn =
  | { why: 'signed-out' }
  | { why: 'signed-out-elsewhere' } // from another browser of the same person
  | { why: 'signed-out-everywhere' }
  | { why: 'ended-by-administrator'; by: string }
  | { why: 'replaced' } // somebody signed in anew in the same browser
  | { why: 'unused' } // it ended by itself, and was found to have
  | { why: 'revoked' } // Planning Center no longer lets Foyer act for them
  | { why: 'not-renewable' } // Planning Center gave nothing to renew it with
  | { why: 'person-gone' }
  | { why: 'church-gone' }

/** The request it happened in, if it was one. */
export interface Origin {
  reference: string
  ip?: string | undefined
}

export interface Audit {
  record(event: AuditEvent, origin?: Origin): void
}

interface Collaborators {
  config: Pick<Config, 'sampleChurch'>
  log: Log
  metrics: Pick<Metrics, 'signIn' | 'grantEnded'>
}

export function createAudit({ config, log, metrics }: Collaborators): Audit {
  // Who came and went must not vanish with LOG_LEVEL=warn; in a sample church nobody is real.
  const lines = config.sampleChurch ? log : log.child({}, { level: 'info' })

  return {
    record(event, origin) {
      lines.info({ ...told(event), ...(origin && { address: networkOf(origin.ip), reference: origin.reference }) }, WORDS[event.event])
      if (event.event === 'signed-in') metrics.signIn('signed-in')
      if (event.event === 'sign-in-failed') metrics.signIn(event.why)
      if (event.event === 'sign-in-ended') metrics.grantEnded(event.why)
    },
  }
}

const WORDS = {
  'signed-in': 'signed in',
  'sign-in-failed': 'a sign-in failed',
  'sign-in-ended': 'a sign-in ended',
  'access-refused': 'access refused',
} satisfies Record<AuditEvent['event'], string>

/** These and no others: callers hand over whole sign-ins, which hold a name and an address. */
const TOLD = ['why', 'organizationId', 'personId', 'by']

function told(event: AuditEvent): Record<string, unknown> {
  return { audit: event.event, ...Object.fromEntries(Object.entries(event).filter(([name]) => TOLD.includes(name))) }
}
