import type { Sql } from '../../database'
import { cannotBeAskedNow, type Reader, type Shown } from '../../mirror'
import { dayIn } from '../calendar'
import { gradeWords } from '../columns'
import { ANY, isBlank, isFieldName, NONE, type Definition, type FilterName } from '../definition'
import type { Column, Impossible, Missing, Opened, Report } from '../report'
import { readChoices, type Choice, type Choices, type Field } from './choices'
import { blankColumn, PLAIN_COLUMNS } from './columns'
import { reasonAgainst } from './impossible'

/** A question one reader may ask of people, with the answers there are to choose from. */
export interface FilterKind {
  name: FilterName
  label: string
  kind: 'choice' | 'months' | 'age' | 'yes-no' | 'since'
  /** Empty for a kind whose values are written, or the same in every church. */
  options: readonly Choice[]
  /** Heading it stands under. */
  about: string
}

/** What one reader may ask of their church's copy at this moment. */
export interface Catalogue {
  columns: readonly Column[]
  filters: readonly FilterKind[]
  /** @throws what kept Planning Center from saying what this reader is shown, if the definition names a list or a custom field */
  open(definition: Definition): Opened
}

export async function openCatalogue(db: Sql, reader: Reader, { now, timeZone: called }: { now: number; timeZone: string }): Promise<Catalogue> {
  const { shown, trouble } = await shownOrTrouble(reader)
  const choices = await readChoices(db, reader, shown)
  const columns = [...PLAIN_COLUMNS, ...choices.fields.map(fieldColumn)]
  const filters = filtersFor(choices)
  const timeZone = knownTimeZone(called)
  const today = dayIn(timeZone, now)
  const columnNamed = (name: string) => (isBlank(name) ? blankColumn(name) : columns.find((column) => column.name === name))

  function missingIn({ filters: asked, columns: shownColumns, sort, group }: Definition): Missing[] {
    const unknown = (part: Missing['part'], names: readonly string[]) => names.filter((name) => !columnNamed(name)).map((name): Missing => ({ part, name, value: null }))
    return [
      ...entriesOf(asked).flatMap(([name, values]) => missingValues(name, values, filters)),
      ...unknown('column', shownColumns),
      ...unknown('sort', sort.map(({ column }) => column)),
      ...(group === null || columnNamed(group)?.isGroup ? [] : unknownGroup(group)),
    ]
  }

  function ask(definition: Definition): Report {
    const found = (name: string) => columnNamed(name) ?? []
    return {
      definition,
      columns: definition.columns.flatMap(found),
      sort: definition.sort.flatMap((sort) => [found(sort.column)].flat().map((by) => ({ ...sort, by }))),
      group: definition.group === null ? null : (columnNamed(definition.group) ?? null),
      today,
      timeZone,
    }
  }

  return {
    columns,
    filters,
    open(definition) {
      if (trouble && namesWhatIsShown(definition)) throw trouble
      const missing = missingIn(definition)
      const impossible = entriesOf(definition.filters).flatMap(([filter, values]): Impossible[] => {
        const reason = reasonAgainst(filter, values, { today, filters: definition.filters })
        return reason === null ? [] : [{ filter, reason }]
      })
      const mended = mend(definition, missing)
      const isAskable = impossible.length === 0 && missing.every(({ part }) => part !== 'filter')
      return { definition, report: isAskable ? ask(mended) : null, missing, impossible, mended }
    },
  }
}

/** What cannot be asked for a moment is not gone; whoever asks for none of it need not know. */
async function shownOrTrouble(reader: Reader): Promise<{ shown: Shown | null; trouble: Error | null }> {
  try {
    return { shown: await reader.shown(), trouble: null }
  } catch (error) {
    if (error instanceof Error && cannotBeAskedNow(error)) return { shown: null, trouble: error }
    throw error
  }
}

/** In Greenwich where this Node does not know the name; databases know more of them. */
export function knownTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone && timeZone
  } catch {
    return 'UTC'
  }
}

const entriesOf = (filters: Definition['filters']) => Object.entries(filters) as [FilterName, readonly string[]][]
const unknownGroup = (name: string): Missing[] => [{ part: 'group', name, value: null }]

function namesWhatIsShown({ filters, columns, sort, group }: Definition): boolean {
  const names = [...Object.keys(filters), ...columns, ...sort.map(({ column }) => column), ...(group === null ? [] : [group])]
  return names.some((name) => name === 'list' || isFieldName(name))
}

/** Of ids only: words that nobody has at the moment choose nobody, and may have somebody tomorrow. */
const CHOSEN_BY_ID: readonly FilterName[] = ['campus', 'marital', 'list']

function missingValues(name: FilterName, values: readonly string[], filters: readonly FilterKind[]): Missing[] {
  const filter = filters.find((one) => one.name === name)
  if (!filter) return [{ part: 'filter', name, value: null }]
  const gone = CHOSEN_BY_ID.includes(name) ? values.filter((value) => !(value === NONE && name !== 'list') && !filter.options.some((option) => option.value === value)) : []
  return gone.map((value) => ({ part: 'filter', name, value }))
}

function mend(definition: Definition, missing: readonly Missing[]): Definition {
  const isGone = (part: Missing['part'], name: string) => missing.some((one) => one.part === part && one.name === name && one.value === null)
  const filters: Partial<Record<FilterName, readonly string[]>> = {}
  for (const [name, values] of entriesOf(definition.filters)) {
    const left = values.filter((value) => !missing.some((one) => one.part === 'filter' && one.name === name && (one.value === null || one.value === value)))
    if (left.length > 0) filters[name] = left
  }
  return {
    ...definition,
    filters,
    columns: definition.columns.filter((name) => !isGone('column', name)),
    sort: definition.sort.filter(({ column }) => !isGone('sort', column)),
    group: definition.group !== null && isGone('group', definition.group) ? null : definition.group,
  }
}

function fieldColumn({ id, name, dataType }: Field): Column {
  const type = dataType === 'date' ? 'day' : dataType === 'number' ? 'number' : dataType === 'boolean' ? 'yes-no' : 'text'
  return { name: `field-${id}`, heading: name, type, isContact: false, isGroup: type === 'yes-no' || GROUPING.includes(dataType) }
}

const GROUPING = ['select', 'dropdown', 'checkboxes']

const same = (value: string): Choice => ({ value, text: value })
const none = (text: string): Choice => ({ value: NONE, text })
const STATUSES = [{ value: 'active', text: 'Active' }, { value: 'inactive', text: 'Inactive' }, { value: 'all', text: 'Active and inactive' }]
const MONTHS = Array.from({ length: 12 }, (_, month) => ({ value: String(month + 1), text: new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month)) }))
const YES_NO = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]
const HAS = [{ value: 'yes', text: 'Has one' }, { value: 'no', text: 'Has none' }]

function filtersFor({ memberships, genders, campuses, maritalStatuses, lists, fields }: Choices): FilterKind[] {
  const filter = (name: FilterName, label: string, kind: FilterKind['kind'], about: string, options: readonly Choice[] = []): FilterKind => ({ name, label, kind, options, about })
  return [
    filter('status', 'Status', 'choice', 'People', STATUSES),
    filter('membership', 'Membership', 'choice', 'People', [...memberships.map(same), none('No membership')]),
    filter('campus', 'Campus', 'choice', 'People', [...campuses, none('No campus')]),
    filter('gender', 'Gender', 'choice', 'People', [...genders.map(same), none('Not filled in')]),
    filter('marital', 'Marital status', 'choice', 'People', [...maritalStatuses, none('Not filled in')]),
    filter('child', 'Child', 'yes-no', 'Age and school', YES_NO),
    filter('age', 'Age', 'age', 'Age and school'),
    filter('birthday', 'Birthday in', 'months', 'Age and school', [...MONTHS, none('No birthday known')]),
    filter('grade', 'Grade', 'choice', 'Age and school', [...GRADES, none('No grade')]),
    ...(lists.length > 0 ? [filter('list', 'On the list', 'choice', 'Lists', lists)] : []),
    filter('email', 'E-mail address', 'choice', 'Contact', [...HAS, { value: 'blocked', text: 'One is blocked' }]),
    filter('phone', 'Phone number', 'yes-no', 'Contact', HAS),
    filter('address', 'Address', 'yes-no', 'Contact', HAS),
    filter('created', 'Added since', 'since', 'Dates'),
    filter('changed', 'Changed since', 'since', 'Dates'),
    filter('inactivated', 'Inactive since', 'since', 'Dates'),
    ...fields.map((field) => filter(`field-${field.id}`, field.name, 'choice', field.tab, [...valueChoices(field), { value: ANY, text: 'Anything' }, none('Nothing')])),
  ]
}

const valueChoices = ({ dataType, values }: Field): Choice[] => (dataType === 'boolean' ? [{ value: 'true', text: 'Yes' }, { value: 'false', text: 'No' }] : values.map(same))

const GRADES = Array.from({ length: 14 }, (_, index) => ({ value: String(index - 1), text: gradeWords(index - 1) }))
