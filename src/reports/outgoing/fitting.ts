import { lineShape, roomFor } from './lettering'

/** In points. */
export interface Box {
  width: number
  height: number
}

/** Lines at the one size at which all of them are inside. */
export interface Fitted {
  size: number
  lines: string[]
}

const LARGEST = 12
/** Long lines shrink to this, and are broken rather than made smaller … */
const SMALLEST_UNBROKEN = 9
/** … until nobody could read them. */
const SMALLEST = 5.5
const STEP = 0.5

/** Line to line, as a share of the size. */
const leading = () => lineShape().above + lineShape().below

/** Shrunk, then broken between words, then within one; null when they would not fit even so. Nothing is ever cut. */
export function fit(lines: readonly string[], box: Box): Fitted | null {
  for (let size = LARGEST; size >= SMALLEST; size -= STEP) {
    const broken = size >= SMALLEST_UNBROKEN ? lines : lines.flatMap((line) => breakLine(line, size, box.width))
    const isInside = broken.length * leading() * size <= box.height && broken.every((line) => roomFor(line, size) <= box.width)
    if (isInside) return { size, lines: [...broken] }
  }
  return null
}

export const lineHeight = (size: number): number => leading() * size

function breakLine(line: string, size: number, width: number): string[] {
  const fits = (text: string) => roomFor(text, size) <= width
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (fits(longer)) {
      current = longer
      continue
    }
    if (current !== '') lines.push(current)
    current = ''
    for (const letter of word) {
      if (current !== '' && !fits(current + letter)) {
        lines.push(current)
        current = ''
      }
      current += letter
    }
  }
  return [...lines, current]
}
