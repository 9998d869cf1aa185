import { freshness } from '../../mirror'
import { calendarDay, count } from '../../web/format'
import type { BlankSlate, Page } from '../../web/page'
import type { Overview } from '../asking/overview'
import { lastSunday, type Day } from '../calendar'
import type { Definition } from '../definition'
import { DUPLICATES_PATH } from '../ready-made/duplicates-pages'
import { listOf, whoIs } from './numbers'
import { ages, campuses, growth, memberships, missing, statuses, written, type Line } from './sections'

export const OVERVIEW_PATH = '/overview'
export const TITLE = 'The picture of the church'

interface OverviewPage {
  church: string
  overview: Overview
  /** The copy is true as of then. */
  asOf: number
  today: Day
  timeZone: string
  now: number
}

/** The picture of a church: how many, of what kind, since when, and what is missing. */
export function overviewPage({ church, overview, ...at }: OverviewPage): Page {
  const frame = { view: 'reports/overview', title: TITLE, freshness: freshness(at.asOf, at) }
  if (overview.everybody === 0) return { ...frame, ...NOTHING, none: { title: 'Nobody is there yet', text: `There is nobody in the copy of ${church}’s people. Once people are added in Planning Center, they are counted here.`, action: null } satisfies BlankSlate }
  const { everybody, active, inactive, newThisMonth } = overview
  return {
    ...frame,
    paper: { counted: count(everybody, 'person', 'people'), timeZone: at.timeZone },
    none: null,
    figures: [
      figure('Active people', active, whoIs.active),
      figure('Inactive people', inactive, whoIs.inactive),
      figure('Everybody', everybody, whoIs.everybody),
      figure('Added this month', newThisMonth, whoIs.addedThisMonth),
    ],
    since: { heading: `Since last Sunday, ${calendarDay(lastSunday(at.today))}`, lines: sinceSunday(overview) },
    stacks: [{ sections: [statuses(overview), memberships(overview), campuses(overview)] }, { sections: [ages(overview), missing(overview)] }],
    growth: growth(overview, at.today),
    duplicates: DUPLICATES_PATH,
  }
}

const NOTHING = { figures: [], since: null, stacks: [], growth: null, duplicates: null }

const figure = (name: string, many: number, who: Definition): Line => ({ name, number: written(many), href: listOf(who), note: '' })

function sinceSunday({ since }: Overview): Line[] {
  const gone = 'There is no list: of those who are gone, Foyer keeps no name.'
  return [
    { ...figure('Added', since.added, whoIs.added), note: 'New in Planning Center.' },
    { ...figure('Changed', since.changed, whoIs.changed), note: 'Something on their profile; those who were added are among them.' },
    { ...figure('Made inactive', since.inactivated, whoIs.inactivated), note: 'Active until then.' },
    { name: 'Removed', number: written(since.removed), href: null, note: gone },
    { name: 'Joined with another', number: written(since.joined), href: null, note: `Two profiles were made one. ${gone}` },
  ]
}
