import type { Column } from '../report'
import { excelCell, usualWidths, type ExcelCell } from './cells'
import type { Statement } from './statement'
import { aboutColumn, withStatement, type Table } from './table'

/** Dates that reckon, numbers that stay words where they are telephone numbers, and headings that stay in sight. Rows are packed as they come. */
export async function excelOf(table: Table): Promise<ReadableStream<Uint8Array>> {
  const { writeXlsxStream } = await import('hucre/xlsx') // by whoever wants a workbook: not by every start
  const { statement, columns } = table
  const rows = excelRows(table)
  // What is seen of a column first decides how wide it is: nobody waits for the last row to see the first.
  const first = await rows.next()
  const seen = first.done ? [] : first.value
  const widths = columns.map((column, index) => ({ header: column.heading, width: widthOf(column, seen.map((row) => row[index] ?? null)), ...formatOf(column) }))
  return writeXlsxStream(flatten(seen, rows), { name: sheetNameOf(statement), columns: [...widths, { header: aboutColumn(statement), width: ABOUT_WIDTH }], freezePane: { rows: 1 } })
}

async function* excelRows(table: Table): AsyncGenerator<ExcelCell[][]> {
  const { columns, statement } = table
  for await (const rows of withStatement(table)) yield rows.map((cells) => cells.map((cell, index) => excelCell(cell, columns[index] ?? WORDS, statement.timeZone)))
}

async function* flatten(first: ExcelCell[][], rest: AsyncGenerator<ExcelCell[][]>): AsyncGenerator<ExcelCell[]> {
  yield* first
  for await (const rows of rest) yield* rows
}

const WORDS = { name: '', type: 'text' } as const
/** Words in the last column run on over what is empty beside it. */
const ABOUT_WIDTH = 14
const WIDEST = 48

function widthOf({ heading, type }: Column, seen: ExcelCell[]): number {
  const longest = seen.reduce<number>((most, cell) => (typeof cell === 'string' ? Math.max(most, cell.length) : most), 0)
  return Math.min(WIDEST, Math.max(usualWidths[type], heading.length, longest) + 2)
}

/**
 * `@`: what is typed into the column later stays words, too. Dates bring their own format; one of the whole column's would make
 * a date of its heading.
 */
const formatOf = ({ type }: Column) => (type === 'phone' || type === 'text' ? { numFmt: '@' } : {})

/** At most 31 characters, none of `[]:*?/\`, no apostrophe at its ends, and not Excel's own "History". */
function sheetNameOf({ title }: Statement): string {
  const name = [...title.replace(/[[\]:*?/\\\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ')].reduce((text, letter) => (text.length + letter.length > 31 ? text : text + letter), '').replace(/^['\s]+|['\s]+$/g, '')
  return name === '' || /^history$/i.test(name) ? 'People' : name
}
