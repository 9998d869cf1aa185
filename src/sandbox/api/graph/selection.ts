import type { Asker } from './asker'
import { rowTest } from './conditions'
import { inOrder } from './ordering'
import type { Question } from './question'
import type { Edge, Resource, Row } from './resource'

export interface Selection {
  readonly page: readonly Row[]
  readonly total: number
}

interface Collection {
  readonly resource: Resource
  readonly edge: Edge
  readonly owner: Row
}

/** One page of what a collection holds under the question's conditions. */
export function select({ resource, edge, owner }: Collection, question: Question, asker: Asker): Selection {
  const tests = [
    ...question.where.flatMap(condition => rowTest(resource, condition, asker) ?? []),
    ...filterTests({ edge, owner }, question, asker),
  ]
  const sorted = inOrder(edge.rows(owner, asker), resource, question.order, asker)
  const kept = tests.length === 0 ? sorted : sorted.filter(row => tests.every(test => test(row)))
  return { page: kept.slice(question.offset, question.offset + question.perPage), total: kept.length }
}

function filterTests({ edge, owner }: Pick<Collection, 'edge' | 'owner'>, question: Question, asker: Asker) {
  const named = Object.entries(edge.filters ?? {}).flatMap(([name, filter]) => (question.filters.has(name) ? filter : []))
  const tests = named.map(filter => (row: Row) => filter.keeps(row, { asker, owner, time: question.time }))
  const { hides } = edge
  if (hides && !question.filters.has(hides.unless)) tests.push(row => !hides.when(row))
  return tests
}
