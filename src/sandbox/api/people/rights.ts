import { dataOf, definitionsOf, sharesOf, shelf } from '../../world/shelves'
import type { FieldDatumRecord, FieldDefinitionRecord, ListRecord, ListShareRecord, TabRecord } from '../../world/world'
import { hasLevel, type Asker } from '../graph/asker'
import type { Row } from '../graph/resource'

const everyList = shelf('lists')
const everyTab = shelf('tabs')

/** A list is seen by who made it and by those it is shared with; being an administrator opens nobody's private list. */
export function visibleLists(asker: Asker): readonly ListRecord[] {
  return everyList(asker.church).filter(list => list.createdById === asker.person.id
    || sharesOf(asker.church, list.id).some(share => isSharedWith(share, asker)))
}

export function mayManage(list: ListRecord, asker: Asker): boolean {
  return list.createdById === asker.person.id
    || sharesOf(asker.church, list.id).some(share => share.permission === 'manage' && isSharedWith(share, asker))
}

function isSharedWith(share: ListShareRecord, asker: Asker): boolean {
  return share.group === null ? share.personId === asker.person.id : hasLevel(asker, share.group)
}

export function visibleTabs(asker: Asker): readonly TabRecord[] {
  return everyTab(asker.church).filter(tab => hasLevel(asker, tab.visibleFrom))
}

/** The fields of the tabs one sees, deleted ones among them. */
export function visibleDefinitions(asker: Asker): readonly FieldDefinitionRecord[] {
  return visibleTabs(asker).flatMap(tab => definitionsOf(asker.church, tab.id))
}

export function visibleData(asker: Asker, personId: string): readonly FieldDatumRecord[] {
  return dataOf(asker.church, personId).filter(showsDatum(asker))
}

export function showsDatum(asker: Asker): (datum: Row) => boolean {
  const fields = new Set(visibleDefinitions(asker).filter(field => field.deletedAt === null).map(field => field.id))
  return ({ id }) => fields.has(asker.church.fieldData.get(id)?.fieldDefinitionId ?? '')
}
