import { anyOf, dayAt } from '../web/format'
import type { Badge, Frame } from '../web/page'
import { needsSomebody, type Why } from './outcomes'
import type { Standing } from './records'

/** What a state is called on a page, and the one thing to do about it. */
export interface StateWords {
  badge: Badge
  /** One sentence. */
  happened: string
  /** What it means, and what was not lost. */
  meaning: string
  /** The one next step … */
  next: string
  /** … and what it is done with. */
  step: Step
}
export type Step = 'connect' | 'connect-again' | 'look-again' | 'choose' | 'disconnect' | 'tell-operator' | null

interface Circumstances {
  church: string
  operatorName: string | null
  now: number
}

export function wordsFor(standing: Standing | undefined, at: Circumstances): StateWords {
  const { church } = at
  if (!standing || standing.state === 'none') return notConnected(standing, at)
  const login = standing.person?.name ?? 'the login Foyer reads with'
  switch (standing.state) {
    case 'working':
      return { badge: ok('Working'), happened: `Foyer keeps a copy of ${church}’s people for everyone.`, meaning: 'It is brought up to date by itself.', next: 'There is nothing to do.', step: null }
    case 'slow':
      return slow(standing.why)
    case 'again':
      return { badge: danger('Connect again'), happened: `${again(standing, login)} ${since(standing, at)}`, ...CONNECT_AGAIN }
    case 'permission':
      return { badge: danger('A permission is missing'), ...missing(standing, { login, since: since(standing, at) }) }
    case 'settings':
      return { badge: danger('Foyer’s own settings are wrong'), happened: `${SETTINGS[standing.why ?? ''] ?? SETTINGS['foyer'] ?? ''} ${since(standing, at)}`, meaning: KEPT, next: `Tell ${operator(at)}.`, step: 'tell-operator' }
    case 'closed':
      return { badge: danger('Closed'), happened: `Planning Center no longer knows ${church} ${since(standing, at)}`, meaning: KEPT, next: 'If the account there is closed for good, disconnect it here, too.', step: 'disconnect' }
    case 'leaving':
      return { badge: warn('Disconnected'), happened: `${church} is disconnected, and Foyer’s copy is being deleted.`, meaning: 'That takes a few minutes for a large church.', next: 'Look again in a moment.', step: null }
  }
}

/** For administrators, on every page, when somebody has to act. */
export function bannerFor(standing: Standing | undefined, at: Circumstances): Frame['banner'] {
  if (!standing || !needsSomebody(standing.state)) return null
  const { badge, happened } = wordsFor(standing, at)
  return { text: happened, action: { href: '/connection', text: badge.text === 'Connect again' ? 'Connect again' : 'What to do' } }
}

/** For everybody else: only that the copy grows old, and whom to ask. */
export function copyLineFor(standing: Standing | undefined, at: Circumstances & { address: string }): Frame['copyLine'] {
  if (!standing || standing.state === 'leaving') return null
  const growsOld = needsSomebody(standing.state) || (standing.state === 'none' && standing.asOf !== null)
  if (!growsOld) return null
  const day = standing.asOf === null ? null : dayAt(standing.asOf, { timeZone: standing.timeZone, now: at.now })
  const ask = standing.administrators.length > 0 ? anyOf(standing.administrators) : `an administrator of ${at.church}`
  return {
    text: `${day === null ? 'Foyer’s copy is not there yet.' : `Not brought up to date since ${day}.`} Ask ${ask}.`,
    message: `Foyer’s copy of ${at.church}’s people ${day === null ? 'is not there yet' : `has not been brought up to date since ${day}`}. Could you look at ${at.address}? Thank you!`,
    label: 'Copy a message',
    what: 'to an administrator',
  }
}

const KEPT = 'Nothing is lost: the copy stays as it is, and so does what you chose.'
const CONNECT_AGAIN = { meaning: `The copy grows old meanwhile. ${KEPT}`, next: 'Connect again: it takes a minute and keeps everything.', step: 'connect-again' } as const

function notConnected(standing: Standing | undefined, at: Circumstances): StateWords {
  const copy = standing?.asOf ? ` The copy as of ${dayAt(standing.asOf, { timeZone: standing.timeZone, now: at.now })} is kept, and grows old.` : ''
  return {
    badge: warn('Not connected'),
    happened: `${at.church} is not connected.`,
    meaning: `Signing in lets you look as yourself. Connecting lets Foyer keep a copy for everyone.${copy}`,
    next: 'Choose how to connect it.',
    step: 'connect',
  }
}

function slow(why: Why | null): StateWords {
  const meaning = 'Foyer tries again by itself, and goes on where it stopped.'
  if (why === 'many') return { badge: warn('Planning Center’s trouble'), happened: 'Planning Center turns away many churches at once. That is its mistake, not yours.', meaning, next: 'There is nothing to do.', step: 'look-again' }
  return { badge: warn('Slow'), happened: 'Planning Center is slow right now.', meaning, next: 'There is nothing to do.', step: 'look-again' }
}

function again({ why }: Standing, login: string): string {
  if (why === 'person-gone') return `${login}’s login, which Foyer reads with, was removed from Planning Center`
  return why === 'lost' ? 'Foyer’s server has lost what it reads with' : 'Planning Center no longer lets Foyer read for your church'
}

function missing({ why, detail }: Standing, { login, since: when }: { login: string; since: string }): Omit<StateWords, 'badge'> {
  const meaning = KEPT
  if (why === 'scope') return { happened: `Foyer may not use People ${when}`, ...CONNECT_AGAIN }
  if (why === 'tabs')
    return { happened: `${login} is not shown the custom tab ${detail ?? ''} ${when}`, meaning, next: `In Planning Center, give ${login} a higher permission in People, then look again. Or leave that tab out of the copy.`, step: 'look-again' }
  return { happened: `${login} may not open People ${when}`, meaning, next: `In Planning Center, give ${login} the permission People: Viewer or higher, then look again.`, step: 'look-again' }
}

const SETTINGS: Record<string, string> = {
  application: 'Planning Center does not recognise this Foyer',
  key: 'Foyer has locked away what it reads with, and its settings no longer name the key',
  foyer: 'Something goes wrong in Foyer itself',
}

const operator = ({ operatorName }: Circumstances) => operatorName ?? 'whoever runs this Foyer'
const since = ({ since: then, timeZone }: Standing, { now }: Circumstances) => `since ${dayAt(then, { timeZone, now })}.`
const ok = (text: string): Badge => ({ text, tone: 'ok' })
const warn = (text: string): Badge => ({ text, tone: 'warn' })
const danger = (text: string): Badge => ({ text, tone: 'danger' })
