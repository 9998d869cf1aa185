import { anyOf } from '../web/format'
import type { Link } from '../web/page'

/** Why there is nothing to report from yet, who can change it, and what to send them. */
export interface Absence {
  title: string
  text: string
  action: Link | null
  message: { text: string; label: string; what: string } | null
}

interface Circumstances {
  church: string
  operatorName: string | null
  publicUrl: URL
}

/** A Foyer without a database keeps nothing. */
export function noPlaceForACopy({ operatorName, publicUrl }: Circumstances): Absence {
  return {
    title: 'This Foyer keeps no copy of your church',
    text: `Birthdays, e-mail addresses, labels and all other reports come from a copy, and this Foyer was set up without a place for one. ${operatorName ?? 'Whoever runs this Foyer'} can change that.`,
    action: null,
    message: {
      text: `Foyer at ${publicUrl.href} was set up without a database, so that it can make no reports. Could you give it one? Thank you!`,
      label: 'Copy a message',
      what: `to ${operatorName ?? 'whoever runs this Foyer'}`,
    },
  }
}

interface Church extends Circumstances {
  isAdministrator: boolean
  /** What is known of its connection; undefined for a church that was never connected. */
  connection: { state: string; administrators: readonly string[] } | undefined
}

/** Of a church whose people have never been copied, or are no longer. */
export function noCopyYet(at: Church): Absence {
  const { connection, church } = at
  if (!connection || connection.state === 'none' || connection.state === 'leaving') return notConnected(at)
  if (connection.state === 'working' || connection.state === 'slow')
    return {
      title: 'Foyer’s copy is being made',
      text: `Foyer is reading the people of ${church} for the first time. For a large church that takes a while; afterwards everything is here.`,
      action: { href: '/connection/sync', text: 'See how far it is' },
      message: null,
    }
  // Above the page administrators are told what to do, and below it everybody else whom to ask.
  return {
    title: 'Foyer’s copy is not there yet',
    text: `Something keeps Foyer from reading the people of ${church}.`,
    action: at.isAdministrator ? { href: '/connection', text: 'What to do' } : null,
    message: null,
  }
}

function notConnected({ church, isAdministrator, publicUrl, connection }: Church): Absence {
  const title = `${church} is not connected yet`
  const gives = 'Birthdays, e-mail addresses, labels, the directory and all other reports come from a copy that Foyer keeps of a connected church.'
  if (isAdministrator) return { title, text: `${gives} It takes a few minutes, and changes nothing in Planning Center.`, action: { href: '/connection', text: 'Connect your church' }, message: null }
  const names = connection?.administrators ?? []
  return {
    title,
    text: `${gives} ${names.length > 0 ? anyOf([...names]) : `An Organization Administrator of ${church}`} can switch it on.`,
    action: null,
    message: {
      text: `Could you connect ${church} in Foyer? Birthdays, e-mail addresses, labels and the directory then work for everyone here. It takes a few minutes: ${new URL('/connection', publicUrl).href} Thank you!`,
      label: 'Copy a message',
      what: 'to an administrator',
    },
  }
}

/** Whoever signed in, but to whom Planning Center shows nobody. */
export function noPermission({ church, administrators }: { church: string; administrators: readonly string[] }): Absence {
  const who = administrators.length > 0 ? anyOf([...administrators]) : `An Organization Administrator of ${church}`
  return {
    title: 'Your Planning Center account can’t open People',
    text: `For that you need the permission “People: Viewer” or higher. ${who} can give it to you in Planning Center. As soon as you have it, everything is here.`,
    action: { href: '/', text: 'Look again' },
    message: { text: `Could you give me the permission “People: Viewer” in Planning Center? Then I can use Foyer for ${church}. Thank you!`, label: 'Copy a message', what: 'to an administrator' },
  }
}
