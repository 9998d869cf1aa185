import { z } from 'zod'
import { related, type Resource } from '../planning-center'
import { calendarDay } from '../web/format'
import { groupBy } from '../web/rows'
import { isDay } from './life'

/** A church's own fields of one person, as they stand together on one tab in Planning Center. */
export interface CustomTab {
  name: string
  fields: CustomField[]
}

export interface CustomField {
  name: string
  /** Several for checkboxes: Planning Center keeps one value for each box that is ticked. */
  values: string[]
}

/** In the person's own request: which tabs there are is told by what Planning Center shows of their fields. */
export const CUSTOM_FIELD_INCLUDES = 'field_data.field_definition,field_data.tab'
export const CUSTOM_FIELDS = {
  'fields[FieldDatum]': 'value,file_name,field_definition,tab',
  'fields[FieldDefinition]': 'name,data_type,sequence,deleted_at,tab_id,tab',
  'fields[Tab]': 'name,sequence',
}

const text = z.string().nullable().catch(null)
const number = z.coerce.number().catch(0)
/** Planning Center writes this one as a number, in other versions as a string. */
const id = z.union([z.string(), z.number().transform(String)]).catch('')
const datum = z.object({ value: text, file_name: text })
const definition = z.object({ name: z.string().catch('Without a name'), data_type: text, sequence: number, deleted_at: text, tab_id: id })
const tab = z.object({ name: z.string(), sequence: number })

interface Found {
  tab: Resource | undefined
  definition: Resource
  value: string
}

/** What is filled in, in the church's own order. A tab that is not open to whoever asks never arrives here. */
export function customTabsOf(person: Resource, document: { included: Resource[] }): CustomTab[] {
  const found = related(person, 'field_data', document).flatMap((one) => readDatum(one, document))
  const byTab = groupBy(found, (one) => definition.parse(one.definition.attributes).tab_id)
  const tabs = [...byTab.values()].map((ofTab) => ({ ...nameOf(ofTab[0]?.tab), fields: fieldsOf(ofTab) }))
  return tabs.sort((a, b) => a.sequence - b.sequence).map(({ name, fields }) => ({ name, fields }))
}

function readDatum(row: Resource, document: { included: Resource[] }): Found[] {
  const [field] = related(row, 'field_definition', document)
  if (!field || definition.parse(field.attributes).deleted_at) return []
  const value = valueOf(datum.parse(row.attributes), definition.parse(field.attributes).data_type)
  const [ownTab] = [...related(row, 'tab', document), ...related(field, 'tab', document)]
  return value ? [{ tab: ownTab, definition: field, value }] : []
}

function fieldsOf(found: Found[]): CustomField[] {
  const fields = [...groupBy(found, (one) => one.definition.id).values()].map((values) => ({
    definition: definition.parse(values[0]?.definition.attributes),
    values: values.map(({ value }) => value),
  }))
  return fields.sort((a, b) => a.definition.sequence - b.definition.sequence).map((field) => ({ name: field.definition.name, values: field.values }))
}

function nameOf(resource: Resource | undefined): { name: string; sequence: number } {
  const parsed = tab.safeParse(resource?.attributes)
  return parsed.success ? parsed.data : { name: 'Other fields', sequence: Number.MAX_SAFE_INTEGER }
}

function valueOf({ value, file_name }: z.infer<typeof datum>, type: string | null): string {
  if (type === 'boolean') return value === 'true' ? 'Yes' : value === 'false' ? 'No' : (value ?? '')
  if (type === 'date') return isDay(value) ? calendarDay(value) : (value ?? '')
  // The file itself opens for ten minutes only: its name says that it is there.
  return type === 'file' ? (file_name ?? '') : (value ?? '')
}
