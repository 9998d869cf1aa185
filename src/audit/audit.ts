import type { Config } from '../config'
import type { Sql } from '../database'
import type { Log } from '../log'
import type { Metrics } from '../metrics'
import { randomId } from '../random'
import { networkOf } from './address'
import { toRow, type Entry, type Trail } from './trail'

/** Whose sign-in it is: Planning Center's numbers for the church and the person, never a name. */
export interface Whose {
  organizationId: string
  personId: string
}

/** What somebody may have to answer for later. Each `why` is a word from a table of ours, or a number; never a sentence or an answer. */
export type AuditEvent =
  | ({ event: 'signed-in' } & Whose)
  /** The church as far as it is known. */
  | { event: 'sign-in-failed'; why: string; organizationId?: string }
  /** At most one for each sign-in. */
  | ({ event: 'sign-in-ended' } & EndOfSignIn & Whose)
  | ({ event: 'access-refused'; why: string } & Whose)
  | ({ event: 'connected'; why: 'first' | 'again' } & Whose)
  | ({ event: 'connection-refused'; why: string } & Partial<Whose>)
  /** By itself: what Planning Center answered, or answers again. */
  | { event: 'connection-changed'; why: string; organizationId: string }
  | ({ event: 'settings-changed' } & Whose)
  | ({ event: 'disconnected'; why: 'copy-kept' | 'copy-deleted' } & Whose)
  /** Something left Foyer as a file, or to be pasted elsewhere: which kind of it. */
  | ({ event: 'exported'; why: Exported } & Whose)
  /** In the explorer, somebody ticked what it leaves out otherwise. */
  | ({ event: 'private-fields-read'; why: PrivateFields } & Whose)
  /** Planning Center was asked to: the one thing Foyer ever changes there. */
  | ({ event: 'list-refreshed'; why: `list-${string}` } & Whose)
  /** Of many people whom Planning Center no longer shows. */
  | ({ event: 'removals-decided'; why: 'really-left' | 'look-again' } & Whose)

export type Exported = 'choices' | 'events' | 'reports' | 'people-csv' | 'people-xlsx' | 'letters-csv' | 'letters-xlsx' | 'labels-pdf' | 'emails-copied'

export type PrivateFields = 'medical-notes' | 'background-checks' | 'notes' | 'payloads'

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
  /** In the same step of the database as what it tells of: the one is not kept without the other. */
  recordIn(step: Sql, event: AuditEvent, origin?: Origin): Promise<void>
}

interface Collaborators {
  config: Pick<Config, 'sampleChurch'>
  log: Log
  metrics: Pick<Metrics, 'signIn' | 'grantEnded'>
  clock: { now(): number }
  /** Without a database the log alone knows. */
  trail: Trail | null
}

export function createAudit({ config, log, metrics, clock, trail }: Collaborators): Audit {
  // Who came and went must not vanish with LOG_LEVEL=warn; in a sample church nobody is real.
  const lines = config.sampleChurch ? log : log.child({}, { level: 'info' })

  function write(event: AuditEvent, origin?: Origin): Entry {
    const network = origin && networkOf(origin.ip)
    lines.info({ audit: event.event, ...told(event), ...(origin && { address: network, reference: origin.reference }) }, WORDS[event.event])
    return { ...NOTHING_TOLD, ...told(event), event: event.event, key: randomId(), at: clock.now(), network: network ?? null, reference: origin?.reference ?? null }
  }

  return {
    record(event, origin) {
      const entry = write(event, origin)
      trail?.add(entry)
      if (event.event === 'signed-in') metrics.signIn('signed-in')
      if (event.event === 'sign-in-failed') metrics.signIn(event.why)
      if (event.event === 'sign-in-ended') metrics.grantEnded(event.why)
    },
    async recordIn(step, event, origin) {
      await step.insertInto('foyer.audit').values(toRow(write(event, origin))).execute()
    },
  }
}

export const WORDS = {
  'signed-in': 'signed in',
  'sign-in-failed': 'a sign-in failed',
  'sign-in-ended': 'a sign-in ended',
  'access-refused': 'access refused',
  connected: 'a church was connected',
  'connection-refused': 'a connection was refused',
  'connection-changed': 'a connection changed',
  'settings-changed': 'a church chose anew what is copied and who may export',
  disconnected: 'a church was disconnected',
  exported: 'something was taken out of Foyer',
  'private-fields-read': 'somebody looked at what the explorer leaves out otherwise',
  'list-refreshed': 'Planning Center was asked to refresh a list',
  'removals-decided': 'it was decided what becomes of people who are gone from Planning Center',
} satisfies Record<AuditEvent['event'], string>

/** These and no others: callers hand over whole sign-ins, which hold a name and an address. */
const NOTHING_TOLD = { why: null, organizationId: null, personId: null, by: null }

function told(event: AuditEvent): Partial<Record<keyof typeof NOTHING_TOLD, string>> {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name in NOTHING_TOLD))
}
