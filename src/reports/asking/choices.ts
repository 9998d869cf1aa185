import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader, Shown } from '../../mirror'

export interface Choice {
  value: string
  text: string
}

/** A custom field that a reader is shown. */
export interface Field {
  id: string
  name: string
  /** As Planning Center calls its kind. */
  dataType: string
  tab: string
  /** Those in use, of a field one chooses from. */
  values: string[]
}

/** What there is to choose from in a church's copy, as one reader is shown it. */
export interface Choices {
  memberships: string[]
  genders: string[]
  campuses: Choice[]
  maritalStatuses: Choice[]
  lists: Choice[]
  fields: Field[]
}

/** What is chosen from in Planning Center; anything may be written in others. */
const CHOSEN_FROM = ['select', 'dropdown', 'checkboxes']
const MOST_VALUES = 60
/** Longer than any index takes: nobody chooses from such words. */
const LONGEST_VALUE = 200

/** `shown` is null when Planning Center could not say: then lists and custom fields are left out. */
export async function readChoices(db: Sql, { organizationId }: Reader, shown: Shown | null): Promise<Choices> {
  const [lists, fields] = [[...(shown?.lists ?? [])], [...(shown?.fieldDefinitions ?? [])]]
  const [named, words] = await Promise.all([
    sql<{ kind: string; value: string; text: string | null; tab: string | null; data_type: string | null }>`
      select * from (
        select 'campus' as kind, id as value, name as text, null as tab, null as data_type, 0 as place, 0 as within from mirror.campus where organization_id = ${organizationId}
        union all select 'marital', id, value, null, null, 0, 0 from mirror.marital_status where organization_id = ${organizationId}
        union all select 'list', id, coalesce(nullif(name, ''), nullif(description, '')), null, null, 0, 0 from mirror.list where organization_id = ${organizationId} and id = any(${lists}::text[])
        union all select 'field', f.id, f.name, t.name, f.data_type, coalesce(t.sequence, 0), coalesce(f.sequence, 0) from mirror.field_definition f
          left join mirror.tab t on t.organization_id = f.organization_id and t.id = f.tab_id
          where f.organization_id = ${organizationId} and f.id = any(${fields}::text[])) as named
      order by kind, place, tab, within, lower(text), value`.execute(db),
    sql<{ kind: string; value: string }>`
      select 'membership' as kind, value from (${valuesOf('person', 'membership', sql`organization_id = ${organizationId}`)}) as memberships
      union all select 'gender', value from (${valuesOf('person', 'gender', sql`organization_id = ${organizationId}`)}) as genders
      union all select f.id, v.value from mirror.field_definition f, lateral (${valuesOf('field_datum', 'value', sql`organization_id = ${organizationId} and field_definition_id = f.id collate "default"`)}) as v
        where f.organization_id = ${organizationId} and f.id = any(${fields}::text[]) and f.data_type = any(${CHOSEN_FROM}::text[])`.execute(db),
  ])
  const ofKind = (kind: string) => named.rows.filter((row) => row.kind === kind)
  const wordsOf = (kind: string) => words.rows.filter((row) => row.kind === kind).map(({ value }) => value)
  const choices = (kind: string, nameless: string) => ofKind(kind).map(({ value, text }) => ({ value, text: text ?? nameless }))
  return {
    memberships: wordsOf('membership'),
    genders: wordsOf('gender'),
    campuses: choices('campus', 'Campus without a name'),
    maritalStatuses: choices('marital', 'Without a name'),
    lists: choices('list', 'List without a name'),
    fields: ofKind('field').map(({ value: id, text, data_type, tab }) => ({ id, name: text ?? 'Without a name', dataType: data_type ?? '', tab: tab ?? 'Other fields', values: wordsOf(id) })),
  }
}

/** Different values, one look into the index for each: going through everybody takes a hundred times as long. */
function valuesOf(table: 'person' | 'field_datum', column: string, which: ReturnType<typeof sql>) {
  const value = sql`left(${sql.ref(column)}, ${sql.lit(LONGEST_VALUE)}) collate "C"`
  const next = (after: ReturnType<typeof sql>) => sql`select ${value} as value from ${sql.table(`mirror.${table}`)} where ${which} and ${value} > ${after} order by ${value} limit 1`
  return sql`with recursive found(value, place) as (
      (select value, 1 from (${next(sql`''`)}) as first)
      union all
      (select later.value, found.place + 1 from found, lateral (${next(sql`found.value`)}) as later where found.place < ${sql.lit(MOST_VALUES)}))
    select value from found`
}
