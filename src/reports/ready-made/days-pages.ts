import { freshness } from '../../mirror'
import { count } from '../../web/format'
import type { Link, Page } from '../../web/page'
import type { Anniversaries } from '../asking/anniversaries'
import type { Birthdays } from '../asking/birthdays'
import type { FilterKind } from '../asking/catalogue'
import type { Day } from '../calendar'
import { SPANS, spanNamed, spanWords, type SpanName } from '../days'
import { choosing, reportAddress, type Definition } from '../definition'
import { CHOSEN_BY, daysAddress, type DaysQuestion, type Years } from './days-question'
import { anniversaryLines, birthdayLines, bulletin, type DayLines, type DoubtLine } from './days-words'

export const BIRTHDAYS_PATH = '/reports/birthdays'
export const ANNIVERSARIES_PATH = '/reports/anniversaries'

export interface DaysView {
  question: DaysQuestion
  filters: readonly FilterKind[]
  today: Day
  timeZone: string
  asOf: number
  now: number
}

/** Nobody prints more, and no page is longer. */
export const MOST_ON_A_PAGE = 1000

const birthdaysOf = { path: BIRTHDAYS_PATH, usual: 'children' as Years, title: 'Birthdays', said: 'Ages', years: { children: 'Ages of children only', everybody: 'Everybody’s age', nobody: 'No ages' } }
const anniversariesOf = { path: ANNIVERSARIES_PATH, usual: 'everybody' as Years, title: 'Anniversaries', said: 'Years', years: { everybody: 'With the years', nobody: 'Without the years' } }
type Kind = typeof birthdaysOf | typeof anniversariesOf
export const usualYears = { birthdays: birthdaysOf.usual, anniversaries: anniversariesOf.usual }

export function birthdaysPage(found: Birthdays, view: DaysView): Page {
  const days = birthdayLines(found, view.question.years)
  const isPart = found.total > found.people.length
  return {
    ...frameOf(birthdaysOf, days, { ...view, counted: count(found.total, 'person', 'people') }),
    doubts: [] as DoubtLine[],
    partial: isPart ? `The first ${found.people.length.toLocaleString('en-US')} are shown. Choose fewer days for all of them.` : '',
    blank: found.total === 0 ? { title: 'Nobody has a birthday on these days', text: 'Choose other days above, or more people.', action: null } : null,
    notes: ['Inactive people are left out. Those born on February 29 are on March 1 in other years.'],
    further: [{ href: reportAddress(choosing({ age: ['unknown'] })), text: 'Whose age is not known' }],
  }
}

export function anniversariesPage(found: Anniversaries, view: DaysView): Page {
  const { days, doubts, couples } = anniversaryLines(found, view.question.years)
  return {
    ...frameOf(anniversariesOf, days, { ...view, counted: count(couples, 'couple', 'couples') }),
    doubts,
    partial: found.isPart ? `Only the first ${MOST_ON_A_PAGE.toLocaleString('en-US')} people were looked at. Choose fewer days for all of them.` : '',
    blank: found.found.length === 0 ? { title: 'Nobody has an anniversary on these days', text: 'Choose other days above. Anniversaries stand in Planning Center, in the profile of each of the two.', action: null } : null,
    notes: ['A couple is two adults of one household with the same day, both active, and neither widowed, divorced or separated.'],
    further: [] as Link[],
  }
}

/** An address that names a list one is not shown, or something that is gone. */
export function daysGonePage(kind: 'birthdays' | 'anniversaries', mended: Definition, view: DaysView): Page {
  const of = kind === 'birthdays' ? birthdaysOf : anniversariesOf
  const action = { href: daysAddress(of.path, { ...view.question, people: mended }, of.usual), text: 'Show it without that' }
  return {
    ...frameOf(of, [], { ...view, question: { ...view.question, people: mended }, counted: '' }),
    doubts: [] as DoubtLine[],
    partial: '',
    blank: { title: 'A part of this question is not there any more', text: 'It names a list, a campus or a membership that was deleted in Planning Center, or that is not shared with you.', action },
    notes: [] as string[],
    further: [] as Link[],
  }
}

function frameOf(kind: Kind, days: DayLines[], view: DaysView & { counted: string }) {
  const { question, today, timeZone, asOf, now, counted } = view
  const span = spanWords(question.span, today)
  return {
    view: 'reports/days',
    title: kind.title,
    paper: { counted: [span, counted].filter(Boolean).join(', '), timeZone },
    span,
    counted,
    spans: spanLinks(kind, question, today),
    form: formOf(kind, view),
    freshness: freshness(asOf, { timeZone, now }),
    days,
    copied: days.length > 0 ? { text: bulletin(days), lines: Math.min(days.length + 1, 10) } : null,
  }
}

const SPAN_WORDS: Record<SpanName, string> = { 'coming-week': 'Coming week', 'this-week': 'This week', '14-days': 'Next 14 days', 'this-month': 'This month', 'next-month': 'Next month' }

/** On a Sunday this week is the coming one, and offered once. */
function spanLinks({ path, usual }: Kind, question: DaysQuestion, today: Day) {
  const offered = SPANS.filter((name) => name !== 'this-week' || spanNamed(name, today).from !== spanNamed('coming-week', today).from)
  return offered.map((named) => ({ href: daysAddress(path, { ...question, named, span: spanNamed(named, today) }, usual), text: SPAN_WORDS[named], current: named === question.named }))
}

function formOf(kind: Kind, { question: { span, people, years, problem }, filters }: DaysView) {
  const selects = CHOSEN_BY.flatMap((name) => {
    const filter = filters.find((one) => one.name === name)
    if (!filter || (filter.options.length === 0 && name !== 'child')) return []
    const options = name === 'child' ? AGES : [{ value: '', text: ANY[name] }, ...filter.options]
    return [selectOf(name, name === 'child' ? 'Who' : filter.label, options, people.filters[name]?.[0] ?? '')]
  })
  const said = Object.entries(kind.years).map(([value, text]) => ({ value, text }))
  return {
    action: kind.path,
    ...span,
    problem: problem ?? '',
    more: `Who, and ${kind.said.toLowerCase()}`,
    open: Object.keys(people.filters).length > 0 || years !== kind.usual,
    selects: [...selects, selectOf('years', kind.said, said, years)],
  }
}

const AGES = [
  { value: '', text: 'Everybody' },
  { value: 'no', text: 'Adults' },
  { value: 'yes', text: 'Children' },
]
const ANY = { membership: 'Any membership', campus: 'Any campus', list: 'Any list' }

function selectOf(name: string, label: string, options: readonly { value: string; text: string }[], value: string) {
  return { name, label, options: options.map((option) => ({ ...option, selected: option.value === value })) }
}
