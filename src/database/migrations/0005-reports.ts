import { sql, type Migration } from 'kysely'

/** What staff keep of their reports, and who came onto a list or left it. Indexes for what reports ask most. */
export const reports: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table foyer.report (
    id bigint generated always as identity primary key, organization_id text not null, person_id text not null,
    name text not null, query text not null, shared boolean not null,
    created_at timestamptz not null, updated_at timestamptz not null, deleted_at timestamptz)`,
  'create index report_of_person on foyer.report (organization_id, person_id)',
  'create index report_by_deletion on foyer.report (deleted_at) where deleted_at is not null',
  `create table foyer.pin (
    organization_id text not null, person_id text not null, what text not null, position integer not null,
    primary key (organization_id, person_id, what))`,
  `create table foyer.preference (
    organization_id text not null, person_id text not null, name text not null, value jsonb not null,
    primary key (organization_id, person_id, name))`,
  `create table mirror.list_change (
    organization_id text not null, list_id text not null, person_id text not null, entered boolean not null, at timestamptz not null,
    primary key (organization_id, list_id, at, person_id))`,
  'alter table mirror.list add column first_read_at timestamptz',
  `update mirror.list l set first_read_at = l.seen_at
    where exists (select 1 from mirror.list_person p where p.organization_id = l.organization_id and p.list_id = l.id)`,
  'create index list_change_of_person on mirror.list_change (organization_id, person_id)',
  // Different values are found one by one; of long ones the beginning, for an index takes no more.
  'create index person_by_membership on mirror.person (organization_id, (left(membership, 200) collate "C"))',
  'create index person_by_gender on mirror.person (organization_id, (left(gender, 200) collate "C"))',
  'create index field_datum_by_value on mirror.field_datum (organization_id, field_definition_id, (left(value, 200) collate "C"))',
]
