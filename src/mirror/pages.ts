import { clockTime, count, roughly } from '../web/format'
import { fieldValue, type Badge, type Field, type Freshness, type Page } from '../web/page'
import type { Held } from './asking'
import { problemWords } from './problems'
import type { Counted, PastRun, Standing } from './standing'

interface CopyPage {
  church: string
  /** Null when no copy is kept. */
  standing: Standing | null
  counts: Partial<Record<Counted, number>>
  held: Held | null
  /** Null for those to whom it is not shown. */
  history: PastRun[] | null
  older: string | null
  isAdministrator: boolean
  notice: string | null
  csrf: string
  timeZone: string
  now: number
}

export const COPY_PATH = '/connection/sync'
/** How often the page looks again by itself where scripts do not run. */
const LOOK_AGAIN_SECONDS = 10

/** What Foyer keeps of a church, as of when, and what brings it up to date. */
export function copyPage(o: CopyPage): Page {
  const isBusy = o.standing !== null && (o.standing.running !== null || o.standing.isAskedFor)
  const keepsSome = o.standing !== null && o.standing.asOf !== null
  return {
    view: 'mirror/copy',
    title: 'Foyer’s copy',
    notice: o.notice,
    lead: `Foyer keeps a copy of the people of ${o.church}, so that it can answer for all of them at once. Copying changes nothing there.`,
    freshness: o.standing && freshness(o.standing.asOf, o),
    update: o.standing && !isBusy ? `${COPY_PATH}/bring-up-to-date` : null,
    progress: o.standing && isBusy ? { ...progressWords(o.standing, o.now), url: `${COPY_PATH}/progress` } : null,
    refreshSeconds: isBusy ? LOOK_AGAIN_SECONDS : null,
    none: o.standing ? null : noCopy(o.isAdministrator),
    held: o.held && heldSection(o.held, o),
    kept: keepsSome ? keptFields(o.counts) : [],
    keepsSome,
    history: o.history && o.history.map((run) => historyLine(run, o)),
    older: o.older === null ? null : `${COPY_PATH}?before=${o.older}`,
    csrf: o.csrf,
  }
}

/** For the foot of whatever is made from the copy. */
export function freshness(asOf: number | null, at: { timeZone: string; now: number }): Freshness {
  return asOf === null ? { text: 'Foyer’s copy is being made for the first time.', when: null } : { text: 'Foyer’s copy, as of', when: clockTime(asOf, at) }
}

export interface ProgressWords {
  heading: string
  /** 0 to 100; null when nobody can tell. */
  percent: number | null
  text: string
}

export function progressWords({ asOf, running }: Standing, now: number): ProgressWords {
  if (!running) return { heading: 'Bringing up to date', percent: null, text: 'Begins in a few seconds.' }
  const { share, leftMs, people, households } = running.progress
  const heading = asOf === null ? 'Making the copy for the first time' : running.kind === 'incremental' ? 'Bringing up to date' : 'Checking everybody'
  if (running.kind === 'incremental') return { heading, percent: null, text: `Began ${roughly(now - running.startedAt)} ago.` }
  const left = leftMs === null ? 'How long it takes cannot be told yet.' : `${capitalised(roughly(leftMs))} left.`
  const read = `${count(people, 'person', 'people')} and ${count(households, 'household', 'households')} read.`
  return { heading, percent: share === null ? null : Math.floor(share * 100), text: `${read} ${left} Until it is done, nothing changes here.` }
}

function noCopy(isAdministrator: boolean) {
  const action = isAdministrator ? { href: '/connection', text: 'Connect your church' } : null
  return { title: 'Foyer keeps no copy of your church', text: 'There is one once an Organization Administrator has connected your church’s Planning Center.', action }
}

function heldSection({ runId, since, isDecided, total, names }: Held, { isAdministrator, timeZone, now }: CopyPage) {
  const many = count(total, 'person is', 'people are')
  const path = `${COPY_PATH}/gone/${runId}`
  const mayDecide = isAdministrator && !isDecided
  return {
    title: `${many} no longer in Planning Center`,
    text: `That many at once is unusual, so Foyer stopped and kept them all. Found ${clockTime(since, { timeZone, now }).text}.`,
    then: isDecided ? 'Foyer is looking again.' : isAdministrator ? 'Did they really leave, or was something hidden from Foyer by mistake?' : 'An Organization Administrator of your church decides what becomes of them.',
    names,
    others: names.length > 0 && names.length < total ? `And ${count(total - names.length, 'other', 'others')}.` : null,
    left: mayDecide ? `${path}/really-left` : null,
    again: mayDecide ? `${path}/look-again` : null,
  }
}

const called: Record<Counted, string> = {
  person: 'People',
  email: 'E-mail addresses',
  phone_number: 'Phone numbers',
  address: 'Addresses',
  household: 'Households',
  campus: 'Campuses',
  list: 'Lists shared with you',
  field_definition: 'Custom fields you may see',
  field_datum: 'Values in those fields',
}

function keptFields(counts: CopyPage['counts']): Field[] {
  return (Object.keys(called) as Counted[]).flatMap((kind) => {
    const many = counts[kind]
    return many === undefined ? [] : [{ name: called[kind], values: [fieldValue(many.toLocaleString('en-US'))] }]
  })
}

const purposes = { first: 'First copy', incremental: 'Brought up to date', reconcile: 'Nightly check' } satisfies Record<PastRun['kind'], string>
const outcomes: Record<PastRun['outcome'], Badge> = {
  running: { text: 'under way', tone: 'plain' },
  done: { text: 'done', tone: 'ok' },
  failed: { text: 'not finished', tone: 'warn' },
  held: { text: 'asked first', tone: 'warn' },
  stopped: { text: 'begun anew', tone: 'plain' },
}

function historyLine({ kind, outcome, startedAt, endedAt, counts, problem }: PastRun, at: CopyPage) {
  return {
    when: clockTime(startedAt, at),
    purpose: purposes[kind],
    badge: outcomes[outcome],
    took: endedAt === null ? '' : roughly(endedAt - startedAt),
    changes: outcome === 'done' ? changeWords(counts) : problem === null ? '' : problemWords(problem),
  }
}

function changeWords({ added = 0, changed = 0, removed = 0, merged = 0 }: PastRun['counts']): string {
  const some = [[added, 'added'], [changed, 'changed'], [removed, 'removed'], [merged, 'merged']] as const
  const words = some.flatMap(([many, what]) => (many > 0 ? [`${many.toLocaleString('en-US')} ${what}`] : []))
  return words.length > 0 ? capitalised(words.join(', ')) : 'No change'
}

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
