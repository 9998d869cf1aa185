import { sql, type Migration } from 'kysely'

/** Who did what. `key` is made where it happened, so that one offered twice is there once. */
export const audit: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'create schema if not exists foyer',
  `create table foyer.audit (
    id bigint generated always as identity primary key, key text not null unique, at timestamptz not null,
    organization_id text, event text not null, why text, person_id text, by_person_id text, network text, reference text)`,
  'create index audit_of_church on foyer.audit (organization_id, id desc)',
  'create index audit_by_age on foyer.audit (at)',
]
