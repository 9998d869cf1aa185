import { count } from '../../web/format'
import type { Page } from '../../web/page'
import type { AddressPart } from '../asking/households'
import type { Definition } from '../definition'
import type { LabelsCounted, Unprinted } from './envelopes'
import { carried, pageHead, sameReport } from './papers'
import { labelsOn, MOST_SHIFT_MM, SHEET_IDS, SHEETS, type Printing } from './sheets'
import type { Statement } from './statement'

export const LABELS_PATH = '/reports/labels'
/** Nearly seven hundred sheets; more goes to a printer's shop, as a file of letters. */
export const MOST_LABELS = 20_000

export interface LabelsView {
  about: Omit<Statement, 'many' | 'unit' | 'withheld'>
  definition: Definition
  households: number
  /** Null for too many. */
  counted: LabelsCounted | null
  printing: Printing
  /** What was typed and cannot be meant, in a sentence each. */
  corrected: string[]
}

export function labelsPage({ about, definition, households, counted, printing, corrected }: LabelsView): Page {
  const sheet = SHEETS[printing.sheet]
  const printed = counted?.printed ?? 0
  const sheets = Math.ceil((printed + printing.start - 1) / labelsOn(sheet))
  const more = printingQuery(printing)
  return {
    view: 'reports/labels',
    title: 'Mailing labels',
    ...pageHead(about, definition),
    action: LABELS_PATH,
    carried: carried(definition, about.title),
    counted: counted ? `${count(printed, 'label', 'labels')} on ${count(sheets, 'sheet', 'sheets')}, one per household` : count(households, 'household', 'households'),
    paper: { counted: count(printed, 'label', 'labels'), timeZone: about.timeZone },
    sheets: SHEET_IDS.map((id) => ({ value: id, text: SHEETS[id].name, selected: id === printing.sheet })),
    start: printing.start,
    lastStart: labelsOn(sheet),
    right: printing.right,
    down: printing.down,
    mostShift: MOST_SHIFT_MM,
    leastShift: -MOST_SHIFT_MM,
    corrected,
    download: printed > 0 ? sameReport(`${LABELS_PATH}.pdf`, definition, about.title, more) : null,
    testPrint: sameReport(`${LABELS_PATH}/test.pdf`, definition, about.title, more),
    letters: sameReport('/reports/letters', definition, about.title),
    tooMany: counted ? '' : `More than ${MOST_LABELS.toLocaleString('en-US')} labels are not printed at once. Choose fewer people, or give the file of letters to a printer’s shop.`,
    nobody: counted && households === 0 ? { title: 'Nobody to write to', text: 'Nobody is on this report.', action: null } : null,
    unprinted: (counted?.unprinted ?? []).map(({ household, because }) => ({
      people: household.people.map(({ id, name }) => ({ href: `/people/${encodeURIComponent(id)}`, text: name })),
      why: whyWords(because),
    })),
    unprintedHeading: counted && counted.unprinted.length > 0 ? `${count(counted.unprinted.length + counted.others, 'household gets', 'households get')} no label` : '',
    others: counted && counted.others > 0 ? `And ${count(counted.others, 'other', 'others')}.` : '',
  }
}

export const printingQuery = ({ sheet, start, right, down }: Printing): Record<string, string> => ({ sheet, start: String(start), right: String(right), down: String(down) })

const called: Record<AddressPart, string> = { street: 'the street', city: 'the city', state: 'the state', zip: 'the ZIP code' }
const and = new Intl.ListFormat('en-US', { type: 'conjunction' })

function whyWords(because: Unprinted): string {
  switch (because.why) {
    case 'no-address':
      return 'No address in Planning Center'
    case 'incomplete':
      return `In the address, ${and.format(because.missing.map((part) => called[part]))} ${because.missing.length === 1 ? 'is' : 'are'} missing`
    case 'children':
      return 'Children, whom you may not take out'
    case 'letters':
      return 'Has letters that Foyer cannot print: write this one by hand'
    case 'too-long':
      return 'Too long for a label of this size'
  }
}
