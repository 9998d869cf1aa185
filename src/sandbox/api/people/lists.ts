import { only, resultsOf, sharesOf } from '../../world/shelves'
import type { ListRecord, ListResultRecord, ListShareRecord } from '../../world/world'
import { flag, moment, text, whole, type Edge, type Resource } from '../graph/resource'
import { fullName } from './names'
import { unused } from './unused'

const author: Edge<ListRecord> = {
  to: 'Person', many: false, rows: ({ createdById }, { church }) => only(church.people, createdById),
}

export const list: Resource<ListRecord> = {
  type: 'List',
  path: ({ id }) => `/lists/${id}`,
  attributes: {
    // Since version 2024-09-12 the counts are missing where a single list is read.
    active_automations_count: whole(() => 0, { collectionsOnly: true }),
    auto_generated_name: flag(({ name }) => name === null),
    auto_refresh: flag(({ autoRefresh }) => autoRefresh),
    auto_refresh_frequency: text(({ autoRefresh }) => (autoRefresh ? 'daily' : 'never')),
    automations_active: flag(() => false),
    automations_count: whole(() => 0, { collectionsOnly: true }),
    batch_completed_at: moment(({ refreshedAt }) => refreshedAt),
    created_at: moment(({ createdAt }) => createdAt),
    description: text(({ description }) => description),
    has_inactive_results: flag(({ id }, { church }) =>
      resultsOf(church, id).some(({ personId }) => church.people.get(personId)?.status === 'inactive')),
    include_inactive: flag(() => true),
    invalid: flag(({ invalid }) => invalid),
    name: text(({ name }) => name),
    name_or_description: text(({ name, description }) => name ?? description),
    paused_automations_count: whole(() => 0, { collectionsOnly: true }),
    recently_viewed: flag(() => false),
    refreshed_at: moment(({ refreshedAt }) => refreshedAt),
    return_original_if_none: flag(() => false),
    returns: text(() => null),
    starred: flag(({ starredByIds }, { person }) => starredByIds.includes(person.id)),
    status: text(() => 'complete'),
    subset: text(() => null),
    total_people: whole(({ id }, { church }) => resultsOf(church, id).length),
    updated_at: moment(({ updatedAt }) => updatedAt),
  },
  keys: { id: whole(({ id }) => Number(id)), campus_id: whole(({ campusId }) => campusId) },
  order: ['active_automations_count', 'auto_refresh_frequency', 'automations_count', 'batch_completed_at', 'campus_id',
    'campuses.name', 'created_at', 'list_categories.name', 'list_category_id', 'name', 'name_or_description', 'refreshed_at',
    'starred', 'total_people', 'updated_at'],
  where: ['batch_completed_at', 'created_at', 'id', 'name', 'updated_at'],
  include: ['campus', 'category', 'created_by', 'mailchimp_sync_status', 'people', 'rules', 'shares', 'updated_by'],
  edges: {
    campus: { to: 'Campus', many: false, rows: ({ campusId }, { church }) => only(church.campuses, campusId) },
    category: unused('ListCategory', { many: false }),
    created_by: author,
    list_results: { to: 'ListResult', many: true, rows: ({ id }, { church }) => resultsOf(church, id) },
    mailchimp_sync_status: unused('MailchimpSyncStatus', { many: false }),
    people: {
      to: 'Person', many: true,
      rows: ({ id }, { church }) => resultsOf(church, id).flatMap(({ personId }) => only(church.people, personId)),
    },
    rules: unused('Rule'),
    shares: { to: 'ListShare', many: true, rows: ({ id }, { church }) => sharesOf(church, id) },
    star: { to: 'ListStar', many: false, rows: (row, { person }) => (row.starredByIds.includes(person.id) ? [row] : []) },
    updated_by: author,
  },
}

export const listStar: Resource<ListRecord> = {
  type: 'ListStar',
  path: ({ id }) => `/lists/${id}/star`,
  attributes: { created_at: moment(({ createdAt }) => createdAt) },
  order: [],
  where: [],
}

export const listResult: Resource<ListResultRecord> = {
  type: 'ListResult',
  path: ({ id, listId }) => `/lists/${listId}/list_results/${id}`,
  attributes: { created_at: moment(({ createdAt }) => createdAt), updated_at: moment(({ createdAt }) => createdAt) },
  keys: { person_id: whole(({ personId }) => personId) },
  order: ['created_at', 'updated_at'],
  where: ['person_id'],
  include: ['person'],
  relationships: {
    person: { type: 'Person', ids: ({ personId }) => personId },
    list: { type: 'List', ids: ({ listId }) => listId },
  },
  edges: { person: { to: 'Person', many: false, rows: ({ personId }, { church }) => only(church.people, personId) } },
}

export const listShare: Resource<ListShareRecord> = {
  type: 'ListShare',
  path: ({ id, listId }) => `/lists/${listId}/shares/${id}`,
  attributes: {
    created_at: moment(({ createdAt }) => createdAt),
    group: text(({ group }) => group),
    name: text(({ personId, group }, { church }) => {
      const [person] = only(church.people, personId)
      return person ? fullName(person) : group
    }),
    permission: text(({ permission }) => permission),
  },
  order: ['created_at', 'group'],
  where: ['created_at', 'group', 'name', 'permission'],
  include: ['person'],
  relationships: { person: { type: 'Person', ids: ({ personId }) => personId } },
  edges: { person: { to: 'Person', many: false, rows: ({ personId }, { church }) => only(church.people, personId) } },
}
