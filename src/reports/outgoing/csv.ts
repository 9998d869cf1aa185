import { BYTE_ORDER_MARK, csvLines } from '../../web/csv'
import { csvCell } from './cells'
import { aboutColumn, withStatement, type Table } from './table'

/** UTF-8 for Excel, a batch at a time. */
export async function* csvOf(table: Table): AsyncGenerator<string> {
  const { statement, columns } = table
  const headings = [...columns.map(({ heading }) => heading), aboutColumn(statement)]
  yield BYTE_ORDER_MARK + csvLines([headings])
  for await (const rows of withStatement(table))
    yield csvLines(rows.map((cells) => headings.map((_heading, index) => csvCell(cells[index] ?? null, columns[index] ?? WORDS, statement.timeZone))))
}

const WORDS = { name: '', type: 'text' } as const
