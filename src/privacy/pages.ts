import type { Config } from '../config'
import { productNames } from '../web/format'
import type { Link, Page } from '../web/page'
import type { Kept } from '../feature'
import { everythingKept } from './kept'
import { neverRead, readings } from './reading'
import { changes } from './writing'

/** One question, with its answer in sentences, names, what belongs to a word, and what is kept for how long. */
interface Section {
  id: string
  question: string
  sentences: Sentence[]
  names: string[]
  facts: { name: string; text: string }[]
  kept: Pick<Kept, 'what' | 'howLong'>[]
}

/** Words, a link among them, and what follows it. */
interface Sentence {
  words: string
  link: Link | null
  rest: string
}

interface Settings {
  config: Pick<Config, 'explorer' | 'operatorName' | 'planningCenter' | 'publicUrl' | 'sampleChurch' | 'times'>
  reads: readonly string[]
  /** Churches can be connected here: of those, everybody is read and copied. */
  keepsCopies: boolean
  /** What features keep, that say so themselves. */
  kept: readonly Kept[]
  writes: readonly string[]
  /** Who may come in, by name; null for everybody. */
  churches: string[] | null
}

/** Built from the settings and from what the features declare: it cannot say other than what is so. */
export function privacyPage(settings: Settings): Page {
  const operator = settings.config.operatorName ?? 'whoever gave you its address'
  const told = { ...settings, operator }
  return {
    view: 'privacy/privacy',
    title: 'Is this safe?',
    lead: `Foyer shows the people of a church to those who may see them in Planning Center anyway, ${settings.keepsCopies ? 'copies them only for a church that has connected itself' : 'keeps no copy of them'}${settings.writes.length === 0 ? ', and changes nothing' : ', and changes almost nothing'}. This is how the Foyer at ${settings.config.publicUrl.host} is set up.`,
    saysWhoRunsIt: true,
    sections: [whoGetsIn(told), whatIsRead(told), whatNever(told), whatChanges(told), whatIsKept(told), whoRunsIt(told), howToEnd(told), whatIfStolen(told)],
  }
}

type Told = Settings & { operator: string }

const lists = new Intl.ListFormat('en-US', { type: 'conjunction' })

function section(id: string, question: string, answer: Partial<Omit<Section, 'id' | 'question' | 'sentences'>> & { sentences: (string | Sentence)[] }): Section {
  const sentences = answer.sentences.map((one) => (typeof one === 'string' ? { words: one, link: null, rest: '' } : one))
  return { id, question, names: [], facts: [], kept: [], ...answer, sentences }
}

function whoGetsIn({ churches }: Told): Section {
  const rights =
    'Everybody sees what Planning Center shows them there, and no more. Rights taken away in Planning Center are gone here with the next page. Foyer never sees a password.'
  if (!churches) return section('in', 'Who can get in?', { sentences: [`Whoever has a Planning Center login, of any church. ${rights}`] })
  const who = `Whoever has a Planning Center login of ${churches.length === 1 ? 'this church' : 'one of these churches'}, and nobody else. ${rights}`
  return section('in', 'Who can get in?', { names: churches, sentences: [who] })
}

/** It shows whatever there is, so no list of what is read can speak of it. */
function lookingAround({ explorer }: Settings['config']): string[] {
  if (!explorer) return []
  return [`In the explorer ${explorer.onlyAdministrators ? 'administrators look' : 'everybody looks'} at whatever Planning Center shows them; only the question is kept.`]
}

function whatIsRead({ config, reads, keepsCopies }: Told): Section {
  const always = 'Only what somebody wants to see, when they want to see it, and with their own rights:'
  const connected = 'Of a church that its administrators have connected, everybody, every few minutes, with the rights they chose for that. Of any other church only what somebody wants to see, when they want to see it, and with their own rights. All in all:'
  return section('read', 'What does it read?', {
    sentences: [...lookingAround(config), keepsCopies ? connected : always],
    facts: readings(reads).map(({ about, words }) => ({ name: about, text: words })),
  })
}

function whatNever({ config, reads }: Told): Section {
  const { scopes, explorerScopes } = config.planningCenter
  const further = productNames(explorerScopes.filter((scope) => !scopes.includes(scope)))
  const ticked = config.explorer ? ', but in the explorer: notes and checks only where somebody ticks them, which is written down' : ''
  const lent = further.length > 0 ? `, but in the explorer, for whoever says yes there, into ${lists.format(further)}` : ''
  return section('never', 'What does it never read?', {
    sentences: [
      `${capitalised(lists.format(neverRead(reads)))}: Foyer does not ask for them${ticked}. Planning Center lets it into ${lists.format(productNames(scopes))} and no other product${lent}.`,
      'Pages hold nothing from anybody else: no statistics, no advertising. Photos come by way of Foyer, so nobody else learns who looked at whom. Only a map, when you press for one, tells OpenStreetMap an address.',
    ],
  })
}

function whatChanges({ writes }: Told): Section {
  const consent =
    'Planning Center knows no permission only to read, so its own page says that Foyer may do whatever you may.'
  const sentences =
    writes.length === 0
      ? ['No. Foyer only asks questions.', `${consent} Foyer is built to refuse everything but questions, in the one place through which all of them go.`]
      : [`Only this: ${changes(writes).join('; ')}. Whoever presses is written down.`, `${consent} Foyer is built to refuse everything else, in the one place through which all of it goes.`]
  return section('change', 'Can it change anything in Planning Center?', { sentences: [sentences.join(' ')] })
}

function whatIsKept({ config, operator, keepsCopies, kept }: Told): Section {
  const ofPeople = keepsCopies
    ? 'Of the people it shows, nothing, unless their church has connected itself: then a copy, in a database on its server. What Planning Center hides from you there, it hides from you here.'
    : 'Of the people it shows, nothing: no copy and no list of them.'
  return section('kept', 'What does it keep, where, and for how long?', {
    sentences: [`${ofPeople} Of those who sign in, this, in a store of its own on its server. Whatever says something of you is locked there with keys that lie elsewhere.`],
    kept: [...everythingKept({ times: config.times, operator, keepsCopies }), ...kept],
  })
}

function whoRunsIt({ operator }: Told): Section {
  return section('run', 'Who runs it?', {
    sentences: [`${capitalised(operator)}; that is also who to ask. Foyer is independent of Planning Center and not endorsed by it.`],
  })
}

/** The sample church has no such pages. */
function howToEnd({ config, keepsCopies }: Told): Section {
  const link = (text: string, href: string): Link | null => (config.sampleChurch ? null : { text, href })
  const own = new URL('/authorized_applications', config.planningCenter.url).href
  return section('end', 'How do I end it?', {
    sentences: [
      { words: 'For yourself:', link: { text: 'Your account', href: '/account' }, rest: ' shows where you are signed in and signs you out everywhere. Foyer then forgets you and gives its pass back.' },
      ...(keepsCopies ? [{ words: 'For a whole church: an administrator disconnects it on', link: { text: 'Connection', href: '/connection' }, rest: ', and chooses there whether the copy is deleted.' }] : []),
      { words: 'Without Foyer:', link: link('the applications you have let in', own), rest: `${config.sampleChurch ? ' the applications you have let in' : ''}, a page of Planning Center’s.` },
      {
        words: 'For a whole church without Foyer: an administrator ends it on',
        link: link('Planning Center’s Integrations page', INTEGRATIONS),
        rest: `${config.sampleChurch ? ' Planning Center’s Integrations page' : ''}. It may stay listed there after everybody has signed out; then it holds nothing any more.`,
      },
    ],
  })
}

const INTEGRATIONS = 'https://accounts.planningcenteronline.com/organization/integrations/connections'

function whatIfStolen({ operator, keepsCopies }: Told): Section {
  const copies = 'The copies of connected churches can be read by whoever takes the database: it belongs on a server that is locked away, and on an encrypted disk.'
  return section('stolen', 'What if the server is stolen?', {
    sentences: [
      ...(keepsCopies ? [copies] : []),
      'The store alone tells a thief little more than the names of churches: the rest is locked. Whoever takes the whole server, keys and all, could see what those signed in at that moment may see, until that is stopped.',
      `To stop it, ${operator} changes Foyer’s keys and its secret at Planning Center, and an administrator disconnects Foyer as above. No password needs changing, since Foyer has none.`,
    ],
  })
}

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
