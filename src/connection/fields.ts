import { questions, type Kind } from '../mirror'

/** Everything the copy asks Planning Center for, in the words of a church office; null for what only holds records together. */
const WORDS: Record<string, { about: string; fields: Record<string, string | null> }> = {
  Person: {
    about: 'People',
    fields: {
      name: 'name', first_name: 'first name', last_name: 'last name', given_name: 'given name', middle_name: 'middle name', nickname: 'nickname',
      avatar: 'where the photo lies (the photo itself is not kept)', status: 'whether active', inactivated_at: 'since when inactive', membership: 'membership', gender: 'gender',
      birthdate: 'birthday', anniversary: 'anniversary', child: 'whether a child', grade: 'school grade', graduation_year: 'year of graduation', school_type: 'kind of school',
      directory_status: 'whether in the church directory', directory_shared_info: 'what the directory may show', created_at: 'when the profile was made', updated_at: 'and last changed',
      marital_status: 'marital status', primary_campus: 'campus', emails: null, phone_numbers: null, addresses: null,
    },
  },
  Email: { about: 'E-mail addresses', fields: { address: 'address', blocked: 'whether blocked', location: 'home, work or other', primary: 'which is the first', created_at: 'when added', updated_at: 'and last changed', person: null } },
  PhoneNumber: {
    about: 'Phone numbers',
    fields: { number: 'number', e164: null, international: null, national: null, country_code: 'country', location: 'home, work or mobile', primary: 'which is the first', created_at: 'when added', updated_at: 'and last changed', person: null },
  },
  Address: {
    about: 'Street addresses',
    fields: {
      street_line_1: 'street', street_line_2: null, city: 'city', state: 'state', zip: 'zip code', country_code: null, country_name: 'country', location: 'home, work or other', primary: 'which is the first',
      created_at: 'when added', updated_at: 'and last changed', person: null,
    },
  },
  Household: { about: 'Households', fields: { name: 'name', primary_contact_id: 'whom to ask first', people: 'who is in it', created_at: 'when made', updated_at: 'and last changed' } },
  Campus: { about: 'Campuses', fields: { name: 'name', created_at: 'when made', updated_at: 'and last changed' } },
  MaritalStatus: { about: 'Kinds of marital status', fields: { value: 'what your church calls them' } },
  List: {
    about: 'Lists',
    fields: { name: 'name', name_or_description: null, description: 'description', total_people: 'how many are on it, and who', refreshed_at: 'when last refreshed', created_at: 'when made', updated_at: 'and last changed' },
  },
  Tab: { about: 'Custom tabs, only those you tick', fields: { name: 'name', slug: null, sequence: 'order' } },
  FieldDefinition: { about: 'Custom tabs, only those you tick', fields: { name: 'their fields', data_type: 'what kind each is', sequence: null, tab_id: null } },
  FieldDatum: { about: 'Custom tabs, only those you tick', fields: { value: 'what stands in them', created_at: 'when written', updated_at: 'and last changed', customizable: null, field_definition: null } },
  PersonMerger: { about: 'Joined profiles', fields: { person_to_keep_id: 'which profiles were joined into one', person_to_remove_id: null, created_at: 'when' } },
}

/** By Planning Center's own names: `Person.birthdate`. */
export const mirrorReads: readonly string[] = [...new Set(Object.values(questions).flatMap(fieldsOf))]

function fieldsOf(question: Record<string, string>): string[] {
  return Object.entries(question).flatMap(([name, value]) => {
    const type = /^fields\[(\w+)\]$/.exec(name)?.[1]
    return type ? value.split(',').map((field) => `${type}.${field}`) : []
  })
}

/** What is read and kept, field by field, from the questions themselves. What has no words yet is shown as Planning Center calls it. */
export function keptFields(): { about: string; fields: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const read of mirrorReads) {
    const [type = '', field = ''] = read.split('.')
    const { about, fields } = WORDS[type] ?? { about: type, fields: {} }
    const words = field in fields ? fields[field] : read
    groups.set(about, [...(groups.get(about) ?? []), ...(words ? [words] : [])])
  }
  return [...groups].map(([about, fields]) => ({ about, fields }))
}

/** All that has words, for the test that holds it against what is asked. */
export const fieldsWithWords: readonly string[] = Object.entries(WORDS).flatMap(([type, { fields }]) => Object.keys(fields).map((field) => `${type}.${field}`))

/** One and many of each kind of record that is kept. */
export const KINDS: Record<Kind, readonly [one: string, many: string]> = {
  person: ['person', 'people'],
  email: ['e-mail address', 'e-mail addresses'],
  phone_number: ['phone number', 'phone numbers'],
  address: ['street address', 'street addresses'],
  household: ['household', 'households'],
  household_person: ['place in a household', 'places in households'],
  campus: ['campus', 'campuses'],
  marital_status: ['kind of marital status', 'kinds of marital status'],
  list: ['list', 'lists'],
  list_person: ['place on a list', 'places on lists'],
  tab: ['custom tab', 'custom tabs'],
  field_definition: ['custom field', 'custom fields'],
  field_datum: ['value of a custom field', 'values of custom fields'],
}
