import { CopyMoved } from '../errors'
import type { Cell, Column, ReportRow } from '../report'
import { endWords, statementLine, type Statement } from './statement'

/** What becomes a CSV or an Excel file: rows as they come, never all at once. */
export interface Table {
  statement: Statement
  columns: readonly Column[]
  batches: AsyncIterable<readonly (readonly Cell[])[]>
}

/**
 * The statement stands in a column of its own, the last: its heading says church, report, count, as of, who, and for church use
 * only; beside the last row stands that it is the last. Lines above or below the rows would be people to whatever reads the file
 * next: Word's mail merge, a mailing service, a sorted sheet.
 */
export async function* withStatement({ statement, columns, batches }: Table): AsyncGenerator<(readonly Cell[])[]> {
  let held: readonly Cell[] | null = null
  let many = 0
  for await (const batch of batches) {
    if (batch.length === 0) continue
    many += batch.length
    const known: (readonly Cell[])[] = held ? [held, ...batch] : [...batch]
    held = known.pop() ?? null
    if (known.length > 0) yield known
  }
  // It was counted a moment before it was read: when both differ, neither may be handed out.
  if (many !== statement.many) throw new CopyMoved()
  if (held) yield [[...held, ...Array.from({ length: columns.length - held.length }, () => null), endWords(statement)]]
}

export const aboutColumn = (statement: Statement): string => statementLine(statement)

/** Of a child whom the visitor may not take out, everything but how to reach them. */
export async function* withoutReach(batches: AsyncIterable<readonly ReportRow[]>, columns: readonly Column[], mayTakeChildren: boolean): AsyncGenerator<(readonly Cell[])[]> {
  for await (const rows of batches) yield rows.map(({ cells, isChild }) => (isChild && !mayTakeChildren ? cells.map((cell, index) => (columns[index]?.isContact ? null : cell)) : cells))
}
