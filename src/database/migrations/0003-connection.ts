import { sql, type Migration } from 'kysely'

/** Each church's connection with its state, and what its administrators chose. Tokens lie in Redis; here is only, sealed, where. */
export const connection: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'create schema if not exists foyer',
  `create table foyer.connection (
    organization_id text primary key, organization_name text not null, sealed_grant text,
    person_id text, person_name text, connected_by text, connected_at timestamptz,
    state text not null, why text, detail text, state_since timestamptz not null,
    heard_at timestamptz, tried_at timestamptz, checked_at timestamptz not null,
    time_zone text not null, administrators jsonb not null)`,
  'create index connection_by_check on foyer.connection (checked_at)',
  'create table foyer.settings (organization_id text primary key, settings jsonb, draft jsonb)',
]
