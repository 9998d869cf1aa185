/** Excel reads a file as UTF-8 only when it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** One line (RFC 4180). A cell that a spreadsheet would take for a formula is given an apostrophe, which makes it words (OWASP). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${asWords(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

const asWords = (cell: string) => (/^[\s]*[=+\-@\t\r\n|%]/.test(cell) ? `'${cell}` : cell)
