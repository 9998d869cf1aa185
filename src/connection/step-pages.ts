import { fieldValue, type Link, type Page } from '../web/page'
import { keptFields } from './fields'
import { choicesOf, levelWords } from './pages'
import { HIGHEST_FIRST, type Draft, type Level } from './settings'

const PLANNING_CENTER_PEOPLE = 'https://people.planningcenteronline.com'
const HELP_WITH_PERMISSIONS = 'https://pcopeople.zendesk.com/hc/en-us/articles/204462570-Permissions-in-People'

/** Numbered steps to a login of Foyer's own; the sample church has no such pages to link. */
export function dedicatedPage({ church, sampleChurch }: { church: string; sampleChurch: boolean }): Page {
  const link = (text: string, href: string): Link | null => (sampleChurch ? null : { href, text })
  return {
    view: 'connection/dedicated',
    title: 'A login for Foyer',
    lead: 'All of it in Planning Center, once. Afterwards, come back to this page.',
    steps: [
      { words: `Add a profile, with a name such as “Foyer, ${church}” and an e-mail address that your office reads.`, link: link('Add it in Planning Center', `${PLANNING_CENTER_PEOPLE}/people/new`) },
      { words: 'On that profile, under Permissions, choose the level in People: Viewer suffices, unless you want custom tabs that Viewers are not shown. It need not be an Organization Administrator. Give it no other product.', link: link('What each permission allows', HELP_WITH_PERMISSIONS) },
      { words: 'Share with it the lists that Foyer should know. It sees no other lists.', link: link('Your lists in Planning Center', `${PLANNING_CENTER_PEOPLE}/lists`) },
      { words: 'Open the invitation that Planning Center sends to that address, and choose a password.', link: null },
      { words: 'Come back here, as yourself. At the end, Planning Center asks who signs in: sign in there as the new login, not as yourself.', link: null },
    ],
    levels: [
      { level: 'Manager', lost: 'Nothing is missing, if its lists are shared with it.' },
      { level: 'Editor', lost: 'Custom tabs and lists that only Managers are shown.' },
      { level: 'Viewer', lost: 'Also custom tabs and lists that only Editors and Managers are shown. Everything else is there.' },
      { level: 'No access', lost: 'Everything: Foyer cannot be connected with it.' },
    ],
    next: { href: '/connection/kept', text: 'That is done: what is kept' },
  }
}

interface Kept {
  draft: Draft
  /** As the administrator is shown them at this moment. */
  tabs: readonly { id: string; name: string }[]
  neverRead: readonly string[]
  csrf: string
}

/** What is read and kept, field by field; and the church's own tabs, each unticked at first. */
export function keptPage({ draft, tabs, neverRead, csrf }: Kept): Page {
  const ticked = new Map(draft.tabs.map((tab) => [tab.id, tab]))
  const unseen = draft.tabs.filter(({ id }) => !tabs.some((tab) => tab.id === id))
  return {
    view: 'connection/kept',
    title: 'What is read and kept',
    lead: 'Foyer reads this of everybody, and keeps it in a copy on its own server:',
    groups: keptFields().map(({ about, fields }) => ({ about, words: fields.join(', ') })),
    never: `Never read: ${new Intl.ListFormat('en-US').format(neverRead)}.`,
    tabs: tabs.map(({ id, name }) => ({ id, name, ticked: ticked.has(id), levels: levelOptions(ticked.get(id)?.level ?? 'Manager') })),
    gone: unseen.map(({ name }) => `${name} is not shown to you any more, and is left out.`),
    csrf,
  }
}

const levelOptions = (chosen: Level) => HIGHEST_FIRST.map((level) => ({ value: level, text: levelWords(level), selected: level === chosen }))

interface Exports {
  draft: Draft
  /** What somebody looked for, and who was found. */
  find: string
  found: readonly { id: string; name: string }[] | null
  csrf: string
}

export function exportsPage({ draft, find, found, csrf }: Exports): Page {
  const boxes = (chosen: readonly Level[]) => HIGHEST_FIRST.map((level) => ({ value: level, text: `${level}s`, ticked: chosen.includes(level) }))
  return {
    view: 'connection/exports',
    title: 'Who may export',
    lead: 'Taking people out of Foyer as a file. Whoever may do so still gets only what Planning Center shows them.',
    exporters: boxes(draft.exporters),
    childExporters: boxes(draft.childExporters),
    named: draft.exportersByName,
    find,
    found: found ?? [],
    nobody: found?.length === 0,
    csrf,
  }
}

interface Summary {
  church: string
  draft: Draft
  neverRead: readonly string[]
  /** There are tokens already: choices may change without a consent. */
  isConnected: boolean
  operatorName: string | null
  /** Where Foyer is. */
  host: string
  timeZone: string | null
  csrf: string
}

/** One page to print, to read and to say yes to. */
export function summaryPage({ church, draft, neverRead, isConnected, operatorName, host, timeZone, csrf }: Summary): Page {
  const way = draft.way === 'myself' ? 'With your own login. It stops when you leave or lose your permission.' : 'With a login of its own, which you sign in with on Planning Center’s page.'
  return {
    view: 'connection/summary',
    title: `What ${church} lets Foyer do`,
    paper: { counted: '', timeZone },
    facts: [
      { name: 'How Foyer reads', values: [fieldValue(way)] },
      ...keptFields().map(({ about, fields }) => ({ name: about, values: [fieldValue(fields.join(', '))] })),
      { name: 'Never read', values: [fieldValue(new Intl.ListFormat('en-US').format(neverRead))] },
      ...choicesOf(draft),
      { name: 'Where it is kept', values: [fieldValue(`In the database of the Foyer at ${host}, run by ${operatorName ?? 'whoever gave you its address'}`)] },
      { name: 'How it ends', values: [fieldValue('An Organization Administrator disconnects the church there, under Connection, and chooses whether the copy is deleted')] },
    ],
    readOnly: 'Planning Center has no read-only permission, so its page will allow Foyer to change records. Foyer does not.',
    consent: { href: `/connection/start?choice=${draft.choice}`, text: isConnected ? 'Connect again' : 'Go to Planning Center and connect' },
    change: [
      { href: '/connection', text: 'How Foyer reads' },
      { href: '/connection/kept', text: 'What is kept' },
      { href: '/connection/exports', text: 'Who may export' },
    ],
    isConnected,
    choice: draft.choice,
    csrf,
  }
}
