import { mailLink, mapLink, telephoneLink } from '../web/format'
import type { Badge } from '../web/page'
import type { Address, Email, Phone } from './contacts'

/** One way to reach somebody: to press, and to copy. */
export interface ContactRow {
  name: string
  lines: string[]
  href: string | null
  /** Telephone numbers: never broken over two lines. */
  unbroken: boolean
  note: string
  badges: Badge[]
  map: string | null
  copy: CopyButton
}

export interface CopyButton {
  /** What the clipboard gets. */
  text: string
  label: string
  /** What of many is copied, for those who do not see where the button stands. */
  what: string
}

export const blocked: Badge = { text: 'e-mail blocked', tone: 'warn' }

/** The first of each kind is the primary one. */
export function contactRows({ phones, emails, addresses }: { phones: Phone[]; emails: Email[]; addresses: Address[] }): ContactRow[] {
  return [...phones.map(phoneRow), ...emails.map(emailRow), ...addresses.map(addressRow)]
}

function phoneRow({ number, dialled, location }: Phone): ContactRow {
  return { ...row('Phone', location), lines: [number], href: telephoneLink(dialled), unbroken: true, copy: copying(number, number) }
}

function emailRow({ address, location, blocked: isBlocked }: Email): ContactRow {
  return { ...row('E-mail', location), lines: [address], href: mailLink(address), badges: isBlocked ? [blocked] : [], copy: copying(address, address) }
}

export function addressRow({ lines, onMap, location }: Address): ContactRow {
  return { ...row('Address', location), lines, map: mapLink(onMap), copy: copying(lines.join('\n'), 'the address') }
}

function row(name: string, location: string | null) {
  return { name, href: null, unbroken: false, note: location ?? '', badges: [], map: null }
}

function copying(text: string, what: string): CopyButton {
  return { text, label: 'Copy', what }
}
