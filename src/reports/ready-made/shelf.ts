import type { Link } from '../../web/page'
import { addressOf, choosing, NONE, reportAddress, type Definition } from '../definition'
import { ANNIVERSARIES_PATH, BIRTHDAYS_PATH } from './days-pages'
import { DUPLICATES_PATH } from './duplicates-pages'
import { LIST_CHANGES_PATH } from './list-changes-pages'

/** A report that is there for everybody, under the name it is pinned by. */
export interface ReadyMade {
  key: string
  title: string
  about: string
  href: string
  /** Null for what has a page of its own. */
  definition: Definition | null
}

const page = (key: string, title: string, about: string, href: string): ReadyMade => ({ key, title, about, href, definition: null })
const report = (key: string, title: string, about: string, definition: Definition): ReadyMade => ({ key, title, about, href: reportAddress(definition), definition })

const byGrade = { group: 'grade' } as const
const newestFirst = [{ column: 'created', descending: true }]
const lastGoneFirst = [{ column: 'inactivated', descending: true }]

export const classList = choosing({ child: ['yes'] }, { columns: ['name', 'age', 'birthday', 'household', 'phone', 'blank:Here'], ...byGrade })
export const newPeople = (since: string) => choosing({ created: [since] }, { columns: ['name', 'membership', 'email', 'phone', 'created'], sort: newestFirst })
export const inactiveSince = (since: string) => choosing({ status: ['inactive'], inactivated: [since] }, { columns: ['name', 'membership', 'inactivated', 'email', 'phone'], sort: lastGoneFirst })

export const READY_MADE: readonly ReadyMade[] = [
  page('birthdays', 'Birthdays', 'This week, this month, or any days', BIRTHDAYS_PATH),
  page('anniversaries', 'Anniversaries', 'One line for each couple', ANNIVERSARIES_PATH),
  report('new-people', 'New since last Sunday', 'Whoever was added, the latest first', newPeople('last-sunday')),
  page('list-changes', 'Who entered or left a list', 'Since last Sunday, or any day', LIST_CHANGES_PATH),
  report('children', 'Children by grade', 'With their birthdays and households', choosing({ child: ['yes'] }, { columns: ['name', 'age', 'birthday', 'household'], ...byGrade })),
  report('no-email', 'Without an e-mail address', 'Whom no newsletter reaches', choosing({ email: ['no'] }, { columns: ['name', 'phone', 'address'] })),
  report('no-phone', 'Without a phone number', 'Whom nobody can call', choosing({ phone: ['no'] }, { columns: ['name', 'email', 'address'] })),
  report('no-address', 'Without an address', 'Whom no letter reaches', choosing({ address: ['no'] }, { columns: ['name', 'email', 'phone'] })),
  report('no-birthday', 'Without a birthday', 'Whom the bulletin forgets', choosing({ birthday: [NONE] }, { columns: ['name', 'email', 'phone'] })),
  report('inactive', 'Inactive for less than 90 days', 'Who was lately made inactive', inactiveSince('90-days')),
  page('duplicates', 'Possible duplicates', 'Two records that may be one person', DUPLICATES_PATH),
]

/** Where the papers and files of a report are made. */
export const papers = (definition: Definition): Record<'emails' | 'labels' | 'directory', string> => ({
  emails: addressOf('/reports/files/emails', definition),
  labels: addressOf('/reports/labels', definition),
  directory: addressOf('/reports/directory', definition),
})

/** Everything that can be done with the people some page shows. */
export function waysWithPeople(filters: Definition['filters']): Link[] {
  const definition = choosing(filters)
  const { emails, labels, directory } = papers(definition)
  return [
    { href: reportAddress(definition), text: 'Print, columns, Excel' },
    { href: emails, text: 'E-mail addresses' },
    { href: labels, text: 'Labels' },
    { href: directory, text: 'Directory' },
  ]
}
