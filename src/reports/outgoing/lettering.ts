import { readFileSync } from 'node:fs'
import bidiFactory from 'bidi-js'
import type * as Fontkit from 'fontkit'

/** The sizes of Arial, free: Latin, Greek, Cyrillic and Hebrew. */
export const FONT_FILE = require.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf')

let opened: Fontkit.Font | undefined
/** Only whoever prints labels reads it, once, and what can read it: a sixth of what a start would load. */
const font = () => (opened ??= openFont())
function openFont(): Fontkit.Font {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import() would make everybody wait who asks for a letter's width
  const { create } = require('fontkit') as typeof Fontkit
  return create(readFileSync(FONT_FILE)) as Fontkit.Font
}
const bidi = bidiFactory()

/** Whether every letter has a shape; combining marks, too, for a name without its accents is another name. */
export function canBeDrawn(text: string): boolean {
  return [...text].every((letter) => INVISIBLE.test(letter) || font().hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
}

/** Marks of direction and of joining have no shape and need none. */
const INVISIBLE = /^[\p{Cf}\s]$/u

/** What is drawn: composed, in one spelling of spaces, without marks that have no shape. */
export const drawn = (text: string): string => text.normalize('NFC').replace(/\p{Cf}/gu, '').replace(/\s+/g, ' ').trim()

/** In points, as it is set. */
export const widthOf = (text: string, size: number): number => font().layout(text).advanceWidth * (size / font().unitsPerEm)

/**
 * In points, and never less than it will be: each letter by itself, with room for pairs that stand further apart. Setting a
 * line to measure it takes fifty times as long, and there may be a hundred thousand labels.
 */
export const roomFor = (text: string, size: number): number => [...text].reduce((width, letter) => width + letterWidth(letter), 0) * (size / font().unitsPerEm) * 1.02

const letterWidths = new Map<string, number>()
function letterWidth(letter: string): number {
  const width = letterWidths.get(letter) ?? font().glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth
  letterWidths.set(letter, width)
  return width
}

/** How much of a size lies above and below the line. */
export const lineShape = (): { above: number; below: number } => ({ above: font().ascent / font().unitsPerEm, below: -font().descent / font().unitsPerEm })

/**
 * A line as it is read, cut into pieces of one direction in the order they stand on paper. Within a piece the font itself sets
 * Hebrew from the right, so the letters stay in their order here.
 */
export function wordsFromLeft(line: string): { words: string }[] {
  if (!RIGHT_TO_LEFT.test(line)) return [{ words: line }]
  const levels = bidi.getEmbeddingLevels(line)
  const pieces: { level: number; words: string }[] = []
  let index = 0
  for (const letter of line) {
    const level = levels.levels[index] ?? 0
    index += letter.length // levels are told for halves of a letter, where it has two
    const shape = (level % 2 === 1 && bidi.getMirroredCharacter(letter)) || letter
    const last = pieces.at(-1)
    // Word by word: the font turns the letters of a word round, never the words of a line.
    if (last && last.level === level && letter !== ' ' && !last.words.endsWith(' ')) last.words += shape
    else pieces.push({ level, words: shape })
  }
  return reordered(pieces)
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u

/** Unicode's rule L2: from the highest level down, what stands together at it is turned round. */
function reordered(pieces: { level: number; words: string }[]): { words: string }[] {
  const out = [...pieces]
  for (let level = Math.max(...out.map((piece) => piece.level)); level > 0; level--) {
    for (let from = 0; from < out.length; from++) {
      let to = from
      while ((out[to]?.level ?? -1) >= level) to++
      if (to > from + 1) out.splice(from, to - from, ...out.slice(from, to).reverse())
      from = Math.max(from, to - 1)
    }
  }
  return out
}
