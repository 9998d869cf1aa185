import { inflateSync } from 'node:zlib'

/** A sheet of paper as somebody holds it: its size in points, and its words without their spaces, which printers set as they like. */
export interface Sheet {
  width: number
  height: number
  words: string
}

/** What Chromium prints, read back. It knows that browser's way of writing a PDF and no other. */
export function readSheets(pdf: Buffer): Sheet[] {
  const objects = readObjects(pdf)
  return [...objects.values()].flatMap(({ head }) => {
    if (!/\/Type \/Page\b(?!s)/.test(head)) return []
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? []
    const fonts = new Map([...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, lettersOf(objects, id)]))
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? ''
    return [{ width: Number(width), height: Number(height), words: wordsOf(content, fonts).replace(/\s+/g, '').normalize('NFKC') }]
  })
}

interface PdfObject {
  head: string
  stream: string
}

function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const found of pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [, id = '', body = ''] = found
    const [head = '', ...rest] = body.split(/ ?stream\r?\n/)
    // By its length: what is packed may end with what looks like the end of a line.
    const packed = Buffer.from(rest.join('stream\n'), 'latin1').subarray(0, Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0))
    const isText = head.includes('/FlateDecode') && !/\/Length1|\/Image/.test(head)
    objects.set(id, { head, stream: isText ? inflateSync(packed).toString('latin1') : '' })
  }
  return objects
}

/** Which letters the numbers of a font's shapes stand for. */
function lettersOf(objects: Map<string, PdfObject>, fontId: string): Map<number, string> {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId)?.head ?? '')?.[1] ?? '')?.stream ?? ''
  const letters = new Map<number, string>()
  for (const [, block = ''] of map.matchAll(/beginbfchar\n(.*?)endbfchar/gs))
    for (const [, code = '', text = ''] of block.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(parseInt(code, 16), fromHex(text))
  for (const [, block = ''] of map.matchAll(/beginbfrange\n(.*?)endbfrange/gs))
    for (const [, from = '', to = '', text = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code++) letters.set(code, String.fromCharCode(parseInt(text, 16) + code - parseInt(from, 16)))
  return letters
}

const fromHex = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function wordsOf(content: string, fonts: Map<string, Map<number, string>>): string {
  let letters: Map<number, string> | undefined
  let words = ''
  for (const [, font, shapes] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (font) letters = fonts.get(font)
    for (const [code] of (shapes ?? '').matchAll(/.{4}/g)) words += letters?.get(parseInt(code, 16)) ?? ''
  }
  return words
}
