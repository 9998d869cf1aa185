import type { Amend, Pen } from '../amend'
import type { ListRecord, ListShareRecord } from '../records'
import { resultsOf, sharesOf } from '../shelves'

/** With one person, or with everybody who has at least a level. */
type Sharing = { readonly permission?: ListShareRecord['permission'] } &
  ({ readonly personId: string } | { readonly group: NonNullable<ListShareRecord['group']> })

/** Lists: who is on one changes when it is refreshed, so whatever comes or goes moves `refreshed_at`, never `updated_at`. */
export function listChurn(amend: Amend) {
  return {
    addList: ({ name, createdById }: { name: string; createdById: string }): ListRecord => amend(({ ids, now, find, put }) => put('lists', {
      id: ids.next('list'), name, description: name, createdById: find('people', createdById).id, starredByIds: [], autoRefresh: false,
      invalid: false, campusId: null, refreshedAt: now, createdAt: now, updatedAt: now,
    })),

    addToList: (listId: string, personId: string): void => amend(pen => {
      const { church, ids, now, find, put } = pen
      refresh(pen, listId)
      if (resultsOf(church, listId).some(result => result.personId === personId)) return
      put('listResults', { id: ids.next('listResult'), listId, personId: find('people', personId).id, createdAt: now })
    }),

    removeFromList: (listId: string, personId: string): void => amend(pen => {
      refresh(pen, listId)
      for (const result of resultsOf(pen.church, listId)) if (result.personId === personId) pen.remove('listResults', result.id)
    }),

    refreshList: (listId: string): void => amend(pen => refresh(pen, listId)),

    shareList: (listId: string, { permission = 'view', ...whom }: Sharing): ListShareRecord => amend(({ ids, now, find, put }) => put(
      'listShares',
      { id: ids.next('listShare'), listId: find('lists', listId).id, personId: null, group: null, ...whom, permission, createdAt: now },
    )),

    unshareList: (shareId: string): void => amend(({ remove }) => remove('listShares', shareId)),

    deleteList: (listId: string): void => amend(({ church, remove }) => {
      for (const { id } of resultsOf(church, listId)) remove('listResults', id)
      for (const { id } of sharesOf(church, listId)) remove('listShares', id)
      remove('lists', listId)
    }),
  }
}

function refresh({ edit, now }: Pen, listId: string): void {
  edit('lists', listId, { refreshedAt: now })
}
