import { beginListRun } from '../../world/world'
import { hasLevel, type Asker } from '../graph/asker'
import { forbidden, notFound, rulesInvalid } from '../graph/refusal'
import { mayManage, visibleLists } from './rights'

/** The number of the list that this request would refresh: the one write that is imitated. */
export function listToRun({ method, path }: { method: string; path: string }): string | undefined {
  return method === 'POST' ? /^\/lists\/(\d+)\/run$/.exec(path)?.[1] : undefined
}

/** Stricter than Planning Center may be, which nowhere says who may: who only sees a list may not have it refreshed. */
export function runList(id: string, asker: Asker): void {
  const { world, church, person } = asker
  const refused = forbidden(`User with id ${person.id} cannot run List with id ${id}.`)
  if (!hasLevel(asker, 'Viewer')) throw refused
  const list = visibleLists(asker).find(each => each.id === id)
  if (!list) throw notFound()
  if (!mayManage(list, asker)) throw refused
  if (list.invalid) throw rulesInvalid()
  beginListRun(world, { churchId: church.id, listId: id })
}
