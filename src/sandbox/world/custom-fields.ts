import type { Cast, Enrolment } from './enrolment'
import type { FieldDefinitionRecord, PersonRecord, TabRecord } from './records'
import { createChance } from './seeded'

/** A tab for everybody, and one that Planning Center shows only to Managers. */
export function addCustomFields(enrolment: Enrolment, named: Cast): void {
  const faith = addTab(enrolment, { name: 'Faith and service', slug: 'faith_and_service', visibleFrom: 'Viewer' })
  const care = addTab(enrolment, { name: 'Pastoral care', slug: 'pastoral_care', visibleFrom: 'Manager' })
  const field = (tab: TabRecord, name: string, dataType: FieldDefinitionRecord['dataType']) =>
    addField(enrolment, tab, { name, dataType })

  const baptism = field(faith, 'Baptism date', 'date')
  const serving = field(faith, 'Serving in', 'checkboxes')
  addOptions(enrolment, serving, ['Choir', "Children's church", 'Kitchen', 'Welcome team'])
  const shirt = field(faith, 'Shirt size', 'select')
  addOptions(enrolment, shirt, ['S', 'M', 'L', 'XL'])
  const newsletter = field(faith, 'Printed newsletter', 'boolean')
  const retired = field(faith, 'Offering envelope', 'number')
  retired.deletedAt = retiredAt(enrolment)
  const counselling = field(care, 'Counselling notes', 'text')

  const fill = (key: string, definition: FieldDefinitionRecord, ...values: string[]) =>
    addValues(enrolment, named(key), definition, values)
  fill('secretary', baptism, '1974-04-14')
  fill('secretary', serving, 'Choir', 'Welcome team')
  fill('secretary', retired, '112')
  fill('volunteer', serving, "Children's church")
  fill('volunteer', shirt, 'L')
  fill('ngozi', serving, 'Choir', 'Kitchen', "Children's church")
  fill('ngozi', newsletter, 'true')
  fill('shared-email', newsletter, 'true')
  fill('zoe', baptism, '2019-06-09')
  fill('elena', counselling, 'CARENOTE-HERON-1: meets Daniel on Thursdays')
  fill('grant-price', counselling, 'CARENOTE-HERON-2: do not seat together')
}

/** What a crowd filled in: data that came with an import carry its date, the others were entered later. */
export function fillCrowd(enrolment: Enrolment, crowd: readonly PersonRecord[]): void {
  const chance = createChance(615_201)
  const named = (name: string) => [...enrolment.church.fieldDefinitions.values()].filter(field => field.name === name)
  const shares = [
    { share: 0.3, fields: named('Baptism date'), value: () => `${1950 + chance.below(70)}-0${1 + chance.below(9)}-${10 + chance.below(18)}` },
    { share: 0.15, fields: named('Shirt size'), value: () => chance.pick(['S', 'M', 'L', 'XL']) },
    { share: 0.1, fields: named('Serving in'), value: () => chance.pick(['Choir', 'Kitchen', 'Welcome team']) },
    { share: 0.1, fields: named('Printed newsletter'), value: () => String(chance.happens(0.8)) },
    { share: 0.01, fields: named('Counselling notes'), value: () => `CARENOTE-HERON-${3 + chance.below(997)}: call back` },
  ]
  for (const person of crowd) {
    for (const { share, fields: [definition], value } of shares) {
      if (!definition || person.child || !chance.happens(share)) continue
      const entered = chance.happens(0.5) ? person.createdAt : person.updatedAt
      addValues(enrolment, { id: person.id, createdAt: entered, updatedAt: person.updatedAt }, definition, [value()])
    }
  }
}

function addTab({ church, ids }: Enrolment, tab: Pick<TabRecord, 'name' | 'slug' | 'visibleFrom'>): TabRecord {
  const record = { id: ids.next('tab'), ...tab, sequence: church.tabs.size + 1 }
  church.tabs.set(record.id, record)
  return record
}

function addField({ church, ids }: Enrolment, tab: TabRecord, field: Pick<FieldDefinitionRecord, 'name' | 'dataType'>) {
  const slug = field.name.toLowerCase().replaceAll(' ', '_')
  const sequence = [...church.fieldDefinitions.values()].filter(each => each.tabId === tab.id).length + 1
  const id = ids.next('fieldDefinition')
  const record: FieldDefinitionRecord = { id, tabId: tab.id, ...field, slug, sequence, deletedAt: null }
  church.fieldDefinitions.set(record.id, record)
  return record
}

function addOptions({ church, ids }: Enrolment, definition: FieldDefinitionRecord, values: readonly string[]): void {
  for (const [index, value] of values.entries()) {
    const id = ids.next('fieldOption')
    church.fieldOptions.set(id, { id, fieldDefinitionId: definition.id, value, sequence: index + 1 })
  }
}

/** Planning Center keeps one datum for each ticked checkbox. */
function addValues(
  { church, ids }: Enrolment, person: Pick<PersonRecord, 'id' | 'createdAt' | 'updatedAt'>, definition: FieldDefinitionRecord,
  values: readonly string[],
): void {
  const { createdAt, updatedAt } = person
  for (const value of values) {
    const id = ids.next('fieldDatum')
    church.fieldData.set(id, { id, fieldDefinitionId: definition.id, personId: person.id, value, createdAt, updatedAt })
  }
}

function retiredAt({ now }: Enrolment): number {
  return Math.floor(now / 1000) * 1000 - 200 * 86_400_000
}
