import { calendarDay, dayAt, dayOfYear } from '../web/format'
import { hasYear, isDay } from './calendar'
import type { Cell, CellType, Column } from './report'

/** A cell as the screen, paper and CSV show it; empty where there is nothing to say. */
export function cellText(cell: Cell, column: Pick<Column, 'name' | 'type'>, at: { timeZone: string }): string {
  if (cell === null) return ''
  if (column.name === 'grade') return gradeWords(Number(cell))
  if (column.name === 'status') return capitalised(String(cell))
  return words[column.type](cell, at)
}

type Words = (cell: NonNullable<Cell>, at: { timeZone: string }) => string

const words: Record<CellType, Words> = {
  text: String,
  // A year of graduation has no comma, nor an age.
  number: String,
  day: (cell) => dayWords(String(cell)),
  'day-of-year': (cell) => dayOfYear(`2000-${String(cell)}`),
  moment: (cell, { timeZone }) => dayAt(Number(cell), { timeZone, now: 0 }),
  'yes-no': (cell) => (cell === true ? 'Yes' : 'No'),
  phone: String,
  email: String,
  blank: () => '',
}

/** "March 14, 1962", and where nobody knows the year "March 14". */
function dayWords(day: string): string {
  if (!isDay(day)) return day
  return hasYear(day) ? calendarDay(day) : dayOfYear(day)
}

/** "Pre-K", "Kindergarten", "1st grade": as schools say it. */
export function gradeWords(grade: number): string {
  if (grade < 0) return 'Pre-K'
  if (grade === 0) return 'Kindergarten'
  return `${ordinal(grade)} grade`
}

const ordinals = new Intl.PluralRules('en-US', { type: 'ordinal' })
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const ordinal = (n: number) => `${n}${SUFFIXES[ordinals.select(n)] ?? 'th'}`
const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
