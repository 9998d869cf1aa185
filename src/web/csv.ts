import { stringify } from 'csv-stringify/sync'

/** Excel reads a file as UTF-8 only when it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** Lines of a file (RFC 4180). Words are quoted, numbers stay bare. */
export function csvLines(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((cells) => cells.map((cell) => (typeof cell === 'number' ? cell : asWords(cell)))),
    { record_delimiter: '\r\n', quoted_string: true },
  )
}

export const csvLine = (cells: readonly string[]): string => csvLines([cells])

/** What a spreadsheet would take for a formula is given an apostrophe, which makes it words (OWASP); full-width signs count as their narrow ones. */
const asWords = (cell: string) => (/^[\s\uFEFF]*[=+\-@\t\r\n|%＝＋－＠]/.test(cell) ? `'${cell}` : cell)
