import { count } from '../../web/format'
import type { Page } from '../../web/page'
import type { Reached } from '../asking/emails'
import { choosing, type Definition } from '../definition'
import { pageHead, sameReport } from './papers'
import type { Statement } from './statement'

export const SEPARATORS = { comma: ', ', semicolon: '; ' } as const
export type Separator = keyof typeof SEPARATORS

export const EMAILS_PATH = '/reports/files/emails'
/** No mail program takes more at once. */
export const MOST_ADDRESSES = 5000
const MOST_NAMED = 200

export interface EmailsView {
  about: Omit<Statement, 'many' | 'unit' | 'withheld'>
  definition: Definition
  /** At most MOST_ADDRESSES, and one more when there are. */
  reached: readonly Reached[]
  mayTakeChildren: boolean
  separator: Separator
}

/** Each address once, whoever shares it; and by name those whom the message does not reach. */
export function emailsPage({ about, definition, reached, mayTakeChildren, separator }: EmailsView): Page {
  const tooMany = reached.length > MOST_ADDRESSES
  const asked = mayTakeChildren ? reached : reached.filter(({ isChild }) => !isChild)
  const addresses = once(asked.flatMap(({ address }) => (address === null ? [] : [address])))
  const without = asked.filter(({ address, isBlocked }) => address === null && !isBlocked)
  const blocked = asked.filter(({ isBlocked }) => isBlocked)
  const withheld = reached.length - asked.length
  const other: Separator = separator === 'comma' ? 'semicolon' : 'comma'
  const counted = count(addresses.length, 'e-mail address', 'e-mail addresses')
  return {
    view: 'reports/emails',
    title: 'Copy e-mail addresses',
    ...pageHead(about, definition),
    counted,
    paper: { counted, timeZone: about.timeZone },
    tooMany: tooMany ? { text: `There are more than ${MOST_ADDRESSES.toLocaleString('en-US')} people on this report, more than a mail program takes. Take the file to a mailing service instead, or choose fewer.`, file: sameReport('/reports/files/people.csv', { ...definition, columns: ['name', 'email'] }, about.title) } : null,
    addresses: tooMany || addresses.length === 0 ? null : addresses.join(SEPARATORS[separator]),
    copy: `Copy ${addresses.length === 1 ? 'the address' : `all ${addresses.length.toLocaleString('en-US')} addresses`}`,
    copyWhat: '',
    none: addresses.length === 0 && !tooMany ? { title: 'No e-mail addresses', text: 'Nobody on this report has one that mail may be sent to.', action: null } : null,
    separated: separator === 'comma' ? 'Separated by commas, as most mail programs take them.' : 'Separated by semicolons, as Outlook takes them.',
    otherwise: { href: sameReport(EMAILS_PATH, definition, about.title, { separator: other }), text: other === 'semicolon' ? 'For Outlook: with semicolons' : 'With commas' },
    shared: shareWords(asked.length - without.length - blocked.length - addresses.length),
    groups: tooMany ? [] : [group('Without an e-mail address', without), group('With an address that mail no longer goes to', blocked)].filter(({ people }) => people.length > 0),
    withheld: withheld === 0 ? '' : `Without ${count(withheld, 'child', 'children')}, whom you may not take out.`,
    everybodyWithout: without.length > MOST_NAMED ? sameReport('/reports/build', { ...choosing({ ...definition.filters, email: ['no'] }), added: [], left: definition.left }, '') : null,
  }
}

function group(title: string, people: readonly Reached[]) {
  return {
    title,
    counted: count(people.length, 'person', 'people'),
    people: people.slice(0, MOST_NAMED).map(({ id, name }) => ({ href: `/people/${encodeURIComponent(id)}`, text: name })),
    others: people.length > MOST_NAMED ? `And ${count(people.length - MOST_NAMED, 'other', 'others')}.` : '',
  }
}

const shareWords = (many: number) => (many <= 0 ? '' : many === 1 ? 'One person shares an address with somebody else.' : `${many.toLocaleString('en-US')} people share an address with somebody else.`)

/** The part behind the @ is the same however it is written, and every mail service treats the part before it so, too. */
function once(addresses: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const address of addresses) if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), address)
  return [...seen.values()]
}
