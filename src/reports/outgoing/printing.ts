import { FIRST_PRINTING, labelsOn, MOST_SHIFT_MM, SHEET_IDS, SHEETS, type Printing, type SheetId } from './sheets'

/** How the labels are to be printed: as the address says, else as remembered. What cannot be meant is corrected, and said. */
export function readPrinting(query: Record<string, unknown>, remembered: unknown): { printing: Printing; corrected: string[] } {
  const known = isRecord(remembered) ? remembered : {}
  const corrected: string[] = []
  const sheet = sheetIn(query['sheet']) ?? sheetIn(known['sheet']) ?? FIRST_PRINTING.sheet
  const last = labelsOn(SHEETS[sheet])

  function number(name: 'start' | 'right' | 'down', { least, most, isWhole = false, sentence }: { least: number; most: number; isWhole?: boolean; sentence: string }): number {
    const typed = query[name]
    const asked = typed === undefined || typed === '' ? Number(known[name] ?? FIRST_PRINTING[name]) : typeof typed === 'string' ? Number(typed.trim().replace(',', '.')) : NaN
    const meant = isWhole ? Math.trunc(asked) : Math.round(asked * 10) / 10
    if (meant >= least && meant <= most) return meant
    if (typed !== undefined) corrected.push(sentence)
    return FIRST_PRINTING[name]
  }

  const shift = (name: 'right' | 'down', words: string) => number(name, { least: -MOST_SHIFT_MM, most: MOST_SHIFT_MM, sentence: `Labels can be moved ${words} by ${MOST_SHIFT_MM} mm at most.` })
  const start = number('start', { least: 1, most: last, isWhole: true, sentence: `This sheet has labels 1 to ${last}.` })
  return { printing: { sheet, start, right: shift('right', 'to the side'), down: shift('down', 'up or down') }, corrected }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const sheetIn = (value: unknown): SheetId | null => SHEET_IDS.find((id) => id === value) ?? null
