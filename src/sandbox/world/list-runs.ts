import { amending, type Pen } from './amend'
import type { ListRecord, World } from './records'
import { everybody, resultsOf } from './shelves'

/** Small lists take seconds, large ones minutes. */
export const LIST_RUN_TIME = 6000

export function setListRunTime(world: World, milliseconds: number): void {
  world.listRunTime = milliseconds
}

/** Planning Center refreshes a list in the background; asked again meanwhile, it goes on with what it has begun. */
export function beginListRun(world: World, { churchId, listId }: { churchId: string; listId: string }): void {
  const key = `${churchId}/${listId}`
  if (!world.listRuns.has(key)) world.listRuns.set(key, { churchId, listId, dueAt: world.clock.now() + world.listRunTime })
}

/** Nobody sees a list between two requests: those that are due by now are refreshed before the next one is answered. */
export function finishListRuns(world: World): void {
  for (const [key, { churchId, listId, dueAt }] of world.listRuns) {
    if (dueAt > world.clock.now()) continue
    world.listRuns.delete(key)
    if (!world.churches.get(churchId)?.lists.has(listId)) continue
    amending(world, churchId)(pen => refresh(pen, pen.find('lists', listId), Math.floor(dueAt / 1000) * 1000))
  }
}

function refresh({ church, ids, put, remove, edit }: Pen, { id: listId, rule }: ListRecord, at: number): void {
  edit('lists', listId, { refreshedAt: at })
  if (!rule) return
  const fitting = new Set(everybody(church).filter(rule).map(({ id }) => id))
  for (const { id, personId } of resultsOf(church, listId)) if (!fitting.delete(personId)) remove('listResults', id)
  for (const personId of fitting) {
    const id = ids.next('listResult')
    put('listResults', { id, listId, personId, createdAt: at })
  }
}
