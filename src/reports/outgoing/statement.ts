import { clockTime, count, printedOn } from '../../web/format'

/** What every paper and every file says of itself. */
export interface Statement {
  church: string
  /** Of the report. */
  title: string
  many: number
  unit: Unit
  /** Epoch ms of which Foyer's copy is true. */
  asOf: number | null
  madeBy: string
  madeAt: number
  timeZone: string
  /** Children whose contact columns are left out; 0 where none are. */
  withheld: number
}
export type Unit = 'people' | 'households'

const FOR_CHURCH_USE = 'for church use only'
const called: Record<Unit, [string, string]> = { people: ['person', 'people'], households: ['household', 'households'] }

export const countedWords = ({ many, unit }: Pick<Statement, 'many' | 'unit'>): string => count(many, ...called[unit])

/** What it is made from, and how old that is. */
export function asOfWords({ asOf, timeZone, madeAt }: Pick<Statement, 'asOf' | 'timeZone' | 'madeAt'>): string {
  return asOf === null ? '' : `Foyer’s copy, as of ${clockTime(asOf, { timeZone, now: madeAt }).text}`
}

export function withheldWords(withheld: number): string {
  return withheld === 0 ? '' : `Without how to reach ${count(withheld, 'child', 'children')}, whom you may not take out`
}

/** In one line. */
export function statementLine(statement: Statement): string {
  const { church, title, madeBy, madeAt, timeZone, withheld } = statement
  const made = `made on ${printedOn(madeAt, timeZone)} by ${madeBy}`
  return [church, title, countedWords(statement), asOfWords(statement), made, withheldWords(withheld), FOR_CHURCH_USE].filter(Boolean).join(' · ')
}

/** The last words of a whole file; a broken one has none. */
export const endWords = (statement: Pick<Statement, 'many' | 'unit'>): string => `End: ${countedWords(statement)}`

/** "First Church - Birthdays - 2026-11-28.csv": church, report and day, with nothing that a file system minds. */
export function fileNameOf({ church, title, madeAt, timeZone }: Pick<Statement, 'church' | 'title' | 'madeAt' | 'timeZone'>, ending: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(madeAt)
  return `${[church, title, day].map(fileWords).filter(Boolean).join(' - ')}.${ending}`
}

const fileWords = (text: string) => text.replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+/g, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+|[. ]+$/g, '').slice(0, 60).trim()
