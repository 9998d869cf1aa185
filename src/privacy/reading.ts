/** What Foyer asks Planning Center for, in the words of a church office, in the order of the page. */
export interface Reading {
  about: string
  words: string
}

interface Phrase extends Reading {
  /** Planning Center's own names: `Person.birthdate`, or `Email` for all of them. */
  covers: string[]
}

const person = (...fields: string[]) => fields.map((field) => `Person.${field}`)

export const PHRASES: Phrase[] = [
  { about: 'Names', words: 'names and nicknames', covers: [...person('name', 'first_name', 'given_name', 'middle_name', 'last_name', 'nickname', 'name_prefix', 'name_suffix')] },
  { about: 'Names', words: 'photos', covers: person('avatar') },
  { about: 'Contact', words: 'phone numbers', covers: [...person('phone_numbers'), 'PhoneNumber'] },
  { about: 'Contact', words: 'e-mail addresses, and whether they are blocked', covers: [...person('emails'), 'Email'] },
  { about: 'Contact', words: 'street addresses', covers: [...person('addresses'), 'Address'] },
  { about: 'Life', words: 'birthdays', covers: person('birthdate') },
  { about: 'Life', words: 'anniversaries', covers: person('anniversary') },
  { about: 'Life', words: 'gender', covers: person('gender') },
  { about: 'Life', words: 'whether somebody is a child, and the school grade', covers: person('child', 'grade', 'graduation_year', 'school_type') },
  { about: 'Life', words: 'marital status', covers: [...person('marital_status'), 'MaritalStatus'] },
  { about: 'Households', words: 'who lives with whom, and whom to ask first', covers: [...person('households'), 'Household', 'HouseholdMembership'] },
  { about: 'In the church', words: 'whether somebody is active, and why not', covers: person('status', 'inactivated_at', 'inactive_reason') },
  { about: 'In the church', words: 'membership', covers: [...person('membership'), 'MembershipType'] },
  { about: 'In the church', words: 'campus', covers: [...person('primary_campus'), 'Campus'] },
  { about: 'In the church', words: 'whether somebody is in the church directory, and what it may show', covers: person('directory_status', 'directory_shared_info') },
  { about: 'In the church', words: 'when a profile was made, changed or joined with another', covers: [...person('created_at', 'updated_at'), 'PersonMerger'] },
  { about: 'In the church', words: 'the church’s time zone', covers: [...person('organization'), 'Organization'] },
  { about: 'Serving', words: 'who serves in which service, in which team and position, and whether they have answered', covers: ['ServiceType', 'Plan', 'PlanPerson', 'Team'] },
  { about: 'Lists', words: 'the lists shared with whoever looks, who made them, and who is on them', covers: ['List', 'ListResult'] },
  { about: 'Your own fields', words: 'what your church added to profiles, as far as those tabs are open to whoever looks', covers: [...person('field_data'), 'FieldDatum', 'FieldDefinition', 'Tab'] },
  { about: 'Who is signed in', words: 'name, e-mail address and church', covers: ['SignIn'] },
  { about: 'Who is signed in', words: 'permission in People, and who the administrators are', covers: person('people_permissions', 'site_administrator') },
]

/** Never asked for. A word is left out as soon as it is no longer true. */
const NEVER: { words: string; means: string[] }[] = [
  { words: 'medical notes', means: person('medical_notes') },
  { words: 'background checks', means: [...person('passed_background_check', 'background_checks'), 'BackgroundCheck'] },
  { words: 'notes about people', means: ['Note'] },
  { words: 'what people wrote into forms', means: ['FormSubmission', 'FormSubmissionValue'] },
  { words: 'messages', means: ['Message'] },
  { words: 'workflow cards', means: ['WorkflowCard'] },
  { words: 'giving', means: ['Donation', 'Pledge', ...person('stripe_customer_identifier')] },
]

const covers = ({ covers: names }: Phrase, read: string) => names.includes(read) || names.includes(read.split('.')[0] ?? '')

/** What is read without a phrase is shown as Planning Center calls it: better odd than left out. */
export function readings(reads: readonly string[]): Reading[] {
  const said = PHRASES.filter((phrase) => reads.some((read) => covers(phrase, read)))
  const unsaid = [...new Set(reads)].filter((read) => !PHRASES.some((phrase) => covers(phrase, read)))
  const also = unsaid.map((read) => ({ about: 'Also', words: read }))
  const subjects = new Map<string, string[]>()
  for (const { about, words } of [...said, ...also]) subjects.set(about, [...(subjects.get(about) ?? []), words])
  return [...subjects].map(([about, words]) => ({ about, words: words.join('; ') }))
}

export function neverRead(reads: readonly string[]): string[] {
  const isRead = (name: string) => reads.some((read) => read === name || read.split('.')[0] === name)
  return NEVER.filter(({ means }) => !means.some(isRead)).map(({ words }) => words)
}
