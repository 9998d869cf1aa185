import { definitionsOf, only, optionsOf } from '../../world/shelves'
import type { FieldDatumRecord, FieldDefinitionRecord, FieldOptionRecord, TabRecord } from '../../world/world'
import type { Asker } from '../graph/asker'
import { json, moment, text, whole, type Resource } from '../graph/resource'
import { visibleTabs } from './rights'

/** Since this version data carry their dates, and `tab_id` is a number. */
const revised = '2026-06-04'

export const tab: Resource<TabRecord> = {
  type: 'Tab',
  path: ({ id }) => `/tabs/${id}`,
  attributes: { name: text(({ name }) => name), sequence: whole(({ sequence }) => sequence), slug: text(({ slug }) => slug) },
  order: ['name', 'sequence', 'slug'],
  where: ['name', 'sequence', 'slug'],
  include: ['field_definitions', 'field_options'],
  edges: {
    field_definitions: {
      to: 'FieldDefinition', many: true,
      rows: ({ id }, { church }) => definitionsOf(church, id),
      hides: { unless: 'with_deleted', when: isDeleted },
    },
    field_options: {
      to: 'FieldOption', many: true,
      rows: ({ id }, { church }) => definitionsOf(church, id).flatMap(definition => optionsOf(church, definition.id)),
    },
  },
}

const definitionKeys = ['config', 'data_type', 'deleted_at', 'name', 'sequence', 'slug', 'tab_id']

export const fieldDefinition: Resource<FieldDefinitionRecord> = {
  type: 'FieldDefinition',
  path: ({ id }) => `/field_definitions/${id}`,
  attributes: {
    config: text(() => null),
    data_type: text(({ dataType }) => dataType),
    deleted_at: moment(({ deletedAt }) => deletedAt),
    name: text(({ name }) => name),
    sequence: whole(({ sequence }) => sequence),
    slug: text(({ slug }) => slug),
    tab_id: whole(({ tabId }, { version }) => (version >= revised ? Number(tabId) : tabId)),
  },
  order: definitionKeys,
  where: definitionKeys,
  include: ['field_options', 'tab'],
  relationships: { tab: { type: 'Tab', ids: ({ tabId }) => tabId } },
  edges: {
    field_options: { to: 'FieldOption', many: true, rows: ({ id }, { church }) => optionsOf(church, id) },
    tab: { to: 'Tab', many: false, rows: tabOf },
  },
}

export const fieldOption: Resource<FieldOptionRecord> = {
  type: 'FieldOption',
  path: ({ id, fieldDefinitionId }) => `/field_definitions/${fieldDefinitionId}/field_options/${id}`,
  attributes: { sequence: whole(({ sequence }) => sequence), value: text(({ value }) => value) },
  order: ['sequence', 'value'],
  where: ['sequence', 'value'],
  relationships: { field_definition: { type: 'FieldDefinition', ids: ({ fieldDefinitionId }) => fieldDefinitionId } },
}

export const fieldDatum: Resource<FieldDatumRecord> = {
  type: 'FieldDatum',
  path: ({ id }) => `/field_data/${id}`,
  attributes: {
    created_at: moment(({ createdAt }) => createdAt, { from: revised }),
    file: json(() => ({ url: null })),
    file_content_type: text(() => null),
    file_name: text(() => null),
    file_size: whole(() => null),
    updated_at: moment(({ updatedAt }) => updatedAt, { from: revised }),
    value: text(({ value }) => value),
  },
  keys: { field_definition_id: whole(({ fieldDefinitionId }) => fieldDefinitionId) },
  order: ['created_at', 'file', 'file_content_type', 'file_name', 'file_size', 'updated_at', 'value'],
  where: ['created_at', 'field_definition_id', 'file', 'file_content_type', 'file_name', 'file_size', 'updated_at', 'value'],
  include: ['field_definition', 'field_option', 'tab'],
  relationships: {
    field_definition: { type: 'FieldDefinition', ids: ({ fieldDefinitionId }) => fieldDefinitionId },
    customizable: { type: 'Person', ids: ({ personId }) => personId },
  },
  edges: {
    field_definition: {
      to: 'FieldDefinition', many: false,
      rows: ({ fieldDefinitionId }, { church }) => only(church.fieldDefinitions, fieldDefinitionId),
    },
    field_option: {
      to: 'FieldOption', many: false,
      rows: ({ fieldDefinitionId, value }, { church }) =>
        optionsOf(church, fieldDefinitionId).filter(option => option.value === value),
    },
    person: { to: 'Person', many: false, rows: ({ personId }, { church }) => only(church.people, personId) },
    tab: {
      to: 'Tab', many: false,
      rows: ({ fieldDefinitionId }, asker) =>
        only(asker.church.fieldDefinitions, fieldDefinitionId).flatMap(field => tabOf(field, asker)),
    },
  },
}

export function isDeleted(definition: object): boolean {
  return 'deletedAt' in definition && definition.deletedAt !== null
}

function tabOf({ tabId }: FieldDefinitionRecord, asker: Asker): readonly TabRecord[] {
  return visibleTabs(asker).filter(tab => tab.id === tabId)
}
