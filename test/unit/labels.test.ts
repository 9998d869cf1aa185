import { execFileSync } from 'node:child_process'
import { labelsPdf, setLabel, testPdf } from '../../src/reports/outgoing/labels'
import { canBeDrawn, drawn, wordsFromLeft } from '../../src/reports/outgoing/lettering'
import { readPrinting } from '../../src/reports/outgoing/printing'
import { labelsOn, placeOf, SHEET_IDS, SHEETS, type Printing, type SheetId } from '../../src/reports/outgoing/sheets'

const POINTS = 72 / 25.4
const addresses = [
  ['Ruth and Tom Abernathy', '1 Main Street', 'Springfield, IL 62701'],
  ['משה ורות כהן', 'רחוב הרצל 12', 'Springfield, IL 62701'],
  ['Άννα Παπαδοπούλου', 'ул. Ленина 3', 'Łódź'],
  ['Wilhelmina Featherstonehaugh-Cholmondeley-Warner and family', 'The Old Rectory at the Very Long Lane That Has No Turning, Apartment 1234567', 'Springfield-upon-the-Hill-by-the-River, IL 62701-1234', 'Germany'],
  ['Averyveryveryveryveryveryveryveryveryveryverylongunbrokennamethatgoesonandonandonandonforever', 'W W W', '1'],
  ['Åsa Öberg', "10 rue de l’Église", 'Apt 5B', 'Montréal, QC H2Y 1C6', 'Canada'],
]

async function whole(pdf: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of pdf) parts.push(part)
  return Buffer.concat(parts)
}

/** Another's reader says where each word stands on its sheet, in points. */
function readPlaces(pdf: Buffer) {
  const html = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' })
  return html.split('<page ').slice(1).map((page) => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? []
    const words = [...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)]
    return { width: Number(width), height: Number(height), words: words.map(([, left, top, right, bottom, text]) => ({ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom), text })) }
  })
}

async function print(labels: string[][], printing: Printing) {
  async function* some() {
    yield labels.map((lines) => setLabel(lines, printing.sheet) ?? { size: 1, lines: [] })
    await Promise.resolve()
  }
  return readPlaces(await whole(labelsPdf(some(), printing, { title: 'Labels', statement: 'First Church' })))
}

const usual = (sheet: SheetId): Printing => ({ sheet, start: 1, right: 0, down: 0 })

test.each(SHEET_IDS)('%s stands in the middle of its paper, and no two labels overlap', (id) => {
  const { page, columns, rows, label, pitch, left, top } = SHEETS[id]
  expect(left * 2 + (columns - 1) * pitch.x + label.width).toBeCloseTo(page.width)
  expect(top * 2 + (rows - 1) * pitch.y + label.height).toBeCloseTo(page.height)
  expect(pitch.x).toBeGreaterThanOrEqual(label.width)
  expect(pitch.y).toBeGreaterThanOrEqual(label.height)
})

test('the sheets measure what their maker says', () => {
  const at = (id: SheetId) => [SHEETS[id].left, SHEETS[id].top, labelsOn(SHEETS[id])].map((mm) => expect.closeTo(mm, 2) as number)
  expect([4.7625, 12.7, 30]).toEqual(at('5160'))
  expect([7.21, 15.15, 21]).toEqual(at('L7160'))
})

test.each(SHEET_IDS)('on %s every word stands inside its own label, however long the lines are', async (id) => {
  const labels = Array.from({ length: labelsOn(SHEETS[id]) * 2 - 3 }, (_, index) => addresses[index % addresses.length] ?? [])
  const printing = { ...usual(id), start: 4, right: 1.5, down: -1 }
  const sheets = await print(labels, printing)
  expect(sheets).toHaveLength(2)
  for (const [number, sheet] of sheets.entries()) {
    expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual(id === '5160' ? [612, 792] : [595, 842])
    const boxes = labels.map((_, index) => placeOf(index, printing)).filter((place) => place.sheet === number)
    const isInside = (word: (typeof sheet.words)[number]) =>
      boxes.some(({ x, y }) => word.left >= x * POINTS && word.right <= (x + SHEETS[id].label.width) * POINTS && word.top >= y * POINTS - 0.5 && word.bottom <= (y + SHEETS[id].label.height) * POINTS + 0.5)
    expect(sheet.words.filter((word) => !isInside(word))).toEqual([])
  }
})

test.each(SHEET_IDS)('on %s nothing of a long address is lost', async (id) => {
  for (const lines of addresses.filter((_, index) => index !== 1)) {
    const words = (await print([lines], usual(id))).flatMap((sheet) => sheet.words.map(({ text }) => text))
    const plain = (text: string) => text.replace(/\s+/g, '').normalize('NFKC')
    expect(plain(words.join(''))).toBe(plain(lines.join('')))
  }
})

test('what fits at no size that can be read is no label', () => {
  expect(setLabel(['x'.repeat(2000)], '5160')).toBeNull()
})

test('Hebrew is read from the right, and numbers in it from the left', () => {
  expect(wordsFromLeft('רחוב הרצל 12').map(({ words }) => words)).toEqual(['12', ' ', 'הרצל', ' ', 'רחוב'])
  expect(wordsFromLeft('Main Street').map(({ words }) => words)).toEqual(['Main Street'])
})

test.each([
  ['Zoë Łukasz Nguyễn Žižek', true],
  ['Άννα Иван משה', true],
  ['ليلى منصور', false],
  ['王小明', false],
  ['Ruth \u{1F600}', false],
])('%s: whether the font has a shape for every letter', (name, can) => {
  expect(canBeDrawn(drawn(name))).toBe(can)
})

test.each(SHEET_IDS)('the test print of %s numbers every label where it will stand', async (id) => {
  const [sheet] = readPlaces(await whole(testPdf({ sheet: id, start: 9, right: 0, down: 0 })))
  const numbers = sheet?.words.map(({ text }) => text).filter((text) => /^\d+$/.test(text ?? '')) ?? []
  expect(numbers).toEqual(expect.arrayContaining(Array.from({ length: labelsOn(SHEETS[id]) }, (_, index) => String(index + 1))))
})

test('what cannot be meant is corrected and said, and what was remembered holds where nothing is said', () => {
  expect(readPrinting({}, { sheet: 'L7160', start: 3, right: 0.5, down: -1 })).toEqual({ printing: { sheet: 'L7160', start: 3, right: 0.5, down: -1 }, corrected: [] })
  expect(readPrinting({}, null).printing).toEqual({ sheet: '5160', start: 1, right: 0, down: 0 })
  expect(readPrinting({ sheet: '5160' }, { sheet: 'L7160', start: 21 }).printing).toMatchObject({ sheet: '5160', start: 21 })
  expect(readPrinting({ start: '31', right: 'x', down: '1,5' }, null)).toEqual({ printing: { sheet: '5160', start: 1, right: 0, down: 1.5 }, corrected: ['This sheet has labels 1 to 30.', 'Labels can be moved to the side by 10 mm at most.'] })
})
