import { ago, count, dayAt } from '../web/format'
import { fieldValue, type Field, type Link, type Page } from '../web/page'
import { KINDS } from './fields'
import type { Kind } from '../mirror'
import type { Standing } from './records'
import { HIGHEST_FIRST, type Level, type Settings } from './settings'
import { wordsFor, type StateWords, type Step } from './words'

interface Look {
  church: string
  operatorName: string | null
  now: number
  csrf: string
}

/** Without a database there is nowhere to keep a copy. */
export function noDatabasePage({ operatorName }: Pick<Look, 'operatorName'>): Page {
  return {
    view: 'connection/no-database',
    title: 'Connection',
    happened: 'This Foyer has no place to keep a copy.',
    next: `Before a church can be connected, ${operatorName ?? 'whoever runs this Foyer'} has to give it a database (DATABASE_URL).`,
  }
}

/** One sentence of state with its one step; then who, since, what is kept, who may export, and how to leave. */
export function statePage(standing: Standing | undefined, o: Look & { settings: Settings | null; counts: Record<Kind, number> | null; notice: string | null; address: string }): Page {
  const words = wordsFor(standing, o)
  const isConnected = standing !== undefined && standing.person !== null
  return {
    view: 'connection/state',
    title: 'Connection',
    notice: o.notice,
    words,
    ...stepOf(words, o),
    csrf: o.csrf,
    knows: isConnected || Boolean(o.counts),
    facts: standing && isConnected ? factsOf(standing, o.now) : [],
    kept: o.counts && standing?.asOf ? keptWords(o.counts) : null,
    asOf: standing?.asOf ? ago(standing.asOf, o.now) : null,
    choices: o.settings && standing?.state !== 'leaving' ? choicesOf(o.settings) : [],
    ways: waysFor(standing, isConnected),
    chooses: words.step === 'connect' ? waysToConnect(o.church) : [],
  }
}

/** A link, a button that acts, or a message to send on. */
function stepOf({ step, happened }: StateWords, { address, church }: { address: string; church: string }): { link: Link | null; lookAgain: boolean; message: { text: string; what: string } | null } {
  return {
    link: (step && LINKS[step]) ?? null,
    lookAgain: step === 'look-again',
    message: step === 'tell-operator' ? { text: `Foyer at ${address}, ${church}: ${happened} Could you look at its settings? Thank you!`, what: 'the message' } : null,
  }
}

const LINKS: Partial<Record<NonNullable<Step>, Link>> = {
  'connect-again': { href: '/connection/summary', text: 'Connect again' },
  disconnect: { href: '/connection/disconnect', text: 'Disconnect' },
}

function waysToConnect(church: string) {
  return [
    {
      way: 'myself',
      title: 'As myself',
      text: `Nothing to prepare: two clicks on Planning Center’s page. Foyer reads with your own login, and stops when you leave ${church} or lose your permission.`,
      button: 'Connect as myself',
    },
    {
      way: 'dedicated',
      title: 'As a dedicated user',
      text: 'A quarter of an hour, once. Foyer gets a login of its own in Planning Center, that sees only as much as it needs and stays when people leave.',
      button: 'Connect as a dedicated user',
    },
  ]
}

function factsOf({ person, connectedBy, connectedAt, heardAt, timeZone }: Standing, now: number): Field[] {
  const fact = (name: string, text: string | null): Field[] => (text === null ? [] : [{ name, values: [fieldValue(text)] }])
  return [
    ...fact('Reads with the login of', person?.name ?? null),
    ...fact('Connected by', connectedBy),
    ...fact('Connected since', connectedAt === null ? null : dayAt(connectedAt, { timeZone, now })),
    ...fact('Last heard from Planning Center', heardAt === null ? null : ago(heardAt, now).text),
  ]
}

const TOLD: Kind[] = ['person', 'household', 'list', 'field_datum']

export const keptWords = (counts: Record<Kind, number>): string =>
  new Intl.ListFormat('en-US').format(TOLD.filter((kind) => kind === 'person' || counts[kind] > 0).map((kind) => count(counts[kind], ...KINDS[kind])))

/** What the church chose, as its own words: on the state page, on the summary and on paper. */
export function choicesOf(settings: Settings): Field[] {
  const named = settings.exportersByName
  const tabs = settings.tabs.map(({ name, level }) => fieldValue(name, { note: `shown to ${levelWords(level)}` }))
  return [
    { name: 'Custom tabs', values: tabs.length > 0 ? tabs : [fieldValue('None', { quiet: true })] },
    { name: 'May export', values: [...who(settings.exporters), ...named.map(({ name }) => fieldValue(name))] },
    { name: 'May export children', values: [...who(settings.childExporters), ...named.filter(({ children }) => children).map(({ name }) => fieldValue(name))] },
  ]
}

const who = (levels: readonly Level[]) => [fieldValue('Organization Administrators'), ...HIGHEST_FIRST.filter((level) => levels.includes(level)).map((level) => fieldValue(`${level}s`))]

export const levelWords = (level: Level) => ({ Viewer: 'Viewers and higher', Editor: 'Editors and higher', Manager: 'Managers and higher' })[level]

function waysFor(standing: Standing | undefined, isConnected: boolean): Link[] {
  if (standing?.state === 'leaving') return []
  const copy = { href: '/connection/sync', text: 'Foyer’s copy' }
  const choose = { href: '/connection/kept', text: 'Change what is kept and who may export' }
  const summary = { href: '/connection/summary', text: 'Summary, to print' }
  const people = { href: '/signed-in', text: 'Who uses Foyer' }
  const past = { href: '/audit', text: 'What happened in Foyer' }
  const leave = { href: '/connection/disconnect', text: isConnected ? 'Disconnect' : 'Delete the copy' }
  if (isConnected) return [copy, choose, summary, people, past, leave]
  return standing ? [...(standing.asOf === null ? [] : [copy]), people, past, leave] : [people, past]
}
