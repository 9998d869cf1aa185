import { hasYear, isDay } from '../calendar'
import { cellText } from '../columns'
import type { Cell, CellType, Column } from '../report'

type Headed = Pick<Column, 'name' | 'type'>

/** As the screen says it, but days as days that every spreadsheet reads, and telephone numbers that stay words. */
export function csvCell(cell: Cell, column: Headed, timeZone: string): string | number {
  if (cell === null) return ''
  if (isMoment(cell, column)) return wallClock(cell, timeZone).replace('T', ' ')
  if (isWholeDay(cell, column)) return cell
  if (isFigure(cell, column)) return cell
  const words = cellText(cell, column, { timeZone })
  return column.type === 'phone' ? phoneWords(words) : words
}

export type ExcelCell = string | number | Date | null

/** Days and moments are dates that Excel reckons with; it knows none before 1900. A moment is shown as its day, and keeps its hour. */
export function excelCell(cell: Cell, column: Headed, timeZone: string): ExcelCell {
  if (cell === null) return null
  if (isMoment(cell, column)) return dateOr(`${wallClock(cell, timeZone)}:00Z`)
  if (isWholeDay(cell, column)) return dateOr(cell)
  return isFigure(cell, column) ? cell : cellText(cell, column, { timeZone }).slice(0, LONGEST_EXCEL_CELL)
}

const isMoment = (cell: Cell, { type }: Headed): cell is number => type === 'moment' && typeof cell === 'number'
/** A birthday whose year nobody knows is none. */
const isWholeDay = (cell: Cell, { type }: Headed): cell is string => type === 'day' && typeof cell === 'string' && isDay(cell) && hasYear(cell)
/** Grades are numbers with names. */
const isFigure = (cell: Cell, { name, type }: Headed): cell is number => type === 'number' && typeof cell === 'number' && name !== 'grade'

const LONGEST_EXCEL_CELL = 32_767

function dateOr(text: string): Date | string {
  const date = new Date(text.length === 10 ? `${text}T00:00:00Z` : text)
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1900 ? text.slice(0, 10) : date
}

/** `2026-11-28T10:15`, as the clock on the church's wall says. */
function wallClock(moment: number, timeZone: string): string {
  const parts = clockOf(timeZone).formatToParts(moment)
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/** To make one takes longer than to write a whole row. */
let lastClock: { timeZone: string; format: Intl.DateTimeFormat } | undefined
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const format = () => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (lastClock?.timeZone !== timeZone) lastClock = { timeZone, format: format() }
  return lastClock.format
}

/**
 * A number that a spreadsheet would reckon with ("+1-555-0100" is a sum, "0205550100" loses its zero) is written so that none
 * does, and that telephones and mailing services still read: "(+1) 555-0100", "(020) 5550100".
 */
export function phoneWords(number: string): string {
  const text = number.trim()
  const abroad = /^\+\s*(\d[\d\s().-]*)(.*)$/.exec(text)
  if (abroad) {
    const [, dialled = '', rest = ''] = abroad
    const [code = ''] = COUNTRY_CODE.exec(dialled) ?? []
    return code === '' ? text : `(+${code}) ${dialled.slice(code.length).replace(/^[\s.-]+/, '')}${rest}`.trim()
  }
  // Seven digits or more are an area and a number; what is shorter is left to the rule for words.
  return /^\d{7,}$/.test(text) ? `(${text.slice(0, 3)}) ${text.slice(3)}` : /^\d{1,6}$/.test(text) ? `tel. ${text}` : text
}

/** ITU-T E.164: one digit, the zones' pairs, else three. */
const COUNTRY_CODE = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/** In characters, before any row is known; a heading is never cut. */
export const usualWidths: Record<CellType, number> = { text: 14, number: 8, day: 12, 'day-of-year': 14, moment: 17, 'yes-no': 6, phone: 17, email: 26, blank: 16 }
