import { fieldValue, type Field, type FieldValue, type Link } from '../web/page'

export interface ErrorContext {
  reference: string
  operatorName: string | null
  /** Signs in and comes back to this page. */
  signInUrl: string
  /** Asks Planning Center again for what Foyer may use. */
  consentUrl: string
  /** This page again; null when it was not a GET. */
  retryUrl: string | null
  /** What was sent instead; null for a GET, and for what could not be read. */
  form: SentForm | null
  /** Who is signed in, and the church; null when nobody is, as far as we know. */
  name: string | null
  church: string | null
  /** The browser brought the cookie of a sign-in: all that is known of it while nobody can look. */
  cookie: boolean
  /** The church's Organization Administrators, as far as Planning Center lets us know them. */
  administrators: string[]
  /** They were connecting their church. */
  connecting?: boolean
}

export interface SentForm {
  action: string
  /** What stood on the button; null where that is not known here. */
  button: string | null
  fields: { name: string; value: string }[]
}

/** What the sentences may speak of: the circumstances, and what the error itself tells. */
export interface Told extends ErrorContext {
  operator: string
  product: string
  seconds: number
  refusedChurch: { id: string; name: string } | undefined
  listedChurches: string[]
  /** What a refused connection lacks, or which church it was; who made a list. */
  named: string[]
}

export type Words = string | ((told: Told) => string)
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface ErrorPage {
  status: number
  log: LogLevel
  title: string
  /** In a church office's words; never the words of the error itself. */
  happened: Words
  /** What was not lost; `over` where that is little. */
  kept: Words
  over?: boolean
  /** The one next step, as far as it needs words … */
  advice?: Words
  /** … and as far as it is a link. */
  action?: (told: Told) => Link | null
  /** The same once more may work: by a link, or for a form by a button that sends it again. */
  again?: boolean
  /** What was typed into a form is shown, to be copied. */
  showsTyped?: boolean
  facts?: (told: Told) => Field[]
  /** For passing troubles: when to ask again, unless the error knows better. */
  retryAfterSeconds?: number
}

/** The same page will work in a moment, and nobody is signed out. */
export function passing(title: string, happened: Words, details: Partial<ErrorPage> = {}): ErrorPage {
  return {
    status: 503,
    log: 'warn',
    title,
    happened,
    kept: stillSignedIn,
    advice: sendAgain,
    again: true,
    retryAfterSeconds: 5,
    ...details,
  }
}

export function wrongSettings(happened: Words): ErrorPage {
  return passing('Foyer’s own settings are wrong', happened, {
    log: 'error',
    kept: ({ church }) => (church ? 'You are still signed in, and nothing is lost.' : 'Nothing is lost.'),
    advice: tellOperator,
    retryAfterSeconds: 60,
  })
}

export const stillSignedIn: Words = ({ church }) => (church ? 'You are still signed in.' : 'Nothing is lost.')
export const tellOperator: Words = ({ operator }) => `Tell ${operator}, and quote the reference below.`
export const ifItHappensAgain: Words = ({ operator }) => `If it happens again, tell ${operator}, quoting the reference below.`

/** Those who can give permissions, by name as far as we know them. */
export function whoToAsk({ administrators }: Pick<Told, 'administrators'>): FieldValue[] {
  const names = administrators.length > 0 ? administrators : ['Your church’s Organization Administrators']
  return names.map((name) => fieldValue(name))
}

/** Where neither a link nor a button of ours can do it. */
export const sendAgain: Words = ({ retryUrl, form }) => (retryUrl || form ? '' : 'Go back in your browser and press the button once more.')

export const start = (): Link => ({ href: '/', text: 'Go to the start' })
export const signIn = ({ signInUrl }: Told): Link => ({ href: signInUrl, text: 'Sign in with Planning Center' })
