import { count } from '../../web/format'
import type { Page } from '../../web/page'
import type { Household } from '../asking/households'
import type { Definition } from '../definition'
import { LETTER_COLUMNS, letterRow } from './letters'
import { pageHead, sameReport } from './papers'
import { countedWords, withheldWords, type Statement } from './statement'

export const LETTERS_PATH = '/reports/letters'
/** As many as one looks through to see whether it is right. */
export const PREVIEWED = 50

export interface LettersView {
  statement: Statement
  definition: Definition
  first: readonly Household[]
  mayTakeChildren: boolean
}

export function lettersPage({ statement, definition, first, mayTakeChildren }: LettersView): Page {
  const { title, many, withheld, timeZone } = statement
  const counted = countedWords(statement)
  return {
    view: 'reports/letters',
    title: 'Letters, one per household',
    ...pageHead(statement, definition),
    counted,
    paper: { counted, timeZone },
    excel: sameReport(`${LETTERS_PATH}.xlsx`, definition, title),
    csv: sameReport(`${LETTERS_PATH}.csv`, definition, title),
    labels: sameReport('/reports/labels', definition, title),
    withheld: withheld === 0 ? '' : `${withheldWords(withheld)}.`,
    headings: LETTER_COLUMNS.map(({ heading }) => heading),
    rows: first.map((household) => letterRow(household, mayTakeChildren).map((cell) => (cell === null ? '' : String(cell)))),
    others: many > first.length ? `And ${count(many - first.length, 'other household', 'other households')}, all of them in the file.` : '',
    nobody: many === 0 ? { title: 'Nobody to write to', text: 'Nobody is on this report.', action: null } : null,
  }
}
