import type { Amend } from '../amend'
import type { FieldDatumRecord, FieldDefinitionRecord, TabRecord } from '../records'
import { dataOf, definitionsOf } from '../shelves'

/** Custom fields: what is filled in has its own timestamp and never moves the person's. */
export function customFieldChurn(amend: Amend) {
  return {
    /** Of a field with checkboxes each ticked option has a datum of its own; any other field has one. */
    setFieldDatum: (personId: string, fieldDefinitionId: string, value: string): FieldDatumRecord =>
      amend(({ church, ids, now, find, edit, put }) => {
        const { dataType } = find('fieldDefinitions', fieldDefinitionId)
        const known = dataOf(church, personId).find(datum => datum.fieldDefinitionId === fieldDefinitionId
          && (dataType !== 'checkboxes' || datum.value === value))
        if (known) return edit('fieldData', known.id, { value, updatedAt: now })
        const owner = find('people', personId).id
        return put('fieldData', { id: ids.next('fieldDatum'), fieldDefinitionId, personId: owner, value, createdAt: now, updatedAt: now })
      }),

    removeFieldDatum: (id: string): void => amend(({ remove }) => remove('fieldData', id)),

    addTab: ({ name, visibleFrom = 'Viewer' }: Pick<TabRecord, 'name'> & Partial<TabRecord>): TabRecord =>
      amend(({ church, ids, put }) =>
        put('tabs', { id: ids.next('tab'), name, slug: slugOf(name), sequence: church.tabs.size + 1, visibleFrom })),

    renameTab: (id: string, name: string): TabRecord => amend(({ edit }) => edit('tabs', id, { name, slug: slugOf(name) })),

    changeTabVisibility: (id: string, visibleFrom: TabRecord['visibleFrom']): TabRecord =>
      amend(({ edit }) => edit('tabs', id, { visibleFrom })),

    addField: (tabId: string, { name, dataType }: Pick<FieldDefinitionRecord, 'name' | 'dataType'>): FieldDefinitionRecord =>
      amend(({ church, ids, find, put }) => {
        const sequence = definitionsOf(church, find('tabs', tabId).id).length + 1
        return put('fieldDefinitions', {
          id: ids.next('fieldDefinition'), tabId, name, slug: slugOf(name), sequence, dataType, deletedAt: null,
        })
      }),

    /** Only stamps it: what people filled in stays, and is no longer shown. */
    deleteField: (id: string): FieldDefinitionRecord => amend(({ edit, now }) => edit('fieldDefinitions', id, { deletedAt: now })),
  }
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '_')
}
