import { tableOf } from '../../world/journal'
import { definitionsOf } from '../../world/shelves'
import type { CampusRecord, Church, ListRecord, PersonMergerRecord, PersonRecord, TableName } from '../../world/world'
import type { Asker } from '../graph/asker'
import { decimal, flag, json, moment, text, times, whole, type Edge, type Filter, type Resource, type Row } from '../graph/resource'
import { isDeleted } from './custom-fields'
import { mayManage, showsDatum, visibleDefinitions, visibleLists, visibleTabs } from './rights'
import { unused } from './unused'

const dayMs = 86_400_000

const edges: Readonly<Record<string, Edge<Church>>> = {
  addresses: all('Address', 'addresses'),
  apps: unused('App'),
  background_checks: unused('BackgroundCheck'),
  birthday_people: unused('BirthdayPeople', { many: false }),
  campuses: all('Campus', 'campuses'),
  carriers: unused('Carrier'),
  custom_senders: unused('CustomSender'),
  emails: all('Email', 'emails'),
  field_data: all('FieldDatum', 'fieldData', showsDatum),
  field_definitions: {
    to: 'FieldDefinition', many: true,
    rows: (_, asker) => visibleDefinitions(asker),
    hides: { unless: 'include_deleted', when: isDeleted },
  },
  form_categories: unused('FormCategory'),
  forms: unused('Form'),
  grades: unused('Grade'),
  households: all('Household', 'households'),
  inactive_reasons: all('InactiveReason', 'inactiveReasons'),
  list_categories: unused('ListCategory'),
  lists: { to: 'List', many: true, rows: (_, asker) => visibleLists(asker), filters: listFilters() },
  marital_statuses: all('MaritalStatus', 'maritalStatuses'),
  me: { to: 'Person', many: false, open: true, rows: (_, { person }) => [person], link: () => '/me' },
  membership_types: all('MembershipType', 'membershipTypes'),
  message_groups: unused('MessageGroup'),
  messages: unused('Message'),
  name_prefixes: all('NamePrefix', 'namePrefixes'),
  name_suffixes: all('NameSuffix', 'nameSuffixes'),
  note_categories: unused('NoteCategory'),
  note_category_subscriptions: unused('NoteCategorySubscription'),
  notes: unused('Note'),
  people: { ...all('Person', 'people'), filters: peopleFilters() },
  people_imports: unused('PeopleImport'),
  person_mergers: all('PersonMerger', 'personMergers'),
  phone_numbers: all('PhoneNumber', 'phoneNumbers'),
  reports: unused('Report'),
  school_options: unused('SchoolOption'),
  social_profiles: unused('SocialProfile'),
  spam_email_addresses: unused('SpamEmailAddress'),
  stats: unused('OrganizationStatistics', { many: false }),
  tabs: {
    to: 'Tab', many: true,
    rows: (_, asker) => visibleTabs(asker),
    filters: { with_field_definitions: { keeps: ({ id }, { asker }) => definitionsOf(asker.church, id).length > 0 } },
  },
  workflow_assignee_summaries: unused('WorkflowAssigneeSummary'),
  workflows: unused('Workflow'),
}

/** The root of the People API: every collection is one of its edges. */
export const organization: Resource<Church> = {
  type: 'Organization',
  path: () => '',
  attributes: {
    avatar_url: text(() => null),
    church_center_subdomain: text(({ subdomain }) => subdomain),
    contact_website: text(({ website }) => website),
    country_code: text(({ countryCode }) => countryCode),
    created_at: moment(({ createdAt }) => createdAt),
    date_format: text(() => '%m/%d/%Y'),
    grades: json(() => Array.from({ length: 14 }, (_, index) => index - 1)),
    name: text(({ name }) => name),
    time_zone: text(({ timeZone }) => timeZone),
  },
  order: [],
  where: [],
  edges,
}

export const campus: Resource<CampusRecord> = {
  type: 'Campus',
  path: ({ id }) => `/campuses/${id}`,
  attributes: {
    avatar_url: text(() => null),
    church_center_enabled: flag(() => true),
    city: text(({ city }) => city),
    contact_email_address: text(({ email }) => email),
    country: text((_, { church }) => church.countryCode),
    date_format: text(() => '%m/%d/%Y'),
    description: text(() => null),
    geolocation_set_manually: flag(() => false),
    latitude: decimal(({ latitude }) => latitude),
    longitude: decimal(({ longitude }) => longitude),
    name: text(({ name }) => name),
    phone_number: text(({ phone }) => phone),
    state: text(({ state }) => state),
    street: text(({ street }) => street),
    time_zone: text((_, { church }) => church.timeZone),
    time_zone_raw: text((_, { church }) => church.timeZone),
    twenty_four_hour_time: flag(() => false),
    website: text((_, { church }) => church.website),
    zip: text(({ zip }) => zip),
    ...times(),
  },
  keys: { id: whole(({ id }) => Number(id)) },
  order: ['created_at', 'name', 'updated_at'],
  where: ['created_at', 'id', 'updated_at'],
  include: ['lists', 'service_times'],
  relationships: { organization: { type: 'Organization', ids: (_, { church }) => church.id } },
  edges: {
    lists: { to: 'List', many: true, rows: ({ id }, asker) => visibleLists(asker).filter(list => list.campusId === id) },
    service_times: unused('ServiceTime'),
  },
}

export const personMerger: Resource<PersonMergerRecord> = {
  type: 'PersonMerger',
  path: ({ id }) => `/person_mergers/${id}`,
  attributes: {
    created_at: moment(({ createdAt }) => createdAt),
    person_to_keep_id: text(({ personToKeepId }) => personToKeepId),
    person_to_remove_id: text(({ personToRemoveId }) => personToRemoveId),
  },
  order: ['created_at'],
  where: ['created_at', 'person_to_keep_id', 'person_to_remove_id'],
  relationships: {
    person_to_keep: { type: 'Person', ids: ({ personToKeepId }) => personToKeepId },
    person_to_remove: { type: 'Person', ids: ({ personToRemoveId }) => personToRemoveId },
  },
}

/** All records of a kind, or those that somebody is shown. */
function all(to: string, table: TableName, shows?: (asker: Asker) => (row: Row) => boolean): Edge<Church> {
  return {
    to, many: true,
    whole: { table, ...shows && { shows } },
    rows(_, asker) {
      const rows = [...tableOf(asker.church, table).values()]
      return shows ? rows.filter(shows(asker)) : rows
    },
  }
}

function peopleFilters(): Record<string, Filter> {
  const filter = (keeps: (person: PersonRecord, now: number, time: string | undefined) => boolean): Filter => ({
    keeps({ id }, { asker, time }) {
      const person = asker.church.people.get(id)
      return person !== undefined && keeps(person, asker.world.clock.now(), time)
    },
  })
  return {
    admins: filter(person => person.siteAdministrator || person.accountingAdministrator),
    // The last 24 hours, unless `time` says since when.
    created_since: filter((person, now, time) => person.createdAt >= (time === undefined ? now - dayMs : Date.parse(time))),
    organization_admins: filter(person => person.siteAdministrator),
  }
}

function listFilters(): Record<string, Filter> {
  const filter = (keeps: (list: ListRecord) => boolean): Filter => ({
    keeps({ id }, { asker }) {
      const list = asker.church.lists.get(id)
      return list !== undefined && keeps(list)
    },
  })
  return {
    auto_refresh_enabled: filter(list => list.autoRefresh),
    can_manage: { keeps: ({ id }, { asker }) => visibleLists(asker).some(list => list.id === id && mayManage(list, asker)) },
    has_active_automations: filter(() => false),
    mailchimp_connected: filter(() => false),
    needs_attention: filter(list => list.invalid),
    recently_viewed: filter(() => false),
    starred: { keeps: ({ id }, { asker }) => asker.church.lists.get(id)?.starredByIds.includes(asker.person.id) === true },
    unassigned: filter(() => true),
  }
}
