import { fit, lineHeight, type Fitted } from './fitting'
import { drawn, FONT_FILE, lineShape, widthOf, wordsFromLeft } from './lettering'
import { labelsOn, placeOf, SHEETS, type LabelSheet, type Printing, type SheetId } from './sheets'

/** What fits on it, at the size at which it does. */
export type Label = Fitted

const POINTS = 72 / 25.4
/** Printers shift paper by as much; and a label is cut by hand sometimes. */
const PADDING_MM = { x: 4, y: 2 }

const boxOf = ({ label }: LabelSheet) => ({ width: (label.width - 2 * PADDING_MM.x) * POINTS, height: (label.height - 2 * PADDING_MM.y) * POINTS })

/** How lines are set on a label of this sheet; null when they do not fit at any size that can be read. */
export const setLabel = (lines: readonly string[], sheet: SheetId): Label | null => fit(lines.map(drawn).filter(Boolean), boxOf(SHEETS[sheet]))

/** A PDF, some sheets at a time. */
export async function* labelsPdf(batches: AsyncIterable<readonly Label[]>, printing: Printing, about: { title: string; statement: string }): AsyncGenerator<Buffer> {
  const sheet = SHEETS[printing.sheet]
  const document = await openDocument(sheet, about)
  yield* written(document) // setting the first sheets takes a while
  let index = 0
  let onSheet = 0
  for await (const labels of batches) {
    for (const label of labels) {
      const place = placeOf(index++, printing)
      for (; onSheet < place.sheet; onSheet++) document.addPage()
      drawLines(document, label, { x: place.x * POINTS, y: place.y * POINTS }, sheet)
    }
    yield* written(document)
  }
  yield* finish(document)
}

/** To be held against a sheet of labels: outlines, the number of each, and rulers to read off how far it is askew. */
export async function* testPdf(printing: Printing): AsyncGenerator<Buffer> {
  const sheet = SHEETS[printing.sheet]
  const document = await openDocument(sheet, { title: `Test print, ${sheet.name}`, statement: '' })
  document.lineWidth(0.5)
  for (let index = 0; index < labelsOn(sheet); index++) {
    const { x, y } = placeOf(index, { ...printing, start: 1 })
    document.rect(x * POINTS, y * POINTS, sheet.label.width * POINTS, sheet.label.height * POINTS).stroke()
    const number = { size: 10, lines: [index === 0 ? `1 · ${sheet.name}` : String(index + 1)] }
    drawLines(document, number, { x: x * POINTS, y: y * POINTS }, sheet)
  }
  drawRulers(document, sheet, printing)
  yield* finish(document)
}

/** Stickers say nothing of themselves; the file does. */
async function openDocument({ page }: LabelSheet, { title, statement }: { title: string; statement: string }): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit') // by whoever prints: not by every start
  return new PDFDocument({ size: page.name, margin: 0, font: FONT_FILE, info: { Title: title, ...(statement && { Subject: statement }), Creator: 'Foyer', Producer: 'Foyer' } })
}

/** pdfkit remembers every word it has ever set, unless features are named: of a whole church's names and streets that is most of a gigabyte. */
const NO_MORE_THAN_USUAL: PDFKit.Mixins.OpenTypeFeatures[] = []

/** In the middle of the label from above to below, at its left. */
function drawLines(document: PDFKit.PDFDocument, { size, lines }: Fitted, at: { x: number; y: number }, sheet: LabelSheet): void {
  const height = lines.length * lineHeight(size)
  const top = at.y + (sheet.label.height * POINTS - height) / 2
  document.fontSize(size)
  for (const [row, line] of lines.entries()) {
    const baseline = top + row * lineHeight(size) + lineShape().above * size
    let x = at.x + PADDING_MM.x * POINTS
    for (const { words } of wordsFromLeft(line)) {
      document.text(words, x, baseline, { lineBreak: false, baseline: 'alphabetic', features: NO_MORE_THAN_USUAL })
      x += widthOf(words, size)
    }
  }
}

/** In the upper left corner of the first label, with a line for each millimetre and a long one for each five. */
function drawRulers(document: PDFKit.PDFDocument, { label }: LabelSheet, printing: Printing): void {
  const { x, y } = placeOf(0, { ...printing, start: 1 })
  for (let mm = 0; mm <= Math.min(label.height, 25); mm++) {
    const long = mm % 5 === 0 ? 2.5 : 1.2
    document.moveTo((x + mm) * POINTS, y * POINTS).lineTo((x + mm) * POINTS, (y + long) * POINTS).stroke()
    document.moveTo(x * POINTS, (y + mm) * POINTS).lineTo((x + long) * POINTS, (y + mm) * POINTS).stroke()
  }
}

/** What is ready by now. */
function* written(document: PDFKit.PDFDocument): Generator<Buffer> {
  for (let chunk = document.read() as Buffer | null; chunk !== null; chunk = document.read() as Buffer | null) yield chunk
}

async function* finish(document: PDFKit.PDFDocument): AsyncGenerator<Buffer> {
  document.end()
  for await (const chunk of document) yield chunk as Buffer
}
