import { addressOf, reportAddress, type Definition } from '../definition'
import type { Link } from '../../web/page'
import { clockTime } from '../../web/format'
import type { Statement } from './statement'

type About = Pick<Statement, 'title' | 'asOf' | 'timeZone' | 'madeAt'>

/** An address of the same report, by the name the visitor calls it. */
export function sameReport(path: string, definition: Definition, title: string, more: Record<string, string> = {}): string {
  const extra = new URLSearchParams({ ...(title === 'People' ? {} : { named: title }), ...more }).toString()
  const address = addressOf(path, definition)
  return extra === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${extra}`
}

/** What every page that leads out of Foyer begins with. */
export function pageHead({ title, asOf, timeZone, madeAt }: About, definition: Definition) {
  return {
    report: title,
    back: { href: reportAddress(definition), text: 'Back to the report' } satisfies Link,
    asOf: asOf === null ? null : clockTime(asOf, { timeZone, now: madeAt }),
  }
}

/** What a form of ours carries along so that it asks for the same report. */
export function carried(definition: Definition, title: string): { name: string; value: string }[] {
  return [...new URL(sameReport('/', definition, title), 'http://foyer').searchParams].map(([name, value]) => ({ name, value }))
}
