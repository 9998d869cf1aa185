import type { Sql } from '../database'
import { clockTime, count } from '../web/format'
import type { Page } from '../web/page'
import { WORDS } from './audit'
import type { PastEvent, TrailQuestion } from './reading'
import { forgetPast } from './trail'

export const TRAIL_PATH = '/audit'

export interface TrailView {
  events: PastEvent[]
  question: TrailQuestion
  /** By Planning Center's numbers; null for whoever could not be asked. */
  names: ReadonlyMap<string, string>
  people: string[]
  older: string | null
  church: string
  timeZone: string
  now: number
}

export function trailPage(o: TrailView): Page {
  const nameOf = (id: string) => o.names.get(id) ?? `Person ${id}`
  return {
    view: 'audit/trail',
    title: 'What happened in Foyer',
    lead: `Who of ${o.church} signed in, what was refused, and what administrators decided, for 400 days. Nobody can change it here.`,
    lines: o.events.map((event) => ({ when: clockTime(event.at, o), ...told(event, nameOf) })),
    none: o.events.length > 0 ? null : { title: 'Nothing to show', text: 'Nothing like that has happened.', action: null },
    what: options(o.question.event, 'Everything', (Object.keys(WORDS) as (keyof typeof WORDS)[]).map((event) => [event, capitalised(WORDS[event])])),
    who: options(o.question.personId, 'Everybody', o.people.map((id) => [id, nameOf(id)])),
    since: o.question.since ?? '',
    until: o.question.until ?? '',
    older: o.older === null ? null : `${TRAIL_PATH}?${parametersOf(o.question, { before: o.older })}`,
    csv: `${TRAIL_PATH}.csv?${parametersOf(o.question)}`,
    action: TRAIL_PATH,
  }
}

export const csvHeader = ['When (UTC)', 'What', 'Why', 'Who', 'Planning Center number', 'Done by', 'Network', 'Reference']

export function csvCells(event: PastEvent, names: ReadonlyMap<string, string>): string[] {
  const nameOf = (id: string) => names.get(id) ?? `Person ${id}`
  const { what, why, who, by } = told(event, nameOf)
  return [new Date(event.at).toISOString(), what, why, who, event.personId ?? '', by, event.network ?? '', event.reference ?? '']
}

function told({ event, why, personId, by, network, reference }: PastEvent, nameOf: (id: string) => string) {
  return {
    what: capitalised((WORDS as Record<string, string>)[event] ?? event.replaceAll('-', ' ')),
    why: why === null ? '' : whyWords(why),
    who: personId === null ? '' : nameOf(personId),
    by: by === null ? '' : nameOf(by),
    where: network ?? '',
    reference: reference ?? '',
  }
}

/** What happened in a church goes with the church; one line stays, which says who had it deleted, and when. */
export const pastOfChurch = {
  async describe(db: Sql, organizationId: string): Promise<string[]> {
    const { many } = await db.selectFrom('foyer.audit').select((e) => e.fn.countAll<number>().as('many')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
    return Number(many) === 0 ? [] : [`${count(Number(many), 'entry', 'entries')} about what happened in Foyer: who signed in, what was refused, and what was decided`]
  },
  file: { href: `${TRAIL_PATH}.csv`, text: 'What happened in Foyer, as a file' },
  forget: (step: Sql, organizationId: string): Promise<void> => forgetPast(step, organizationId),
}

/** Words of our code that mean something else, or nothing, in a church office. */
const plainer: Record<string, string> = {
  'scope-missing': 'Foyer was not allowed to use it',
  'token-endpoint-down': 'Planning Center did not answer',
  'form-without-session': 'the sign-in had ended',
  'session-ended': 'the sign-in had ended',
  'store-unavailable': 'Foyer could not reach its store',
  'issuer-mismatch': 'the answer was not Planning Center’s',
  forbidden: 'no permission in Planning Center',
  'not-managed': 'does not manage that list',
  unused: 'ended by itself',
  revoked: 'ended in Planning Center',
  'not-renewable': 'could not be prolonged',
  replaced: 'signed in anew',
  first: 'for the first time',
  again: 'once more',
  'copy-kept': 'the copy is kept',
  'copy-deleted': 'the copy is deleted',
  choices: 'what your church chose',
  events: 'what happened in Foyer',
  'people-csv': 'people, as CSV',
  'people-xlsx': 'people, as Excel',
  'letters-csv': 'households for letters, as CSV',
  'letters-xlsx': 'households for letters, as Excel',
  'labels-pdf': 'labels, as PDF',
  'emails-copied': 'e-mail addresses, to paste',
  'no-export': 'may not take people out of Foyer',
  reports: 'what reports there are',
  notes: 'notes about people, and what people wrote',
  payloads: 'what was sent to other applications',
  working: 'it works again',
  slow: 'Planning Center is slow',
  many: 'Planning Center turns away many churches at once',
  lost: 'Foyer’s server lost what it reads with',
  people: 'the permission for People is missing',
  scope: 'Foyer may not use People',
  tabs: 'a custom tab is hidden',
  application: 'Planning Center does not recognise this Foyer',
  key: 'a key is missing in Foyer’s settings',
  foyer: 'something goes wrong in Foyer',
  'tabs-not-lent': 'Foyer’s login is not shown every custom tab',
  'asker-gone': 'whoever began it had gone',
  'nothing-chosen': 'something else was chosen meanwhile',
}

const whyWords = (why: string) => plainer[why] ?? why.replaceAll('-', ' ')

function options(chosen: string | null, all: string, known: [string, string][]) {
  return [{ value: '', text: all, selected: chosen === null }, ...known.map(([value, text]) => ({ value, text, selected: value === chosen }))]
}

function parametersOf({ event, personId, since, until }: TrailQuestion, more: Record<string, string> = {}): string {
  const said = { what: event, who: personId, since, until, ...more }
  const given = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== null)
  return new URLSearchParams(given).toString()
}

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
