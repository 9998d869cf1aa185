import { addressLines, missingOf, type AddressPart, type Household, type Households } from '../asking/households'
import { setLabel, type Label } from './labels'
import { canBeDrawn, drawn } from './lettering'
import { isOfChildren } from './letters'
import { greet } from './salutation'
import type { SheetId } from './sheets'

/** Why a household gets no label. */
export type Unprinted =
  | { why: 'no-address' }
  | { why: 'incomplete'; missing: readonly AddressPart[] }
  /** Children whom the visitor may not take out. */
  | { why: 'children' }
  /** Letters for which the font has no shape: an empty box finds nobody. */
  | { why: 'letters' }
  /** More words than fit on the label at a size that can be read. */
  | { why: 'too-long' }

/** The label of a household, or why there is none. */
export function labelOf(household: Household, sheet: SheetId, mayTakeChildren: boolean): Label | Unprinted {
  const { address } = household
  if (!mayTakeChildren && isOfChildren(household)) return { why: 'children' }
  if (address === null) return { why: 'no-address' }
  const missing = missingOf(address)
  if (missing.length > 0) return { why: 'incomplete', missing }
  const lines = [greet(household.people).addressee, ...addressLines(address)]
  if (!lines.every((line) => canBeDrawn(drawn(line)))) return { why: 'letters' }
  return setLabel(lines, sheet) ?? { why: 'too-long' }
}

export const isLabel = (found: Label | Unprinted): found is Label => 'lines' in found

/** Those that can be printed, as the PDF takes them. */
export async function* labelsOf({ batches }: Households, sheet: SheetId, mayTakeChildren: boolean): AsyncGenerator<Label[]> {
  for await (const some of batches()) yield some.map((household) => labelOf(household, sheet, mayTakeChildren)).filter(isLabel)
}

export interface LabelsCounted {
  printed: number
  unprinted: { household: Household; because: Unprinted }[]
  /** More than are listed. */
  others: number
}

/** Nobody reads more of them; but each is counted. */
const MOST_LISTED = 300

export async function countLabels({ batches }: Households, sheet: SheetId, mayTakeChildren: boolean): Promise<LabelsCounted> {
  const counted: LabelsCounted = { printed: 0, unprinted: [], others: 0 }
  for await (const some of batches())
    for (const household of some) {
      const found = labelOf(household, sheet, mayTakeChildren)
      if (isLabel(found)) counted.printed++
      else if (counted.unprinted.length < MOST_LISTED) counted.unprinted.push({ household, because: found })
      else counted.others++
    }
  return counted
}
