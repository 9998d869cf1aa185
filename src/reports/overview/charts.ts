import { scaleBand, scaleLinear } from 'd3-scale'

/** A number of people: what it is called, how it is written, and the list of exactly those. */
export interface Amount {
  label: string
  /** Where the label is short for those who see where it stands. */
  said?: string
  many: number
  /** Null where no list can be made of them. */
  href: string | null
  /** Nobody knows, or not yet: drawn hollow, so that it is told apart without its color. */
  isOpen: boolean
}

/**
 * A chart as the page prints it. Across it is measured in percent, so that it is as wide as its place; up and down in `em`, so
 * that it grows with the letters: a phone and a desk get the same letters, and neither a script nor a style.
 */
export interface Chart {
  height: string
  bars: Bar[]
}

export interface Bar {
  href: string | null
  /** For those who hear it. */
  says: string
  isOpen: boolean
  /** What a finger meets. */
  place: Box
  bar: Box
  /** Where the length of all would end; null where bars are compared with each other alone. */
  ground: Box | null
  label: Words
  number: Words
}

interface Box {
  x: string
  y: string
  width: string
  height: string
}

interface Words {
  text: string
  x: string
  y: string
}

/** A thumb's height, at 17 px a letter. */
const ROW = 2.75
const LINE = 1.1
const BAR = { top: 1.6, height: 0.7 }
/** Of a hundred: one person of very many is still seen. */
const LEAST = 0.6

/** One line for each: its name, its number, and below them its bar. `whole`: what a bar of the whole width would be. */
export function rows(amounts: readonly Amount[], whole: number | null = null): Chart {
  const height = amounts.length * ROW
  const down = scaleBand(amounts.keys(), [0, height])
  const across = scaleLinear([0, whole ?? most(amounts)], [0, 100])
  return {
    height: em(height),
    bars: amounts.map((amount, index) => {
      const top = down(index) ?? 0
      const bar = { x: '0%', y: em(top + BAR.top), height: em(BAR.height) }
      return {
        ...told(amount, shortened(amount.label), written(amount.many)),
        place: { x: '0%', y: em(top), width: '100%', height: em(down.bandwidth()) },
        bar: { ...bar, width: percent(visible(amount.many, across(amount.many))) },
        ground: whole === null ? null : { ...bar, width: '100%' },
        label: { text: shortened(amount.label), x: '0%', y: em(top + LINE) },
        number: { text: written(amount.many), x: '100%', y: em(top + LINE) },
      }
    }),
  }
}

const TALLEST = 7
const NUMBER_ROOM = 1.5
const COLUMN_ROOM = NUMBER_ROOM + TALLEST
const COLUMN_HEIGHT = COLUMN_ROOM + 1.7

/** Columns side by side, each with its number on top and its name below; as tall as in all charts where the most is `tallest`. */
export function columns(amounts: readonly Amount[], tallest = most(amounts)): Chart {
  const across = scaleBand(amounts.keys(), [0, 100]).paddingInner(0.24).paddingOuter(0.12)
  const up = scaleLinear([0, tallest], [0, TALLEST])
  return {
    height: em(COLUMN_HEIGHT),
    bars: amounts.map((amount, index) => {
      const [left, width, tall] = [across(index) ?? 0, across.bandwidth(), visible(amount.many, up(amount.many), 0.12)]
      const middle = percent(left + width / 2)
      return {
        ...told(amount, amount.label, compact.format(amount.many)),
        place: { x: percent(left - (across.step() - width) / 2), y: '0em', width: percent(across.step()), height: em(COLUMN_HEIGHT) },
        bar: { x: percent(left), y: em(COLUMN_ROOM - tall), width: percent(width), height: em(tall) },
        ground: null,
        label: { text: amount.label, x: middle, y: em(COLUMN_ROOM + 1.25) },
        number: { text: compact.format(amount.many), x: middle, y: em(COLUMN_ROOM - tall - 0.4) },
      }
    }),
  }
}

export const most = (amounts: readonly Amount[]) => Math.max(1, ...amounts.map(({ many }) => many))

/** Whoever speaks to a computer says what they see; what was left out there comes after it. */
function told({ label, said = label, many, href, isOpen }: Amount, shown: string, number: string) {
  return { href, isOpen, says: `${shown}: ${number} ${many === 1 ? 'person' : 'people'}${said === shown ? '' : `, ${said}`}` }
}

const visible = (many: number, length: number, least = LEAST) => (many === 0 ? 0 : Math.max(length, least))

/** No longer than the narrowest place has room for beside its number; the table behind the chart has it whole. */
const LONGEST = 24
const shortened = (text: string) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join('').trimEnd()}…` : text)

const numbers = new Intl.NumberFormat('en-US')
const written = (many: number) => numbers.format(many)
/** "1.2K": a column is narrower than 1,204. */
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

const em = (length: number) => `${rounded(length)}em`
const percent = (length: number) => `${rounded(length)}%`
const rounded = (length: number) => Math.round(length * 100) / 100
