import { freshness } from '../../mirror'
import { clockTime, count, dayAt } from '../../web/format'
import type { BlankSlate, Page } from '../../web/page'
import type { ListChange, ListChanges } from '../asking/list-changes'
import type { Day } from '../calendar'

export const LIST_CHANGES_PATH = '/reports/list-changes'
/** Nobody reads further. */
export const MOST_CHANGES = 500

interface ListChangesView {
  listId: string | null
  since: Day
  problem: string | null
  /** When the church was connected: Foyer cannot know of anything before. */
  watchedSince: number | null
  timeZone: string
  asOf: number
  now: number
}

/** Who came onto lists and who left them, list by list. */
export function listChangesPage(found: ListChanges, view: ListChangesView): Page {
  const { lists, changes, total } = found
  const counted = count(total, 'change', 'changes')
  const changed = lists.flatMap((list) => {
    const own = changes.filter(({ listId }) => listId === list.id)
    const lines = (entered: boolean) => own.filter((change) => change.entered === entered).map((change) => lineOf(change, view))
    return own.length === 0 ? [] : [{ name: list.name, href: `/lists/${encodeURIComponent(list.id)}`, entered: lines(true), left: lines(false) }]
  })
  return {
    view: 'reports/list-changes',
    title: 'Who entered or left a list',
    counted: total > 0 ? counted : '',
    paper: { counted, timeZone: view.timeZone },
    form: formOf(found, view),
    freshness: freshness(view.asOf, view),
    lists: changed,
    partial: total > changes.length ? `The latest ${count(changes.length, 'change is', 'changes are')} shown. Choose one list, or a later day.` : '',
    blank: total === 0 ? nothing(found) : null,
    watched: watchedWords(found, view),
  }
}

function lineOf({ personId, name, at }: ListChange, view: ListChangesView) {
  return { name: name ?? 'Somebody who is no longer in Planning Center', href: name === null ? null : `/people/${encodeURIComponent(personId)}`, when: clockTime(at, view) }
}

function formOf({ lists }: ListChanges, { listId, since, problem }: ListChangesView) {
  const options = [{ value: '', text: 'All lists you see' }, ...lists.map(({ id, name }) => ({ value: id, text: name }))]
  return { action: LIST_CHANGES_PATH, since, problem: problem ?? '', options: options.map((option) => ({ ...option, selected: option.value === (listId ?? '') })) }
}

function nothing({ lists }: ListChanges): BlankSlate {
  if (lists.length === 0) return { title: 'There is no list to look at', text: 'Foyer watches the lists that are shared with you and with the login it reads with. Whoever made a list can share it in Planning Center.', action: { href: '/lists', text: 'Your lists' } }
  return { title: 'Nobody entered or left', text: 'Choose an earlier day, or another list. A list changes when Planning Center refreshes it.', action: { href: '/lists', text: 'Your lists' } }
}

function watchedWords({ firstAt }: ListChanges, { watchedSince, timeZone, now }: ListChangesView): string {
  const known = [firstAt, watchedSince].filter((at) => at !== null)
  const since = known.length > 0 ? ` It has watched since ${dayAt(Math.min(...known), { timeZone, now })}, and knows of nothing before.` : ''
  return `Foyer notices who entered or left when it brings its copy up to date.${since}`
}
