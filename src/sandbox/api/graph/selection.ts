import type { Church } from '../../world/world'
import type { Asker } from './asker'
import { rowTest } from './conditions'
import { narrow } from './narrowing'
import { inOrder, readOrder } from './ordering'
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
export function select(collection: Collection, question: Question, asker: Asker): Selection {
  const { offset, perPage } = question
  const kept = selected(collection, question, asker)
  return { page: kept.slice(offset, offset + perPage), total: kept.length }
}

// Whoever reads a collection asks for its pages one after the other, now and then several readers at a time.
const mostQuestions = 30
const selectedBefore = new WeakMap<Church, { revision: number; readonly rows: Map<string, readonly Row[]> }>()

/** What a question finds is found once, until the church changes; not what depends on the time of day, as filters may. */
function selected(collection: Collection, question: Question, asker: Asker): readonly Row[] {
  const { church, person, version } = asker
  const find = () => keep(collection, question, asker)
  if (question.filters.size > 0) return find()
  let known = selectedBefore.get(church)
  if (known?.revision !== church.revision || known.rows.size >= mostQuestions) {
    known = { revision: church.revision, rows: new Map() }
    selectedBefore.set(church, known)
  }
  // A replica may know nothing yet of a permission that was lowered; who asks is judged by what holds now.
  const whoever = [person.id, person.peoplePermissions, person.siteAdministrator, version]
  const name = JSON.stringify([question.path, ...whoever, question.order, question.where])
  const rows = known.rows.get(name) ?? find()
  known.rows.set(name, rows)
  return rows
}

function keep({ resource, edge, owner }: Collection, question: Question, asker: Asker): readonly Row[] {
  const order = readOrder(resource, question.order, asker)
  const { rows, conditions } = edge.whole
    ? narrow({ resource, table: edge.whole.table, order }, question, asker)
    : { rows: inOrder(edge.rows(owner, asker), order, asker), conditions: question.where }
  const shown = edge.whole?.shows?.(asker)
  const tests = [
    ...shown ? [shown] : [],
    ...conditions.flatMap(condition => rowTest(resource, condition, asker) ?? []),
    ...filterTests({ edge, owner }, question, asker),
  ]
  return tests.length === 0 ? rows : rows.filter(row => tests.every(test => test(row)))
}

function filterTests({ edge, owner }: Pick<Collection, 'edge' | 'owner'>, question: Question, asker: Asker) {
  const named = Object.entries(edge.filters ?? {}).flatMap(([name, filter]) => (question.filters.has(name) ? filter : []))
  const tests = named.map(filter => (row: Row) => filter.keeps(row, { asker, owner, time: question.time, parameters: question.parameters }))
  const { hides } = edge
  if (hides && !question.filters.has(hides.unless)) tests.push(row => !hides.when(row))
  return tests
}
