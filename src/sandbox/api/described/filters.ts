import type { Asker } from '../graph/asker'
import { valuesOf, type DescribedRow } from './shelf'

type Test = (row: DescribedRow, asker: Asker, parameters?: ReadonlyMap<string, string>) => boolean

const value = (name: string): (row: DescribedRow, asker: Asker) => unknown => (row, asker) => valuesOf(row, asker)[name]
const is = (name: string, wanted: unknown): Test => (row, asker) => value(name)(row, asker) === wanted
const not = (test: Test): Test => (row, asker) => !test(row, asker)
const moment: Test = (row, asker) => when(row, asker) >= asker.world.clock.now()
const when = (row: DescribedRow, asker: Asker) => Number(['sort_date', 'starts_at', 'open_at'].map(name => value(name)(row, asker)).find(found => found !== undefined && found !== null) ?? Infinity)
const archived: Test = (row, asker) => value('archived')(row, asker) === true || (value('archived_at')(row, asker) ?? null) !== null
const isAbout = (name: string): Test => ({ to }, { person }) => [to[name]].flat().some(end => end?.id === person.id)

/** Nothing is known to be kept that the parameter of the filter's own name does not say. */
const beyond = (name: string, isBeyond: (moment: number, bound: number) => boolean): Test => (row, asker, parameters) => {
  const bound = Date.parse(parameters?.get(name) ?? '')
  return Number.isNaN(bound) || isBeyond(when(row, asker), bound)
}

const FILTERS: Readonly<Record<string, Test>> = {
  future: moment,
  upcoming: moment,
  past: not(moment),
  after: beyond('after', (at, bound) => at > bound),
  before: beyond('before', (at, bound) => at < bound),
  archived,
  not_archived: not(archived),
  unarchived: not(archived),
  active: (row, asker) => value('active')(row, asker) !== false && value('canceled')(row, asker) !== true,
  canceled: is('canceled', true),
  not_canceled: not(is('canceled', true)),
  published: is('published', true),
  not_published: not(is('published', true)),
  podcast_enabled: is('podcast_enabled', true),
  published_live: (row, asker) => (value('published_live_at')(row, asker) ?? null) !== null,
  not_published_live: (row, asker) => (value('published_live_at')(row, asker) ?? null) === null,
  committed: is('status', 'committed'),
  in_progress: is('status', 'in_progress'),
  succeeded: is('payment_status', 'succeeded'),
  has_donated: (row, asker) => (value('first_donated_at')(row, asker) ?? null) !== null,
  confirmed: is('status', 'C'),
  not_declined: not(is('status', 'D')),
  attended: is('attended', true),
  attendee: not(is('kind', 'Volunteer')),
  regular: is('kind', 'Regular'),
  guest: is('kind', 'Guest'),
  volunteer: is('kind', 'Volunteer'),
  one_time_guest: is('one_time_guest', true),
  not_one_time_guest: not(is('one_time_guest', true)),
  checked_out: (row, asker) => (value('checked_out_at')(row, asker) ?? null) !== null,
  not_checked_out: (row, asker) => (value('checked_out_at')(row, asker) ?? null) === null,
  approved: is('approval_status', 'A'),
  rooms: is('kind', 'Room'),
  resources: is('kind', 'Resource'),
  publicly_available: is('publicly_available', true),
  waitlist: is('waitlisted', true),
  church_center_visible: is('church_center_visible', true),
  not_church_center_visible: not(is('church_center_visible', true)),
  my_groups: isAbout('leaders_and_members'),
  public: is('display_publicly', true),
}

/** A filter that is not played keeps everything. */
export function filterNamed(name: string): Test {
  return FILTERS[name] ?? (() => true)
}
