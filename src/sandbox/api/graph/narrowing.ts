import type { TableName } from '../../world/world'
import type { Asker } from './asker'
import { momentsOf } from './conditions'
import { firstWhere, inOrder, readOrder, tableInOrder, type Order, type SortKey } from './ordering'
import type { Condition, Question } from './question'
import type { Resource, Row } from './resource'

interface Asked {
  readonly resource: Resource
  readonly table: TableName
  readonly order: Order
}

interface Narrowed {
  readonly rows: readonly Row[]
  /** What the rows were not yet tested for. */
  readonly conditions: readonly Condition[]
}

/** A table in order. Where dates are asked for, only the rows within them, found by bisection instead of going through all. */
export function narrow(asked: Asked, question: Question, asker: Asker): Narrowed {
  const { resource, table, order } = asked
  const whole = { rows: tableInOrder(table, order, asker), conditions: question.where }
  const key = datedKey(asked, question, asker)
  if (key === undefined) return whole
  const sortsBy = order.keys[0]?.name === key
  const byDate = sortsBy ? order : readOrder(resource, [key], asker)
  const [first] = byDate.keys
  if (!first) return whole
  const sorted = sortsBy ? whole.rows : tableInOrder(table, byDate, asker)
  const rows = within(sorted, first, { moments: momentsBetween(key, asked, question, asker), asker })
  const conditions = question.where.filter(condition => condition.key !== key || !momentsOf(resource, condition, asker))
  if (sortsBy) return { rows, conditions }
  // Of few rows another order is soon made; of many it is better to look for them in the order that is there.
  return rows.length * 8 < sorted.length ? { rows: inOrder(rows, order, asker), conditions } : whole
}

/** The date by which to narrow: best the one by which is sorted. */
function datedKey({ resource, order }: Asked, { where }: Question, asker: Asker): string | undefined {
  const dated = where.filter(condition => resource.order.includes(condition.key) && momentsOf(resource, condition, asker))
  return (dated.find(({ key }) => key === order.keys[0]?.name) ?? dated[0])?.key
}

type Moments = readonly [number, number]

function momentsBetween(key: string, { resource }: Asked, { where }: Question, asker: Asker): Moments {
  const spans = where.flatMap(condition => {
    const moments = condition.key === key ? momentsOf(resource, condition, asker) : undefined
    return moments ? [moments] : []
  })
  return [Math.max(...spans.map(([first]) => first)), Math.min(...spans.map(([, last]) => last))]
}

function within(rows: readonly Row[], { attribute, direction }: SortKey, { moments, asker }: { moments: Moments; asker: Asker }) {
  const [first, last] = moments
  // Rows without a date are sorted as the oldest, and never asked for.
  const at = (row: Row) => {
    const value = attribute.read(row, asker)
    return typeof value === 'number' ? value : undefined
  }
  const rises = direction === 1
  const from = rises ? firstWhere(rows, row => isAtLeast(at(row), first)) : firstWhere(rows, row => !isAbove(at(row), last))
  const to = rises ? firstWhere(rows, row => isAbove(at(row), last)) : firstWhere(rows, row => !isAtLeast(at(row), first))
  return rows.slice(from, to)
}

function isAtLeast(at: number | undefined, moment: number): boolean {
  return at !== undefined && at >= moment
}

function isAbove(at: number | undefined, moment: number): boolean {
  return at !== undefined && at > moment
}
