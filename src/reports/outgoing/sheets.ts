/** A sheet of labels, in millimetres; the rows and columns stand in its middle. */
export interface LabelSheet {
  id: SheetId
  name: string
  page: { width: number; height: number; name: 'LETTER' | 'A4' }
  columns: number
  rows: number
  label: { width: number; height: number }
  /** From one label's left or upper edge to the next one's. */
  pitch: { x: number; y: number }
  left: number
  top: number
}
export const SHEET_IDS = ['5160', 'L7160'] as const
export type SheetId = (typeof SHEET_IDS)[number]

const INCH = 25.4
const letter = { width: 8.5 * INCH, height: 11 * INCH, name: 'LETTER' } as const
const a4 = { width: 210, height: 297, name: 'A4' } as const

/** As their maker measures them. */
export const SHEETS: Record<SheetId, LabelSheet> = {
  '5160': sheet({ id: '5160', name: 'Avery 5160, Letter, 30 labels', page: letter, columns: 3, rows: 10, label: { width: 2.625 * INCH, height: INCH }, pitch: { x: 2.75 * INCH, y: INCH } }),
  L7160: sheet({ id: 'L7160', name: 'Avery L7160, A4, 21 labels', page: a4, columns: 3, rows: 7, label: { width: 63.5, height: 38.1 }, pitch: { x: 66.04, y: 38.1 } }),
}

function sheet(given: Omit<LabelSheet, 'left' | 'top'>): LabelSheet {
  const { page, columns, rows, label, pitch } = given
  return { ...given, left: (page.width - (columns - 1) * pitch.x - label.width) / 2, top: (page.height - (rows - 1) * pitch.y - label.height) / 2 }
}

export const labelsOn = ({ columns, rows }: Pick<LabelSheet, 'columns' | 'rows'>): number => columns * rows

/** What is remembered of how somebody prints labels. */
export interface Printing {
  sheet: SheetId
  /** The first label that is still on the first sheet; 1 is the upper left one, counted along the rows. */
  start: number
  /** Millimetres to the right and down, for a printer that draws its paper askew. */
  right: number
  down: number
}
export const FIRST_PRINTING: Printing = { sheet: '5160', start: 1, right: 0, down: 0 }
/** More is not askew but another sheet. */
export const MOST_SHIFT_MM = 10

/** Where a label stands on its sheet, in millimetres. */
export function placeOf(index: number, { start, right, down, sheet: id }: Printing): { sheet: number; x: number; y: number } {
  const { columns, left, top, pitch, ...rest } = SHEETS[id]
  const place = index + start - 1
  const onSheet = place % labelsOn({ columns, ...rest })
  return { sheet: Math.floor(place / labelsOn({ columns, ...rest })), x: left + (onSheet % columns) * pitch.x + right, y: top + Math.floor(onSheet / columns) * pitch.y + down }
}
