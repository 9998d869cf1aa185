import { addressesOf, emailsOf, membershipsOf, only, phoneNumbersOf } from '../../world/shelves'
import type { PersonRecord } from '../../world/world'
import { hasLevel, type Asker } from '../graph/asker'
import { day, flag, json, moment, text, whole, type Attribute, type Edge, type Resource } from '../graph/resource'
import { fullName, initials } from './names'
import { personSearches } from './searches'
import { visibleData } from './rights'
import { unused } from './unused'

type Attributes = Readonly<Record<string, Attribute<PersonRecord>>>

const profile: Attributes = {
  anniversary: day(person => person.anniversary),
  avatar: text(pictureAddress),
  birthdate: day(person => person.birthdate),
  child: flag(person => person.child),
  created_at: moment(person => person.createdAt),
  demographic_avatar_url: text(pictureAddress),
  directory_shared_info: json(person => person.directorySharedInfo, { fieldsOnly: true }),
  directory_status: text(person => person.directoryStatus),
  first_name: text(person => person.firstName),
  gender: text(person => person.gender),
  given_name: text(person => person.givenName),
  grade: whole(person => person.grade),
  graduation_year: whole(person => person.graduationYear),
  inactivated_at: moment(person => person.inactivatedAt),
  last_name: text(person => person.lastName),
  medical_notes: text(person => person.medicalNotes),
  membership: text(person => person.membership),
  middle_name: text(person => person.middleName),
  name: text(fullName),
  nickname: text(person => person.nickname),
  passed_background_check: flag(person => person.passedBackgroundCheck),
  remote_id: whole(person => person.remoteId),
  school_type: text(person => person.schoolType),
  status: text(person => person.status),
  stripe_account_identifier: text(() => null, { fieldsOnly: true, from: '2026-06-04' }),
  stripe_customer_identifier: text(() => null, { fieldsOnly: true }),
  updated_at: moment(person => person.updatedAt),
}

const account: Attributes = {
  accounting_administrator: flag(person => person.accountingAdministrator, { administratorsOnly: 'others' }),
  can_create_forms: flag((person, asker) => hasLevel({ ...asker, person }, 'Editor')),
  can_email_lists: flag((person, asker) => hasLevel({ ...asker, person }, 'Viewer')),
  login_identifier: text(person => person.loginIdentifier),
  mfa_configured: flag(person => person.mfaConfigured, { fieldsOnly: true, administratorsOnly: 'all' }),
  people_permissions: text(person => person.peoplePermissions),
  resource_permission_flags: json((person, asker) => ({ can_access_workflows: hasLevel({ ...asker, person }, 'Viewer') })),
  site_administrator: flag(person => person.siteAdministrator, { administratorsOnly: 'others' }),
}

const edges: Readonly<Record<string, Edge<PersonRecord>>> = {
  addresses: { to: 'Address', many: true, rows: (person, { church }) => addressesOf(church, person.id) },
  apps: unused('App'),
  background_checks: unused('BackgroundCheck'),
  connected_people: unused('ConnectedPerson'),
  emails: { to: 'Email', many: true, rows: (person, { church }) => emailsOf(church, person.id) },
  field_data: { to: 'FieldDatum', many: true, rows: (person, asker) => visibleData(asker, person.id) },
  household_memberships: {
    to: 'HouseholdMembership', many: true, rows: (person, { church }) => membershipsOf(church, person.id),
  },
  households: {
    to: 'Household', many: true,
    rows: (person, { church }) =>
      membershipsOf(church, person.id).flatMap(membership => only(church.households, membership.householdId)),
  },
  inactive_reason: {
    to: 'InactiveReason', many: false, rows: (person, { church }) => only(church.inactiveReasons, person.inactiveReasonId),
  },
  marital_status: {
    to: 'MaritalStatus', many: false, rows: (person, { church }) => only(church.maritalStatuses, person.maritalStatusId),
  },
  message_groups: unused('MessageGroup'),
  messages: unused('Message'),
  name_prefix: { to: 'NamePrefix', many: false, rows: (person, { church }) => only(church.namePrefixes, person.namePrefixId) },
  name_suffix: { to: 'NameSuffix', many: false, rows: (person, { church }) => only(church.nameSuffixes, person.nameSuffixId) },
  notes: unused('Note'),
  organization: {
    to: 'Organization', many: false, rows: (_, { church }) => [church],
    // Measured: null for people who may not read the organization.
    link: (_, asker) => (hasLevel(asker, 'Viewer') ? '' : null),
  },
  person_apps: unused('PersonApp'),
  phone_numbers: { to: 'PhoneNumber', many: true, rows: (person, { church }) => phoneNumbersOf(church, person.id) },
  platform_notifications: unused('PlatformNotification'),
  primary_campus: { to: 'Campus', many: false, rows: (person, { church }) => only(church.campuses, person.primaryCampusId) },
  school: unused('SchoolOption', { many: false }),
  social_profiles: unused('SocialProfile'),
  workflow_assignee_workflow_summaries: unused('WorkflowAssigneeWorkflowSummary'),
  workflow_cards: unused('WorkflowCard'),
  workflow_shares: unused('WorkflowShare'),
}

const order = ['accounting_administrator', 'anniversary', 'birthdate', 'child', 'created_at', 'first_name', 'gender', 'given_name',
  'grade', 'graduation_year', 'inactivated_at', 'last_name', 'membership', 'middle_name', 'nickname', 'people_permissions', 'remote_id',
  'site_administrator', 'status', 'updated_at']

export const person: Resource<PersonRecord> = {
  type: 'Person',
  path: ({ id }) => `/people/${id}`,
  html: ({ id }) => `https://people.planningcenteronline.com/people/AC${id}`,
  attributes: { ...profile, ...account },
  keys: { id: whole(({ id }) => Number(id)), primary_campus_id: whole(({ primaryCampusId }) => primaryCampusId) },
  searches: personSearches,
  order,
  where: [...order, 'id', 'medical_notes', 'mfa_configured', 'primary_campus_id', ...Object.keys(personSearches)].sort(),
  include: ['addresses', 'emails', 'field_data', 'households', 'inactive_reason', 'marital_status', 'name_prefix', 'name_suffix',
    'organization', 'person_apps', 'phone_numbers', 'platform_notifications', 'primary_campus', 'school', 'social_profiles'],
  relationships: { primary_campus: { type: 'PrimaryCampus', ids: ({ primaryCampusId }) => primaryCampusId } },
  edges,
}

function pictureAddress(person: PersonRecord, { avatarUrl }: Asker): string {
  const name = person.photoToken === null
    ? `initials/${encodeURIComponent(initials(person))}.png`
    : `person/${person.id}-${person.photoToken}/avatar.1.png`
  return `${avatarUrl}/uploads/${name}`
}
