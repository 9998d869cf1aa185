import type { Household, Households } from '../asking/households'
import type { Cell, Column } from '../report'
import { greet } from './salutation'
import type { Statement } from './statement'
import type { Table } from './table'

const column = (name: string, heading: string, isContact = false): Column => ({ name, heading, type: 'text', isContact, isGroup: false })

/** What a word processor's mail merge asks for, under the names it knows. */
export const LETTER_COLUMNS: readonly Column[] = [
  column('addressee', 'Addressee'),
  column('salutation', 'Salutation'),
  column('first-names', 'First names'),
  column('last-name', 'Last name'),
  column('street', 'Street', true),
  column('city', 'City', true),
  column('state', 'State', true),
  column('zip', 'Zip', true),
  column('country', 'Country', true),
  column('household', 'Household'),
  { ...column('people', 'People'), type: 'number' },
]

/** One row per household. */
export function lettersTable({ many, childrenAlone, batches }: Households, about: Omit<Statement, 'many' | 'unit' | 'withheld'>, mayTakeChildren: boolean): Table {
  async function* rows(): AsyncGenerator<Cell[][]> {
    for await (const some of batches()) yield some.map((household) => letterRow(household, mayTakeChildren))
  }
  return { statement: { ...about, many, unit: 'households', withheld: mayTakeChildren ? 0 : childrenAlone }, columns: LETTER_COLUMNS, batches: rows() }
}

export function letterRow(household: Household, mayTakeChildren: boolean): Cell[] {
  const { addressee, salutation, firstNames, lastName } = greet(household.people)
  const address = mayTakeChildren || !isOfChildren(household) ? household.address : null
  const street = [address?.street1, address?.street2].filter(Boolean).join(', ') || null
  return [addressee, salutation, firstNames, lastName, street, address?.city ?? null, address?.state ?? null, address?.zip ?? null, address?.country ?? null, household.name, household.people.length]
}

/** Its address is the only way here to reach them. */
export const isOfChildren = ({ people }: Household): boolean => people.every(({ isMinor }) => isMinor)
