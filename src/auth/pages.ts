import { ago } from '../web/format'
import { fieldValue, type Field, type FieldValue, type Link, type Page } from '../web/page'

/** One place where this person is signed in; times in milliseconds since 1970. */
export interface SignInRow {
  id: string
  browser: string
  since: number
  lastSeen: number
  current: boolean
}

export function frontPage({ operatorName, signInUrl }: { operatorName: string | null; signInUrl: string }): Page {
  return {
    view: 'auth/front',
    title: 'Come in through Planning Center and find your people.',
    signIn: { href: signInUrl, text: 'Sign in with Planning Center' },
    promise: 'Foyer never sees your password. You see what Planning Center lets you see.',
    saysWhoRunsIt: true,
    runBy: operatorName ? `This Foyer is run by ${operatorName}.` : 'This Foyer is run by whoever gave you its address.',
    safe: { href: '/privacy', text: 'Is this safe?' },
  }
}

export function signedOutPage(o: {
  everywhere: boolean
  planningCenterSignOutUrl: string
  signInUrl: string
  someoneElseUrl: string
}): Page {
  return {
    view: 'auth/signed-out',
    title: o.everywhere ? 'You are signed out everywhere' : 'You are signed out',
    happened: o.everywhere
      ? 'Foyer has forgotten your sign-in here and in every other browser.'
      : 'Foyer has forgotten your sign-in in this browser.',
    stillOpen: 'Planning Center is still open on this computer.',
    whyEndIt: 'Whoever sits down here next can come in as you, until you sign out there too.',
    endIt: { href: o.planningCenterSignOutUrl, text: 'Sign out of Planning Center' },
    someoneElse: { href: o.someoneElseUrl, text: 'Someone else signs in' },
    signInAgain: { href: o.signInUrl, text: 'Sign in again' },
  }
}

interface Account {
  name: string
  email: string | null
  church: string
  /** What Planning Center lets this person do, in its own words (e.g. Editor); null while it does not answer. */
  permission: { level: string | null; administrator: boolean } | null
  /** What the sign-in lent to Foyer, e.g. People. */
  uses: string[]
  signIns: SignInRow[]
  /** What happened is kept, where there is a database. */
  keepsPast: boolean
  csrf: string
  now: number
}

export function accountPage(o: Account): Page {
  return {
    view: 'auth/account',
    title: 'Your account',
    whoYouAre: whoYouAre(o),
    uses: o.uses.join(', '),
    forAdministrators: o.permission?.administrator ? waysForAdministrators(o) : [],
    signIns: o.signIns.map((row) => signInLine(row, o.now)),
    endAll: '/account/sign-ins/end-all',
    csrf: o.csrf,
  }
}

function waysForAdministrators({ church, keepsPast }: Account): Link[] {
  const past = { href: '/audit', text: 'What happened in Foyer' }
  const settings = { href: '/setup', text: 'Foyer’s settings' }
  return [{ href: '/signed-in', text: `Who of ${church} is signed in` }, { href: '/connection', text: 'Connection' }, ...(keepsPast ? [past] : []), settings]
}

function whoYouAre(o: Pick<Account, 'name' | 'email' | 'church' | 'permission'>): Field[] {
  const silent = absent('Planning Center does not answer just now')
  const level = o.permission?.level ? fieldValue(`People: ${o.permission.level}`) : absent('Planning Center names none')
  const administrator = fieldValue(o.permission?.administrator ? 'Yes' : 'No')
  return [
    { name: 'Name', values: [fieldValue(o.name)] },
    { name: 'E-mail', values: [o.email ? fieldValue(o.email) : absent('None in Planning Center')] },
    { name: 'Church', values: [fieldValue(o.church)] },
    { name: 'Permission in Planning Center', values: [o.permission ? level : silent] },
    { name: 'Organization Administrator', values: [o.permission ? administrator : silent] },
  ]
}

function absent(text: string): FieldValue {
  return fieldValue(text, { quiet: true })
}

function signInLine(row: SignInRow, now: number) {
  return {
    browser: row.browser,
    since: ago(row.since, now),
    lastSeen: ago(row.lastSeen, now),
    badges: row.current ? [{ text: 'this one', tone: 'ok' as const }] : [],
    end: `/account/sign-ins/${encodeURIComponent(row.id)}/end`,
  }
}
