import type { Config } from '../config'
import type { Kept } from '../feature'
import { duration } from '../web/format'

type Times = Pick<Config['times'], 'sessionIdle' | 'sessionAbsolute' | 'loginMemory' | 'revokeFor' | 'photoLife' | 'auditKept' | 'draftKept' | 'listRefreshKept' | 'deletedReportKept' | 'listChangesKept'>

/** Everything Foyer keeps anywhere, and for how long: what keeps something new says so here. */
export function everythingKept({ times, operator, keepsCopies }: { times: Times; operator: string; keepsCopies: boolean }): Kept[] {
  return [
    ...(keepsCopies ? keptInDatabase(times, operator) : []),
    {
      what: 'That you are signed in: your name, e-mail address and church, and whether you are an administrator there',
      howLong: `until you sign out, ${duration(times.sessionIdle)} without a click, or ${duration(times.sessionAbsolute)}`,
      keys: ['foyer:session:'],
    },
    {
      what: 'A pass to ask Planning Center in your name, your permission there, and where you are signed in, such as “Firefox on Windows”',
      howLong: `until you sign out, ${duration(times.sessionAbsolute)} at most`,
      keys: ['foyer:grant:', 'foyer:sign-ins:'],
    },
    {
      what: 'That you have signed in, for a page on which your church’s administrators see who is signed in, where and since when, and can end it',
      howLong: `${duration(times.sessionAbsolute)} at most`,
      keys: ['foyer:church-sign-ins:'],
    },
    { what: 'That somebody has set out to sign in, and for which page', howLong: `${duration(times.loginMemory)} at most`, keys: ['foyer:login:'] },
    {
      what: 'How often sign-ins were begun, and how often Planning Center was asked for you',
      howLong: 'about a minute',
      keys: ['foyer:login-rate:', 'foyer:login-loop:', 'foyer:spent:', 'foyer:renewal:'],
    },
    { what: 'That Planning Center was asked to refresh a list, and when', howLong: `${duration(times.listRefreshKept)} at most`, keys: ['foyer:refreshing:'] },
    {
      what: 'Your pass after you have signed out, if Planning Center did not answer when Foyer gave it back',
      howLong: `until it answers, ${duration(times.revokeFor)} at most`,
      keys: ['foyer:revocations'],
    },
    {
      what: 'Of Foyer’s own setting up: that a code was given in some browser, how often one was tried, and whether all its processes have the same keys; random numbers only',
      howLong: `${duration(times.sessionAbsolute)} at most`,
      keys: ['foyer:setup:'],
    },
    { what: 'The names of churches whose people have signed in', howLong: 'as long as this Foyer is run', keys: ['foyer:churches'] },
    {
      what: 'Your permission, and the names of lists, campuses, kinds of membership and administrators you were shown, in the running program only',
      howLong: 'used for about ten minutes, gone with a restart',
      keys: [],
    },
    {
      what: 'A log: when, which kind of page, and Planning Center’s numbers for you and your church; when you come, go or are refused something also the first part of your address on the internet; no names, no searches',
      howLong: `as long as ${operator} keeps it`,
      keys: [],
    },
    {
      what: 'In your browser: two cookies with nothing but a random number, one that remembers you signed out, and the photos you were shown',
      howLong: `cookies until it is closed; photos ${duration(times.photoLife)}, or until you sign out`,
      keys: [],
    },
  ]
}

/** What a Foyer with a database keeps there: of a church whose administrators connected it, and what happened in it. */
function keptInDatabase(times: Times, operator: string): Kept[] {
  const untilGone = 'until an administrator of the church deletes it'
  return [
    {
      what: 'A copy of the church’s people, as its administrators chose: names, contact, households, birthdays, lists, and those custom tabs that they ticked; and when it was brought up to date',
      howLong: `${untilGone}; somebody who is gone from Planning Center leaves only a number behind`,
      keys: [],
      tables: [
        ...['mirror.person', 'mirror.email', 'mirror.phone_number', 'mirror.address', 'mirror.household', 'mirror.household_person', 'mirror.campus'],
        ...['mirror.marital_status', 'mirror.list', 'mirror.list_person', 'mirror.tab', 'mirror.field_definition', 'mirror.field_datum', 'mirror.removed_person'],
        ...['sync.staged', 'sync.mirror', 'sync.run'],
      ],
    },
    {
      what: 'Of its lists, who came onto each or left it, and when',
      howLong: `${duration(times.listChangesKept)}; until the list or the person is gone from Planning Center; or ${untilGone}`,
      keys: [],
      tables: ['mirror.list_change'],
    },
    {
      what: 'Reports that staff save: their names, what they ask for, people added by hand by Planning Center’s numbers, whose they are; and what each person pinned or chose last, such as a sheet of labels',
      howLong: `until they delete it, and for ${duration(times.deletedReportKept)} after that, when they can take it back; or ${untilGone}`,
      keys: [],
      tables: ['foyer.report', 'foyer.pin', 'foyer.preference'],
    },
    {
      what: 'The church’s own pass to ask Planning Center, whose login it is, who connected it, and the names of its administrators',
      howLong: 'until an administrator disconnects it; administrators’ names as long as there is a copy',
      keys: [],
      tables: ['foyer.connection'],
    },
    {
      what: 'What its administrators chose: custom tabs, and by name or permission who may export',
      howLong: `${untilGone}; ${duration(times.draftKept)} if the church was never connected`,
      keys: [],
      tables: ['foyer.settings'],
    },
    {
      what: 'For its administrators, who signed in, was refused, took a file or decided something, and when: Planning Center’s numbers, and the first part of the address on the internet',
      howLong: `${duration(times.auditKept)}, or ${untilGone}: then one line stays, which says so`,
      keys: [],
      tables: ['foyer.audit'],
    },
    { what: 'Backups: what was chosen, what happened and saved reports, never the copy', howLong: `as long as ${operator} keeps them`, keys: [] },
  ]
}
