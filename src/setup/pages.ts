import type { Config } from '../config'
import { productNames } from '../web/format'
import { fieldValue, type Badge, type Field, type Page } from '../web/page'
import type { Found } from './checks'
import type { Finding } from './findings'

/** What everybody is told of how this Foyer is set up; nothing that opens anything. */
interface Setup {
  config: Pick<Config, 'publicUrl' | 'planningCenter' | 'operatorName'>
  callback: string
  connection: Finding
  found: Found
}

/** An id and a secret that somebody wanted to see tried; of the secret nothing is left. */
export interface Tried {
  clientId: string
  finding: Omit<Finding, 'about'> | null
}

/** Before anybody has given the code. */
export function codePage(o: { csrf: string; problem: string | null; findings?: Finding[]; asks?: boolean }): Page {
  return {
    view: 'setup/code',
    title: 'Set Foyer up',
    alone: true,
    csrf: o.csrf,
    asks: o.asks ?? true,
    problem: o.problem,
    lines: (o.findings ?? []).map((finding) => lineOf(finding.about, finding)),
  }
}

/** While the application is missing, for whoever gave the code. */
export function firstSetupPage(setup: Setup, o: { csrf: string; tried: Tried | null }): Page {
  const mayTry = setup.connection.state !== 'wrong'
  return {
    ...setupParts(setup, o.tried),
    alone: true,
    lead: 'Foyer needs two things from Planning Center: an id and a secret. This page stores nothing; what it says goes into Foyer’s environment, and takes effect when Foyer is started again.',
    csrf: o.csrf,
    tries: mayTry,
    tried: o.tried?.finding ? lineOf('The id and the secret you gave', o.tried.finding) : null,
    triedId: o.tried?.clientId ?? '',
    notYet: mayTry ? null : 'The id and the secret can be tried here once the address above is right: until then they would travel where others could read them.',
  }
}

/** Afterwards, for Organization Administrators. */
export function setupPage(setup: Setup): Page {
  return {
    ...setupParts(setup, null),
    lead: 'How this Foyer is set up, looked at just now. This page stores and changes nothing.',
    csrf: '',
    tries: false,
    tried: null,
    triedId: '',
    notYet: null,
  }
}

function setupParts({ config, callback, connection, found }: Setup, tried: Tried | null) {
  const lines = [lineOf(connection.about, connection), ...found.findings.map(({ about, finding }) => lineOf(about, finding))]
  const all = [connection, ...found.findings.flatMap(({ finding }) => finding ?? [])]
  return {
    view: 'setup/setup',
    title: 'Set up Foyer',
    lines,
    verdict: found.isFinished ? verdictOn(all) : null,
    progress: found.isFinished ? null : { url: '/setup/progress', ...progressOf(found) },
    ...(!found.isFinished && { refreshSeconds: 2 }),
    steps: stepsOf(config),
    callback,
    callbackName: 'the callback',
    settings: settingsOf(config, tried),
  }
}

/** For the script that asks how far it has come. */
export function progressOf({ findings, isFinished }: Found) {
  const done = findings.filter(({ finding }) => finding !== null).length
  return { done: isFinished, heading: 'Foyer is looking at its settings', percent: Math.round((100 * done) / findings.length), text: `${done} of ${findings.length} looked at` }
}

function verdictOn(findings: Finding[]): string {
  const [bad, odd] = (['wrong', 'unsure'] as const).map((state) => findings.filter((finding) => finding.state === state).length)
  if (bad) return bad === 1 ? 'One thing is to be mended.' : `${bad} things are to be mended.`
  return odd ? 'It works; something is worth a look.' : 'All is well.'
}

const BADGES: Record<Finding['state'], Badge> = {
  good: { text: 'good', tone: 'ok' },
  wrong: { text: 'to mend', tone: 'danger' },
  unsure: { text: 'worth a look', tone: 'warn' },
}

function lineOf(about: string, finding: Omit<Finding, 'about'> | null) {
  return finding ? { about, badge: BADGES[finding.state], words: finding.words } : { about, badge: { text: 'looking', tone: 'plain' }, words: 'Foyer is asking …' }
}

function stepsOf({ planningCenter, publicUrl }: Setup['config']) {
  const applications = new URL('/oauth/applications', planningCenter.url).href
  const step = (words: string, link: { href: string; text: string } | null = null, isCallback = false) => ({ words, link, isCallback })
  return [
    step('In Planning Center, as an Organization Administrator of your own account (a free one will do), open', { href: applications, text: 'your applications' }),
    step(`Choose “New Application”. Its name is what people will read when they let it in: “Foyer” and your church’s. Its address is ${publicUrl.origin}.`),
    step('As its callback enter this, letter by letter:', null, true),
    step(`If it asks what Foyer may use, choose ${productsOf([...new Set([...planningCenter.scopes, ...planningCenter.explorerScopes])])}, and nothing else. One application serves any number of churches.`),
    step('Save, and copy the client id and the secret. The secret is shown only once.'),
    step('Put both into Foyer’s environment as below, and start every process of Foyer again.'),
  ]
}

/** What stands in PCO_SCOPES, as Planning Center's products are called. */
function productsOf(scopes: string[]): string {
  return new Intl.ListFormat('en-US', { type: 'conjunction' }).format(productNames(scopes))
}

/** What belongs into the environment. Of a secret only whether it is there. */
function settingsOf({ planningCenter, publicUrl }: Setup['config'], tried: Tried | null): Field[] {
  const { clientId, lacks, contact, organizations } = planningCenter
  const setting = (name: string, value: string, note: string | null = null): Field => ({ name, values: [fieldValue(value, { note })] })
  const secret = lacks.includes('PCO_CLIENT_SECRET') ? 'the secret Planning Center shows once' : 'is set'
  return [
    setting('PUBLIC_URL', publicUrl.origin),
    setting('PCO_CLIENT_ID', tried?.clientId || clientId || 'the client id Planning Center shows'),
    setting('PCO_CLIENT_SECRET', secret, 'Foyer shows it nowhere.'),
    setting('PCO_ORGANIZATIONS', organizations ? [...organizations].join(',') : 'any', organizations ? null : 'Churches can be named by their numbers. Foyer says the number when it refuses one.'),
    setting('PCO_CONTACT', contact, contact === 'development' ? 'Put in an e-mail or web address where Planning Center can reach you.' : null),
  ]
}
